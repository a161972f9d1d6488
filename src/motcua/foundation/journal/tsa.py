"""The configured time-stamping authority over HTTP, and whom its stamps must come from.

Basis: RFC 3161, 3.4.
"""

from http.client import HTTPException
from pathlib import Path
from urllib.request import Request, urlopen

from cryptography import x509
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from motcua.foundation.journal.ports import TimeStamper

TIMEOUT_SECONDS = 10.0
MOST_BYTES = 65_536


class OverHttp:
    """Ask an authority at its address."""

    def __init__(self, address: str) -> None:
        self.address = address

    def answer(self, request: bytes) -> bytes:
        """POST the request; OSError when nobody answers, or not with a time-stamp."""
        headers = {"Content-Type": "application/timestamp-query"}
        # The typed setting lets http and https through only.
        asked = Request(self.address, request, headers)  # noqa: S310
        try:
            with urlopen(asked, timeout=TIMEOUT_SECONDS) as got:  # noqa: S310
                said: bytes = got.read(MOST_BYTES)
        except HTTPException as error:
            raise OSError(f"no HTTP: {type(error).__name__}") from error
        return said


def configured() -> TimeStamper | None:
    """The authority of MOTCUA_TIMESTAMP_URL, if any."""
    return OverHttp(settings.MOTCUA_TIMESTAMP_URL) if settings.MOTCUA_TIMESTAMP_URL else None


def trusted_roots() -> list[x509.Certificate]:
    """The roots of MOTCUA_TIMESTAMP_CA_FILE, none without; ImproperlyConfigured for no PEM."""
    path = settings.MOTCUA_TIMESTAMP_CA_FILE
    if path is None:
        return []
    try:
        return x509.load_pem_x509_certificates(Path(path).read_bytes())
    except (OSError, ValueError) as error:
        raise ImproperlyConfigured(
            "MOTCUA_TIMESTAMP_CA_FILE is not usable: "
            f"it must name a PEM file of certificates ({type(error).__name__})."
        ) from None
