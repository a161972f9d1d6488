-- The floor: the fewest tables that could carry a one-stop centre, filled with :n dossiers.
DROP SCHEMA IF EXISTS bare CASCADE;
CREATE SCHEMA bare;
SET search_path = bare;
CREATE TABLE unit (id int PRIMARY KEY, code text NOT NULL, name text NOT NULL);
CREATE TABLE proc (id int PRIMARY KEY, unit_id int NOT NULL, days int NOT NULL, name text NOT NULL);
CREATE TABLE cal (day date PRIMARY KEY, working bool NOT NULL, ord int NOT NULL);
CREATE TABLE dossier (
    id bigint PRIMARY KEY, code text NOT NULL, proc_id int NOT NULL, unit_id int NOT NULL,
    status int NOT NULL, assignee_id int, received_at timestamptz NOT NULL,
    due_at timestamptz NOT NULL, finished_at timestamptz, name text NOT NULL, phone text NOT NULL);
CREATE TABLE component (dossier_id bigint NOT NULL, n int NOT NULL, name text NOT NULL);
CREATE TABLE task (
    id bigint PRIMARY KEY, dossier_id bigint NOT NULL, step int NOT NULL, assignee_id int NOT NULL,
    created_at timestamptz NOT NULL, due_at timestamptz NOT NULL, done_at timestamptz);
CREATE TABLE event (
    id bigint PRIMARY KEY, dossier_id bigint NOT NULL, at timestamptz NOT NULL, body jsonb);
CREATE TABLE daycount (unit_id int, day date, n int NOT NULL, PRIMARY KEY (unit_id, day));
CREATE SEQUENCE dossier_id; CREATE SEQUENCE task_id; CREATE SEQUENCE event_id;

INSERT INTO unit SELECT g, 'H41.' || g, 'Unit ' || g FROM generate_series(0, 99) g;
INSERT INTO proc SELECT g, g % 100, 1 + g % 30, 'Procedure ' || g FROM generate_series(0, 1999) g;
INSERT INTO cal
SELECT d::date, extract(isodow FROM d) < 6, count(*) FILTER (WHERE extract(isodow FROM d) < 6) OVER (ORDER BY d)
  FROM generate_series(date '2022-01-01', date '2030-12-31', interval '1 day') d;
INSERT INTO dossier
SELECT nextval('dossier_id'), 'H41.' || g % 100 || '-' || g, g % 2000, g % 100, 2,
       CASE WHEN g % 5 = 0 THEN 9 ELSE g % 500 END, now() - g * interval '1 minute',
       now() + g * interval '1 minute', CASE WHEN g % 3 = 0 THEN now() END,
       'Nguyễn Thị ' || g, '09' || lpad(g::text, 8, '0')
  FROM generate_series(1, :n) g;
INSERT INTO component SELECT id, k, 'Component ' || k FROM dossier, generate_series(1, 5) k;
INSERT INTO task SELECT nextval('task_id'), id, 1, assignee_id, received_at, due_at, NULL FROM dossier;
INSERT INTO event SELECT nextval('event_id'), id, received_at, '{"to": 1}' FROM dossier, generate_series(1, 4);
CREATE UNIQUE INDEX dossier_code ON dossier (code);
CREATE INDEX dossier_mine ON dossier (assignee_id, due_at, id) WHERE finished_at IS NULL;
CREATE INDEX component_d ON component (dossier_id);
CREATE INDEX event_d ON event (dossier_id, id);
CREATE INDEX task_d ON task (dossier_id);
CREATE INDEX task_todo ON task (id) WHERE done_at IS NULL;
CREATE INDEX cal_ord ON cal (ord) WHERE working;

CREATE FUNCTION register(p_proc int, p_name text, p_phone text, p_actor int)
RETURNS TABLE (id bigint, code text, due timestamptz) LANGUAGE plpgsql AS $$
DECLARE
    v_unit int; v_days int; v_n int; v_id bigint := nextval('bare.dossier_id');
    v_due timestamptz; v_code text;
BEGIN
    SELECT p.unit_id, p.days, u.code INTO v_unit, v_days, v_code
      FROM bare.proc p JOIN bare.unit u ON u.id = p.unit_id WHERE p.id = p_proc;
    SELECT d.day + time '17:00' INTO v_due
      FROM bare.cal c JOIN bare.cal d ON d.ord = c.ord + v_days AND d.working
     WHERE c.day = current_date;
    INSERT INTO bare.task VALUES (nextval('bare.task_id'), v_id, 1, p_actor, now(), now() + interval '4 hours');
    INSERT INTO bare.component SELECT v_id, g, 'Component paper number ' || g FROM generate_series(1, 5) g;
    INSERT INTO bare.event VALUES (nextval('bare.event_id'), v_id, now(), '{"from": null, "to": 1}');
    INSERT INTO bare.daycount AS c VALUES (v_unit, current_date, 1)
        ON CONFLICT (unit_id, day) DO UPDATE SET n = c.n + 1 RETURNING n INTO v_n;
    v_code := v_code || '-' || to_char(current_date, 'YYMMDD') || '-' || lpad(v_n::text, 7, '0');
    INSERT INTO bare.dossier VALUES
        (v_id, v_code, p_proc, v_unit, 1, p_actor, now(), v_due, NULL, p_name, p_phone);
    RETURN QUERY SELECT v_id, v_code, v_due;
END $$;
CREATE FUNCTION complete_step(p_task bigint, p_actor int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    v_d bigint; v_step int; v_new bigint := nextval('bare.task_id');
BEGIN
    UPDATE bare.task SET done_at = now() WHERE id = p_task AND done_at IS NULL
    RETURNING dossier_id, step INTO v_d, v_step;
    IF v_d IS NULL THEN RETURN NULL; END IF;
    INSERT INTO bare.task VALUES (v_new, v_d, v_step + 1, p_actor, now(), now() + interval '8 hours');
    UPDATE bare.dossier SET status = 2, assignee_id = p_actor WHERE id = v_d;
    INSERT INTO bare.event VALUES (nextval('bare.event_id'), v_d, now(), jsonb_build_object('step', v_step));
    RETURN v_new;
END $$;
