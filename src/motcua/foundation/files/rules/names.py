"""A file's name as people may see it: never a path, never a trick of the eye."""

import unicodedata

from motcua.kit.text import UNSEEN

MOST_BYTES = 180
_NOT_IN_NAMES = frozenset('<>:"|?*')


def clean_name(offered: str) -> str:
    """Return the last part of a name without what cannot be seen or turns the reading round.

    Composed (NFC), at most MOST_BYTES bytes of UTF-8 with its ending kept, "file" when nothing
    remains. `../../etc/passwd` is `passwd`; a right-to-left mark that hides an ending is gone.
    """
    last = offered.replace("\\", "/").rpartition("/")[2]
    seen = (sign for sign in unicodedata.normalize("NFC", last) if _is_plain(sign))
    name = " ".join("".join(seen).split()).strip(". ")
    return _shortened(name) or "file"


def _is_plain(sign: str) -> bool:
    return sign not in _NOT_IN_NAMES and unicodedata.category(sign) not in UNSEEN


def _shortened(name: str) -> str:
    if len(name.encode()) <= MOST_BYTES:
        return name
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > 8:
        stem, ending = name, ""
    kept = stem.encode()[: MOST_BYTES - len(ending.encode()) - 1].decode(errors="ignore")
    return f"{kept}.{ending}" if ending else kept
