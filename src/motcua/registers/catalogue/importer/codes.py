"""The national number of a procedure, and an honest stand-in where there is none."""

import re
from hashlib import sha256

from motcua.kit.text import fold

PROVISIONAL = "TAM-"
_NATIONAL = re.compile(r"([0-9]\.[0-9]{6})(?:\.[0-9A-Z.]{1,30})?")


def national_code(text: str) -> str:
    """Return `1.012790` for `1.012790.000.00.00.H41`; empty when it is no national code.

    Basis: QCVN 102:2016/BTTTT; Decision 20/2020/QĐ-TTg (mem-mid)
    """
    match = _NATIONAL.fullmatch(text.strip().upper())
    return match[1] if match else ""


def provisional_code(name: str, body: str) -> str:
    """Return a code marked as provisional (`TAM-`), the same for the same name and body."""
    digest = sha256(f"{fold(name)}|{fold(body)}".encode()).hexdigest()
    return f"{PROVISIONAL}{digest[:10].upper()}"
