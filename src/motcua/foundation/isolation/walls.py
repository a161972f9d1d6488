"""What the kernel keeps a task from, whoever runs the service: files, sockets, other processes.

Landlock leaves it our interpreter and libraries to read and nothing else; a filter on system calls
refuses sockets, signals, other programs and looks into other processes. Both hold for good and need
no rights. What a kernel does not have is told, not passed over: see `Wall`.

See landlock(7) from ABI 1, seccomp(2); Linux 5.13 and later; numbers of <asm/unistd.h>.
"""

import ctypes
import os
import platform
import struct
import sys
from enum import StrEnum
from pathlib import Path

_LIBC = ctypes.CDLL(None, use_errno=True)
_NO_NEW_PRIVILEGES, _SECCOMP, _FILTER = 38, 22, 2
_CREATE, _ADD, _RESTRICT, _VERSION, _PATH_BENEATH = 444, 445, 446, 1, 1
_EXECUTE, _READ_FILE, _READ_FOLDER = 1 << 0, 1 << 2, 1 << 3
_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files each ABI knows; later ones know those of 5."""
_NET_SINCE, _SCOPE_SINCE = 4, 6
_READABLE = ("/usr", "/lib", "/lib64", "/etc/fonts", "/dev/null", "/dev/urandom")

_ARCHITECTURES = {"x86_64": 0xC000003E, "aarch64": 0xC00000B7}
_REFUSED = {
    # socket connect bind kill tkill tgkill rt_sigqueueinfo rt_tgsigqueueinfo ptrace execve execveat
    # process_vm_readv process_vm_writev pidfd_send_signal pidfd_getfd io_uring_setup
    "x86_64": (41, 42, 49, 62, 200, 234, 129, 297, 101, 59, 322, 310, 311, 424, 438, 425),
    "aarch64": (198, 203, 200, 129, 130, 131, 138, 240, 117, 221, 281, 270, 271, 424, 438, 425),
}
_LOAD, _IF_EQUAL, _RETURN = 0x20, 0x15, 0x06
_ALLOW, _REFUSE = 0x7FFF0000, 0x00050001  # SECCOMP_RET_ERRNO | EPERM
_X32 = 0x40000000
_IF_AT_LEAST = 0x35


class Wall(StrEnum):
    """A wall that stands."""

    NETWORK = "network"
    FILES = "files"
    CALLS = "calls"


def shut_files() -> bool:
    """Leave this process and its children nothing but our libraries to read. Tell whether it held.

    Files already open stay open.
    """
    version = _LIBC.syscall(_CREATE, None, 0, _VERSION)
    if version < 1:
        return False
    rights = (1 << _RIGHTS.get(version, 16)) - 1
    net = 3 if version >= _NET_SINCE else 0
    scoped = 3 if version >= _SCOPE_SINCE else 0
    wanted = struct.pack("QQQ", rights, net, scoped)
    size = 24 if scoped else 16 if net else 8
    rules = _LIBC.syscall(_CREATE, wanted, size, 0)
    if rules < 0:
        return False
    try:
        for place in _libraries():
            _let_read(rules, place)
        _LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
        return bool(_LIBC.syscall(_RESTRICT, rules, 0) == 0)
    finally:
        os.close(rules)


def _libraries() -> set[Path]:
    # Our package alone: the folder above it may hold the state folder with its keys.
    own = (sys.prefix, sys.base_prefix, Path(__file__).parents[2])
    places = (Path(name).resolve() for name in (*_READABLE, *own))
    return {place for place in places if place.exists() and place != Path("/")}


def _let_read(rules: int, place: Path) -> None:
    allowed = _READ_FILE | _READ_FOLDER | _EXECUTE if place.is_dir() else _READ_FILE
    handle = os.open(place, os.O_PATH | os.O_CLOEXEC)
    try:
        _LIBC.syscall(_ADD, rules, _PATH_BENEATH, struct.pack("=Qi", allowed, handle), 0)
    finally:
        os.close(handle)


def shut_calls() -> bool:
    """Refuse sockets, signals and other processes to this process. Tell whether it held."""
    machine = platform.machine()
    if machine not in _REFUSED:
        return False
    steps = _program(_ARCHITECTURES[machine], _REFUSED[machine])
    program = b"".join(struct.pack("HBBI", *step) for step in steps)
    held = ctypes.create_string_buffer(program)
    told = struct.pack("HxxxxxxP", len(steps), ctypes.addressof(held))
    _LIBC.prctl(_NO_NEW_PRIVILEGES, 1, 0, 0, 0)
    return bool(_LIBC.prctl(_SECCOMP, _FILTER, told, 0, 0) == 0)


def _program(architecture: int, refused: tuple[int, ...]) -> list[tuple[int, int, int, int]]:
    """Return the filter: another architecture and each refused number lead to the last line."""
    count = len(refused)
    last = count + 5
    steps = [
        (_LOAD, 0, 0, 4),
        (_IF_EQUAL, 0, last - 2, architecture),
        (_LOAD, 0, 0, 0),
        (_IF_AT_LEAST, last - 4, 0, _X32),
    ]
    steps += [(_IF_EQUAL, last - 5 - nth, 0, number) for nth, number in enumerate(refused)]
    return [*steps, (_RETURN, 0, 0, _ALLOW), (_RETURN, 0, 0, _REFUSE)]
