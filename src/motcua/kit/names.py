"""Names of people where strangers may read them."""


def masked(full_name: str) -> str:
    """Return `Phan T. N. A.` for "Phan Thị Ngọc Ánh": the first word, then initials."""
    first, *rest = full_name.split() or [""]
    return " ".join([first, *(f"{word[0]}." for word in rest)])
