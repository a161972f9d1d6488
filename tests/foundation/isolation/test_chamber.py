"""A task in isolation answers, or is contained; the process that asked goes on either way."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from motcua.foundation.isolation.chamber import Chamber
from motcua.foundation.isolation.rules import Contained, Containment, Limits
from motcua.foundation.isolation.walls import Wall


@pytest.fixture(scope="module")
def room() -> Iterator[Chamber]:
    limits = Limits(seconds=1.5, cpu_seconds=1, memory_mb=200)
    room = Chamber("tests.foundation.isolation.tasks:behave", limits)
    os.environ["MOTCUA_PROBE_SECRET"] = "kept outside"
    yield room
    del os.environ["MOTCUA_PROBE_SECRET"]
    room.close()


def test_it_answers_and_tells_the_cost(room: Chamber) -> None:
    answered = room.ask_measured(b"echo")

    assert answered.content == b"said"
    assert answered.peak_mb > 1


def test_large_payloads_pass_whole(room: Chamber) -> None:
    assert room.ask(b"x" * 30_000_000) == b"30000000"


@pytest.mark.parametrize(
    ("behaviour", "reason"),
    [
        (b"raise", Containment.CRASH),
        (b"die", Containment.CRASH),
        (b"grow", Containment.MEMORY),
        (b"spin", Containment.TIME),
        (b"sleep", Containment.TIME),
    ],
)
def test_what_goes_wrong_is_contained(room: Chamber, behaviour: bytes, reason: Containment) -> None:
    with pytest.raises(Contained) as contained:
        room.ask(behaviour)

    assert contained.value.reason is reason
    assert room.ask(b"echo") == b"said"


def test_no_network_is_reached(room: Chamber) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, pytest.raises(Contained):
        room.ask(f"call {server.getsockname()[1]}".encode())

    assert room.walls == set(Wall)


@pytest.mark.parametrize("behaviour", [b"write", b"fork"])
def test_nothing_leaves_the_room(room: Chamber, behaviour: bytes) -> None:
    with pytest.raises(Contained):
        room.ask(behaviour)


def test_no_setting_is_known_inside(room: Chamber) -> None:
    assert room.ask(b"secrets") == b""


def test_the_failure_is_named(room: Chamber) -> None:
    with pytest.raises(Contained) as contained:
        room.ask(b"raise")

    assert contained.value.detail == "KeyError"


def test_a_lost_warm_process_is_started_again(room: Chamber) -> None:
    room.ask(b"echo")
    assert room._process is not None
    os.kill(room._process.pid, signal.SIGKILL)
    room._process.wait()

    assert room.ask(b"echo") == b"said"


def test_threads_share_one_room(room: Chamber) -> None:
    with ThreadPoolExecutor(8) as threads:
        answers = set(threads.map(room.ask, [b"x" * n for n in (3, 3, 3, 3, 3, 3, 3, 3)]))

    assert answers == {b"3"}


def test_what_stops_its_alarm_is_ended_all_the_same(room: Chamber) -> None:
    with pytest.raises(Contained):
        room.ask(b"linger")
    assert room._process is not None
    until = time.monotonic() + 5  # its line is closed a moment before it is gone
    while _children(room._process.pid):
        assert time.monotonic() < until


def _children(pid: int) -> str:
    return Path(f"/proc/{pid}/task/{pid}/children").read_text().strip()


def test_no_turn_is_told_apart_from_bad_bytes(room: Chamber) -> None:
    limits = Limits(seconds=1.5, cpu_seconds=1, memory_mb=200, at_once=1, waits=0.05)
    small = Chamber("tests.foundation.isolation.tasks:behave", limits)
    small.ask(b"echo")
    with ThreadPoolExecutor(1) as threads:
        slow = threads.submit(small.ask, b"sleep")
        while not small._process or not _children(small._process.pid):
            pass
        with pytest.raises(Contained) as refused:
            small.ask(b"echo")
        with pytest.raises(Contained):
            slow.result()
    assert refused.value.reason is Containment.BUSY
    assert small.ask(b"echo") == b"said"
    small.close()
