"""Keep where the time of ended dossiers went: written once, computed again at will."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db import connection

from motcua.oversight.clockwatch.lives import Lived, lived
from motcua.oversight.clockwatch.models import CAUSES, Split

BATCH = 2000
_COLUMNS = ("dossier_id", "unit_id", "procedure_id", "channel", "ended_at", "is_late", "elapsed")
_TYPES = ("bigint", "bigint", "bigint", "text", "timestamptz", "bool", *["int"] * (1 + len(CAUSES)))
_ALL = (*_COLUMNS, *CAUSES)
_KEEP = f"""
INSERT INTO clockwatch_split ({", ".join(_ALL)})
SELECT * FROM unnest({", ".join(f"%s::{name}[]" for name in _TYPES)})
ON CONFLICT (dossier_id) DO UPDATE SET ({", ".join(_ALL[1:])})
  = ({", ".join(f"excluded.{name}" for name in _ALL[1:])})
WHERE ({", ".join(f"clockwatch_split.{name}" for name in _ALL[1:])})
  IS DISTINCT FROM ({", ".join(f"excluded.{name}" for name in _ALL[1:])})
"""  # noqa: S608 - the names are those of this module
_ENDED = "d.finished_at IS NOT NULL"
_MISSING = """d.competent_unit_id IN (SELECT id FROM organisation_unit)
  AND d.finished_at BETWEEN %(since)s AND %(now)s
  AND NOT EXISTS (SELECT FROM clockwatch_split s WHERE s.dossier_id = d.id)"""


def keep_split(dossier_id: int, now: datetime) -> None:
    """Keep the split of a dossier that has ended, forget that of one that goes on again."""
    found = list(lived(f"{_ENDED} AND d.id = %(dossier)s", now, dossier=dossier_id))
    if found:
        _keep(found)
    else:
        Split.objects.filter(dossier=dossier_id).delete()


def keep_splits(first: int, last: int, now: datetime) -> int:
    """Keep the splits of all ended dossiers with ids from `first` to `last`; return how many.

    For a history that was loaded and for a change of the rule; what stands already stays.
    """
    return sum(_keep(some) for some in _ended(first, last, now))


def keep_missing_splits(now: datetime) -> int:
    """Keep the splits of what ended within a day and no reader has told of yet; return how many.

    For a count that must find them now and ever after alike. One statement finds them, unit by
    unit along the index of what ended.
    """
    since = now - timedelta(days=1)
    return _keep(tuple(lived(_MISSING, now, since=since)))


def wrong_splits(first: int, last: int, now: datetime) -> list[int]:
    """Return the dossiers of a range whose kept split is not what their life says; the proof."""
    wrong: list[int] = []
    for some in _ended(first, last, now):
        ids = [one.dossier_id for one in some]
        kept = {row[0]: row for row in Split.objects.filter(pk__in=ids).values_list(*_ALL)}
        wrong += [one.dossier_id for one in some if kept.get(one.dossier_id) != _row(one)]
    strangers = Split.objects.filter(pk__gte=first, pk__lte=last, dossier__finished_at=None)
    return wrong + list(strangers.values_list("pk", flat=True))


def _ended(first: int, last: int, now: datetime) -> Iterable[Sequence[Lived]]:
    while first <= last:
        until = min(first + BATCH - 1, last)
        where = f"{_ENDED} AND d.id BETWEEN %(first)s AND %(last)s"
        yield tuple(lived(where, now, first=first, last=until))
        first = until + 1


def _keep(some: Sequence[Lived]) -> int:
    if some:
        columns = [list(column) for column in zip(*map(_row, some), strict=True)]
        with connection.cursor() as cursor:
            cursor.execute(_KEEP, columns)
    return len(some)


def _row(one: Lived) -> tuple[object, ...]:
    seconds = tuple(one.spent.values())
    known = (one.dossier_id, one.unit_id, one.procedure_id, one.channel)
    return (*known, one.finished_at, one.is_late, sum(seconds), *seconds)
