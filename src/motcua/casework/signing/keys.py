"""Open PKCS#12 files: the pilot's way to hold keys. The key is parsed once for many signatures."""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, pkcs12

from motcua.casework.signing.ports import KeyRefuses


@dataclass(frozen=True)
class FileSigner:
    """A key read from a file; parsing and checking it costs more than seventy signatures."""

    certificate: bytes
    chain: tuple[bytes, ...]
    key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey

    async def sign(self, data: bytes) -> bytes:
        """Sign here and now."""
        if isinstance(self.key, rsa.RSAPrivateKey):
            return self.key.sign(data, padding.PKCS1v15(), hashes.SHA256())
        return self.key.sign(data, ec.ECDSA(hashes.SHA256()))


def from_file(path: Path, pin: str) -> FileSigner:
    """Open a PKCS#12 file. Raises `KeyRefuses`."""
    try:
        packed = path.read_bytes()
    except OSError as problem:
        raise KeyRefuses("absent") from problem
    return from_pkcs12(packed, pin)


def from_pkcs12(packed: bytes, pin: str) -> FileSigner:
    """Open the bytes of a PKCS#12 file. Raises `KeyRefuses`."""
    try:
        found = pkcs12.load_pkcs12(packed, pin.encode())
    except ValueError as problem:
        raise KeyRefuses("wrong_pin") from problem
    if found.cert is None or not isinstance(
        found.key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey
    ):
        raise KeyRefuses("absent")
    issuers = (one.certificate.public_bytes(Encoding.DER) for one in found.additional_certs)
    return FileSigner(found.cert.certificate.public_bytes(Encoding.DER), tuple(issuers), found.key)
