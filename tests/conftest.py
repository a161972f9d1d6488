"""What every test of the house leans on."""

from collections.abc import Iterator

import pytest
from django.db import connection
from django.utils import translation
from hypothesis import HealthCheck, settings

# A property is true or false; how long its example takes depends on who else uses the machine.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fast", settings.get_profile("house"), max_examples=25)
settings.load_profile("house")

_EMPTY_THE_JOURNAL = """
    SET session_replication_role = replica;
    TRUNCATE journal_entry, journal_seal, journal_access, procrastinate_jobs CASCADE;
    RESET session_replication_role
"""


@pytest.fixture(autouse=True)
def _language_left_alone() -> Iterator[None]:
    """After a page in English, the next test reads Vietnamese again."""
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _journal_left_empty(request: pytest.FixtureRequest) -> Iterator[None]:
    """After a test with real transactions, empty what Django's flush cannot: journal and jobs.

    The journal's triggers refuse it, the queue's tables are not Django's own.

    Only a superuser can, by putting the triggers to sleep; the test database's owner is one.
    """
    yield
    marker = request.node.get_closest_marker("django_db")
    is_transactional = bool(marker and marker.kwargs.get("transaction"))
    if not is_transactional and "transactional_db" not in request.fixturenames:
        return
    blocker = request.getfixturevalue("django_db_blocker")
    with blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(_EMPTY_THE_JOURNAL)
