"""Words that a column cannot keep are refused before anything is written."""

from dataclasses import fields
from typing import Any

from django.db.models import Model

from motcua.casework.lifecycle.refusals import CannotAct
from motcua.foundation.rows import misfit


class TooLong(CannotAct):
    """A field holds more characters than its column keeps, or one that no text may hold."""


def check_words(model: type[Model], **words: str) -> None:
    """Refuse words that do not fit the columns of `model` they are written to.

    Raises `TooLong` with facts `field` and `most` (characters).
    """
    for name, text in words.items():
        if wrong := misfit(model, **{name: text}):
            most = getattr(model._meta.get_field(name), "max_length", None)
            raise TooLong(wrong, field=name, most=most)


def check_given(given: Any, model: type[Model]) -> None:
    """Refuse a value of a dataclass whose words do not fit the columns of the same names."""
    known = {column.name for column in model._meta.get_fields()}
    words = {one.name: getattr(given, one.name) for one in fields(given) if one.name in known}
    check_words(model, **{name: text for name, text in words.items() if isinstance(text, str)})
