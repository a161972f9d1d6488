"""Words of the interface, looked up once for each language: lists say the same words often."""

from functools import lru_cache

from django.utils.translation import get_language, gettext


def said(message: str) -> str:
    """Translate a message of the source; import it as `_` where a page draws many rows."""
    return _said(message, get_language())


@lru_cache(maxsize=8192)
def _said(message: str, _language: str | None) -> str:
    return gettext(message)
