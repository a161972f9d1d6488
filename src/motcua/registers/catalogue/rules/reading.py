"""Loose texts of the national catalogue read as typed values. Nothing here ever raises.

What cannot be read says so: `understood` is false and the importer reports the text to a person.
"""

import re
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from motcua.engine.worktime import LimitUnit
from motcua.kit.text import fold

LONGEST_TEXT = 4000
MOST_UNITS = 3650


class LimitKind(StrEnum):
    """The shapes in which the national catalogue writes a time limit."""

    PLAIN = "plain"
    RANGE = "range"
    CONDITIONAL = "conditional"
    SAME_DAY = "same_day"
    IMMEDIATE = "immediate"
    UNDEFINED = "undefined"
    UNREAD = "unread"


@dataclass(frozen=True)
class Measure:
    """One length of time in a text; `is_beside` marks time that the text sets apart or adds."""

    amount: Decimal
    unit: LimitUnit
    is_beside: bool = False


@dataclass(frozen=True)
class LimitReading:
    """What a limit text says: the first length, the longest, and whether a condition decides."""

    kind: LimitKind
    unit: LimitUnit
    amount: Decimal | None = None
    max_amount: Decimal | None = None
    max_unit: LimitUnit | None = None
    is_conditional: bool = False
    understood: bool = True
    measures: tuple[Measure, ...] = ()


_NUMBER = r"(?<![0-9.,/])([0-9]{1,4}(?:[.,][0-9]{1,2})?)"
_MEASURE = re.compile(
    _NUMBER
    + r"(?:\s*(?:-|–|den)\s*([0-9]{1,4}(?:[.,][0-9]{1,2})?))?"
    + r"\s*(?:\([^()]{1,40}\)\s*)?"
    + r"(ngay lam viec|ngay|gio lam viec|gio|thang|tuan|nam)\b"
)
_UNITS = {
    "ngay lam viec": (LimitUnit.WORKING_DAY, 1),
    "ngay": (LimitUnit.CALENDAR_DAY, 1),
    "gio lam viec": (LimitUnit.WORKING_HOUR, 1),
    "gio": (LimitUnit.WORKING_HOUR, 1),
    "tuan": (LimitUnit.CALENDAR_DAY, 7),
    "thang": (LimitUnit.MONTH, 1),
    "nam": (LimitUnit.MONTH, 12),
}
_WHOLE = frozenset({LimitUnit.CALENDAR_DAY, LimitUnit.MONTH})
# A clock time or a date is not a length of time.
_NOT_A_LENGTH = re.compile(
    r"(?:sau|truoc|den|luc|tu) [0-9]{1,2} ?(?:gio|h|g)(?: ?[0-9]{2})?(?: phut)?\b"
    r"|ngay [0-9]{1,2} thang [0-9]{1,2}(?: nam [0-9]{4})?|[0-9]{1,2}/[0-9]{1,2}/[0-9]{4}"
    r"|nam [0-9]{4}"
)
_BESIDE = re.compile(r"(?:khong tinh|khong bao gom|tang them|cong them|keo dai them)[^.;]{0,60}$")
_CONDITION = re.compile(
    r"\b(?:truong hop|neu|hoac|khu vuc|vung|tuy|doi voi|khong tinh|tang them)\b"
)
_NOTHING = re.compile(
    r"^(?:0+|-+|\.+|khac|khong|khong co|khong (?:quy dinh|xac dinh).*|chua quy dinh.*"
    r"|tuy (?:theo|thuoc|tung).*|theo (?:huong dan|quy dinh|thong bao|ke hoach).*"
    r"|do .{1,80} quy dinh)$"
)
_SAME_DAY = re.compile(r"\btrong (?:cung )?(?:ngay|buoi)\b(?! [0-9])")
_AT_ONCE = re.compile(
    r"^(?:tra (?:ket qua )?|giai quyet |thuc hien )?ngay\b|\bngay (?:lap tuc|sau khi|khi)\b"
)


