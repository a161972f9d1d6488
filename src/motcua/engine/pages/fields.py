"""Key fields read from a page's words and codes, and how they differ from what was typed."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from enum import StrEnum

from motcua.engine.pages.codes import Code
from motcua.kit.identity import digits, parse_card_qr, parse_personal_number
from motcua.kit.text import fold, nfc

_NAME_LABEL = re.compile(
    r"\b(?:ho\W+(?:va\W+)?(?:chu\W+dem\W+)?(?:va\W+)?(?:ten khai sinh|ten)|"
    r"(?:ong|ba|ong/ba|nguoi khai))(?:\s*\([^)]*\))?\s*[:;.]\s*"
)
_BIRTH_LABEL = re.compile(r"(?:ngay\W+thang\W+nam\W+sinh|ngay sinh|sinh ngay|nam sinh)\s*[:;.]?\s*")
_NUMBER_LABEL = re.compile(r"^\W*so(?: vao so[^:]*)?\s*[:;.]\s*")
_SPOKEN_DAY = re.compile(r"ngay\s+(\d{1,2})\s+thang\s+(\d{1,2})\s+nam\s+(\d{4})")
_WRITTEN_DAY = re.compile(r"(?<!\d)(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?(\d{4})(?!\d)")
_TWELVE = re.compile(r"(?<![\w-])\d(?:[ .]?\d){11}(?![\w-])")
_NAME_ENDS = re.compile(r"\s{3,}|[,;:()\d]|\.\s|\s(?:sinh|giới tính|nam/nữ)\b", re.IGNORECASE)
_ALIKE = {"full_name": 0.7, "personal_number": 0.7, "birth_on": 0.55}


class FieldKind(StrEnum):
    """What a value on a paper is."""

    FULL_NAME = "full_name"
    PERSONAL_NUMBER = "personal_number"
    BIRTH_ON = "birth_on"
    NUMBER = "number"
    ISSUED_ON = "issued_on"


@dataclass(frozen=True)
class Field:
    """One value; days as ISO 8601. `is_sure` when a code told it, not letters."""

    kind: FieldKind
    value: str
    is_sure: bool = False


@dataclass(frozen=True)
class Mismatch:
    """A value on the paper that is nearly, and not quite, what was typed."""

    kind: FieldKind
    on_paper: str
    typed: str


def fields_in(text: str, codes: Iterable[Code] = ()) -> tuple[Field, ...]:
    """Return the fields of a page, each value once; what a code tells comes first."""
    found = [field for code in codes for field in _on_card(code.text)]
    for line in map(_spaced, text.splitlines()):
        found += _in_line(line, _flat(line))
    days = [day for line in text.splitlines() for day in _days(_flat(nfc(line)), _SPOKEN_DAY)]
    found += [Field(FieldKind.ISSUED_ON, days[-1].isoformat())] if days else []
    kept: dict[tuple[FieldKind, str], Field] = {}
    for field in found:
        kept.setdefault((field.kind, field.value), field)
    return tuple(kept.values())


def mismatches(
    found: Sequence[Field], typed: Iterable[tuple[FieldKind, str]]
) -> tuple[Mismatch, ...]:
    """Return where the paper has a value like the typed one, but not it.

    Papers name other people too: a value unlike the typed one is theirs, not an error.
    """
    told = []
    for kind, value in typed:
        there = [field.value for field in found if field.kind is kind]
        if not value or not there or any(_same(one, value) for one in there):
            continue
        nearest = max(there, key=lambda one: _likeness(one, value))
        if _likeness(nearest, value) >= _ALIKE.get(kind, 1.0):
            told.append(Mismatch(kind, nearest, value))
    return tuple(told)


def _same(one: str, other: str) -> bool:
    return nfc(one).casefold() == nfc(other).casefold()


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, fold(one), fold(other), autojunk=False).ratio()


def _on_card(scan: str) -> list[Field]:
    card = parse_card_qr(scan)
    if card is None:
        return []
    born = [Field(FieldKind.BIRTH_ON, card.birth_on.isoformat(), True)] if card.birth_on else []
    return [
        Field(FieldKind.PERSONAL_NUMBER, card.number, True),
        Field(FieldKind.FULL_NAME, card.full_name, True),
        *born,
    ]


def _in_line(line: str, flat: str) -> list[Field]:
    found = [
        Field(FieldKind.PERSONAL_NUMBER, digits(one[0]))
        for one in _TWELVE.finditer(line)
        if parse_personal_number(one[0])
    ]
    name = _NAME_LABEL.search(flat)
    if name and (value := _name(line[name.end() :])):
        found.append(Field(FieldKind.FULL_NAME, value))
    birth = _BIRTH_LABEL.search(flat)
    if birth:
        rest = flat[birth.end() :]
        days = _days(rest, _WRITTEN_DAY) or _days(rest, _SPOKEN_DAY)
        found += [Field(FieldKind.BIRTH_ON, day.isoformat()) for day in days[:1]]
    number = _NUMBER_LABEL.search(flat)
    if number and (label := re.match(r"[\w/.\-]+(?: \d+)?", line[number.end() :])):
        found.append(Field(FieldKind.NUMBER, label[0].rstrip(".-")))
    return found


def _name(rest: str) -> str:
    """The words of a person's name at the beginning of `rest`: each begins with a capital."""
    words = _NAME_ENDS.split(rest.strip(), maxsplit=1)[0].split()
    capital = [word for word in words if word[:1].isupper() and word.isalpha()]
    return nfc(" ".join(capital)) if len(capital) == len(words) and 2 <= len(words) <= 7 else ""


def _days(flat: str, pattern: "re.Pattern[str]") -> list[date]:
    found = []
    for one in pattern.finditer(flat):
        day, month, year = map(int, one.groups())
        if 1 <= month <= 12 and 1 <= day <= 31 and 1900 <= year <= 2100:
            found += _day(year, month, day)
    return found


def _day(year: int, month: int, day: int) -> list[date]:
    try:
        return [date(year, month, day)]
    except ValueError:
        return []


def _spaced(line: str) -> str:
    """Composed, with the wide gaps between two columns kept as three spaces."""
    return "   ".join(filter(None, (nfc(part) for part in re.split(r"\s{3,}", line))))


def _flat(line: str) -> str:
    """The line letter by letter without accents: places in it are places in the line."""
    return "".join((fold(letter) or letter)[:1] for letter in line)
