"""A pooled connection that the server closed is replaced unseen; instants come aware and in UTC."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime

import pytest
from django.db import OperationalError, connection

from motcua.casework.signing.pades.running import run
from motcua.foundation.live.hub import Hub
from motcua.project.postgres.base import DatabaseWrapper

pytestmark = pytest.mark.django_db


@pytest.fixture
def pooled() -> Iterator[DatabaseWrapper]:
    settings = deepcopy(connection.settings_dict)
    settings["OPTIONS"]["pool"] = {"min_size": 1, "max_size": 1, "timeout": 4}
    wrapper = DatabaseWrapper(settings, alias="pooled")
    yield wrapper
    wrapper.close()
    wrapper.close_pool()


def _backend(wrapper: DatabaseWrapper) -> int:
    with wrapper.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (pid,) = cursor.fetchone()
    return int(pid)


def test_the_pool_gives_the_same_connection_again(pooled: DatabaseWrapper) -> None:
    first = _backend(pooled)
    pooled.close()
    assert _backend(pooled) == first


def test_a_connection_the_server_closed_is_not_given_out(pooled: DatabaseWrapper) -> None:
    first = _backend(pooled)
    pooled.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [first])
    assert _backend(pooled) != first


def test_a_connection_with_something_to_say_is_asked_and_given(pooled: DatabaseWrapper) -> None:
    first = _backend(pooled)
    with pooled.cursor() as cursor:
        cursor.execute("LISTEN something")
    pooled.close()
    other = DatabaseWrapper(deepcopy(connection.settings_dict), alias="other")
    with other.cursor() as cursor:
        cursor.execute("NOTIFY something")
    other.close()
    assert _backend(pooled) == first


def test_a_server_that_cannot_be_reached_is_told_of(pooled: DatabaseWrapper) -> None:
    pooled.settings_dict["OPTIONS"]["pool"]["timeout"] = 0.2
    pooled.settings_dict["HOST"], pooled.settings_dict["PORT"] = "/nonexistent", ""
    with pytest.raises(OperationalError):
        _backend(pooled)


def test_pages_and_live_screens_notice_a_server_that_vanished() -> None:
    """Without these the kernel waits a quarter of an hour for an answer, two hours for news."""

    async def of_the_listener() -> dict[str, str]:
        async with await Hub()._connect() as listener:
            return listener.info.get_parameters()

    connection.ensure_connection()
    for given in (connection.connection.info.get_parameters(), run(of_the_listener())):
        idle, each, count = (int(given[f"keepalives_{x}"]) for x in ("idle", "interval", "count"))
        assert idle + each * count <= 30
        assert int(given["tcp_user_timeout"]) <= 30_000


def test_instants_are_aware_and_in_utc() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT timestamptz '2026-11-28 07:00:00.25+07', NULL::timestamptz")
        row = cursor.fetchone()
    assert row == (datetime(2026, 11, 28, 0, 0, 0, 250_000, UTC), None)
    assert row[0].tzinfo is UTC


def test_a_named_cursor_reads_on_by_pieces() -> None:
    with connection.chunked_cursor() as cursor:
        cursor.execute("SELECT now() FROM generate_series(1, 5)")
        assert len(cursor.fetchmany(2)) == 2
        assert len(cursor.fetchall()) == 3
