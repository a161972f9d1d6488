"""What every change of the calendar begins and ends with."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from uuid import UUID

from django.db import connection, transaction

from motcua.engine.worktime import CalendarPlan, WorkCalendar
from motcua.foundation.journal.actions import claim, record
from motcua.foundation.journal.rules import Event
from motcua.kit.ids import new_key
from motcua.registers.calendar.models import Edition, KeptCalendar
from motcua.registers.calendar.queries import read_book
from motcua.registers.calendar.rules import Book, plan_for
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import Acting

_ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('calendar_edition'))"


class CannotEditCalendar(Exception):
    """The post acted in does not reach these days."""


@contextmanager
def new_edition(*, by: Acting, now: datetime, key: UUID | None) -> Iterator[list[Event]]:
    """One change of the calendar: append to the list what happened.

    Changes wait for each other. At the end the edition is new, every calendar of any unit is kept
    under its version, and the events are recorded; all in one transaction.
    """
    with transaction.atomic():
        if key is not None:
            claim(key, by=by.actor)
        with connection.cursor() as cursor:
            cursor.execute(_ONE_AT_A_TIME)
        events: list[Event] = []
        yield events
        _keep_calendars(now)
        Edition.objects.update_or_create(pk=1, defaults={"token": new_key(), "changed_at": now})
        record(*events, by=by.actor, at=now, unit_id=by.unit_id or None, key=key)


def keep(calendar: WorkCalendar, *, now: datetime) -> None:
    """Make sure that a deadline can be computed again from this calendar: one statement.

    Every change of the calendar keeps what it leads to; this is for a deadline that is stored
    after units were moved, or before any year was loaded.
    """
    _keep([calendar.plan], now)


def _keep_calendars(now: datetime) -> None:
    book = read_book()
    _keep([plan_for(book, chain) for chain in _chains(book)], now)


def _keep(plans: Iterable[CalendarPlan], now: datetime) -> None:
    KeptCalendar.objects.bulk_create(
        [KeptCalendar(version=p.version, plan=p.to_json(), kept_at=now) for p in plans],
        ignore_conflicts=True,
    )


def _chains(book: Book) -> set[tuple[int, ...]]:
    """Return the ways in which units inherit, naming only units that differ."""
    differ = book.units_that_differ
    parents = dict(Unit.objects.values_list("pk", "parent_id")) if differ else {}
    chains: set[tuple[int, ...]] = {()}
    for unit in parents:
        chain, above = [], unit
        while above is not None:
            chain.append(above)
            above = parents[above]
        chains.add(tuple(one for one in chain if one in differ))
    return chains
