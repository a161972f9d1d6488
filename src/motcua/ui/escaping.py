"""Text as HTML. Lists say the same names page after page: the last short ones are kept."""

import html
from functools import lru_cache

_SHORT = 120
_kept = lru_cache(maxsize=16_384)(html.escape)


def escape(text: str) -> str:
    """Return text for an element or a quoted attribute."""
    return _kept(text) if len(text) <= _SHORT else html.escape(text)
