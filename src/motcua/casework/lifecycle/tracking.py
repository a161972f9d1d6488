"""What the public may know of a dossier: found by code and secret, told without a full name.

Everything is read in one statement, and nothing is read of a dossier whose secret is wrong.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from motcua.casework.dossiers.clocks import clock_of
from motcua.casework.dossiers.models import ClockEvent, Dossier, SupplementItem
from motcua.casework.dossiers.rules import DeliveryState, State
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.engine.worktime import Clock
from motcua.foundation.journal.models import Entry
from motcua.foundation.rows import Kept, slot
from motcua.kit.names import masked
from motcua.registers.organisation.models import Unit

# The months of a dossier are its partitions of the journal; one that never ends is told in part.
MOST_TURNS = 200


@dataclass(frozen=True)
class Turn:
    """One thing that happened, as the journal says it; `body` as the event wrote it."""

    kind: str
    at: datetime
    unit: str
    body: Mapping[str, Any]


@dataclass(frozen=True)
class OpenStep:
    """A step that waits now, and the office that has it."""

    act: str
    name: str
    unit: str
    opened_at: datetime


@dataclass(frozen=True)
class Tracked:
    """A dossier as its applicant may see it without an account."""

    dossier_id: int
    code: str
    owner: str
    procedure: str
    procedure_en: str
    state: State
    is_at_the_counter: bool
    competent: str
    return_place: str
    filed_at: datetime
    received_at: datetime | None
    due_at: datetime | None
    original_due_at: datetime | None
    finished_at: datetime | None
    returned_at: datetime | None
    clock: Clock | None
    steps: tuple[OpenStep, ...]
    turns: tuple[Turn, ...]
    lacking: tuple[str, ...]
    version_id: int = 0
    competent_id: int = 0


def look_up(code: str, secret: str, now: datetime) -> Tracked | None:
    """Return the dossier whose code and phone tail or receipt key are given; one statement.

    None for an unknown code as for a wrong secret.
    Basis: handbook R-61 (public tracking by code and second factor); promises P32.
    """
    if not (code and secret):
        return None
    found = next(_wanted().objects(code=code, secret=secret), None)
    return None if found is None else _tracked(found, now)


@cache
def _wanted() -> Kept[Dossier]:
    opens = Q(look_up_key=slot("secret")) | Q(phone_tail=slot("secret"))
    return Kept(_with_everything(Dossier.objects.filter(opens, code=slot("code"))))


def _with_everything(dossiers: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return dossiers.select_related(
        "version", "competent_unit", "return_unit"
    ).annotate(
        pauses=ArraySubquery(_of(ClockEvent.objects.order_by("at", "id"),
            "kind", "reason", "at", "due_before", "due_after")),
        open_steps=ArraySubquery(_of(Task.objects.filter(state=TaskState.OPEN).order_by("id"),
            "act", "name", "opened_at", unit="unit__name")),
        turns=ArraySubquery(_turns()),
        lacking=ArraySubquery(SupplementItem.objects.filter(
            request__dossier=OuterRef("pk"), request__answered_at=None, is_brought=False
        ).order_by("id").values("name")),
    )  # fmt: skip


def _of(rows: QuerySet[Any], *columns: str, **renamed: str) -> QuerySet[Any, Any]:
    named = {column: F(column) for column in columns} | {k: F(v) for k, v in renamed.items()}
    return rows.filter(dossier=OuterRef("pk")).values(json=JSONObject(**named))


def _turns() -> QuerySet[Entry, Any]:
    unit = Unit.objects.filter(pk=OuterRef("unit_id")).values("name")[:1]
    entries = Entry.objects.filter(dossier_id=OuterRef("pk"), kind__startswith="dossier.")
    named = entries.order_by("-id").annotate(unit_name=unit)[:MOST_TURNS]
    return named.values(
        json=JSONObject(kind=F("kind"), at=F("at"), unit=F("unit_name"), body=F("body"))
    )


def _tracked(found: Any, now: datetime) -> Tracked:
    place = found.return_unit
    return Tracked(
        dossier_id=found.pk,
        code=found.code,
        owner=masked(found.owner_name),
        procedure=found.version.name,
        procedure_en=found.version.name_en,
        state=State(found.state),
        is_at_the_counter=found.delivery_state == DeliveryState.AT_CENTRE,
        competent=found.competent_unit.name,
        return_place=", ".join(filter(None, (place.name, place.address))),
        filed_at=found.filed_at,
        received_at=found.received_at,
        due_at=found.due_at,
        original_due_at=found.original_due_at,
        finished_at=found.finished_at,
        returned_at=found.returned_at,
        clock=_clock(found, now),
        steps=tuple(
            OpenStep(s["act"], s["name"], s["unit"], datetime.fromisoformat(s["opened_at"]))
            for s in found.open_steps
        ),
        turns=tuple(
            Turn(t["kind"], datetime.fromisoformat(t["at"]), t["unit"] or "", t["body"])
            for t in found.turns
        ),
        lacking=tuple(found.lacking),
        version_id=found.version_id,
        competent_id=found.competent_unit_id,
    )


def _clock(found: Any, now: datetime) -> Clock | None:
    if found.received_at is None:
        return None
    events = [
        ClockEvent(
            kind=event["kind"],
            reason=event["reason"],
            at=datetime.fromisoformat(event["at"]),
            due_after=_instant(event["due_after"]),
        )
        for event in found.pauses
    ]
    until = min(now, found.finished_at) if found.finished_at else now
    return clock_of(found, events, at=until)


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
