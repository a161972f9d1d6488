"""What the timetable is made of."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

OUTBOUND = "outbound"
"""The queue of every job that speaks to the world outside; a copy in quarantine leaves it alone."""


@dataclass(frozen=True)
class Slot:
    """A job enqueued by the calendar: once for all workers together.

    `cron` has five fields and, if need be, a sixth for seconds AT THE END: `* * * * * */30` is
    twice a minute.
    """

    job: str
    cron: str


@dataclass(frozen=True)
class Beat:
    """An act that each worker repeats by itself, without a trace in the queue.

    For what must follow within a second and bears being done by several workers at once.
    """

    name: str
    seconds: float
    act: Callable[[datetime], object]
