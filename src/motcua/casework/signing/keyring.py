"""Open the key of a certificate for one authorisation, whatever holds it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from django.conf import settings

from motcua.casework.signing.keys import from_file
from motcua.casework.signing.pades import remote, tokens
from motcua.casework.signing.ports import KeyRefuses, Signer
from motcua.casework.signing.rules.certificates import KeyKind


@asynccontextmanager
async def opened(kind: KeyKind, place: str, pin: str, *, expected: int) -> AsyncIterator[Signer]:
    """Open a key; `expected` signatures will be asked of it. Raises KeyRefuses.

    FILE: a name in the folder of keys. MODULE: `token/label` in the configured library.
    REMOTE: `credential` at the configured service.
    """
    if kind is KeyKind.FILE:
        folder = Path(settings.MOTCUA_SIGNING_KEYS).resolve()
        path = (folder / place).resolve()
        if not path.is_relative_to(folder):
            raise KeyRefuses("absent")
        yield from_file(path, pin)
    elif kind is KeyKind.MODULE:
        with tokens.opened(settings.MOTCUA_PKCS11_MODULE, place, pin) as token:
            yield token
    else:
        async with remote.opened(settings.MOTCUA_CSC_URL, place, pin, expected) as service:
            yield service
