"""Arbitrary JSON taken apart without trust: whatever comes, texts and lists go out."""

import re
from collections.abc import Mapping

from motcua.kit.text import nfc

MOST_ITEMS = 500
# What PostgreSQL or UTF-8 cannot hold, and the remains of the portal's HTML.
_FOREIGN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]|</?(?:p|br|b|i|div|span)[^<>]{0,80}>")


def text(value: object, longest: int = 20_000) -> str:
    """Return a scalar as clean text of at most `longest` characters; anything else is empty."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    raw = value if isinstance(value, str) else f"{value:.20g}" if isinstance(value, float) else ""
    if isinstance(value, int):
        raw = str(value) if abs(value) < 10**18 else ""
    return nfc(_FOREIGN.sub(" ", raw[: longest * 2]))[:longest].strip()


def items(value: object) -> list[Mapping[str, object]]:
    """Return the objects of a list, or of one object standing alone; the rest is dropped."""
    many = value if isinstance(value, list) else [value]
    return [item for item in many[:MOST_ITEMS] if isinstance(item, Mapping)]


def pick(item: Mapping[str, object], *names: str) -> object:
    """Return the first of the named fields that is there and not empty, whatever its case."""
    for name in names:
        if item.get(name):
            return item[name]
    lower = {str(key).lower(): value for key, value in item.items()}
    return next((lower[n.lower()] for n in names if lower.get(n.lower())), None)


def count(value: object) -> int | None:
    """Return a small whole number; None when there is none."""
    digits = text(value)
    return int(digits) if re.fullmatch("[0-9]{1,2}", digits) else None
