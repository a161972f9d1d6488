"""Counting what a page asks of the database; transaction marks are no statements."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection
from django.test.utils import CaptureQueriesContext

_MARKS = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@contextmanager
def statements() -> Iterator[list[str]]:
    """Gather the statements of the block."""
    said: list[str] = []
    with CaptureQueriesContext(connection) as captured:
        yield said
    said += [one["sql"] for one in captured if not one["sql"].startswith(_MARKS)]
