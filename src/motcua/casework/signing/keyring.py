"""Open the key of a certificate for one authorisation, where it is held elsewhere."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from django.conf import settings

from motcua.casework.signing.pades import remote, tokens
from motcua.casework.signing.ports import Signer
from motcua.casework.signing.rules.certificates import KeyKind


@asynccontextmanager
async def opened(kind: KeyKind, place: str, pin: str, *, expected: int) -> AsyncIterator[Signer]:
    """Open a key held elsewhere; `expected` signatures will be asked of it. Raises KeyRefuses.

    MODULE: `token/label` in the configured library. REMOTE: `credential` at the configured
    service. Both count wrong PINs themselves; for a file that is done here, by `unlock`.
    """
    if kind is KeyKind.MODULE:
        with tokens.opened(settings.MOTCUA_PKCS11_MODULE, place, pin) as token:
            yield token
    else:
        async with remote.opened(settings.MOTCUA_CSC_URL, place, pin, expected) as service:
            yield service
