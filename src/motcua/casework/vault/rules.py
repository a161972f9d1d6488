"""What may be used again: of this owner, of this kind, in force on this day, trusted enough.

Basis: Decree 45/2020/NĐ-CP, art. 16, and 107/2021/NĐ-CP, art. 21a (mem-mid): what the State has
digitised or issued is not asked for again.
"""

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from motcua.casework.signing.rules.verdicts import (
    CertificateThen,
    Colour,
    Revocation,
    Signed,
    Verdict,
    Whole,
)
from motcua.casework.signing.rules.verdicts import Trust as Listed
from motcua.kit.text import fold


class Trust(StrEnum):
    """How much stands behind a stored paper, from the most to the least."""

    ISSUED_HERE = "issued_here"
    SIGNED = "signed"
    TRUE_COPY = "true_copy"
    PLAIN = "plain"


class Standing(StrEnum):
    """Whether a stored paper still holds."""

    IN_FORCE = "in_force"
    REPLACED = "replaced"
    REVOKED = "revoked"


class Doubt(StrEnum):
    """Why a signature that was green stands behind a stored paper no more; NONE while it does."""

    NONE = ""
    REVOKED = "revoked"
    OUT_OF_TIME = "out_of_time"
    OTHER = "other"


class Unfit(StrEnum):
    """Why a stored paper may not be used for a required one."""

    ANOTHERS = "anothers"
    NOT_REUSABLE = "not_reusable"
    ANOTHER_KIND = "another_kind"
    NOT_IN_FORCE = "not_in_force"
    OUT_OF_DATE = "out_of_date"
    NOT_TRUSTED = "not_trusted"
    TWICE = "twice"


@dataclass(frozen=True)
class Held:
    """A paper of the store; `valid_until` is its last day, None without limit."""

    id: int
    owner_id: int
    kind_code: str
    name: str
    number: str
    issuer: str
    issued_on: date | None
    valid_until: date | None
    trust: Trust
    standing: Standing
    doubt: Doubt = Doubt.NONE


@dataclass(frozen=True)
class Wanted:
    """A paper that a procedure asks for."""

    required_paper_id: int
    kind_code: str
    name: str
    is_reusable: bool


def unfit(held: Held, wanted: Wanted, *, owner_id: int, on: date) -> Unfit | None:
    """Return the first reason against the use, None when the law lets the paper stand."""
    checks = (
        (held.owner_id != owner_id, Unfit.ANOTHERS),
        (not wanted.is_reusable, Unfit.NOT_REUSABLE),
        (not is_of_kind(held, wanted), Unfit.ANOTHER_KIND),
        (held.standing is not Standing.IN_FORCE, Unfit.NOT_IN_FORCE),
        (held.valid_until is not None and held.valid_until < on, Unfit.OUT_OF_DATE),
        (held.trust is Trust.PLAIN, Unfit.NOT_TRUSTED),
    )
    return next((reason for is_so, reason in checks if is_so), None)


def is_of_kind(held: Held, wanted: Wanted) -> bool:
    """Tell whether both are one kind: by national code where both have one, else by name."""
    if held.kind_code and wanted.kind_code:
        return held.kind_code == wanted.kind_code
    return kind_key(held.name) == kind_key(wanted.name)


def kind_key(name: str) -> str:
    """Return a paper's name as kinds are told apart: "Bản sao Căn cước" asks for a "Căn cước"."""
    key = fold(name).partition("(")[0].strip()
    for lead in ("ban sao ", "ban chinh ", "chung thuc "):
        key = key.removeprefix(lead)
    return key[:200]


def doubt(found: Verdict, *, is_dated: bool) -> Doubt | None:
    """Return what a new verdict says against a paper whose signature was green; None: nothing new.

    That nobody could be asked (no fresh list, no time for the file) speaks neither for it nor
    against it. `is_dated`: our register says when it was signed, so that its certificate may have
    ended since.
    """
    if found.colour is Colour.GREEN:
        return Doubt.NONE
    if any(one.revocation is Revocation.REVOKED for one in found.signatures):
        return Doubt.REVOKED
    if any(one.certificate is CertificateThen.OUT_OF_TIME for one in found.signatures):
        return None if is_dated else Doubt.OUT_OF_TIME
    best = replace(found, signatures=tuple(map(_at_best, found.signatures)))
    is_untold = best.colour is Colour.GREEN or found.whole is Whole.TOO_COSTLY
    return None if is_untold else Doubt.OTHER


def _at_best(one: Signed) -> Signed:
    """Return a signature as it would be if all that could not be told turned out well."""
    is_told = one.certificate is not CertificateThen.UNKNOWN
    return replace(
        one,
        certificate=one.certificate if is_told else CertificateThen.VALID,
        revocation=Revocation.GOOD,
        trust=Listed.LISTED if one.trust is Listed.UNKNOWN else one.trust,
    )
