"""Couriers of this room."""

from motcua.casework.signing.examining import verdict
from motcua.casework.signing.trusting import fetch_revocations
from motcua.foundation.files.queries import read
from motcua.foundation.jobs.queue import job
from motcua.foundation.jobs.rules import OUTBOUND
from motcua.kit import clock


@job("signing.fetch_revocations", queue=OUTBOUND, attempts=1)
def fetch_revocation_lists() -> None:
    """Each hour."""
    fetch_revocations(clock.now())


@job("signing.examine")
def examine(sha256: str) -> None:
    """Keep a verdict on a signed file that came in."""
    verdict(read(sha256), clock.now())
