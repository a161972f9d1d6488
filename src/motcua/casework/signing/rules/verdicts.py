"""What is found about a signed file, and the one colour that may be shown for it.

A verdict is a tuple of six findings for each signature. "Intact" alone is never green: a file
whose content was replaced in a later revision is intact too.
Basis: Decree 30/2020/NĐ-CP, annex I; ETSI EN 319 102-1 (mem-hi)
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any


class Colour(StrEnum):
    """What a reader is told at a glance."""

    GREEN = "green"
    HUMAN = "human"
    RED = "red"


class Cryptography(StrEnum):
    """Whether the signature fits the bytes it covers."""

    INTACT = "intact"
    BROKEN = "broken"
    WEAK = "weak"
    UNREADABLE = "unreadable"


class CertificateThen(StrEnum):
    """What the certificate was at the time of signing, as far as that time is proven."""

    VALID = "valid"
    OUT_OF_TIME = "out_of_time"
    WRONG_PURPOSE = "wrong_purpose"
    UNKNOWN = "unknown"


class Revocation(StrEnum):
    """What its authority says about the certificate."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


class Coverage(StrEnum):
    """How much of the file the signature covers."""

    WHOLE_FILE = "whole_file"
    ITS_REVISION = "its_revision"
    UNCLEAR = "unclear"


class Changes(StrEnum):
    """What was added to the file after the signature."""

    NONE = "none"
    EVIDENCE = "evidence"
    FORM_FILLED = "form_filled"
    OTHER = "other"
    UNKNOWN = "unknown"


class Trust(StrEnum):
    """Whether a root of the trust list stands behind the certificate."""

    LISTED = "listed"
    UNLISTED = "unlisted"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Signed:
    """One signature as found. Instants are aware; `proven_at` is that of a time-stamp, if any.

    `is_closed_later` says that a later signature or time-stamp covers all that came after.
    """

    field: str
    signer: str
    organisation: str
    issuer: str
    serial: str
    level: str
    claimed_at: datetime | None
    proven_at: datetime | None
    cryptography: Cryptography
    certificate: CertificateThen
    revocation: Revocation
    coverage: Coverage
    changes: Changes
    trust: Trust
    allows_filling: bool = False
    is_closed_later: bool = False

    @property
    def colour(self) -> Colour:
        """The worst of six findings."""
        return max(_colours(self), key=list(Colour).index)


def _colours(one: Signed) -> tuple[Colour, ...]:
    green, human, red = Colour.GREEN, Colour.HUMAN, Colour.RED
    return (
        {Cryptography.INTACT: green, Cryptography.WEAK: human}.get(one.cryptography, red),
        {CertificateThen.VALID: green, CertificateThen.UNKNOWN: human}.get(one.certificate, red),
        {Revocation.GOOD: green, Revocation.UNKNOWN: human}.get(one.revocation, red),
        red if one.coverage is Coverage.UNCLEAR else green,
        _colour_of_changes(one),
        {Trust.LISTED: green}.get(one.trust, human),
    )


def _colour_of_changes(one: Signed) -> Colour:
    """Filling a form is fine where the signer allowed it and a later signature answers for it."""
    if one.changes in (Changes.NONE, Changes.EVIDENCE):
        return Colour.GREEN
    if one.changes is Changes.FORM_FILLED:
        is_answered = one.allows_filling and one.is_closed_later
        return Colour.GREEN if is_answered else Colour.HUMAN
    return Colour.RED


class Whole(StrEnum):
    """What is to be said about the file as a whole, before its signatures."""

    SIGNED = "signed"
    NO_SIGNATURE = "no_signature"
    LOOSE_SIGNATURE = "loose_signature"
    OPEN_END = "open_end"
    UNREADABLE = "unreadable"
    TOO_COSTLY = "too_costly"


_WHOLE = {
    Whole.SIGNED: Colour.GREEN,
    Whole.NO_SIGNATURE: Colour.HUMAN,
    Whole.LOOSE_SIGNATURE: Colour.RED,
    Whole.OPEN_END: Colour.RED,
    Whole.UNREADABLE: Colour.RED,
    Whole.TOO_COSTLY: Colour.RED,
}


@dataclass(frozen=True)
class Verdict:
    """The verdict on a file: every answer has one. `until` is when its evidence must be renewed."""

    whole: Whole
    signatures: tuple[Signed, ...] = ()
    until: datetime | None = None
    trust_version: int = 0

    @property
    def colour(self) -> Colour:
        """Green only when the file and each of its signatures are."""
        found = (_WHOLE[self.whole], *(one.colour for one in self.signatures))
        return max(found, key=list(Colour).index)


def as_report(verdict: Verdict) -> dict[str, Any]:
    """Return a verdict as JSON values, colour included, to be stored."""
    signatures = [
        {name: _plain(value) for name, value in asdict(one).items()} | {"colour": one.colour.value}
        for one in verdict.signatures
    ]
    return {
        "colour": verdict.colour.value,
        "whole": verdict.whole.value,
        "until": _plain(verdict.until),
        "trust_version": verdict.trust_version,
        "signatures": signatures,
    }


def from_report(report: dict[str, Any]) -> Verdict:
    """Read a stored verdict back."""
    return Verdict(
        Whole(report["whole"]),
        tuple(_signed(one) for one in report["signatures"]),
        _instant(report["until"]),
        report["trust_version"],
    )


def _signed(one: dict[str, Any]) -> Signed:
    kinds: Sequence[tuple[str, Any]] = (
        ("cryptography", Cryptography), ("certificate", CertificateThen),
        ("revocation", Revocation), ("coverage", Coverage), ("changes", Changes),
        ("trust", Trust), ("claimed_at", _instant), ("proven_at", _instant),
    )  # fmt: skip
    read = {name: kind(one[name]) for name, kind in kinds}
    kept = {name: value for name, value in one.items() if name not in {"colour", *read}}
    return Signed(**kept, **read)


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
