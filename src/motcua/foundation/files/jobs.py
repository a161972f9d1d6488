"""The nights of the store."""

from motcua.foundation.files import actions
from motcua.foundation.jobs.queue import job
from motcua.kit import clock


@job("files.prove")
def prove() -> None:
    """Each night, as much as the setting allows."""
    actions.prove(clock.now())


@job("files.clear_away")
def clear_away() -> None:
    """Each night."""
    actions.clear_away(clock.now())
