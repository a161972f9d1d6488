"""Addresses of pages by name, for lists: the pattern is looked up once, not for each row."""

from functools import cache
from urllib.parse import quote

from django.urls import reverse

_NUMBER, _WORD = 987_654_321_987, "zzz-word-zzz"
_UNQUOTED = "!$&'()*+,;=/~:@"  # what Django's own reverse leaves as it is


def address(name: str, *args: int | str) -> str:
    """Return the path of the page `name`; as `reverse`, for numbers and words.

    Raises `NoReverseMatch` for a page that is not there.
    """
    pattern = _pattern(name, tuple(isinstance(arg, int) for arg in args))
    return pattern.format(*(arg if isinstance(arg, int) else _quoted(arg) for arg in args))


def _quoted(word: str) -> str:
    return quote(word, safe=_UNQUOTED)


@cache
def _pattern(name: str, numbers: tuple[bool, ...]) -> str:
    stand_ins = [
        _NUMBER + nth if is_number else f"{_WORD}{nth}" for nth, is_number in enumerate(numbers)
    ]
    path = reverse(name, args=stand_ins).replace("{", "{{").replace("}", "}}")
    for nth, stand_in in enumerate(stand_ins):
        path = path.replace(str(stand_in), f"{{{nth}}}")
    return path
