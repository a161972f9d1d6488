"""Keys on tokens and in hardware modules, through PKCS#11."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from threading import Lock

import pkcs11
from pkcs11 import Attribute, KeyType, Mechanism, ObjectClass
from pkcs11.util.ec import encode_ecdsa_signature

from motcua.casework.signing.ports import KeyRefuses

_ONE_AT_A_TIME = Lock()
"""A session answers one question at a time."""


@dataclass(frozen=True)
class TokenSigner:
    """A key that never leaves its token."""

    certificate: bytes
    chain: tuple[bytes, ...]
    key: pkcs11.SignMixin

    async def sign(self, data: bytes) -> bytes:
        """Sign on the token, without holding up what else is in flight."""
        return await asyncio.to_thread(self._sign, data)

    def _sign(self, data: bytes) -> bytes:
        is_rsa = self.key.key_type is KeyType.RSA
        mechanism = Mechanism.SHA256_RSA_PKCS if is_rsa else Mechanism.ECDSA_SHA256
        try:
            with _ONE_AT_A_TIME:
                raw = self.key.sign(data, mechanism=mechanism)
        except pkcs11.PKCS11Error as problem:
            raise KeyRefuses("refused") from problem
        return bytes(raw if is_rsa else encode_ecdsa_signature(raw))


@contextmanager
def opened(module: str, place: str, pin: str) -> Iterator[TokenSigner]:
    """Open the key `token/label` for the length of a block. Raises KeyRefuses."""
    token_label, _, label = place.partition("/")
    try:
        token = pkcs11.lib(module).get_token(token_label=token_label)
        session = token.open(user_pin=pin)
    except (pkcs11.PinIncorrect, pkcs11.PinLocked, pkcs11.PinLenRange) as problem:
        raise KeyRefuses("wrong_pin") from problem
    except (pkcs11.PKCS11Error, RuntimeError) as problem:
        raise KeyRefuses("absent") from problem
    with session:
        yield _found(session, label)


def _found(session: pkcs11.Session, label: str) -> TokenSigner:
    try:
        key = session.get_key(object_class=ObjectClass.PRIVATE_KEY, label=label)
    except pkcs11.PKCS11Error as problem:
        raise KeyRefuses("absent") from problem
    kept = session.get_objects({Attribute.CLASS: ObjectClass.CERTIFICATE})
    certificates = {str(one[Attribute.LABEL]): bytes(one[Attribute.VALUE]) for one in kept}
    if label not in certificates:
        raise KeyRefuses("absent")
    own = certificates.pop(label)
    if not isinstance(key, pkcs11.SignMixin):
        raise KeyRefuses("absent")
    return TokenSigner(own, tuple(certificates.values()), key)
