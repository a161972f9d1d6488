"""Couriers of this room."""

from motcua.casework.lifecycle.ring import ring_timers
from motcua.foundation.jobs.queue import job
from motcua.kit import clock


@job("lifecycle.ring_timers")
def ring_due_timers() -> None:
    """Ring the timers that are due."""
    ring_timers(clock.now())
