"""What the journal needs from outside the house."""

from typing import Protocol


class TimeStamper(Protocol):
    """An RFC 3161 authority."""

    def answer(self, request: bytes) -> bytes:
        """Turn a DER TimeStampReq into a DER TimeStampResp; OSError when it cannot be had."""
        ...
