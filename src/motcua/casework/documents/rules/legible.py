"""Text made safe for paper: what the shipped fonts cannot draw is shown as U+FFFD.

A form must never fail because a name holds an emoji or an invisible mark: the reception of a
dossier may not hang on it. Invisible marks (direction overrides, joiners) are dropped, because
they could make a printed name read differently from the stored one.
"""

import unicodedata
from typing import Any

COVERED = (
    (0x20, 0x7E), (0xA0, 0xAC), (0xAE, 0x24F), (0x259, 0x259), (0x2BB, 0x2BC), (0x2C6, 0x2DD),
    (0x300, 0x304), (0x306, 0x30C), (0x31B, 0x31B), (0x323, 0x324), (0x326, 0x326),
    (0x328, 0x328), (0x331, 0x331), (0x1E00, 0x1EFF), (0x2010, 0x2015), (0x2018, 0x201E),
    (0x2020, 0x2022), (0x2026, 0x2026), (0x2030, 0x2030), (0x2032, 0x2033), (0x2039, 0x203A),
    (0x2044, 0x2044), (0x2070, 0x2071), (0x2074, 0x208E), (0x2090, 0x209C), (0x20AB, 0x20AC),
    (0x2116, 0x2116), (0x2122, 0x2122),
)  # fmt: skip
_INVISIBLE = {"Cf", "Cs", "Co", "Cn"}
_CODES = frozenset(code for first, last in COVERED for code in range(first, last + 1)) | {0x0A}


def legible(text: str) -> str:
    """Return `text` in NFC with only characters the shipped fonts can draw."""
    drawn = "".join(_drawable(letter) for letter in unicodedata.normalize("NFC", text))
    # What stood between a letter and its mark may be gone now.
    return unicodedata.normalize("NFC", drawn)


def legible_values(value: Any) -> Any:
    """Return the JSON value with every text in it made legible."""
    if isinstance(value, str):
        return legible(value)
    if isinstance(value, dict):
        return {key: legible_values(item) for key, item in value.items()}
    return [legible_values(item) for item in value] if isinstance(value, list) else value


def _drawable(letter: str) -> str:
    if ord(letter) in _CODES:
        return letter
    category = unicodedata.category(letter)
    if category in ("Cc", "Zs", "Zl", "Zp"):
        return " "
    return "" if category in _INVISIBLE else "\ufffd"
