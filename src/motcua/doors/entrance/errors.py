"""What went wrong, in the reader's words: rooms raise facts, doors register the sentences.

A door registers once, at import: `@says(CannotAssign)` on a function from the exception to a
`Message`, and `@shows("dossier")` on one from a subject's id to its page.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.utils.translation import gettext as _

E = TypeVar("E", bound=Exception)


@dataclass(frozen=True)
class Message:
    """What happened, what is kept, what to do; `status` is 409 (state) or 422 (input)."""

    what: str
    kept: str = ""
    todo: str = ""
    status: int = 409


_SAYERS: dict[type[Exception], Callable[[Any], Message]] = {}
_PAGES: dict[str, Callable[[str], str]] = {}


def says(kind: type[E]) -> Callable[[Callable[[E], Message]], Callable[[E], Message]]:
    """Register the sentence for an exception and its subclasses."""

    def register(sayer: Callable[[E], Message]) -> Callable[[E], Message]:
        _SAYERS[kind] = sayer
        return sayer

    return register


def shows(subject_kind: str) -> Callable[[Callable[[str], str]], Callable[[str], str]]:
    """Register the URL at which a subject's page stands, for a repeated request."""

    def register(page: Callable[[str], str]) -> Callable[[str], str]:
        _PAGES[subject_kind] = page
        return page

    return register


def say(refusal: Exception) -> Message:
    """Return the message for `refusal`; KeyError when no door has a sentence for it."""
    for kind in type(refusal).__mro__:
        if kind in _SAYERS:
            return _SAYERS[kind](refusal)
    raise KeyError(type(refusal).__name__)


def page_of(subject_kind: str, subject_id: str) -> str | None:
    """Return the URL of a subject's page, when a door shows that kind."""
    page = _PAGES.get(subject_kind)
    return page(subject_id) if page else None


def kept_form() -> str:
    """Return the usual second sentence of a message."""
    return _("Những gì Ông/Bà đã nhập vẫn được giữ nguyên.")


def known() -> tuple[type[Exception], ...]:
    """Return every exception a door has a sentence for."""
    return tuple(_SAYERS)
