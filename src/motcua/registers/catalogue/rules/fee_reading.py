"""Loose fee texts of the national catalogue read as typed values. Nothing here ever raises."""

import re
from dataclasses import dataclass

from motcua.kit.text import fold, nfc
from motcua.registers.catalogue.rules.kinds import FeeKind

LONGEST_TEXT = 4000
LARGEST_VND = 10_000_000_000


@dataclass(frozen=True)
class FeeReading:
    """One fee of a text. A null amount with `is_by_resolution` is set by a text elsewhere."""

    kind: FeeKind | None
    amount_vnd: int | None
    text: str
    is_free: bool = False
    is_by_resolution: bool = False
    is_conditional: bool = False
    understood: bool = True


_LABEL = re.compile(r"(?:lệ phí|phí|charge|fee|amount)\s*:", re.IGNORECASE)
_CHARGE = re.compile(r"le phi|charge")
_FEE = re.compile(r"phi|fee")
# 250.000 or 1.300.000 or 250000; a number such as 090000 has lost its head and is no amount.
_AMOUNT = re.compile(
    r"(?<![0-9.,/])([1-9][0-9]{0,2}(?:[.,][0-9]{3})+|[1-9][0-9]{2,10})(?![0-9.,/]*[0-9]| ?%)"
)
_ZERO = re.compile(r"0+ ?(?:d|dong|vnd)")
_FREE = re.compile(
    r"^(?:khong(?: thu| co| mat)?(?: phi| le phi| tien)*|mien(?: phi| thu)*|free|0)$"
)
_ELSEWHERE = re.compile(
    r"hoi dong nhan dan|hdnd|theo (?:muc thu|quy dinh|nghi quyet|thong tu|bieu)"
)
_CONDITION = re.compile(r"\b(?:truong hop|neu|doi voi|mien|giam|khong dung han|cap lai)\b")
_NOISE = re.compile(r"xem chi tiết", re.IGNORECASE)


def classify_fees(text: str) -> tuple[FeeReading, ...]:
    """Read a fee text; one reading per "Phí:" or "Lệ phí:", none for an empty text.

    Basis: Law 97/2015/QH13, art. 3 (mem-hi)
    """
    whole = _NOISE.sub(" ", nfc(text[:LONGEST_TEXT])).strip(" ;.,")
    if not whole:
        return ()
    starts = [match.start() for match in _LABEL.finditer(whole)]
    if not starts:
        return _read("", whole)
    ends = [*starts[1:], len(whole)]
    head = whole[: starts[0]].strip(" ;.,")
    read = list(_read("", head)) if head else []
    for start, end in zip(starts, ends, strict=True):
        label, _, rest = whole[start:end].partition(":")
        read += _read(label, rest.strip(" ;.,"))
    return tuple(read)


def _read(label: str, rest: str) -> tuple[FeeReading, ...]:
    kind = _kind(label)
    folded = fold(rest)
    if folded in ("", "dong", "d", "vnd"):
        return (FeeReading(kind, None, rest, understood=False),)
    if _FREE.match(folded) or _ZERO.fullmatch(folded):
        return (FeeReading(kind, 0, rest, is_free=True),)
    amounts = [_vnd(number) for number in _AMOUNT.findall(folded)]
    known = [amount for amount in amounts if amount is not None]
    is_conditional = len(set(known)) > 1 or bool(_CONDITION.search(folded))
    if known:
        return tuple(
            FeeReading(kind, amount, rest, is_conditional=is_conditional)
            for amount in dict.fromkeys(known)
        )
    if _ELSEWHERE.search(folded):
        return (FeeReading(kind, None, rest, is_by_resolution=True, is_conditional=is_conditional),)
    return (FeeReading(kind, None, rest, understood=False),)


def _kind(label: str) -> FeeKind | None:
    folded = fold(label)
    if _CHARGE.search(folded):
        return FeeKind.CHARGE
    return FeeKind.FEE if _FEE.search(folded) else None


def _vnd(number: str) -> int | None:
    digits = re.sub(r"[.,]", "", number)
    amount = int(digits)
    return amount if amount <= LARGEST_VND else None
