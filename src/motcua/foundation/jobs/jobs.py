"""The queue's own housekeeping."""

from motcua.foundation.jobs import actions
from motcua.foundation.jobs.queue import job
from motcua.kit import clock


@job("jobs.retry_stalled", attempts=1)
def retry_stalled() -> None:
    """Each minute."""
    actions.retry_stalled(clock.now())


@job("jobs.clear_done", attempts=1)
def clear_done() -> None:
    """Each night."""
    actions.clear_done()
