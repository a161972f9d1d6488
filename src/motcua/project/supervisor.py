"""Keeps the processes of one machine up together, and brings them down together."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any

_FIRST_WAIT, _LONGEST_WAIT, _SETTLED, _PATIENCE = 0.5, 30.0, 10.0, 25.0


@dataclass
class Child:
    """One process, in a group of its own; started again after each death.

    Ever more slowly while it dies young; one that has served for a while is missed at once.
    """

    name: str
    argv: Sequence[str]
    environment: Mapping[str, str] = field(default_factory=dict)
    log: Path | None = None
    process: "subprocess.Popen[bytes] | None" = None
    started: float = 0.0
    wait: float = _FIRST_WAIT
    deaths: int = 0

    def start(self) -> None:
        """Start the process."""
        self.started = time.monotonic()
        with ExitStack() as files:
            out = files.enter_context(self.log.open("ab")) if self.log else None
            self.process = subprocess.Popen(  # noqa: S603 - our own command
                list(self.argv),
                env=os.environ | dict(self.environment),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )

    def look(self, say: Callable[[str], None]) -> None:
        """Start the process again when it is dead and its pause is over."""
        if self.process is None or self.process.poll() is None:
            return
        lived = time.monotonic() - self.started
        self.wait = _FIRST_WAIT if lived > _SETTLED else self.wait
        if lived < self.wait:
            return
        self._sweep()
        self.deaths += 1
        say(f"{self.name} ended with {self.process.returncode}; started again")
        self.wait = min(self.wait * 2, _LONGEST_WAIT)
        self.start()

    def end(self) -> None:
        """Ask the process to stop; whatever is left of its group after a while is killed."""
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(_PATIENCE)
        self._sweep()
        self.process.wait()

    def _sweep(self) -> None:
        """Kill what is left of the group: orphans would keep the port."""
        if self.process is not None:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(self.process.pid, signal.SIGKILL)


def stop_on_signals(stop: Event) -> None:
    """Let SIGTERM and SIGINT set `stop` instead of ending this process at once."""

    def ask(_number: int, _frame: Any) -> None:
        stop.set()

    signal.signal(signal.SIGTERM, ask)
    signal.signal(signal.SIGINT, ask)


def keep_up(
    children: Sequence[Child],
    stop: Event,
    *,
    say: Callable[[str], None],
    rounds: Callable[[], None] = lambda: None,
) -> None:
    """Run the children until `stop`; `rounds` is called about every second.

    The last started is stopped first.
    """
    try:
        for child in children:
            child.start()
        while not stop.wait(0.5):
            rounds()
            for child in children:
                child.look(say)
    finally:
        for child in reversed(children):
            child.end()
