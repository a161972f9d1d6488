"""Couriers of this room."""

from motcua.foundation.jobs.queue import job
from motcua.kit import clock
from motcua.oversight.reports import actions


@job("reports.make", attempts=3)
def make(order_id: int) -> None:
    """Make the report of an order."""
    actions.make(order_id, now=clock.now())
