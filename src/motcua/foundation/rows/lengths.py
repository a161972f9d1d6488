"""Words that a column cannot keep, found before anything is written."""

from django.db.models import Model

NUL = "\x00"


def misfit(model: type[Model], **words: str) -> str:
    """Say why words do not fit the columns they are written to: "too_long", "bad_character" or "".

    A column without a greatest length takes any text but one with a NUL.
    """
    for name, text in words.items():
        if NUL in text:
            return "bad_character"
        most = getattr(model._meta.get_field(name), "max_length", None)
        if most is not None and len(text) > most:
            return "too_long"
    return ""
