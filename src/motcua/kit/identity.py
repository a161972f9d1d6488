"""Numbers that name a person or a firm, and the strings that identity cards carry."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from motcua.kit.text import fold, nfc

# Codes of the 63 provinces in which births were registered (General Statistics Office).
_PROVINCES = frozenset(
    """001 002 004 006 008 010 011 012 014 015 017 019 020 022 024 025 026 027 030 031 033
    034 035 036 037 038 040 042 044 045 046 048 049 051 052 054 056 058 060 062 064 066 067 068
    070 072 074 075 077 079 080 082 083 084 086 087 089 091 092 093 094 095 096""".split()  # noqa: SIM905
)
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
_NOT_DIGITS = re.compile(r"[\s.\-]")
_TWELVE = re.compile(r"(?<![\w-])\d{3}(?:[ .]?\d{3}){3}(?![\w-])")


class Sex(StrEnum):
    """Sex as the civil register records it."""

    MALE = "male"
    FEMALE = "female"


class NumberKind(StrEnum):
    """Which book a number comes from."""

    PERSONAL = "personal"
    OLD_CARD = "old_card"
    TAX = "tax"


class Contradiction(StrEnum):
    """How a personal number disagrees with what was written beside it."""

    BIRTH_YEAR = "birth_year"
    SEX = "sex"


@dataclass(frozen=True)
class PersonalNumber:
    """What the twelve digits tell: where and when a birth was registered, and the sex."""

    number: str
    province_code: str
    century: int
    sex: Sex
    birth_year: int


@dataclass(frozen=True)
class CardScan:
    """The fields of an identity card's QR code; what a card leaves out is empty."""

    number: str
    old_number: str
    full_name: str
    birth_on: date | None
    sex: Sex | None
    address: str
    issued_on: date | None


def digits(number: str) -> str:
    """Return `number` without the spaces, dots and dashes that people write into it."""
    return _NOT_DIGITS.sub("", number)


def parse_personal_number(number: str) -> PersonalNumber | None:
    """Read a 12-digit personal number, or None when it cannot be one.

    Digits: 3 province (or country from 100 on), 1 century and sex, 2 birth year, 6 random.
    Basis: Decree 137/2015/NĐ-CP, art. 13; Circular 59/2021/TT-BCA, art. 4 (mem-mid)
    """
    number = digits(number)
    if not re.fullmatch(r"[0-9]{12}", number) or number[3] > "3":
        return None
    if number[0] == "0" and number[:3] not in _PROVINCES:
        return None
    century, female = divmod(int(number[3]), 2)
    return PersonalNumber(
        number=number,
        province_code=number[:3],
        century=20 + century,
        sex=Sex.FEMALE if female else Sex.MALE,
        birth_year=1900 + 100 * century + int(number[4:6]),
    )


def mask_numbers(text: str) -> str:
    """Return free text with the middle of every personal number in it hidden: 040••••••318."""
    return _TWELVE.sub(_masked, text)


def _masked(found: re.Match[str]) -> str:
    known = parse_personal_number(found[0])
    return f"{known.number[:3]}{'•' * 6}{known.number[-3:]}" if known else found[0]


def is_tax_code(number: str) -> bool:
    """Tell whether a 10-digit firm code, or 13 digits of its branch, carries the right check digit.

    Basis: Circular 86/2024/TT-BTC, art. 5 (mem-mid); check digit as published by the tax office
    """
    match = re.fullmatch(r"([0-9]{10})([0-9]{3})?", digits(number))
    if match is None or match.group(2) == "000":
        return False
    total = sum(w * int(d) for w, d in zip(_TAX_WEIGHTS, match.group(1), strict=False))
    return 10 - total % 11 == int(match.group(1)[9])


def kind_of(number: str) -> NumberKind | None:
    """Tell which book `number` belongs to, or None when it is well-formed in none."""
    number = digits(number)
    if parse_personal_number(number):
        return NumberKind.PERSONAL
    if re.fullmatch(r"[0-9]{9}", number):
        return NumberKind.OLD_CARD
    return NumberKind.TAX if is_tax_code(number) else None


def contradictions(
    number: str, birth_on: date | None, sex: Sex | None
) -> tuple[Contradiction, ...]:
    """Name where a personal number disagrees with the birth date and sex beside it."""
    known = parse_personal_number(number)
    if known is None:
        return ()
    found = []
    if birth_on and birth_on.year != known.birth_year:
        found.append(Contradiction.BIRTH_YEAR)
    if sex and sex != known.sex:
        found.append(Contradiction.SEX)
    return tuple(found)


def parse_card_qr(scan: str) -> CardScan | None:
    """Read the QR code of an identity card: 7 fields (2021) up to 11 (2024), parted by `|`."""
    fields = [nfc(field) for field in scan.strip().split("|")]
    if not 7 <= len(fields) <= 11 or parse_personal_number(fields[0]) is None or not fields[2]:
        return None
    return CardScan(
        number=digits(fields[0]),
        old_number=fields[1],
        full_name=fields[2],
        birth_on=_compact_day(fields[3]),
        sex=_sex(fields[4]),
        address=fields[5],
        issued_on=_compact_day(fields[6]),
    )


def _sex(word: str) -> Sex | None:
    return {"nam": Sex.MALE, "nu": Sex.FEMALE}.get(fold(word))


def _compact_day(text: str) -> date | None:
    match = re.fullmatch(r"([0-9]{2})/?([0-9]{2})/?([0-9]{4})", text)
    if match is None:
        return None
    day, month, year = map(int, match.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
