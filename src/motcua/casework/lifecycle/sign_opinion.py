"""Sign an opinion: whoever did a step sees the sheet of what he said, then signs that very file.

The step is done, so nobody writes another opinion into it; what was taken back is not signed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import OPEN
from motcua.casework.lifecycle import wording
from motcua.casework.lifecycle.appraise import FORWARDED_BY_SUBMISSION
from motcua.casework.lifecycle.asking_events import OpinionSigned
from motcua.casework.lifecycle.opening import own_step
from motcua.casework.lifecycle.opinion_sheet import draw_opinion
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.signing_batch import (
    LARGEST_BATCH,
    CannotSignChosen,
    Chosen,
    Original,
    Signed,
    check_seen,
    sign_chosen,
)
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome, TaskState
from motcua.casework.signing.looking import personal_look
from motcua.casework.signing.making import Order
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.queries import seen_by
from motcua.casework.signing.rules.wishes import Place, Purpose, Wish
from motcua.casework.signing.seeing import shown
from motcua.foundation.files.actions import keep
from motcua.foundation.files.queries import read
from motcua.foundation.files.rules import MediaType
from motcua.foundation.jobs.queue import enqueue
from motcua.registers.organisation.rules import Acting

SIGNED_ACTS = FORWARDED_BY_SUBMISSION | {Act.ANSWER_CONSULTATION}


class CannotSignOpinion(CannotSignChosen):
    """The step says nothing that is signed, or its opinion is signed already."""


@dataclass(frozen=True)
class ToSign:
    """An opinion of the officer's own that is not signed yet; `seen` is the sheet shown, or ""."""

    task_id: int
    dossier_id: int
    code: str
    owner: str
    step: str
    opinion: str
    said_at: datetime | None
    seen: str


def opinions_to_sign(by: Acting, limit: int = LARGEST_BATCH) -> tuple[ToSign, ...]:
    """Return what the officer said in open dossiers, newest first; two statements."""
    rows = Task.objects.filter(
        assignee=by.officer_id,
        unit__in=by.unit_ids,
        state=TaskState.DONE,
        act__in=SIGNED_ACTS,
        signed_opinion=None,
        dossier__state__in=OPEN,
    ).exclude(opinion="")
    found = rows.exclude(outcome=Outcome.RECALLED).select_related("dossier")
    waiting = tuple(found.order_by("-closed_at", "-id")[:limit])
    drawn = {row.pk: str(row.drawn_opinion_id or "") for row in waiting}
    seen = seen_by(by.officer_id, drawn.values())
    return tuple(
        ToSign(row.pk, row.dossier_id, str(row.dossier.code), row.dossier.owner_name,
            row.name, row.opinion, row.closed_at, drawn[row.pk] if drawn[row.pk] in seen else "")
        for row in waiting
    )  # fmt: skip


def see_opinion(task_id: int, *, by: Acting, now: datetime) -> Original:
    """Draw the sheet of the officer's own opinion and note that it was shown.

    Raises `CannotSignOpinion`, `NotYours`, `NotNow`.
    Basis: promises P28 (nothing is signed that was not seen).
    """
    with transaction.atomic():
        dossier, task = _said(task_id, by)
    drawn = draw_opinion(dossier, task, by)
    keep(drawn.pdf, MediaType.PDF, now=now)
    shown(by.officer_id, drawn.sha256, now=now)
    Task.objects.filter(pk=task_id, signed_opinion=None).update(drawn_opinion=drawn.sha256)
    return Original(task_id, drawn.sha256, wording.OPINION_TITLE, drawn.pdf)


@dataclass(frozen=True)
class OpinionFile:
    """The sheet of an opinion and the dossier it belongs to."""

    dossier_id: int
    code: str
    pdf: bytes


@transaction.atomic
def opinion_file(task_id: int, *, by: Acting, now: datetime) -> OpinionFile:
    """Return the signed sheet to who sees the dossier; one not signed yet to its writer only.

    Raises `CannotSignOpinion`, `NotYours`, `NotNow`.
    """
    rows = Task.objects.filter(pk=task_id, dossier__in=visible_to(by)).select_related("dossier")
    row = rows.exclude(signed_opinion=None).first()
    if row is not None:
        return OpinionFile(row.dossier_id, str(row.dossier.code), read(str(row.signed_opinion_id)))
    dossier, task = _said(task_id, by)
    return OpinionFile(dossier.pk, str(dossier.code), draw_opinion(dossier, task, by).pdf)


def sign_opinions(chosen: Sequence[Chosen], pin: str, *, by: Acting, now: datetime) -> Signed:
    """Sign the sheets that were seen, with one authorisation; each then belongs to its step.

    No transaction may be open. Raises `CannotSign`, `CannotSignChosen`.
    Basis: Decree 61/2018, art. 19 (appraisal, report on record; mem-mid); handbook R-19.
    """
    return sign_chosen(chosen, pin, Stamp(by, now), ordering=_order, taking=_bind)


def _order(one: Chosen, certificate: Certificate, stamp: Stamp) -> Order:
    dossier, task = _said(one.task_id, stamp.by)
    check_seen(one, stamp)
    drawn = draw_opinion(dossier, task, stamp.by)
    if drawn.sha256 != one.sha256:
        raise CannotSignChosen("replaced")
    page, *box = drawn.spots["signature"]
    left, low, right, high = box
    look = personal_look(certificate, stamp.by, Place(page, (left, low, right, high)))

    def wish(at: datetime) -> Wish:
        return Wish("Opinion", at, drawn=look(at))

    return Order(one.sha256, Purpose.OPINION, wish, dossier.pk)


def _bind(one: Chosen, signed: str, stamp: Stamp) -> None:
    """Bind the signed sheet to the step, which keeps it for ever."""
    dossier, task = _said(one.task_id, stamp.by)
    task.signed_opinion_id = signed
    task.save(update_fields=["signed_opinion"])
    stamp.record(OpinionSigned(dossier.pk, task.pk, task.name, signed))
    enqueue("signing.examine", sha256=signed)


def _said(task_id: int, by: Acting) -> tuple[Dossier, Task]:
    dossier, task = own_step(task_id, Verb.SIGN_OPINION, by=by, key=None)
    if task.act not in SIGNED_ACTS or not task.opinion.strip():
        raise CannotSignOpinion("nothing_said")
    if task.signed_opinion_id:
        raise CannotSignOpinion("already_signed")
    return dossier, task
