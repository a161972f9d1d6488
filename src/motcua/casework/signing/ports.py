"""What this room needs from outside: a hand that signs, whatever holds its key."""

from datetime import datetime
from typing import Protocol


class Signer(Protocol):
    """A key that was opened for one authorisation: a file, a token or a remote service.

    `certificate` is X.509 as DER, `chain` its issuers without promise of order. `sign` makes a
    signature over SHA-256 of `data` (RSA: PKCS#1 v1.5; otherwise ECDSA) and raises `KeyRefuses`.
    Several calls may be in flight at once.
    """

    @property
    def certificate(self) -> bytes: ...

    @property
    def chain(self) -> tuple[bytes, ...]: ...

    async def sign(self, data: bytes) -> bytes: ...


class KeyRefuses(Exception):
    """The key cannot be used: `reason` is wrong_pin, rests (`until`), absent, unreachable or
    refused.
    """

    def __init__(self, reason: str, until: datetime | None = None) -> None:
        super().__init__(reason)
        self.reason, self.until = reason, until
