"""The warm process: imports a task's module, gives up every right, then forks for each call.

Started as `python -m motcua.foundation.isolation.inside MODULE:FUNCTION FD LIMITS`. The function
takes bytes and returns bytes; its module's `warm()`, when it has one, imports what it needs while
the files can still be read. A fork costs milliseconds, an import of a PDF library half a second.
"""

import codecs
import ctypes
import gc
import json
import math
import os
import resource
import select
import signal
import socket
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path

from motcua.foundation.isolation import wire
from motcua.foundation.isolation.rules import Limits
from motcua.foundation.isolation.walls import Wall, shut_calls, shut_files

Task = Callable[[bytes], bytes]

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_NOBODY = 65534
_OPEN_FILES = 64
_CODECS = ("ascii", "cp437", "cp1252", "latin_1", "utf_16", "utf_16_be", "utf_16_le", "idna")
"""Python reads a codec's file when it is first asked for: too late, nobody may read it."""
_GRACE = 1.0
_NICE = 5
"""What strangers sent waits for the people at the counters, not the other way round."""
_PAGE = resource.getpagesize()


def main() -> None:
    """Serve calls that arrive as sockets over the control line until it closes."""
    named, descriptor, limits = sys.argv[1], int(sys.argv[2]), Limits(**json.loads(sys.argv[3]))
    module_name, _, function_name = named.partition(":")
    module = import_module(module_name)
    getattr(module, "warm", lambda: None)()
    for codec in _CODECS:
        codecs.lookup(codec)
    size = int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE
    walls = _give_up_rights()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    control = socket.socket(fileno=descriptor)
    control.sendall(",".join(walls).encode() + b"\n")
    _Keeper(control, getattr(module, function_name), limits, size).keep()


@dataclass
class _Keeper:
    """Forks for each call, and ends what outlives its time: a task may have stopped its alarm."""

    control: socket.socket
    task: Task
    limits: Limits
    size: int
    ends: dict[int, float] = field(default_factory=dict)
    """Handle of each running process: when it is ended."""

    def keep(self) -> None:
        """Serve until the control line closes."""
        while True:
            for handle in self._ready():
                if handle != self.control.fileno():
                    os.close(handle)
                    del self.ends[handle]
                elif not self._begin():
                    return

    def _ready(self) -> list[int]:
        now = time.monotonic()
        for handle, end in self.ends.items():
            if end <= now:
                with suppress(ProcessLookupError):
                    signal.pidfd_send_signal(handle, signal.SIGKILL)
                self.ends[handle] = math.inf
        wait = min(self.ends.values(), default=math.inf) - now
        lines = [self.control.fileno(), *self.ends]
        return select.select(lines, [], [], None if wait == math.inf else wait)[0]

    def _begin(self) -> bool:
        said, descriptors, _, _ = socket.recv_fds(self.control, 1, 1)
        if not said:
            return False
        line = socket.socket(fileno=descriptors[0])
        pid = os.fork()
        if pid == 0:
            for handle in (self.control.fileno(), *self.ends):
                os.close(handle)
            shut_calls()
            _serve(line, self.task, self.limits, self.size)
        line.close()
        with suppress(ProcessLookupError):
            self.ends[os.pidfd_open(pid)] = time.monotonic() + self.limits.seconds + _GRACE
        return True


def _give_up_rights() -> tuple[Wall, ...]:
    """A namespace without interfaces, another user, no files; return the walls that held."""
    is_root = os.geteuid() == 0
    libc = ctypes.CDLL(None, use_errno=True)
    libc.unshare(_NEW_NET if is_root else _NEW_USER | _NEW_NET)
    os.chdir("/")
    # While the libraries may still be looked at: they may lie in root's own folder.
    held = {Wall.NETWORK: _is_offline(), Wall.FILES: shut_files()}
    if is_root:
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    held[Wall.CALLS] = _can_shut_calls()
    return tuple(wall for wall, holds in held.items() if holds)


def _can_shut_calls() -> bool:
    """Try it in a process of its own: this one must go on forking."""
    if (pid := os.fork()) == 0:
        os._exit(0 if shut_calls() else 1)
    return os.waitpid(pid, 0)[1] == 0


def _is_offline() -> bool:
    """Tell whether nothing but the loopback, itself down, can be seen from here."""
    return all(name == "lo" for _, name in socket.if_nameindex())


def _serve(line: socket.socket, task: Task, limits: Limits, size: int) -> None:
    try:
        payload = wire.receive_task(line)
        _set_limits(limits, size)
        try:
            said, kind = task(payload), wire.ANSWER
        except MemoryError:
            said, kind = b"", wire.OUT_OF_MEMORY
        except BaseException as failure:  # noqa: BLE001 whatever hostile bytes provoke is an answer
            said, kind = type(failure).__name__.encode(), wire.FAILED
        wire.send_answer(line, kind, _usage(), said)
    finally:
        os._exit(0)


def _set_limits(limits: Limits, size: int) -> None:
    """The kernel ends what goes on too long; `size` is what the process had before the task."""
    most = size + limits.memory_mb * 1_000_000
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu_seconds, limits.cpu_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_OPEN_FILES, _OPEN_FILES))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    signal.setitimer(signal.ITIMER_REAL, limits.seconds)
    os.nice(_NICE)


def _usage() -> tuple[float, float]:
    used = resource.getrusage(resource.RUSAGE_SELF)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1000


if __name__ == "__main__":
    main()
