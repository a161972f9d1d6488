"""Live screens, through a real uvicorn on a real socket."""

import http.client
import socket
import threading
from collections.abc import Iterator

import pytest
import uvicorn
from django.core import signing
from django.db import connection, transaction

from motcua.foundation.live.actions import notify
from motcua.foundation.live.asgi import Live
from motcua.foundation.live.hub import QUEUE, Hub
from motcua.foundation.live.rules import REFETCH, payload
from motcua.foundation.live.tokens import may_hear, token

PATIENCE_SECONDS = 20

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def port() -> Iterator[int]:
    """A live process in a thread."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        server = uvicorn.Server(
            uvicorn.Config(Live(), log_level="warning", timeout_graceful_shutdown=1)
        )
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]})
        thread.start()
        _wait_for_listener()
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(PATIENCE_SECONDS)


def _listeners() -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pid FROM pg_stat_activity"
            " WHERE datname = current_database() AND query = 'LISTEN motcua_live'"
        )
        return [row[0] for row in cursor.fetchall()]


def _wait_for_listener(other_than: list[int] | None = None) -> None:
    pause = threading.Event()
    for _ in range(PATIENCE_SECONDS * 20):
        if set(_listeners()) - set(other_than or []):
            return
        pause.wait(0.05)
    raise AssertionError("nobody listens")


class Screen:
    """A browser's EventSource, as far as it matters."""

    def __init__(self, port: int, channel: str, ticket: str) -> None:
        self._wire = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        self._wire.request("GET", f"/live/{channel}?token={ticket}")
        self.answer = self._wire.getresponse()
        if self.answer.status == 200:
            assert self.next() == ": ready"

    def next(self) -> str:
        lines = []
        while line := self.answer.readline().decode().strip():
            lines.append(line)
        return " ".join(lines)

    def close(self) -> None:
        self.answer.close()
        self._wire.close()


def test_a_screen_hears_its_channel_after_the_commit_and_no_other(port: int) -> None:
    screen = Screen(port, "unit.14", token("unit.14"))
    with transaction.atomic():
        notify("unit.14", 1)
        transaction.set_rollback(True)
    notify("unit.15", 2)
    notify("unit.14", 3)
    assert screen.next() == "data: 3"
    screen.close()


@pytest.mark.slow
def test_after_a_lost_connection_every_screen_is_told_to_fetch_anew(port: int) -> None:
    screen = Screen(port, "unit.14", token("unit.14"))
    lost = _listeners()
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(%s)", lost)
    assert screen.next() == "event: refetch data:"
    notify("unit.14", 4)
    assert screen.next() == "data: 4"
    screen.close()


@pytest.mark.parametrize(
    "ticket",
    ["", "forged", token("unit.15"), signing.dumps("unit.14")],
    ids=["none", "forged", "another channel", "another purpose"],
)
def test_a_screen_without_its_token_finds_nothing(port: int, ticket: str) -> None:
    screen = Screen(port, "unit.14", ticket)
    assert screen.answer.status == 404
    screen.close()


def test_all_screens_share_one_database_connection(port: int) -> None:
    screens = [Screen(port, f"unit.{n}", token(f"unit.{n}")) for n in range(20)]
    assert len(_listeners()) == 1
    for screen in screens:
        screen.close()


def test_a_token_ends_with_the_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    old = token("unit.14")
    monkeypatch.setattr("motcua.foundation.live.tokens.VALID_SECONDS", -1)
    assert not may_hear("unit.14", old)


def test_only_ids_travel() -> None:
    with pytest.raises(ValueError, match="neither a channel nor an id"):
        payload("dossier.1", "Nguyễn Thị Lan")


def test_a_screen_that_lags_is_told_to_fetch_anew() -> None:
    hub = Hub()
    box = hub.join("unit.14")
    for number in range(QUEUE + 1):
        hub._pass_on(f"unit.14 {number}")
    assert box.get_nowait() == REFETCH
    assert box.empty()
