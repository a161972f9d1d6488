"""What a change of the calendar would do to the promises made: open dossiers whose due moves."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from motcua.casework.dossiers.clocks import clock_of
from motcua.casework.dossiers.models import ClockEvent, Dossier
from motcua.casework.dossiers.rules import OPEN
from motcua.registers.calendar.queries import calendar_from
from motcua.registers.calendar.rules import Book, plan_for
from motcua.registers.organisation.models import Unit


@dataclass(frozen=True)
class MovedDue:
    """An open dossier that a recomputed clock would promise for another instant."""

    code: str
    unit_name: str
    due_at: datetime
    would_be_due_at: datetime


def would_move(book: Book) -> tuple[MovedDue, ...]:
    """Return the open dossiers whose due instant differs by the calendar of `book`; 3 statements.

    Nothing is changed: a promise is computed anew when its clock resumes or is extended.
    """
    units = {pk: (parent, name) for pk, parent, name in Unit.objects.values_list(
        "pk", "parent_id", "name"
    )}  # fmt: skip
    events = _events()
    moved = []
    for dossier in _open_dossiers():
        chain = _chain(dossier.competent_unit_id, units, book.units_that_differ)
        calendar = calendar_from(plan_for(book, chain))
        due_at = clock_of(dossier, events[dossier.pk], calendar=calendar).due_at
        if dossier.due_at and due_at and due_at != dossier.due_at:
            name = units[dossier.competent_unit_id][1]
            moved.append(MovedDue(dossier.code or "", name, dossier.due_at, due_at))
    return tuple(moved)


def _open_dossiers() -> list[Dossier]:
    found = Dossier.objects.filter(state__in=OPEN, received_at__isnull=False, due_at__isnull=False)
    return list(
        found.order_by("due_at", "pk").only(
            "code", "competent_unit_id", "received_at", "due_at", "limit_unit", "limit_amount",
            "limit_mode", "limit_cut_off", "calendar_version",
        )
    )  # fmt: skip


def _events() -> Mapping[int, list[ClockEvent]]:
    events: dict[int, list[ClockEvent]] = defaultdict(list)
    for event in ClockEvent.objects.filter(dossier__state__in=OPEN).order_by("at", "pk"):
        events[event.dossier_id].append(event)
    return events


def _chain(
    unit_id: int, units: Mapping[int, tuple[int | None, str]], differ: frozenset[int]
) -> tuple[int, ...]:
    chain: list[int] = []
    at: int | None = unit_id
    while at is not None and len(chain) < 20:
        chain.append(at)
        at = units[at][0]
    return tuple(one for one in chain if one in differ)
