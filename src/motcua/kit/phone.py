"""Vietnamese telephone numbers in one spelling."""

import re

_NATIONAL = re.compile(r"0[1-9][0-9]{8,9}")


def phone(text: str) -> str | None:
    """Return `0912345678` for what people write ("+84 912 345 678"), or None for nonsense."""
    number = re.sub(r"[\s.()\-]", "", text)
    number = re.sub(r"^(\+|00)?84(?=[1-9][0-9]{8,9}$)", "0", number)
    return number if _NATIONAL.fullmatch(number) else None
