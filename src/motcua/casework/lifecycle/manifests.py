"""Hand-over lists as both sides read them: on the way, confirmed, and on paper."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Q, QuerySet

from motcua.casework.documents.actions import issue_form, print_form
from motcua.casework.documents.models import FormIssue, PaperItem
from motcua.casework.documents.render import Rendered
from motcua.casework.documents.rules import FormKind, HandoverList, Letterhead
from motcua.casework.documents.rules import HandoverRow as PrintedRow
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Handover, HandoverItem
from motcua.casework.lifecycle import wording
from motcua.casework.lifecycle.headed import GOVERNING_BODY, PLACE
from motcua.registers.calendar.places import places_of
from motcua.registers.organisation.rules import Acting


@dataclass(frozen=True)
class ListRow:
    """A hand-over list; `missing` counts what did not arrive."""

    handover_id: int
    number: str
    from_unit_id: int
    from_unit: str
    to_unit_id: int
    to_unit: str
    sent_at: datetime
    sent_by: str
    closed_at: datetime | None
    closed_by: str
    count: int
    missing: int


@dataclass(frozen=True)
class Carried:
    """A dossier on a list; `arrived` is None until the receiver has looked."""

    dossier_id: int
    code: str
    procedure: str
    procedure_en: str
    owner_name: str
    due_at: datetime | None
    arrived: bool | None
    note: str


def incoming(by: Acting, most: int = 100) -> tuple[ListRow, ...]:
    """Return the lists on the way to the officer's units, the oldest first; one statement.

    Who confirms the oldest sees the next.
    """
    open_ones = Handover.objects.filter(to_unit__in=by.unit_ids, closed_at__isnull=True)
    return _rows(open_ones.order_by("sent_at", "pk")[:most])


def sent(by: Acting, most: int = 30) -> tuple[ListRow, ...]:
    """Return the lists the officer's units sent last; one statement."""
    return _rows(Handover.objects.filter(from_unit__in=by.unit_ids).order_by("-pk")[:most])


def one_list(by: Acting, number: str) -> tuple[ListRow, tuple[Carried, ...]] | None:
    """Return a list with its dossiers for either side, None out of sight; two statements."""
    lists = Handover.objects.filter(number=number)
    if not by.sees_all:
        lists = lists.filter(Q(from_unit__in=by.unit_ids) | Q(to_unit__in=by.unit_ids))
    row = next(iter(_rows(lists)), None)
    return None if row is None else (row, carried(row.handover_id))


def carried(handover_id: int) -> tuple[Carried, ...]:
    """Return the dossiers of a list in its order."""
    items = HandoverItem.objects.filter(handover_id=handover_id).order_by("id")
    columns = (
        "dossier_id", "dossier__code", "dossier__version__name", "dossier__version__name_en",
        "dossier__owner_name", "dossier__due_at", "arrived", "note",
    )  # fmt: skip
    return tuple(Carried(*row) for row in items.values_list(*columns))


def _rows(lists: QuerySet[Handover]) -> tuple[ListRow, ...]:
    counted = lists.annotate(
        count=Count("items"), missing=Count("items", filter=Q(items__arrived=False))
    )
    columns = (
        "pk", "number", "from_unit_id", "from_unit__name", "to_unit_id", "to_unit__name",
        "sent_at", "sent_by", "closed_at", "closed_by", "count", "missing",
    )  # fmt: skip
    return tuple(ListRow(*row) for row in counted.values_list(*columns))


@transaction.atomic
def print_list(row: ListRow, *, by: Acting, now: datetime) -> Rendered:
    """Print a list that `one_list` has shown; what both sides sign is kept as it was first printed.

    Basis: Decree 61/2018, art. 18 (both sides sign; mem-mid).
    """
    issued = FormIssue.objects.filter(kind=FormKind.HANDOVER_LIST, number=row.number).first()
    if issued is None:
        form = _form(row, now)
        issued = issue_form(FormKind.HANDOVER_LIST, None, form, by=by.actor, now=now)
    return print_form(issued.pk, by=by.actor, now=now, unit_id=by.unit_id)


def _form(row: ListRow, now: datetime) -> HandoverList:
    place = places_of([row.from_unit_id])[row.from_unit_id]
    dossiers = carried(row.handover_id)
    papers = _papers([item.dossier_id for item in dossiers])
    return HandoverList(
        head=Letterhead(
            governing_body=place.parent_name or GOVERNING_BODY,
            unit=place.name,
            unit_code=place.code,
            place=PLACE,
            issued_at=now,
            number=row.number,
        ),
        from_unit=row.from_unit,
        to_unit=row.to_unit,
        handed_at=row.sent_at,
        rows=tuple(
            PrintedRow(
                item.code, item.procedure, item.owner_name, papers[item.dossier_id], item.due_at
            )
            for item in dossiers
        ),
        giver=wording.name_of(row.sent_by),
        receiver=wording.name_of(row.closed_by),
    )


def _papers(dossier_ids: list[int]) -> Counter[int]:
    found = PaperItem.objects.filter(dossier_id__in=dossier_ids, state=PaperState.RECEIVED)
    return Counter(found.values_list("dossier_id", flat=True))
