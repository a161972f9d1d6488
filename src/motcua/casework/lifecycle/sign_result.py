"""Sign results: the leader sees the very file, and one authorisation signs all that were seen.

The file grants, or refuses with its reason; whoever signs it decides just that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.documents.models import Result
from motcua.casework.documents.originals import (
    OriginalReplaced,
    draw_original,
    forget_original,
    result_to_draw,
    take_signed,
)
from motcua.casework.documents.rules.papers import ResultKind, Signing
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import decide, forms, wording
from motcua.casework.lifecycle.decision import is_final
from motcua.casework.lifecycle.drafted import refusal_of, title_of
from motcua.casework.lifecycle.events import ResultDrafted
from motcua.casework.lifecycle.opening import open_task
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act
from motcua.casework.signing import looking
from motcua.casework.signing.making import Made, Order, Refusal, check_usable, sign_all
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.queries import personal_certificate, seen_by
from motcua.casework.signing.rules.wishes import Blank, Place, Purpose, Wish
from motcua.casework.signing.seeing import shown
from motcua.foundation.files.queries import read
from motcua.registers.organisation.rules import Acting

LARGEST_BATCH = 50
SEAL_BOX = (88, 100)
"""Points: the seal of 30 mm and two lines under it."""


class CannotSignResult(CannotAct):
    """The step decides nothing finally, the file was not seen, or it was replaced since."""


@dataclass(frozen=True)
class Original:
    """The very file that will be signed, its fingerprint, and the reason where it refuses."""

    task_id: int
    sha256: str
    title: str
    pdf: bytes
    refusal: str = ""


@dataclass(frozen=True)
class Chosen:
    """A result to sign: the step that decides it, and the fingerprint that was shown."""

    task_id: int
    sha256: str


@dataclass(frozen=True)
class Signed:
    """What a batch did: the steps signed, and the others with the reason of each."""

    done: tuple[int, ...]
    left: tuple[tuple[int, str], ...]


@transaction.atomic
def see_original(task_id: int, *, by: Acting, now: datetime) -> Original:
    """Draw the file of a result for its signer and note that it was shown.

    It grants as drafted, or refuses where the signer has turned it.

    Raises `CannotSignResult`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: promises P28 (nothing is signed that was not seen).
    """
    dossier, task = _decisive(task_id, by)
    result = result_to_draw(dossier.pk, _title(dossier), wording.APPROVED, now)
    document = forms.original(dossier, result, Stamp(by, task.opened_at))
    result, pdf = draw_original(result, document, task.opened_at)
    shown(by.officer_id, str(result.file_id), now=now)
    return Original(task_id, str(result.file_id), document.title, pdf, refusal_of(result))


@transaction.atomic
def turn_original(
    task_id: int, *, refusing: str | None, by: Acting, now: datetime, key: UUID | None = None
) -> None:
    """Make the file that will be signed refuse with this reason, or grant again: None.

    What was drafted to be granted is kept. Nothing is decided until the file is seen and signed.
    Raises `CannotSignResult`, `TaskTaken`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (not eligible: returned with reasons in writing; mem-mid).
    """
    dossier, _task = _decisive(task_id, by, key)
    if refusing is not None and not refusing.strip():
        raise CannotSignResult("no_reason")
    result = result_to_draw(dossier.pk, _title(dossier), wording.APPROVED, now)
    result.kind_code = ResultKind.RESULT if refusing is None else ResultKind.REFUSAL
    result.body = {**result.body, "refusal": refusing or ""}
    forget_original(result)
    result.save()
    says = wording.refused(refusing) if refusing else str(result.body["text"])
    Stamp(by, now, key).record(ResultDrafted(dossier.pk, title_of(result), says))


def sign_results(
    chosen: Sequence[Chosen], pin: str, *, by: Acting, now: datetime, opinion: str = ""
) -> Signed:
    """Sign what was seen and decide as it says, with one authorisation; each result by itself.

    No transaction may be open: the key is used outside. What cannot be signed is left, with its
    reason; what a former try has signed is taken over. Raises `CannotSign`, `CannotSignResult`.
    Basis: Decree 61/2018, art. 19; Decree 30/2020/NĐ-CP, art. 13 and annex I (mem-hi).
    """
    if not 0 < len(chosen) <= LARGEST_BATCH:
        raise CannotSignResult("nothing_chosen")
    certificate = check_usable(personal_certificate(by.officer_id), now)
    orders: dict[str, Chosen] = {}
    left: dict[int, str] = {}
    asked = []
    for one in chosen:
        try:
            asked.append(_order(one, certificate, by))
            orders[one.sha256] = one
        except CannotAct as refusal:
            left[one.task_id] = refusal.reason
    batch = _Batch(orders, opinion, Stamp(by, now))
    made = sign_all(asked, certificate, pin, by=by.actor, now=now, then=batch.decide)
    for one_made in made:
        reason = one_made.refusal.reason if one_made.refusal else batch.take_over(one_made)
        if reason:
            left[orders[one_made.order.sha256].task_id] = reason
    done = (one.task_id for one in orders.values() if one.task_id not in left)
    return Signed(tuple(done), tuple(left.items()))


@dataclass(frozen=True)
class _Batch:
    """What belongs to each signed file: the decision by whoever signed it."""

    chosen: Mapping[str, Chosen]
    opinion: str
    stamp: Stamp

    def decide(self, order: Order, signed: str) -> None:
        """Within the transaction of the signed file: decision and version belong together.

        Raises `Refusal`.
        """
        by, now = self.stamp.by, self.stamp.now
        dossier_id, label = order.dossier_id or 0, by.actor.label
        try:
            row = take_signed(
                dossier_id, order.sha256, signed, to=Signing.SIGNED, signer_label=label, now=now
            )
            task_id = self.chosen[order.sha256].task_id
            if reason := refusal_of(row):
                decide.reject(task_id, reason=reason, by=by, now=now)
            else:
                decide.approve(task_id, opinion=self.opinion, by=by, now=now)
        except OriginalReplaced as replaced:
            raise Refusal("replaced") from replaced
        except CannotAct as refusal:
            raise Refusal(refusal.reason) from refusal

    def take_over(self, made: Made) -> str:
        """Decide by a signature that a former try has made, where the step was taken back since.

        Returns the reason why not, "" when it was.
        """
        if made.is_new:
            return ""
        try:
            with transaction.atomic():
                self.decide(made.order, made.sha256)
        except Refusal as refusal:
            return refusal.reason
        return ""


@transaction.atomic
def _order(one: Chosen, certificate: Certificate, by: Acting) -> Order:
    """Check that this very file was seen and is in force. Raises CannotAct."""
    dossier, _ = _decisive(one.task_id, by)
    if one.sha256 not in seen_by(by.officer_id, [one.sha256]):
        raise CannotSignResult("not_seen")
    result = Result.objects.filter(dossier=dossier, file=one.sha256, signing=Signing.DRAWN).first()
    if result is None:
        raise CannotSignResult("replaced")
    image = read(certificate.image_id) if certificate.image_id else b""
    name = by.actor.label.partition(",")[0].strip()
    spots = result.spots

    def wish(at: datetime) -> Wish:
        look = looking.personal(image, name, _place(spots["signature"]), at)
        return Wish("Leader", at, drawn=look, leaves=_leaves(spots))

    return Order(one.sha256, Purpose.APPROVE, wish, dossier.pk)


def _leaves(spots: dict[str, list[int]]) -> tuple[Blank, ...]:
    return (
        Blank("number", _place(spots["number"]), "Số, ký hiệu"),
        Blank("date", _place(spots["date"]), "Ngày, tháng, năm"),
        Blank("Seal", seal_place(spots), "Chữ ký số của cơ quan", is_signature=True),
    )


def seal_place(spots: dict[str, list[int]]) -> Place:
    """The seal covers a third of the signature, at its left.

    Basis: Decree 30/2020/NĐ-CP, annex I (mem-hi)
    """
    page, left, low, right, _ = spots["signature"]
    width, height = SEAL_BOX
    edge = left + (right - left) // 3
    return Place(page, (edge - width, low, edge, low + height))


def _place(spot: list[int]) -> Place:
    page, left, low, right, high = spot
    return Place(page, (left, low, right, high))


def _decisive(task_id: int, by: Acting, key: UUID | None = None) -> tuple[Dossier, Task]:
    dossier, task = open_task(task_id, Verb.APPROVE, by=by, key=key)
    if task.act != Act.APPROVE or not is_final(task):
        raise CannotSignResult("not_final")
    return dossier, task


def _title(dossier: Dossier) -> str:
    named = dossier.version.results.order_by("pk").values_list("name", flat=True).first()
    return str(named or dossier.version.name)[:500]
