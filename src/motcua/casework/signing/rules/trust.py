"""The trust list: whom we believe, where they tell revocations, who stamps time. Signed, versioned.

A list is JSON text with a signature over it, by whoever answers for it in the province; a list
that nobody signed, or an older one than that in force, is not taken.
"""

import base64
import json
from dataclasses import dataclass
from datetime import datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding


class BadTrustList(Exception):
    """The list is not readable, or not signed by the key that must sign it."""


@dataclass(frozen=True)
class TrustList:
    """Roots as DER, addresses of revocation lists, address of the time-stamp authority ("").

    `issuers` are the authorities below the roots whose revocation lists are believed, as DER.
    """

    version: int
    issued_at: datetime
    roots: tuple[bytes, ...]
    crl_urls: tuple[str, ...] = ()
    stamp_url: str = ""
    issuers: tuple[bytes, ...] = ()


def write(trusted: TrustList, key: Ed25519PrivateKey) -> bytes:
    """Return the signed file of a list."""
    said = json.dumps(
        {
            "version": trusted.version,
            "issued_at": trusted.issued_at.isoformat(),
            "roots": [_pem(root) for root in trusted.roots],
            "crl_urls": trusted.crl_urls,
            "stamp_url": trusted.stamp_url,
            "issuers": [_pem(one) for one in trusted.issuers],
        },
        indent=1,
    )
    signature = base64.b64encode(key.sign(said.encode())).decode()
    return json.dumps({"list": said, "signature": signature}, indent=1).encode()


def read(file: bytes, key: Ed25519PublicKey) -> TrustList:
    """Read a signed list. Raises BadTrustList."""
    try:
        outer = json.loads(file)
        said = str(outer["list"])
        key.verify(base64.b64decode(outer["signature"], validate=True), said.encode())
        inner = json.loads(said)
        return TrustList(
            int(inner["version"]),
            datetime.fromisoformat(inner["issued_at"]),
            tuple(_der(pem) for pem in inner["roots"]),
            tuple(map(str, inner["crl_urls"])),
            str(inner["stamp_url"]),
            tuple(_der(pem) for pem in inner["issuers"]),
        )
    except (ValueError, TypeError, KeyError, InvalidSignature) as problem:
        raise BadTrustList(type(problem).__name__) from problem


def _pem(root: bytes) -> str:
    return x509.load_der_x509_certificate(root).public_bytes(Encoding.PEM).decode()


def _der(pem: str) -> bytes:
    return x509.load_pem_x509_certificate(pem.encode()).public_bytes(Encoding.DER)
