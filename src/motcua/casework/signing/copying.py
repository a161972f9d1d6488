"""Sign a scan as a true copy: the agency's words at the top right of its first page, no seal."""

from datetime import datetime

from motcua.casework.signing import looking
from motcua.casework.signing.making import Order, Then, check_usable, sign_all
from motcua.casework.signing.pades.pages import corner
from motcua.casework.signing.queries import personal_certificate
from motcua.casework.signing.rules.wishes import Place, Purpose, Wish
from motcua.foundation.files.queries import read
from motcua.registers.organisation.rules import Acting

KIND = "Sao y bản chính"
_WIDTH, _HEIGHT = 235, 46
"""Points."""


def sign_copy(
    sha256: str,
    pin: str,
    *,
    by: Acting,
    now: datetime,
    dossier_id: int | None = None,
    then: Then = lambda order, signed: None,
) -> str:
    """Sign a kept PDF as a true copy with the officer's certificate; return the copy's hash.

    The scan itself stays as it is. Call it outside every transaction; `then` is written together
    with the copy. Raises CannotSign; AlteredFile.
    Basis: Decree 30/2020/NĐ-CP, annex I; Decree 45/2020/NĐ-CP, art. 10 (mem-mid)
    """
    certificate = check_usable(personal_certificate(by.officer_id), now)
    right, top = corner(read(sha256))
    place = Place(0, (right - _WIDTH, top - _HEIGHT, right - 8, top - 8))

    def wish(at: datetime) -> Wish:
        return Wish("TrueCopy", at, KIND, looking.true_copy(KIND, by.unit_name, place, at))

    order = Order(sha256, Purpose.TRUE_COPY, wish, dossier_id)
    (made,) = sign_all([order], certificate, pin, by=by.actor, now=now, then=then)
    if made.refusal:
        raise made.refusal
    return made.sha256
