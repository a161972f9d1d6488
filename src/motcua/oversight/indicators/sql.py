"""The database's own part: what an ended dossier adds to the figures, and when that is written.

`BODY` is the one statement of it, about a dossier `d`: the increments ask it as a function, a
rebuilding for all dossiers at once. Its answer for an ended dossier is final, and for one that is
open it is empty; so a dossier that is reopened gives back, at the end of the act's transaction,
exactly what it had brought.
"""

from motcua.casework.dossiers.rules import OPEN, RUNNING

LONG_DAYS = 60
"""A dossier that lived longer stands in an index of its own: what stood at a day is found there
or among those received in so many days before it."""
LATE = (
    "d.state NOT IN ('withdrawn', 'stopped') AND CASE WHEN d.limit_mode <> 'hour_exact' "
    "THEN (d.finished_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date "
    "> (d.original_due_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date "
    "ELSE d.finished_at > d.original_due_at END"
)
_LOCAL = "(({}) AT TIME ZONE 'Asia/Ho_Chi_Minh')::date"


def _day(instant: str) -> str:
    return _LOCAL.format(instant)


BODY = f"""
  WITH moment AS (
    SELECT d.received_at AS at WHERE d.received_at IS NOT NULL AND d.finished_at IS NOT NULL
    UNION
    SELECT e.at FROM dossiers_clockevent e
    WHERE e.dossier_id = d.id AND e.at > d.received_at AND e.at < d.finished_at
  ), standing AS (
    SELECT m.at, lead(m.at, 1, d.finished_at) OVER (ORDER BY m.at) AS until,
      coalesce((SELECT CASE WHEN e.kind = 'suspended' THEN e.reason END
        FROM dossiers_clockevent e WHERE e.dossier_id = d.id AND e.at <= m.at
          AND e.kind <> 'extended' ORDER BY e.at DESC, e.id DESC LIMIT 1), '') AS pause,
      CASE WHEN EXISTS (SELECT FROM dossiers_clockevent e WHERE e.dossier_id = d.id
          AND e.kind = 'extended' AND e.at <= m.at) THEN d.original_due_at
        ELSE coalesce((SELECT e.due_before FROM dossiers_clockevent e WHERE e.dossier_id = d.id
          AND e.at > m.at ORDER BY e.at, e.id LIMIT 1), d.original_due_at) END AS promise
    FROM moment m
  ), stay AS (
    SELECT CASE pause WHEN '' THEN 'overdue' WHEN 'supplement' THEN 'papers'
        WHEN 'financial_duty' THEN 'duty' ELSE 'other' END AS atom,
      CASE WHEN pause <> '' THEN {_day("at")}
        WHEN d.limit_mode <> 'hour_exact' THEN greatest({_day("at")}, {_day("promise")} + 1)
        ELSE greatest({_day("at")}, {_day("promise + interval '1 microsecond'")}) END AS first,
      {_day("until")} AS beyond
    FROM standing WHERE pause <> '' OR promise IS NOT NULL
  )
  SELECT {_day("d.received_at")}, 'received', 1
  WHERE d.received_at IS NOT NULL AND d.finished_at IS NOT NULL
  UNION ALL
  SELECT {_day("d.finished_at")}, CASE
    WHEN d.state IN ('withdrawn', 'stopped') THEN d.state
    WHEN d.original_due_at IS NULL THEN 'on_time'
    WHEN d.limit_mode <> 'hour_exact' THEN
      CASE sign({_day("d.finished_at")} - {_day("d.original_due_at")})
        WHEN -1 THEN 'early' WHEN 0 THEN 'on_time' ELSE 'late' END
    WHEN d.finished_at < d.original_due_at THEN 'early'
    WHEN d.finished_at = d.original_due_at THEN 'on_time' ELSE 'late' END, 1
  WHERE d.received_at IS NOT NULL AND d.finished_at IS NOT NULL
  UNION ALL
  SELECT {_day("j.at")}, CASE d.state WHEN 'refused' THEN 'refused' ELSE 'taken_back' END, 1
  FROM (SELECT max(at) AS at FROM journal_entry WHERE dossier_id = d.id
    AND kind IN ('dossier.refused', 'dossier.withdrawn')) j
  WHERE d.received_at IS NULL AND d.state IN ('refused', 'withdrawn') AND j.at IS NOT NULL
  UNION ALL
  SELECT x.day, s.atom, x.n
  FROM stay s CROSS JOIN LATERAL (VALUES (s.first, 1), (s.beyond, -1)) AS x(day, n)
  WHERE s.first < s.beyond
"""  # noqa: S608 - names of our own
TOLD = f"""
CREATE FUNCTION indicators_told(d dossiers_dossier)
RETURNS TABLE (day date, atom text, n integer) LANGUAGE sql STABLE AS $$
{BODY}
$$;
"""
# Deferred, for the clock's and the journal's rows of the same act come after the dossier's.
_FACTS = (
    "received_at", "finished_at", "original_due_at", "limit_mode", "competent_unit_id",
    "version_id", "channel",
)  # fmt: skip
_CLASS = "CASE WHEN {0}.state IN ('finished', 'returned') THEN 'settled' ELSE {0}.state END"
_ENDS = "({0}.finished_at IS NOT NULL OR {0}.state IN ('refused', 'withdrawn'))"


