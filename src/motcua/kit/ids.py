"""Keys nobody can guess: for requests, and for the citizen's receipt."""

import secrets
from uuid import UUID, uuid4

# Without 0 O, 1 I L, S 5, Z 2, B 8: they are mistaken for one another on paper.
ALPHABET = "34679ACDEFGHJKMNPQRTUVWXY"


def new_key() -> UUID:
    """Return a fresh random key."""
    return uuid4()


def row_number(text: str) -> int | None:
    """Return the number of a row as an address or a form names it, None when it is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else None


def look_up_key() -> str:
    """Return four unambiguous characters, printed on a receipt as its second factor."""
    return "".join(secrets.choice(ALPHABET) for _ in range(4))
