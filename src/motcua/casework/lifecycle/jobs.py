"""Couriers of this room."""

from motcua.casework.lifecycle.keep_original import keep_original, renew_originals
from motcua.casework.lifecycle.ring import ring_timers
from motcua.foundation.jobs.queue import job
from motcua.foundation.jobs.rules import OUTBOUND
from motcua.kit import clock


@job("lifecycle.ring_timers")
def ring_due_timers() -> None:
    """Ring the timers that are due."""
    ring_timers(clock.now())


@job("lifecycle.keep_original", queue=OUTBOUND)
def keep_sealed_original(result_id: int) -> None:
    """Put the evidence into a sealed original."""
    keep_original(result_id, clock.now())


@job("lifecycle.renew_originals", queue=OUTBOUND, attempts=1)
def renew_kept_originals() -> None:
    """Each night, before time-stamps end."""
    renew_originals(clock.now())
