"""One-time codes: the secret at rest, the step a code belongs to, and recovery codes."""

import base64
import hmac
import secrets
from datetime import datetime

import pyotp
from cryptography.fernet import Fernet
from django.utils.crypto import salted_hmac

from motcua.kit.ids import ALPHABET
from motcua.registers.people.rules import RECOVERY_CODES, TOTP_SECONDS


def new_secret() -> str:
    """Return a fresh secret, sealed for the database."""
    return _box().encrypt(pyotp.random_base32().encode()).decode()


def opened(sealed: str) -> str:
    """Return the base32 secret inside what the database keeps."""
    return _box().decrypt(sealed.encode()).decode()


def address(sealed: str, username: str, issuer: str) -> str:
    """Return the `otpauth://` address that an authenticator app reads from a QR code."""
    return pyotp.TOTP(opened(sealed)).provisioning_uri(name=username, issuer_name=issuer)


def step_of(sealed: str, code: str, last_step: int, now: datetime) -> int:
    """Return the time step whose code this is, 0 when none is or it was used before.

    One step to either side is heard, for clocks that differ.
    """
    if not sealed:
        return 0
    code = "".join(code.split())
    generator = pyotp.TOTP(opened(sealed))
    present = int(now.timestamp()) // TOTP_SECONDS
    for step in (present - 1, present, present + 1):
        expected = generator.at(step * TOTP_SECONDS)
        if step > last_step and hmac.compare_digest(expected.encode(), code.encode()):
            return step
    return 0


def new_recovery_codes() -> tuple[str, ...]:
    """Return fresh recovery codes, `XXXXX-XXXXX`, to be shown once."""

    def group() -> str:
        return "".join(secrets.choice(ALPHABET) for _ in range(5))

    return tuple(f"{group()}-{group()}" for _ in range(RECOVERY_CODES))


def recovery_hash(code: str) -> str:
    """Return what the database keeps of a recovery code."""
    plain = "".join(char for char in code.upper() if char in ALPHABET)
    return salted_hmac("motcua.recovery", plain, algorithm="sha256").hexdigest()


def _box() -> Fernet:
    key = salted_hmac("motcua.totp", "secret at rest", algorithm="sha256").digest()
    return Fernet(base64.urlsafe_b64encode(key))
