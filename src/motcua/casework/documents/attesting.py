"""A receipt that proves itself: a short signature in its QR, checked by a phone without a network.

The QR's address ends in `#1.<received>.<due>.<signature>`: minutes since 1970 in base 36 (`due`
empty where the law sets no limit) and 64 bytes of ECDSA P-256 (r, s) in base64url. What stands
behind `#` is never sent to a server. A phone that has kept the checking page once tells a receipt
of ours from a forged one; where the dossier is now, only the service can tell.
"""

from base64 import urlsafe_b64encode
from datetime import datetime
from functools import cache

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings

_SCHEME = "1"
_CURVE = ec.SECP256R1()
_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def attested(address: str, code: str, received_at: datetime, due_at: datetime | None) -> str:
    """Return the address of a receipt's QR with its proof behind `#`; `receipt.js` checks it."""
    received, due = _minute(received_at), _minute(due_at) if due_at else ""
    signed = _key().sign(_message(code, received, due), ec.ECDSA(SHA256()))
    r, s = decode_dss_signature(signed)
    signature = _text(r.to_bytes(32, "big") + s.to_bytes(32, "big"))
    return f"{address}#{_SCHEME}.{received}.{due}.{signature}"


def without_proof(address: str) -> str:
    """Return the address as it is written out on paper, and as one types it."""
    return address.partition("#")[0]


def public_key() -> str:
    """Return the key that proofs are checked with: the uncompressed point in base64url."""
    return _text(_key().public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint))


def _message(code: str, received: str, due: str) -> bytes:
    return f"motcua receipt {_SCHEME}\n{code}\n{received}\n{due}".encode()


def _minute(at: datetime) -> str:
    rest, digits = int(at.timestamp()) // 60, ""
    while rest:
        rest, digit = divmod(rest, 36)
        digits = _DIGITS[digit] + digits
    return digits


def _text(raw: bytes) -> str:
    return urlsafe_b64encode(raw).decode().rstrip("=")


def _key() -> ec.EllipticCurvePrivateKey:
    return _made_of(settings.MOTCUA_RECEIPT_SECRET)


@cache
def _made_of(secret: str) -> ec.EllipticCurvePrivateKey:
    """Derive the key; 16 bytes more than the order has make its bias unmeasurable."""
    drawn = HKDF(SHA256(), 48, salt=None, info=b"motcua receipt").derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(drawn, "big") % (_ORDER - 1) + 1, _CURVE)
