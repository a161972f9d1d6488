"""The parent's side: one warm process for each kind of task, started at the first call."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict
from functools import cache
from threading import BoundedSemaphore, Lock

from motcua.foundation.isolation import wire
from motcua.foundation.isolation.rules import Answered, Contained, Containment, Limits
from motcua.foundation.isolation.walls import Wall

_START_SECONDS = 30.0
_AFTER_THE_END = 5.0
_LONGEST_TALE = 100
_SOURCE = os.pathsep.join(path for path in sys.path if path)


class Chamber:
    """Runs `module:function` (bytes → bytes) on bytes that strangers sent.

    Each call runs in a process of its own, without network, sockets, other processes, files but our
    libraries, or more time and memory than `limits`; as nobody, where root runs the service. The
    settings and their secrets are not in its environment. `walls` tells what this kernel gives.
    """

    def __init__(self, task: str, limits: Limits | None = None) -> None:
        self.task = task
        self.limits = limits or Limits()
        self._turns = BoundedSemaphore(self.limits.at_once)
        self._starting = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._owner = 0
        self.walls: frozenset[Wall] = frozenset()

    def ask(self, payload: bytes) -> bytes:
        """Return what the task answers. Raises Contained, and nothing else about the bytes."""
        return self.ask_measured(payload).content

    def ask_measured(self, payload: bytes) -> Answered:
        """Return the answer with its cost. Raises Contained."""
        with self._turn():
            started = time.monotonic()
            until = started + self.limits.seconds + _AFTER_THE_END
            with self._call() as line:
                line.settimeout(until - started)
                try:
                    wire.send_task(line, payload)
                    most = self.limits.memory_mb * 1_000_000
                    kind, cpu, peak, said = wire.receive_answer(line, most=most, until=until)
                except (wire.Hung, OSError) as silence:
                    raise Contained(self._why_silent(time.monotonic() - started)) from silence
        if kind == wire.ANSWER:
            return Answered(said, cpu, peak)
        if kind == wire.OUT_OF_MEMORY:
            raise Contained(Containment.MEMORY)
        raise Contained(Containment.CRASH, said.decode("ascii", "replace"))

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._turns.acquire(timeout=self.limits.waits):
            raise Contained(Containment.BUSY)
        try:
            yield
        finally:
            self._turns.release()

    def close(self) -> None:
        """End the warm process; the next call starts another."""
        with self._starting:
            self._end()

    def _why_silent(self, seconds: float) -> Containment:
        least = min(self.limits.seconds, self.limits.cpu_seconds)
        return Containment.TIME if seconds >= 0.95 * least else Containment.CRASH

    def _call(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        with theirs:
            for last in (False, True):
                try:
                    socket.send_fds(self._warm(), [b"c"], [theirs.fileno()])
                    return ours
                except OSError as gone:
                    self.close()
                    if last:
                        ours.close()
                        raise Contained(Containment.BUSY, "no process") from gone
        raise AssertionError

    def _warm(self) -> socket.socket:
        with self._starting:
            is_alive = self._process is not None and self._process.poll() is None
            if self._control is None or not is_alive or self._owner != os.getpid():
                self._end()
                self._control = self._start()
            return self._control

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.settimeout(_START_SECONDS)
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 our own interpreter, our own module
                [
                    *(sys.executable, "-m", "motcua.foundation.isolation.inside", self.task),
                    *(str(theirs.fileno()), json.dumps(asdict(self.limits))),
                ],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=_ENVIRONMENT,
                start_new_session=True,
            )
        self._owner = os.getpid()
        told = ours.recv(_LONGEST_TALE).decode("ascii").strip()
        self.walls = frozenset(map(Wall, filter(None, told.split(","))))
        return ours

    def _end(self) -> None:
        """Hang up; a process inherited over a fork is its first owner's to end."""
        if self._control is not None:
            self._control.close()
        if self._process is not None and self._owner == os.getpid():
            with suppress(ProcessLookupError):
                self._process.kill()
            self._process.wait()
        self._process = self._control = None


_ENVIRONMENT = {
    "PATH": "/usr/bin:/bin",
    "PYTHONPATH": _SOURCE,
    "LANG": "C.UTF-8",
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
}


@cache
def chamber(task: str, limits: Limits | None = None) -> Chamber:
    """Return this process's chamber for a task, one for all its threads."""
    return Chamber(task, limits)
