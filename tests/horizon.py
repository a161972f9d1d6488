"""Readers and seals stop before the oldest open transaction of the whole server.

Another process of the test run may hold one in its own database; whoever reads the journal in a
test waits here until it is gone.
"""

from collections.abc import Callable
from threading import Event

import pytest
from django.db import connection

PATIENCE_SECONDS = 120
_IS_PAST = """
    SELECT coalesce(max(txid), 0) < journal_horizon() FROM journal_entry
"""


@pytest.fixture
def wait_for_the_horizon(transactional_db: None) -> Callable[[], None]:
    """Return a function that comes back when every entry written so far can be read."""
    pause = Event()

    def wait() -> None:
        for _ in range(PATIENCE_SECONDS * 20):
            with connection.cursor() as cursor:
                cursor.execute(_IS_PAST)
                if cursor.fetchone()[0]:
                    return
            pause.wait(0.05)
        raise AssertionError("a transaction of this server has been open all the time")

    return wait
