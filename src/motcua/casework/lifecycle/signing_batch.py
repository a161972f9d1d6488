"""Sign what was chosen with one authorisation: what can be signed is, the others say why not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import transaction

from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.signing.making import Made, Order, Refusal, check_usable, sign_all
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.queries import personal_certificate, seen_by

LARGEST_BATCH = 50


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
    """A file to sign: the step it belongs to, and the fingerprint that was shown."""

    task_id: int
    sha256: str


@dataclass(frozen=True)
class Signed:
    """What a batch did: the steps signed, and the others with the reason of each."""

    done: tuple[int, ...]
    left: tuple[tuple[int, str], ...]


Ordering = Callable[[Chosen, Certificate, Stamp], Order]
"""Checks that a file may be signed and says how. Raises CannotAct."""
Taking = Callable[[Chosen, str, Stamp], None]
"""Does what a signed file means, within its transaction. Raises CannotAct."""


class CannotSignChosen(CannotAct):
    """Nothing was chosen or too much, the file was not seen, or it was replaced since."""


def check_seen(one: Chosen, stamp: Stamp) -> None:
    """Check that the signer was shown these very bytes. Raises `CannotSignChosen`.

    Basis: promises P28 (nothing is signed that was not seen).
    """
    if one.sha256 not in seen_by(stamp.by.officer_id, [one.sha256]):
        raise CannotSignChosen("not_seen")


def sign_chosen(
    chosen: Sequence[Chosen], pin: str, stamp: Stamp, *, ordering: Ordering, taking: Taking
) -> Signed:
    """Sign each by itself; what a former try has signed is taken over.

    No transaction may be open: the key is used outside. Raises `CannotSign`, `CannotSignChosen`.
    """
    if not 0 < len(chosen) <= LARGEST_BATCH:
        raise CannotSignChosen("nothing_chosen")
    certificate = check_usable(personal_certificate(stamp.by.officer_id), stamp.now)
    of: dict[str, Chosen] = {}
    left: dict[int, str] = {}
    asked = []
    for one in chosen:
        try:
            with transaction.atomic():
                asked.append(ordering(one, certificate, stamp))
            of[one.sha256] = one
        except CannotAct as refusal:
            left[one.task_id] = refusal.reason

    def then(order: Order, signed: str) -> None:
        try:
            taking(of[order.sha256], signed, stamp)
        except CannotAct as refusal:
            raise Refusal(refusal.reason) from refusal

    made = sign_all(asked, certificate, pin, by=stamp.by.actor, now=stamp.now, then=then)
    for file in made:
        reason = file.refusal.reason if file.refusal else _taken_over(file, then)
        if reason:
            left[of[file.order.sha256].task_id] = reason
    done = (one.task_id for one in of.values() if one.task_id not in left)
    return Signed(tuple(done), tuple(left.items()))


def _taken_over(made: Made, then: Callable[[Order, str], None]) -> str:
    """Take what a former try has signed, where it is not in its place (any more).

    Returns the reason why not, "" when it was.
    """
    if made.is_new:
        return ""
    try:
        with transaction.atomic():
            then(made.order, made.sha256)
    except Refusal as refusal:
        return refusal.reason
    return ""
