"""A closed list of words as a database constraint."""

from enum import StrEnum

from django.db import models


def one_of(column: str, words: type[StrEnum], name: str) -> models.CheckConstraint:
    """Return the constraint that `column` holds one of `words` (null passes)."""
    return models.CheckConstraint(
        condition=models.Q(**{f"{column}__in": [word.value for word in words]}), name=name
    )