def classify_limit(text: str) -> LimitReading:
    """Read a limit text of the national catalogue; `unit` and `amount` are the first length.

    Basis: Decree 63/2010/NĐ-CP, art. 8 (a procedure states its time limit) (mem-mid)
    """
    folded = fold(text[:LONGEST_TEXT]).strip(" .;:,")
    if not folded or _NOTHING.match(folded):
        return LimitReading(LimitKind.UNDEFINED, LimitUnit.UNDEFINED)
    plain = _NOT_A_LENGTH.sub(" ", folded)
    found = tuple(_measures(plain))
    is_conditional = bool(_CONDITION.search(plain))
    if _is_at_once_or_same_day(plain, found):
        return _within_a_day(plain, found, is_conditional)
    measures = tuple(measure for measure, _ in found)
    counted = [measure for measure in measures if not measure.is_beside]
    if not counted:
        return LimitReading(
            LimitKind.UNREAD, LimitUnit.UNDEFINED, understood=False, measures=measures
        )
    return _of_lengths(measures, counted, is_conditional)


def _is_at_once_or_same_day(plain: str, found: tuple[tuple[Measure, int], ...]) -> bool:
    """Tell whether "same day" or "at once" is said before any length is."""
    first = found[0][1] if found else len(plain)
    said = _SAME_DAY.search(plain) or _AT_ONCE.search(plain)
    return said is not None and said.start() <= first


def _within_a_day(
    plain: str, found: tuple[tuple[Measure, int], ...], is_conditional: bool
) -> LimitReading:
    same_day = bool(_SAME_DAY.search(plain))
    longest = max((measure for measure, _ in found), key=_length, default=None)
    return LimitReading(
        LimitKind.SAME_DAY if same_day else LimitKind.IMMEDIATE,
        LimitUnit.SAME_DAY if same_day else LimitUnit.IMMEDIATE,
        max_amount=longest.amount if longest else None,
        max_unit=longest.unit if longest else None,
        is_conditional=longest is not None and is_conditional,
        measures=tuple(measure for measure, _ in found),
    )


def _of_lengths(
    measures: tuple[Measure, ...], counted: list[Measure], is_conditional: bool
) -> LimitReading:
    first, longest = counted[0], max(counted, key=_length)
    several = len(set(counted)) > 1
    kind = LimitKind.PLAIN
    if several or len(measures) > len(counted):
        kind = LimitKind.CONDITIONAL if is_conditional else LimitKind.RANGE
    return LimitReading(
        kind,
        first.unit,
        first.amount,
        longest.amount if several else None,
        longest.unit if several else None,
        is_conditional=kind is LimitKind.CONDITIONAL,
        measures=measures,
    )


def _measures(plain: str) -> list[tuple[Measure, int]]:
    found: list[tuple[Measure, int]] = []
    for match in _MEASURE.finditer(plain):
        low, high, word = match.groups()
        is_beside = bool(_BESIDE.search(plain[max(0, match.start() - 90) : match.start()]))
        for number in filter(None, (low, high)):
            measure = _measure(number, word, is_beside)
            if measure is not None:
                found.append((measure, match.start()))
    return found


def _measure(number: str, word: str, is_beside: bool) -> Measure | None:
    unit, times = _UNITS[word]
    amount = Decimal(number.replace(",", ".")) * times
    is_countable = unit not in _WHOLE or amount == amount.to_integral_value()
    if not is_countable or not 0 < amount <= MOST_UNITS:
        return None
    return Measure(amount.normalize() + 0, unit, is_beside)


_MINUTES = {
    LimitUnit.WORKING_HOUR: 60,
    LimitUnit.WORKING_DAY: 480 * 7 // 5,
    LimitUnit.CALENDAR_DAY: 480,
    LimitUnit.MONTH: 480 * 30,
}


def _length(measure: Measure) -> Decimal:
    """Return a rough length to compare by; a working day is 7/5 of a calendar day."""
    return measure.amount * _MINUTES[measure.unit]
