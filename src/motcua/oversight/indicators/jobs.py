"""Couriers of this room."""

from motcua.foundation.jobs.queue import job
from motcua.kit import clock
from motcua.oversight.indicators import actions, proving


@job("indicators.merge", attempts=1)
def merge() -> None:
    """Each minute."""
    actions.merge()


@job("indicators.prove", attempts=2)
def prove() -> None:
    """Each night."""
    proving.prove(clock.now())


@job("indicators.rebuild", attempts=2)
def rebuild() -> None:
    """When an operator asks for it."""
    actions.rebuild()
