"""Couriers of this room."""

from motcua.casework.vault.doubting import look_again
from motcua.foundation.jobs.queue import job
from motcua.kit import clock


@job("vault.look_again")
def look_again_at_signed_papers() -> None:
    """Each night, after the newest revocation lists have come."""
    look_again(clock.now())
