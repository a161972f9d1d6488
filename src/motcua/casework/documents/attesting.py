"""A receipt that proves itself: a short signature in its QR, checked by a phone without a network.

The QR's address ends in `#1.<key>.<received>.<due>.<signature>`: the name of the key, minutes since
1970 in base 36 (`due` empty where the law sets no limit) and 64 bytes of ECDSA P-256 (r, s) in
base64url. What stands behind `#` is never sent to a server. A phone that has kept the checking page
once tells a receipt of ours from a forged one, and from one of a key it does not know; where the
dossier is now, only the service can tell.
"""

from base64 import urlsafe_b64encode
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from hashlib import sha256

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

_SCHEME = "1"
_NAME = 6
"""Letters of base64: enough for all keys that a province will ever have, few enough for a QR."""
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def attested(address: str, code: str, received_at: datetime, due_at: datetime | None) -> str:
    """Return the address of a receipt's QR with its proof behind `#`; `receipt.js` checks it."""
    key = _made_of(settings.MOTCUA_RECEIPT_SECRET)
    received, due = _minute(received_at), _minute(due_at) if due_at else ""
    message = f"motcua receipt {_SCHEME}\n{key.name}\n{code}\n{received}\n{due}"
    r, s = decode_dss_signature(key.private.sign(message.encode(), ec.ECDSA(SHA256())))
    signature = _text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"{address}#{_SCHEME}.{key.name}.{received}.{due}.{signature}"


def without_proof(address: str) -> str:
    """Return the address as it is written out on paper, and as one types it."""
    return address.partition("#")[0]


def public_keys() -> str:
    """Return the keys that proofs are checked with, today's first: `name.point name.point …`."""
    secrets = (settings.MOTCUA_RECEIPT_SECRET, *settings.MOTCUA_RECEIPT_EARLIER_SECRETS)
    return " ".join(f"{key.name}.{key.point}" for key in map(_made_of, secrets))


def _minute(at: datetime) -> str:
    rest, digits = int(at.timestamp()) // 60, ""
    while rest:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


@dataclass(frozen=True)
class _Key:
    """A key with its uncompressed public point in base64url; the name is drawn from the point."""

    private: ec.EllipticCurvePrivateKey
    point: str
    name: str


@cache
def _made_of(secret: str) -> _Key:
    """Derive the key; 16 bytes more than the order has make its bias unmeasurable."""
    drawn = HKDF(SHA256(), 48, salt=None, info=b"motcua receipt").derive(secret.encode())
    private = ec.derive_private_key(int.from_bytes(drawn, "big") % (_ORDER - 1) + 1, _CURVE)
    point = private.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    return _Key(private, _text(point), _text(sha256(point).digest())[:_NAME])
