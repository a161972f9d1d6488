"""Whether a certificate may be used on a day, and when to warn."""

from datetime import datetime, timedelta
from enum import StrEnum

WARN_BEFORE = timedelta(days=30)


class KeyKind(StrEnum):
    """What holds the key of a certificate."""

    FILE = "file"
    MODULE = "module"
    REMOTE = "remote"


class Standing(StrEnum):
    """What a certificate is worth at an instant."""

    USABLE = "usable"
    EXPIRING = "expiring"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED = "revoked"
    WITHDRAWN = "withdrawn"


USABLE = frozenset({Standing.USABLE, Standing.EXPIRING})


def standing(
    valid_from: datetime,
    valid_until: datetime,
    revoked_at: datetime | None,
    withdrawn_at: datetime | None,
    now: datetime,
) -> Standing:
    """Return what a certificate is worth at `now`; all instants are aware.

    Basis: Law 20/2023/QH15 on electronic transactions (a signature counts while its certificate
    is in force; mem-mid)
    """
    if revoked_at is not None and revoked_at <= now:
        return Standing.REVOKED
    if withdrawn_at is not None and withdrawn_at <= now:
        return Standing.WITHDRAWN
    if now < valid_from:
        return Standing.NOT_YET
    if now > valid_until:
        return Standing.EXPIRED
    return Standing.EXPIRING if valid_until - now < WARN_BEFORE else Standing.USABLE
