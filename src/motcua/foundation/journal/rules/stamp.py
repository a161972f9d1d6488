"""Time-stamps: a third party's signed word that a digest existed at an instant.

A token is kept as the authority gave it, so that any other program can check it too.
Basis: RFC 3161 (request, response, TSTInfo), RFC 5652 (SignedData), RFC 5816.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, padding, rsa
from cryptography.x509 import verification
from cryptography.x509.oid import ExtendedKeyUsageOID

from motcua.foundation.journal.rules import der

GRANTED = (0, 1)
SIGNED_DATA = bytes.fromhex("2a864886f70d010702")
STAMPED_FACTS = bytes.fromhex("2a864886f70d0109100104")
CONTENT_KIND = bytes.fromhex("2a864886f70d010903")
CONTENT_DIGEST = bytes.fromhex("2a864886f70d010904")
SHA256 = bytes.fromhex("608648016503040201")
PSS = bytes.fromhex("2a864886f70d01010a")
HASHES: dict[bytes, type[hashes.HashAlgorithm]] = {
    SHA256: hashes.SHA256,
    bytes.fromhex("608648016503040202"): hashes.SHA384,
    bytes.fromhex("608648016503040203"): hashes.SHA512,
}
# The signer's certificate by hash: SHA-1 in RFC 3161; in RFC 5816 SHA-256 unless it says otherwise.
FIRST_HASHES: dict[bytes, type[hashes.HashAlgorithm]] = {
    bytes.fromhex("2a864886f70d010910020c"): hashes.SHA1,
    bytes.fromhex("2a864886f70d010910022f"): hashes.SHA256,
}
UNREADABLE = (
    ValueError,
    LookupError,
    UnsupportedAlgorithm,
    x509.InvalidVersion,
    x509.DuplicateExtension,
    x509.ExtensionNotFound,
)
TIMES = ("%Y%m%d%H%M%SZ", "%Y%m%d%H%M%S.%fZ")


class BadStamp(Exception):
    """The answer is no time-stamp, or not of what was asked; the text says why."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the authority signed: a SHA-256 digest, an instant, the nonce of the request."""

    digest: bytes
    at: datetime
    nonce: int | None


@dataclass(frozen=True, slots=True)
class _Signer:
    certificate: x509.Certificate
    hashing: hashes.HashAlgorithm
    attributes: bytes
    is_pss: bool
    signature: bytes


def request(digest: bytes, nonce: int) -> bytes:
    """The TimeStampReq for a SHA-256 digest; the certificate shall come with the answer."""
    algorithm = der.write(der.SEQUENCE, der.write(der.OID, SHA256), der.write(der.NULL))
    imprint = der.write(der.SEQUENCE, algorithm, der.write(der.OCTETS, digest))
    with_certificate = b"\x01\x01\xff"
    return der.write(der.SEQUENCE, der.integer(1), imprint, der.integer(nonce), with_certificate)


def token_in(response: bytes) -> bytes:
    """The token of a TimeStampResp; BadStamp when the authority did not grant one."""
    try:
        status, *token = der.read(response).as_(der.SEQUENCE).parts()
        code = status.parts()[0].number()
    except (der.NotDer, ValueError, IndexError) as error:
        raise BadStamp("the answer is no time-stamp response") from error
    if code not in GRANTED or not token:
        raise BadStamp(f"the authority refused, status {code}")
    return token[0].raw


def verified(token: bytes, digest: bytes, roots: Sequence[x509.Certificate] = ()) -> Stamp:
    """Read a token that is rightly signed and stamps this digest; BadStamp otherwise.

    With `roots` the signer's chain must end in one of them at the instant of the stamp; without,
    the token vouches for itself only: whole, but signed by whoever made its certificate.
    """
    try:
        facts, signer, others = _opened(token)
        _check_signature(signer)
        _check_purpose(signer.certificate)
        stamp = _stamp(facts)
        if roots:
            _check_chain(signer.certificate, others, roots, stamp.at)
    except BadStamp:
        raise
    except InvalidSignature as error:
        raise BadStamp("its signature is wrong") from error
    except verification.VerificationError as error:
        raise BadStamp("its signer is not trusted") from error
    except UNREADABLE as error:
        raise BadStamp(f"it cannot be read: {error}") from error
    if stamp.digest != digest:
        raise BadStamp("it stamps something else")
    return stamp


def _opened(token: bytes) -> tuple[bytes, _Signer, list[x509.Certificate]]:
    """The signed facts, who signed them, and every certificate enclosed."""
    kind, inside = der.read(token).as_(der.SEQUENCE).parts()
    _, _, content, *rest = inside.as_(der.INSIDE_0).parts()[0].as_(der.SEQUENCE).parts()
    facts_kind, facts = content.as_(der.SEQUENCE).parts()
    if (kind.content, facts_kind.content) != (SIGNED_DATA, STAMPED_FACTS):
        raise BadStamp("it is signed, but no time-stamp")
    written = facts.as_(der.INSIDE_0).parts()[0].as_(der.OCTETS).content
    enclosed = [one.raw for part in rest if part.tag == der.INSIDE_0 for one in part.parts()]
    certificates = [x509.load_der_x509_certificate(one) for one in enclosed]
    signers = rest[-1].as_(der.SET).parts()
    if len(signers) != 1:
        raise BadStamp(f"{len(signers)} signers instead of one")
    return written, _signer(signers[0], certificates, written), certificates


