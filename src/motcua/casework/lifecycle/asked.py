"""What somebody means who types or scans into the one box; decided from the text alone."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from motcua.kit.identity import digits, kind_of, parse_card_qr
from motcua.kit.phone import phone
from motcua.kit.text import fold, words

_CODE = re.compile(r"[A-Z]\d{2}(?:\.\d{2,3})+-\d{6}-\d{4,}", re.I)
_SERIAL = re.compile(r"(\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))-?(\d{4,6})")
_RUN_TOGETHER = re.compile(r"([A-Z]\d{2}(?:\.\d{2,3})+)[ -]?(\d{6})[ -]?(\d{4,})", re.I)
_PAPER = re.compile(r"\d+\s*/\s*\S.*")
TAIL = 4
"""So many last digits of a telephone stand in the dossier's own row."""


class Kind(StrEnum):
    """Where the answer lies."""

    CODE = "code"
    SERIAL = "serial"
    EXTERNAL = "external"
    IDENTITY = "identity"
    PHONE = "phone"
    TAIL = "tail"
    PAPER = "paper"
    NAME = "name"


@dataclass(frozen=True)
class Asked:
    """One reading of a text; `words` are the words of a name, else the one value."""

    kind: Kind
    words: tuple[str, ...]

    @property
    def value(self) -> str:
        """What is looked for."""
        return self.words[0]


def code_in(text: str) -> str:
    """Return the dossier code in what was typed or scanned from a receipt, "" for none."""
    found = _CODE.search(text)
    return found[0].upper() if found else ""


def readings(text: str) -> tuple[Asked, ...]:
    """Return what a text may mean, the likeliest first; nothing for an empty one."""
    return tuple(_readings(text.strip()))


def folded(tokens: tuple[str, ...]) -> tuple[str, ...]:
    """Return words without accents."""
    return tuple(map(fold, tokens))


def _readings(plain: str) -> Iterator[Asked]:
    if code := code_in(plain) or _spelt_out(plain):
        yield Asked(Kind.CODE, (code,))
        return
    card = parse_card_qr(plain) if "|" in plain else None
    number = card.number if card else digits(plain)
    if number.lstrip("+").isdigit():
        yield from _of_digits(plain, number)
    if _PAPER.fullmatch(plain):
        yield Asked(Kind.PAPER, (plain,))
    elif any(map(str.isdigit, plain)) and " " not in plain:
        yield Asked(Kind.EXTERNAL, (plain,))
    named = tuple(words(plain))
    if named and any(map(str.isalpha, plain)) and card is None:
        yield Asked(Kind.NAME, named)


def _of_digits(plain: str, number: str) -> Iterator[Asked]:
    if full := phone(number):
        yield Asked(Kind.PHONE, (full,))
    if kind_of(number) is not None:
        yield Asked(Kind.IDENTITY, (number,))
    if serial := _SERIAL.fullmatch(plain):
        yield Asked(Kind.SERIAL, ("-".join(serial.groups()),))
    if TAIL <= len(number) <= 9:
        yield Asked(Kind.TAIL, (number,))


def _spelt_out(plain: str) -> str:
    """Return a code typed in lower case or without its dashes as it is written."""
    found = _RUN_TOGETHER.fullmatch(plain)
    return "-".join(found.groups()).upper() if found else ""