def _compared(row: str) -> str:
    return ", ".join([_CLASS.format(row), *(f"{row}.{fact}" for fact in _FACTS)])


COUNT = f"""
CREATE FUNCTION indicators_write(d dossiers_dossier, times integer) RETURNS void
LANGUAGE sql AS $$
  INSERT INTO indicators_delta (day, unit_id, procedure_id, channel, atom, n)
  SELECT t.day, d.competent_unit_id, v.procedure_id, d.channel, t.atom, times * t.n
  FROM indicators_told(d) t JOIN catalogue_procedureversion v ON v.id = d.version_id
$$;
CREATE FUNCTION indicators_count() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' THEN PERFORM indicators_write(OLD, -1); END IF;
  PERFORM indicators_write(NEW, 1);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER an_ended_dossier_is_counted AFTER INSERT ON dossiers_dossier
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN ({_ENDS.format("NEW")})
  EXECUTE FUNCTION indicators_count();
CREATE CONSTRAINT TRIGGER a_dossier_that_ends_is_counted AFTER UPDATE ON dossiers_dossier
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW
  WHEN (({_ENDS.format("OLD")} OR {_ENDS.format("NEW")})
    AND ({_compared("OLD")}) IS DISTINCT FROM ({_compared("NEW")}))
  EXECUTE FUNCTION indicators_count();
"""  # noqa: S608 - names of our own
_OPEN, _RUNNING = (", ".join(f"'{state}'" for state in sorted(some)) for some in (OPEN, RUNNING))


def _index(name: str, place: str, instant: str, includes: str, condition: str) -> str:
    return (
        f"CREATE INDEX {name} ON dossiers_dossier ({place}_id, {instant} DESC, id DESC) "
        f"INCLUDE ({includes}) WHERE {condition};\n"
    )


# Each measure's rows are walked newest first along one of these.
INDEXES = "".join(
    (
        _index("board_received_by_unit", "competent_unit", "received_at",
               "version_id, channel, finished_at", "received_at IS NOT NULL"),
        _index("board_received_by_version", "version", "received_at",
               "competent_unit_id, channel, finished_at", "received_at IS NOT NULL"),
        _index("board_ended_by_unit", "competent_unit", "finished_at",
               "version_id, channel, state", "finished_at IS NOT NULL"),
        _index("board_ended_by_version", "version", "finished_at",
               "competent_unit_id, channel, state", "finished_at IS NOT NULL"),
        _index("board_late", "competent_unit", "finished_at", "version_id, channel",
               LATE.replace("d.", "")),
        _index("board_ended_early", "competent_unit", "finished_at", "version_id, channel, state",
               "state IN ('withdrawn', 'stopped') AND finished_at IS NOT NULL"),
        _index("board_long_lived", "competent_unit", "received_at", "version_id, channel",
               f"finished_at - received_at > interval '{LONG_DAYS} days'"),
        _index("board_open", "competent_unit", "received_at",
               "version_id, channel, state, original_due_at, limit_mode",
               f"state IN ({_OPEN}) AND finished_at IS NULL"),
        "CREATE INDEX board_at_risk ON dossiers_dossier (coalesce(original_due_at, due_at), id) "
        f"WHERE state IN ({_RUNNING});\n",
        _index("board_turned_away", "competent_unit", "filed_at", "version_id, channel, state",
               "received_at IS NULL AND state IN ('refused', 'withdrawn')"),
    )
)  # fmt: skip
UNDO = """
DROP INDEX board_received_by_unit, board_received_by_version, board_ended_by_unit,
  board_ended_by_version, board_late, board_ended_early, board_long_lived, board_open,
  board_at_risk, board_turned_away;
DROP TRIGGER a_dossier_that_ends_is_counted ON dossiers_dossier;
DROP TRIGGER an_ended_dossier_is_counted ON dossiers_dossier;
DROP FUNCTION indicators_count();
DROP FUNCTION indicators_write(dossiers_dossier, integer);
DROP FUNCTION indicators_told(dossiers_dossier);
"""