def _signer(info: der.Element, certificates: list[x509.Certificate], facts: bytes) -> _Signer:
    """The SignerInfo, its signed attributes held against the facts."""
    _, named, digest_algorithm, attributes, algorithm, signature, *_ = info.parts()
    issuer, serial = named.as_(der.SEQUENCE).parts()
    hashing = HASHES.get(digest_algorithm.parts()[0].content)
    if hashing is None:
        raise BadStamp("its digest algorithm is not accepted")
    said = {kind.content: value for kind, value in _pairs(attributes.as_(der.INSIDE_0))}
    hashed = hashes.Hash(hashing())
    hashed.update(facts)
    expected = {CONTENT_KIND: STAMPED_FACTS, CONTENT_DIGEST: hashed.finalize()}
    for kind, value in expected.items():
        if kind not in said or der.read(said[kind].content).content != value:
            raise BadStamp("its signature is of something else")
    for one in certificates:
        if (one.issuer.public_bytes(), one.serial_number) == (issuer.raw, serial.number()):
            # Signed as a SET, sent under another tag (RFC 5652, 5.4).
            signed = bytes([der.SET]) + attributes.raw[1:]
            _check_named(one, said)
            is_pss = algorithm.parts()[0].content == PSS
            return _Signer(one, hashing(), signed, is_pss, signature.as_(der.OCTETS).content)
    raise BadStamp("its signer's certificate is not enclosed")


def _check_named(certificate: x509.Certificate, said: dict[bytes, der.Element]) -> None:
    """The signed attributes name the certificate by its hash (RFC 3161, 2.4.1; RFC 5816)."""
    for kind in FIRST_HASHES.keys() & said.keys():
        first = der.read(said[kind].content).parts()[0].parts()[0].parts()
        hashing = FIRST_HASHES[kind]
        if first[0].tag == der.SEQUENCE:
            hashing = HASHES[first.pop(0).parts()[0].content]
        if certificate.fingerprint(hashing()) == first[0].content:
            return
    raise BadStamp("it names another certificate")


def _pairs(attributes: der.Element) -> list[tuple[der.Element, der.Element]]:
    return [(one.parts()[0], one.parts()[1]) for one in attributes.parts()]


def _check_signature(signer: _Signer) -> None:
    key, hashing = signer.certificate.public_key(), signer.hashing
    if isinstance(key, rsa.RSAPublicKey):
        salted = padding.PSS(padding.MGF1(hashing), padding.PSS.AUTO)
        filling = salted if signer.is_pss else padding.PKCS1v15()
        key.verify(signer.signature, signer.attributes, filling, hashing)
    elif isinstance(key, ec.EllipticCurvePublicKey):
        key.verify(signer.signature, signer.attributes, ec.ECDSA(hashing))
    elif isinstance(key, ed25519.Ed25519PublicKey):
        key.verify(signer.signature, signer.attributes)
    else:
        raise BadStamp("its kind of key is not accepted")


def _check_purpose(certificate: x509.Certificate) -> None:
    """RFC 3161, 2.3: a key for time-stamps only, and critically so."""
    found = certificate.extensions.get_extension_for_class(x509.ExtendedKeyUsage)
    if not found.critical or list(found.value) != [ExtendedKeyUsageOID.TIME_STAMPING]:
        raise BadStamp("its signer may not sign time-stamps")


def _stamp(facts: bytes) -> Stamp:
    _, _, imprint, _, instant, *rest = der.read(facts).as_(der.SEQUENCE).parts()
    algorithm, digest = imprint.as_(der.SEQUENCE).parts()
    if algorithm.parts()[0].content != SHA256:
        raise BadStamp("it stamps something else")
    nonces = [part.number() for part in rest if part.tag == der.INTEGER]
    return Stamp(
        digest.as_(der.OCTETS).content, _instant(instant.content), nonces[0] if nonces else None
    )


def _instant(text: bytes) -> datetime:
    form = TIMES[b"." in text]
    return datetime.strptime(text.decode("ascii"), form).replace(tzinfo=UTC)


def _check_chain(
    leaf: x509.Certificate,
    others: list[x509.Certificate],
    roots: Sequence[x509.Certificate],
    at: datetime,
) -> None:
    """From the signer to a root, valid at the instant of the stamp; revocation is not asked."""
    authority = verification.ExtensionPolicy.permit_all().require_present(
        x509.BasicConstraints, verification.Criticality.AGNOSTIC, None
    )
    anyone = verification.ExtensionPolicy.permit_all()
    policy = verification.PolicyBuilder().store(verification.Store(list(roots))).time(at)
    policy = policy.extension_policies(ca_policy=authority, ee_policy=anyone)
    policy.build_client_verifier().verify(leaf, others)
