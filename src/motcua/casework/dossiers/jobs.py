"""Couriers of this room."""

from motcua.casework.dossiers.names import refresh_names
from motcua.foundation.jobs.queue import job


@job("dossiers.refresh_names")
def count_names() -> None:
    """Count the dictionary of owners' names anew."""
    refresh_names()
