"""The warm process: imports a task's module, gives up every right, then forks for each call.

Started as `python -m motcua.foundation.isolation.inside MODULE:FUNCTION FD LIMITS`. The function
takes bytes and returns bytes; its module's `warm()`, when it has one, imports what it needs while
the files can still be read. A fork costs milliseconds, an import of a PDF library half a second.
"""

import codecs
import ctypes
import gc
import json
import os
import resource
import signal
import socket
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from motcua.foundation.isolation import wire
from motcua.foundation.isolation.rules import Limits

Task = Callable[[bytes], bytes]

_NEW_USER, _NEW_NET = 0x10000000, 0x40000000
_NOBODY = 65534
_OPEN_FILES = 64
_CODECS = ("ascii", "cp437", "cp1252", "latin_1", "utf_16", "utf_16_be", "utf_16_le", "idna")
"""Python reads a codec's file when it is first asked for: too late, nobody may read it."""
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
    _give_up_rights()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.freeze()
    control = socket.socket(fileno=descriptor)
    control.sendall(b"+" if _is_offline() else b"-")
    while True:
        said, descriptors, _, _ = socket.recv_fds(control, 1, 1)
        if not said:
            return
        line = socket.socket(fileno=descriptors[0])
        if os.fork() == 0:
            control.close()
            _serve(line, getattr(module, function_name), limits)
        line.close()


def _give_up_rights() -> None:
    """No network, no other user's files: a namespace without interfaces, then nobody."""
    libc = ctypes.CDLL(None, use_errno=True)
    if os.geteuid() == 0:
        libc.unshare(_NEW_NET)
        os.setgroups([])
        os.setgid(_NOBODY)
        os.setuid(_NOBODY)
    else:
        libc.unshare(_NEW_USER | _NEW_NET)
    os.chdir("/")


def _is_offline() -> bool:
    """Tell whether nothing but the loopback, itself down, can be seen from here."""
    return all(name == "lo" for _, name in socket.if_nameindex())


def _serve(line: socket.socket, task: Task, limits: Limits) -> None:
    try:
        payload = wire.receive_task(line)
        _set_limits(limits)
        try:
            said, kind = task(payload), wire.ANSWER
        except MemoryError:
            said, kind = b"", wire.OUT_OF_MEMORY
        except BaseException as failure:  # noqa: BLE001 whatever hostile bytes provoke is an answer
            said, kind = type(failure).__name__.encode(), wire.FAILED
        wire.send_answer(line, kind, _usage(), said)
    finally:
        os._exit(0)


def _set_limits(limits: Limits) -> None:
    """The kernel ends what goes on too long: no handler of the task's can keep it alive."""
    has = int(Path("/proc/self/statm").read_text().split()[0]) * _PAGE
    most = has + limits.memory_mb * 1_000_000
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
