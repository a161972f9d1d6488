"""The journal's couriers."""

from motcua.foundation.jobs.queue import job
from motcua.foundation.jobs.rules import OUTBOUND
from motcua.foundation.journal import tsa
from motcua.foundation.journal.actions import sealing, stamping, upkeep
from motcua.kit import clock


@job("journal.seal", queue="journal", attempts=1)
def seal() -> None:
    """Every 30 seconds."""
    sealing.seal(clock.now())


@job("journal.stamp", queue=OUTBOUND, attempts=1)
def stamp() -> None:
    """Every 30 seconds, between the seals."""
    stamping.stamp_newest(tsa.configured())


@job("journal.make_months", queue="journal")
def make_months() -> None:
    """Each day."""
    upkeep.make_months(clock.now())


@job("journal.forget_requests", queue="journal")
def forget_requests() -> None:
    """Each night."""
    upkeep.forget_requests(clock.now())
