"""Seal signed results: the clerk's number and day are filled in, the agency's seal answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from motcua.casework.documents.models import Result
from motcua.casework.documents.originals import OriginalReplaced, take_signed
from motcua.casework.documents.rules.papers import ResultState, Signing
from motcua.casework.lifecycle.refusals import CannotAct, NotYours
from motcua.casework.lifecycle.result_events import ResultSealed
from motcua.casework.lifecycle.rules import ACTS, Verb
from motcua.casework.lifecycle.sign_result import seal_place
from motcua.casework.lifecycle.signing_batch import LARGEST_BATCH, Signed
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.signing import looking
from motcua.casework.signing.making import Order, Refusal, check_usable, sign_all
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.queries import agency_certificate
from motcua.casework.signing.rules.wishes import Filling, Place, Purpose, Wish
from motcua.foundation.files.queries import read
from motcua.foundation.jobs.queue import enqueue
from motcua.registers.organisation.rules import Acting


class CannotSeal(CannotAct):
    """Nothing was chosen, or what was chosen waits for no seal of this clerk."""


@dataclass(frozen=True)
class ToSeal:
    """A numbered result that waits for the seal."""

    result_id: int
    dossier_id: int
    code: str
    number: str
    title: str
    signer: str
    issued_at: datetime | None


def waiting_for_seal(by: Acting, limit: int = LARGEST_BATCH) -> tuple[ToSeal, ...]:
    """Return the results of the clerk's units that are numbered and not sealed; one statement."""
    rows = Result.objects.filter(_waits_for(by)).select_related("dossier")
    return tuple(
        ToSeal(row.pk, row.dossier_id, str(row.dossier.code), row.number, row.title,
            row.signer_label, row.issued_at)
        for row in rows.order_by("id")[:limit]
    )  # fmt: skip


def _waits_for(by: Acting) -> Q:
    """Signed and numbered, decided in the clerk's units or settled on the spot where he sits."""
    units = by.units_of(ACTS[Verb.ISSUE].roles)
    here = Q(dossier__competent_unit__in=units)
    on_the_spot = Q(dossier__is_on_the_spot=True, dossier__return_unit__in=units)
    return Q(here | on_the_spot, signing=Signing.SIGNED, state=ResultState.ISSUED)


def seal_results(result_ids: Sequence[int], pin: str, *, by: Acting, now: datetime) -> Signed:
    """Fill number and day into each signed result and seal it with the agency's certificate.

    One PIN opens one seal: results of an agency that has another are left, with the reason.
    No transaction may be open. Raises `CannotSeal`, `CannotSign`, `NotYours`.
    Basis: Decree 30/2020/NĐ-CP, art. 15-19 and annex I (mem-hi).
    """
    if not by.may(*ACTS[Verb.ISSUE].roles):
        raise NotYours(Verb.ISSUE)
    rows = {row.pk: row for row in _open(result_ids, by)}
    if not rows:
        raise CannotSeal("nothing_to_seal")
    seals = {pk: _certificate_for(row) for pk, row in rows.items()}
    certificate = check_usable(next(iter(seals.values())), now)
    others = {pk: "another_seal" for pk, seal in seals.items() if seal != certificate}
    mine = [pk for pk in rows if pk not in others]
    orders = [_order(rows[pk], certificate) for pk in mine]
    ids = {order.sha256: pk for order, pk in zip(orders, mine, strict=True)}
    stamp = Stamp(by, now)

    def sealed(order: Order, signed: str) -> None:
        _take(rows[ids[order.sha256]], order, signed, stamp)

    made = sign_all(orders, certificate, pin, by=by.actor, now=now, then=sealed)
    left = {ids[one.order.sha256]: one.refusal.reason for one in made if one.refusal} | others
    return Signed(tuple(pk for pk in rows if pk not in left), tuple(left.items()))


def _open(result_ids: Sequence[int], by: Acting) -> list[Result]:
    rows = Result.objects.filter(_waits_for(by), pk__in=list(result_ids)[:LARGEST_BATCH])
    return list(rows.select_related("dossier__competent_unit").order_by("id"))


def _certificate_for(row: Result) -> Certificate | None:
    """The seal of the unit that decided, else of the one above it; one batch has one seal."""
    unit = row.dossier.competent_unit
    above = [unit.pk, *([unit.parent_id] if unit.parent_id else [])]
    return agency_certificate(above)


def _order(row: Result, certificate: Certificate) -> Order:
    image = read(certificate.image_id) if certificate.image_id else b""
    agency = certificate.organisation or certificate.subject
    spots, number, issued_at = row.spots, row.number, row.issued_at

    def wish(at: datetime) -> Wish:
        fills = (
            _filling("number", number, spots, at),
            _filling("date", looking.long_day(issued_at or at), spots, at),
        )
        look = looking.agency(image, agency, seal_place(spots), at)
        return Wish("Seal", at, drawn=look, fills=fills)

    return Order(str(row.file_id), Purpose.SEAL, wish, row.dossier_id)


def _filling(name: str, words: str, spots: dict[str, list[int]], at: datetime) -> Filling:
    page, left, low, right, high = spots[name]
    place = Place(page, (left, low, right, high))
    return Filling(name, words, looking.line(words, place, at, slanted=name == "date"))


def _take(row: Result, order: Order, signed: str, stamp: Stamp) -> None:
    try:
        take_signed(
            row.dossier_id, order.sha256, signed, to=Signing.SEALED,
            signer_label=row.signer_label, now=stamp.now,
        )  # fmt: skip
    except OriginalReplaced as replaced:
        raise Refusal("replaced") from replaced
    stamp.record(ResultSealed(row.dossier_id, row.number, signed))
    enqueue("lifecycle.keep_original", lock=f"result {row.pk}", result_id=row.pk)
