"""Readers of a dossier's own tables, as frozen rows."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache

from django.utils.translation import override

from motcua.casework.dossiers.clocks import clock_of
from motcua.casework.dossiers.models import (
    Delivery,
    Dossier,
    Draft,
    Notice,
    Party,
    SupplementItem,
    SupplementRequest,
)
from motcua.engine.worktime import Clock
from motcua.foundation.rows import Kept, slot
from motcua.registers.calendar.explain import paragraph


@dataclass(frozen=True)
class PartyRow:
    """A party as filed."""

    role: str
    full_name: str
    identity_number: str
    phone: str
    email: str
    address: str
    authority: str


@dataclass(frozen=True)
class SupplementRow:
    """A request for papers and its items."""

    stage: str
    round: int
    reason: str
    requested_at: datetime
    requested_by: str
    answered_at: datetime | None
    items: tuple[tuple[int, str, str, bool], ...]


@dataclass(frozen=True)
class DraftRow:
    """What was typed on a screen: lists of values by field, as posted."""

    fields: dict[str, list[str]]
    saved_at: datetime


def draft_of(officer_id: int, screen: str) -> DraftRow | None:
    """Return the officer's draft of a screen, when there is one."""
    found = _draft().rows(officer=officer_id, screen=screen)
    return DraftRow(*found[0]) if found else None


@cache
def _draft() -> Kept[Draft]:
    mine = Draft.objects.filter(officer_id=slot("officer"), screen=slot("screen"))
    return Kept(mine.values_list("fields", "saved_at"))


def parties_of(dossier_id: int) -> tuple[PartyRow, ...]:
    """Return the parties of a dossier, owner first."""
    rows = (
        Party.objects.filter(dossier_id=dossier_id)
        .order_by("id")
        .values_list(
            "role", "full_name", "identity_number", "phone", "email", "address", "authority"
        )
    )
    return tuple(PartyRow(*row) for row in rows)


def supplements_of(dossier_id: int) -> tuple[SupplementRow, ...]:
    """Return the supplement requests of a dossier with their items; two statements."""
    requests = list(SupplementRequest.objects.filter(dossier_id=dossier_id).order_by("id"))
    items: dict[int, list[tuple[int, str, str, bool]]] = {request.pk: [] for request in requests}
    if requests:
        found = SupplementItem.objects.filter(request__in=items).order_by("id")
        for item in found:
            items[item.request_id].append((item.pk, item.name, item.what, item.is_brought))
    return tuple(
        SupplementRow(
            request.stage,
            request.round,
            request.reason,
            request.requested_at,
            request.requested_by,
            request.answered_at,
            tuple(items[request.pk]),
        )
        for request in requests
    )


def clock_at(dossier: Dossier, at: datetime) -> Clock:
    """Return the dossier's clock as it stands at an instant; two statements at most."""
    return clock_of(dossier, list(dossier.clock_events.all()), at)


def explain_clock(code: str, language: str) -> str:
    """Return in one paragraph how the due instant of a dossier came about.

    Raises `Dossier.DoesNotExist`, `NotStarted`. Basis: handbook 4.
    """
    dossier = Dossier.objects.get(code=code)
    with override(language):
        return paragraph(clock_of(dossier, list(dossier.clock_events.all())))


def delivery_of(dossier_id: int) -> Delivery | None:
    """Return the proof of return that stands, when there is one."""
    return Delivery.objects.filter(dossier_id=dossier_id, recalled_at__isnull=True).first()


def notices_of(dossier_id: int) -> tuple[tuple[datetime, str], ...]:
    """Return what the applicant was told: instant and text."""
    rows = Notice.objects.filter(dossier_id=dossier_id).order_by("id").values_list("at", "text")
    return tuple(rows)
