"""Words of the interface, looked up once for each language: lists say the same words often."""

from collections.abc import Callable
from functools import cache

from django.utils.translation import get_language, gettext

Say = Callable[[str], str]


class _Said(dict[str, str]):
    """Messages in one language, each translated when it is first said."""

    def __missing__(self, message: str) -> str:
        text = self[message] = gettext(message)
        return text


@cache
def _speaker(_language: str | None) -> Say:
    return _Said().__getitem__


def speaker() -> Say:
    """Return what translates into the reader's language, for the rows of one page.

    To ask which language it is costs more than the word: a page asks once. Call it `_`.
    """
    return _speaker(get_language())


def said(message: str) -> str:
    """Translate a message of the source; import it as `_` where a page draws many rows."""
    return _speaker(get_language())(message)
