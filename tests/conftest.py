"""What every test of the house leans on."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection
from django.test import TransactionTestCase
from django.utils import translation
from hypothesis import HealthCheck, settings

# A property is true or false; how long its example takes depends on who else uses the machine.
settings.register_profile("house", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fast", settings.get_profile("house"), max_examples=10)
settings.load_profile("house")

# What a run leaves in every table but those that the migrations fill. The triggers sleep: the
# journal's refuse it; only a superuser can put them to sleep, and the test database's owner is one.
_EMPTY = r"""
DO $$ DECLARE each name; BEGIN
  SET LOCAL session_replication_role = replica;
  FOR each IN SELECT relname FROM pg_class
     WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND NOT relispartition
       AND relname NOT IN ('django_migrations', 'django_content_type', 'auth_permission')
  LOOP EXECUTE format('DELETE FROM %I', each); END LOOP;
END $$
"""


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """The database goes when all have left it: a server's thread may be a moment late."""
    yield
    with django_db_blocker.unblock():
        connection.close()  # a forked child may have said good-bye on this one
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )


@pytest.fixture(autouse=True)
def _language_left_alone() -> Iterator[None]:
    """After a page in English, the next test reads Vietnamese again."""
    yield
    translation.deactivate()


def _leave_nothing(_case: TransactionTestCase) -> None:
    """Empty the tables after a test with real transactions.

    Django would truncate them all, which takes longer than most of these tests, and could empty
    neither the journal nor the queue.
    """
    with connection.cursor() as cursor:
        cursor.execute(_EMPTY)


setattr(TransactionTestCase, "_fixture_teardown", _leave_nothing)  # noqa: B010
