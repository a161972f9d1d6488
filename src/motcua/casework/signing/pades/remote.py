"""Remote signing: keys at a trust service, asked by the API of the Cloud Signature Consortium.

The hashes of a batch travel in one authorisation and one request, or in as few as the service's
own limit for the credential (`multisign`) allows.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

import aiohttp
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers.csc_signer import (
    CSCAuthorizationInfo,
    CSCAuthorizationManager,
    CSCCredentialInfo,
    CSCServiceSessionInfo,
    CSCSigner,
    fetch_certs_in_csc_credential,
)

from motcua.casework.signing.pades.signing import DIGEST
from motcua.casework.signing.ports import KeyRefuses

TIMEOUT_SECONDS = 30


class _Authorised(CSCAuthorizationManager):
    """Asks for leave to sign exactly these hashes, with the signer's PIN.

    The first request of a batch tries the PIN for all: services lock a credential after a few
    wrong ones.
    """

    def __init__(
        self,
        session: aiohttp.ClientSession,
        service: CSCServiceSessionInfo,
        credential: CSCCredentialInfo,
        pin: str,
    ) -> None:
        super().__init__(service, credential)
        self._session, self._pin = session, pin
        self._first = asyncio.Lock()
        self._was_granted: bool | None = None

    async def authorize_signature(self, hash_b64s: list[str]) -> CSCAuthorizationInfo:
        """Return the leave. Raises SigningError."""
        async with self._first:
            if self._was_granted is None:
                self._was_granted = False
                leave = await self._leave(hash_b64s)
                self._was_granted = True
                return leave
        if not self._was_granted:
            raise SigningError("not authorised")
        return await self._leave(hash_b64s)

    async def _leave(self, hash_b64s: list[str]) -> CSCAuthorizationInfo:
        asked = self.format_csc_auth_request(pin=self._pin, hash_b64s=hash_b64s)
        address = self.csc_session_info.endpoint_url("credentials/authorize")
        async with self._session.post(address, json=asked, headers=self.auth_headers) as answer:
            if answer.status >= 400:
                raise SigningError("not authorised")
            return self.parse_csc_auth_response(await answer.json())


@dataclass(frozen=True)
class RemoteSigner:
    """A key at a service; calls wait until their whole batch has come, then travel together.

    `places` holds, for each signature that is expected, the batch it travels in.
    """

    certificate: bytes
    chain: tuple[bytes, ...]
    places: Iterator[CSCSigner]

    async def sign(self, data: bytes) -> bytes:
        """Sign with the batch. Raises KeyRefuses."""
        try:
            return bytes(await next(self.places).async_sign_raw(data, DIGEST))
        except (SigningError, aiohttp.ClientError) as problem:
            raise KeyRefuses("refused") from problem


@asynccontextmanager
async def opened(url: str, place: str, pin: str, expected: int) -> AsyncIterator[RemoteSigner]:
    """Open the credential `place` for `expected` signatures. Raises KeyRefuses."""
    service = CSCServiceSessionInfo(url, credential_id=place)
    timeout = aiohttp.ClientTimeout(total=TIMEOUT_SECONDS)
    async with aiohttp.ClientSession(timeout=timeout) as session:
        try:
            credential = await fetch_certs_in_csc_credential(session, service)
        except (SigningError, aiohttp.ClientError, TimeoutError) as problem:
            raise KeyRefuses("unreachable") from problem
        leave = _Authorised(session, service, credential, pin)
        places = (
            place
            for size in _sizes(expected, credential.max_batch_size)
            for place in [CSCSigner(session, leave, TIMEOUT_SECONDS, batch_size=size)] * size
        )
        yield RemoteSigner(credential.signing_cert.dump(), _dumped(credential), places)


def _sizes(expected: int, most: int) -> list[int]:
    """Share the signatures out to batches of at most `most`; a service that says 0 says 1."""
    full, rest = divmod(expected, max(1, most))
    return [max(1, most)] * full + ([rest] if rest else [])


def _dumped(credential: CSCCredentialInfo) -> tuple[bytes, ...]:
    return tuple(one.dump() for one in credential.chain)
