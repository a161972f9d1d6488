"""CPU time of process trees, read from /proc: user and system, reaped children included."""

import os
from contextlib import suppress
from pathlib import Path

from bench.product import family_of

CORES = os.cpu_count() or 1
_TICKS = os.sysconf("SC_CLK_TCK")
_USER, _REAPED_SYSTEM = 11, 15


def of_trees(*roots: int) -> float:
    """Return the seconds of CPU that the trees under `roots` have used so far."""
    return sum(_of_one(pid) for root in roots if root for pid in family_of(root))


def of_machine() -> float:
    """Return the busy seconds of all cores so far."""
    fields = Path("/proc/stat").read_text().splitlines()[0].split()[1:]
    user, nice, system, _idle, _iowait, *rest = (int(ticks) for ticks in fields)
    return (user + nice + system + sum(rest[:3])) / _TICKS


def _of_one(pid: int) -> float:
    with suppress(OSError):
        fields = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        return sum(int(ticks) for ticks in fields[_USER:_REAPED_SYSTEM]) / _TICKS
    return 0.0


def of_children() -> float:
    """Return the CPU seconds of this process's own reaped children."""
    spent = os.times()
    return spent.children_user + spent.children_system
