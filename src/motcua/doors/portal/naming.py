"""Names in the reader's language, and what a dossier code looks like."""

import re

from django.utils.translation import get_language

_CODE = re.compile(r"[A-Z]\d{1,3}(?:\.\d{1,3})*-\d{6}-\d{1,6}")

_PERSONAL = (9, 12)
"""Digits of an identity card's number, old and new."""


def reads_vietnamese() -> bool:
    """Tell whether the page is read in Vietnamese."""
    return (get_language() or "vi").startswith("vi")


def language() -> str:
    """Return the two letters of the reader's language."""
    return (get_language() or "vi")[:2]


def in_language(vietnamese: str, english: str) -> str:
    """Return the English name to who reads no Vietnamese, when there is one."""
    return vietnamese if reads_vietnamese() or not english else english


def public_number(number: str) -> str:
    """Return a paper's number as anybody with the secret may read it.

    One that is a person's own number shows its last three digits.
    """
    is_personal = number.isdigit() and len(number) in _PERSONAL
    return f"•••{number[-3:]}" if is_personal else number


def dossier_code(text: str) -> str:
    """Return the dossier code in what was typed or scanned, "" when there is none.

    Spaces, small letters and long dashes are forgiven.
    """
    plain = re.sub(r"\s", "", text).upper().replace("–", "-").replace("—", "-")
    found = _CODE.search(plain)
    return found[0] if found else ""
