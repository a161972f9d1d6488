"""The journal's own SQL: tables in months, triggers that refuse, the scale of transactions.

Used by the first migration. No ICU and no extension is assumed.
"""

TABLES = """
-- Transaction numbers start again in a cluster restored from a dump; the base keeps them rising.
CREATE FUNCTION journal_txid_base() RETURNS bigint LANGUAGE sql IMMUTABLE AS 'SELECT 0::bigint';

CREATE FUNCTION journal_txid() RETURNS bigint LANGUAGE sql STABLE AS
  'SELECT pg_current_xact_id()::text::bigint + journal_txid_base()';

-- Every transaction below the horizon has ended: nothing can appear there any more.
CREATE FUNCTION journal_horizon() RETURNS bigint LANGUAGE sql STABLE AS
  'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + journal_txid_base()';

CREATE SEQUENCE journal_entry_id_seq AS bigint;
CREATE TABLE journal_entry (
  id            bigint      NOT NULL DEFAULT nextval('journal_entry_id_seq'),
  txid          bigint      NOT NULL DEFAULT journal_txid(),
  recorded_at   timestamptz NOT NULL DEFAULT now(),
  at            timestamptz NOT NULL,
  actor_kind    text        NOT NULL,
  actor_key     text        NOT NULL,
  actor_label   text        NOT NULL,
  unit_id       bigint,
  kind          text        NOT NULL,
  subject_kind  text        NOT NULL,
  subject_id    text        NOT NULL,
  dossier_id    bigint,
  body          jsonb       NOT NULL,
  salt          bytea       NOT NULL,
  leaf          bytea       NOT NULL CONSTRAINT a_leaf_is_a_sha256 CHECK (length(leaf) = 32),
  request_key   uuid,
  PRIMARY KEY (id, recorded_at)
) PARTITION BY RANGE (recorded_at);
ALTER SEQUENCE journal_entry_id_seq OWNED BY journal_entry.id;
CREATE TABLE journal_entry_other PARTITION OF journal_entry DEFAULT;
CREATE INDEX journal_entry_read ON journal_entry (txid, id);
CREATE INDEX journal_entry_dossier ON journal_entry (dossier_id, id) WHERE dossier_id IS NOT NULL;
CREATE INDEX journal_entry_subject ON journal_entry (subject_kind, subject_id, id)
  WHERE dossier_id IS NULL;
CREATE INDEX journal_entry_request ON journal_entry (request_key) WHERE request_key IS NOT NULL;

CREATE TABLE journal_seal (
  number     bigint      PRIMARY KEY,
  from_txid  bigint      NOT NULL,
  to_txid    bigint      NOT NULL,
  count      integer     NOT NULL CONSTRAINT a_batch_is_not_empty CHECK (count > 0),
  first_id   bigint      NOT NULL,
  last_id    bigint      NOT NULL,
  root       bytea       NOT NULL,
  previous   bytea       NOT NULL CONSTRAINT a_seal_has_one_successor UNIQUE,
  signature  bytea       NOT NULL,
  sealed_at  timestamptz NOT NULL,
  leaves     bytea       NOT NULL,
  CONSTRAINT a_batch_covers_a_transaction CHECK (to_txid > from_txid),
  CONSTRAINT a_batch_lists_its_leaves CHECK (length(leaves) = 40 * count)
);
ALTER TABLE journal_seal ALTER COLUMN leaves SET STORAGE EXTERNAL;
CREATE INDEX journal_seal_to ON journal_seal (to_txid);

CREATE TABLE journal_stamp (
  number     bigint      PRIMARY KEY REFERENCES journal_seal,
  token      bytea       NOT NULL,
  stamped_at timestamptz NOT NULL
);

CREATE SEQUENCE journal_access_id_seq AS bigint;
CREATE TABLE journal_access (
  id          bigint      NOT NULL DEFAULT nextval('journal_access_id_seq'),
  at          timestamptz NOT NULL,
  actor_kind  text        NOT NULL,
  actor_key   text        NOT NULL,
  actor_label text        NOT NULL,
  unit_id     bigint,
  dossier_id  bigint      NOT NULL,
  purpose     text        NOT NULL,
  request_id  text        NOT NULL,
  PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
ALTER SEQUENCE journal_access_id_seq OWNED BY journal_access.id;
CREATE TABLE journal_access_other PARTITION OF journal_access DEFAULT;
CREATE INDEX journal_access_dossier ON journal_access (dossier_id, at);
CREATE INDEX journal_access_actor ON journal_access (actor_key, at);
"""

GUARDS = """
CREATE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the journal is append-only: % on % is refused', TG_OP, TG_TABLE_NAME
    USING ERRCODE = 'insufficient_privilege';
END $$;

-- Row triggers are inherited by partitions, statement triggers are not: each month gets its own.
CREATE FUNCTION journal_guard(target regclass, has_parent boolean) RETURNS void
LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s'
                 ' FOR EACH STATEMENT EXECUTE FUNCTION journal_refuse()', target);
  IF NOT has_parent THEN
    EXECUTE format('CREATE TRIGGER never_changed BEFORE UPDATE OR DELETE ON %s'
                   ' FOR EACH ROW EXECUTE FUNCTION journal_refuse()', target);
  END IF;
END $$;

SELECT journal_guard('journal_entry', false), journal_guard('journal_entry_other', true),
       journal_guard('journal_access', false), journal_guard('journal_access_other', true),
       journal_guard('journal_seal', false), journal_guard('journal_stamp', false);
"""

MONTHS = """
-- SECURITY DEFINER: the application's role owns no table, yet its job lays the months ahead.
CREATE FUNCTION journal_make_months(first_day date, months integer) RETURNS integer
LANGUAGE plpgsql SECURITY DEFINER
SET timezone = 'UTC' SET search_path FROM CURRENT AS $$
DECLARE
  parent text;
  starts date;
  part   text;
  made   integer := 0;
BEGIN
  FOREACH parent IN ARRAY ARRAY['journal_entry', 'journal_access'] LOOP
    FOR nth IN 0 .. months - 1 LOOP
      starts := date_trunc('month', first_day) + make_interval(months => nth);
      part := parent || to_char(starts, '_YYYY_MM');
      IF to_regclass(part) IS NULL THEN
        EXECUTE format('CREATE TABLE %I PARTITION OF %I FOR VALUES FROM (%L) TO (%L)',
                       part, parent, starts, (starts + interval '1 month')::date);
        PERFORM journal_guard(part, true);
        made := made + 1;
      END IF;
    END LOOP;
  END LOOP;
  RETURN made;
END $$;

SELECT journal_make_months(current_date, 3);
"""

RIGHTS = """
-- The second lock besides the triggers: months included, they are granted on their own.
CREATE FUNCTION journal_take_rights(parent regclass, role text) RETURNS void
LANGUAGE plpgsql AS $$
DECLARE
  target regclass;
BEGIN
  FOR target IN SELECT parent UNION SELECT inhrelid FROM pg_inherits WHERE inhparent = parent LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER ON %s FROM %I',
                   target, role);
  END LOOP;
END $$;
"""

UNDO = """
DROP TABLE journal_entry, journal_stamp, journal_seal, journal_access;
DROP FUNCTION journal_take_rights, journal_make_months, journal_guard, journal_refuse,
              journal_horizon, journal_txid, journal_txid_base;
"""
