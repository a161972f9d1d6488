"""Couriers of this room."""

from motcua.foundation.jobs.queue import job
from motcua.kit import clock
from motcua.oversight.clockwatch import sweep


@job("clockwatch.sweep", attempts=2)
def sweep_promises() -> None:
    """Each night: promises near, past, and apologies due."""
    sweep.sweep(clock.now())


@job("clockwatch.watch_receptions", attempts=2)
def watch_receptions() -> None:
    """Each hour: filings that wait for an answer."""
    sweep.watch_receptions(clock.now())
