"""The writers of the rollups: gather the increments, count everything again from the dossiers."""

from django.db import connection, transaction

from motcua.oversight.indicators.atoms import ATOMS
from motcua.oversight.indicators.grains import BY_UNIT, FINE
from motcua.oversight.indicators.sql import BODY

_LOCK = "SELECT pg_advisory_xact_lock(hashtext('indicators_rollup'))"
SUMS = ", ".join(f"sum({atom}) AS {atom}" for atom in ATOMS)
_PIVOT = ", ".join(f"coalesce(sum(n) FILTER (WHERE atom = '{a}'), 0) AS {a}" for a in ATOMS)
GRAINS = ", ".join(
    f"('{grain}', '{cut}', {is_fine})"
    for grains, is_fine in ((FINE, True), (BY_UNIT, False))
    for grain, cut in zip(grains, ("day", "month", "year"), strict=True)
)
KEY = "grain, begins_on, unit_id, procedure_id, channel"
# The coarser grains are added up from the sums of the days, not from the increments.
_MERGE = f"""
WITH taken AS (
  DELETE FROM indicators_delta RETURNING day, unit_id, procedure_id, channel, atom, n
), daily AS (
  SELECT day, unit_id, procedure_id, channel, {_PIVOT} FROM taken GROUP BY 1, 2, 3, 4
), summed AS (
  SELECT g.grain, date_trunc(g.cut, day::timestamp)::date AS begins_on, unit_id,
    CASE WHEN g.is_fine THEN procedure_id ELSE 0 END AS procedure_id, channel, {SUMS}
  FROM daily CROSS JOIN (VALUES {GRAINS}) AS g(grain, cut, is_fine) GROUP BY 1, 2, 3, 4, 5
)
INSERT INTO indicators_rollup ({KEY}, {", ".join(ATOMS)})
SELECT {KEY}, {", ".join(ATOMS)} FROM summed ORDER BY 1, 2, 3, 4, 5
ON CONFLICT ({KEY}) DO UPDATE SET
  {", ".join(f"{a} = indicators_rollup.{a} + excluded.{a}" for a in ATOMS)}
"""  # noqa: S608 - names of our own
# One statement, hence one view of the tables: an act that commits meanwhile keeps its increments.
_REBUILD = f"""
WITH emptied AS (DELETE FROM indicators_rollup), dropped AS (DELETE FROM indicators_delta)
INSERT INTO indicators_delta (day, unit_id, procedure_id, channel, atom, n)
SELECT t.day, d.competent_unit_id, v.procedure_id, d.channel, t.atom, sum(t.n)
FROM dossiers_dossier d JOIN catalogue_procedureversion v ON v.id = d.version_id
CROSS JOIN LATERAL ({BODY}) AS t(day, atom, n)
WHERE d.finished_at IS NOT NULL OR d.received_at IS NULL GROUP BY 1, 2, 3, 4, 5
"""  # noqa: S608 - names of our own


@transaction.atomic
def merge() -> int:
    """Move the increments into the rollups; return how many rows of these changed.

    A reader sees every increment once, before and after. Safe to run twice and by two workers.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute(_MERGE)
        return int(cursor.rowcount)


@transaction.atomic
def rebuild() -> int:
    """Count everything that has ended again from the dossiers; return how many rows there are.

    For a history that was loaded past the triggers, and after a difference was proven.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOCK)
        cursor.execute(_REBUILD)
        cursor.execute(_MERGE)
        return int(cursor.rowcount)
