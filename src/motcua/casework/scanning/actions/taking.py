"""Take a stack from the scanner, or stop the machine that reads it."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction

from motcua.casework.documents.digital import Hand
from motcua.casework.scanning.actions.looking import look_at
from motcua.casework.scanning.events import StackCancelled, StackTaken
from motcua.casework.scanning.models import Page, Stack
from motcua.casework.scanning.rules import STACK, PageState, Source, StackState
from motcua.foundation.files.actions import Offer, finish, take_in
from motcua.foundation.files.models import Intake
from motcua.foundation.files.queries import read
from motcua.foundation.files.rules import IntakeState, Problem, Refusal
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.journal.actions import claim, record
from motcua.foundation.journal.rules import AlreadyDone
from motcua.registers.organisation.rules import Acting


class CannotTakeStack(Exception):
    """The file was not let in; `refusals` say why, each with its remedy at the door."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__(refusals)
        self.refusals = refusals


@dataclass(frozen=True)
class Offered:
    """A file from the scanner; `dossier_id` when it was scanned at that dossier's desk."""

    name: str
    content: bytes
    source: Source = Source.UPLOAD
    dossier_id: int | None = None


def take_stack(offered: Offered, *, by: Hand, now: datetime, key: UUID | None = None) -> Stack:
    """Keep a stack and open its first page; the others are opened, then read, in the background.

    A form may bring several files under one request `key`: each is taken once, by its content.
    Raises `CannotTakeStack`. Not for use inside a transaction.
    Basis: Circular 01/2023/TT-VPCP (mem-mid)
    """
    offer = Offer(offered.name, offered.content)
    intake = take_in(offer, STACK, by=by.actor, now=now)
    return _taken(intake, offered, by, now, key and uuid5(key, intake.sha256))


def take_upload(upload_id: UUID, dossier_id: int | None, *, by: Hand, now: datetime) -> Stack:
    """Take a stack that came piece by piece; the upload's id is its key.

    Raises `CannotTakeStack`, `WrongOffset` while a piece is missing, `Intake.DoesNotExist`.
    """
    intake = finish(upload_id, STACK, by=by.actor, now=now)
    content = read(intake.blob_id) if intake.blob_id else b""
    offered = Offered(intake.name, content, dossier_id=dossier_id)
    return _taken(intake, offered, by, now, upload_id)


def _taken(intake: Intake, offered: Offered, by: Hand, now: datetime, key: UUID | None) -> Stack:
    if intake.state != IntakeState.ACCEPTED or intake.blob_id is None:
        found = tuple(Refusal(Problem(word), detail) for word, detail in intake.refusals)
        raise CannotTakeStack(found)
    try:
        stack = _opened(intake, offered, by, now, key)
    except AlreadyDone as done:
        return Stack.objects.get(pk=int(done.subject_id))
    look_at(stack.pages.get(place=0), offered.content, now=now)
    return stack


@transaction.atomic
def _opened(intake: Intake, offered: Offered, by: Hand, now: datetime, key: UUID | None) -> Stack:
    if key is not None:
        claim(key, by=by.actor)
    stack = Stack.objects.create(
        dossier_id=offered.dossier_id,
        unit_id=by.unit_id,
        blob_id=str(intake.blob_id),
        source=offered.source,
        name=intake.name,
        state=StackState.OPENING,
        page_count=intake.facts["pages"],
        is_signed=intake.facts["is_signed"],
        officer_id=by.officer_id,
        officer=by.actor.label,
        taken_at=now,
    )
    Page.objects.bulk_create(
        Page(stack=stack, place=place, dossier_id=stack.dossier_id, state=PageState.WAITING)
        for place in range(stack.page_count)
    )
    told = (stack.pk, stack.dossier_id, stack.blob_id, stack.page_count, stack.source)
    record(StackTaken(*told), by=by.actor, at=now, unit_id=by.unit_id, key=key)
    enqueue("scanning.look", lock=f"stack {stack.pk}", stack_id=stack.pk)
    if stack.is_signed:
        enqueue("signing.examine", sha256=stack.blob_id)
    return stack


@transaction.atomic
def cancel(stack_id: int, *, by: Acting, now: datetime) -> Stack:
    """Stop the reading of a stack: pages that were not read stay pictures. Again is harmless.

    Papers that waited for the reading are bound as they are.
    Raises `Stack.DoesNotExist`, also for a stack of another unit.
    """
    own = Stack.objects.select_for_update().filter(unit_id__in=by.unit_ids)
    stack = own.get(pk=stack_id)
    if stack.state not in (StackState.OPENING, StackState.READING):
        return stack
    stack.state = StackState.CANCELLED
    stack.save(update_fields=["state"])
    unread = Page.objects.filter(stack=stack, state=PageState.VIEWABLE)
    unread.update(state=PageState.NOT_READ, why_not_read="cancelled")
    placed = Page.objects.filter(stack=stack, paper__isnull=False).order_by("paper")
    for paper_id in placed.values_list("paper_id", flat=True).distinct():
        enqueue("scanning.bind", lock=f"paper {paper_id}", paper_id=paper_id)
    event = StackCancelled(stack.pk, stack.dossier_id)
    record(event, by=by.actor, at=now, unit_id=by.unit_id)
    return stack
