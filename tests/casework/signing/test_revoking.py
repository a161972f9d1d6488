"""Our own revocation lists have the last word, whatever answers a file carries inside."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from asn1crypto import ocsp as ocsp_asn1
from asn1crypto import x509 as x509_asn1
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import (
    SECP256R1,
    EllipticCurvePrivateKey,
    generate_private_key,
)
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import ocsp
from cryptography.x509.oid import AuthorityInformationAccessOID, NameOID
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign.validation.dss import DocumentSecurityStore

from motcua.casework.signing.keys import FileSigner
from motcua.casework.signing.pades.checking import Evidence, examine
from motcua.casework.signing.pades.running import run
from motcua.casework.signing.pades.signing import sign
from motcua.casework.signing.rules.verdicts import Colour, Revocation
from motcua.casework.signing.rules.wishes import Wish
from motcua.kit import clock
from tests.casework.signing.authority import small_pdf

_DAY = timedelta(days=1)
_SERIAL = 77


@dataclass(frozen=True)
class House:
    """An authority of one certificate, and one person it certified."""

    root: x509.Certificate
    root_key: EllipticCurvePrivateKey
    leaf: x509.Certificate
    leaf_key: EllipticCurvePrivateKey
    now: datetime

    def revoked(self, ago: timedelta | None) -> bytes:
        """The list of this hour, with the person on it since then, or without."""
        made = (
            x509.CertificateRevocationListBuilder()
            .issuer_name(self.root.subject)
            .last_update(self.now - timedelta(minutes=5))
            .next_update(self.now + _DAY)
            .add_extension(x509.CRLNumber(9), critical=False)
            .add_extension(_authority(self.root_key), critical=False)
        )
        if ago is not None:
            row = x509.RevokedCertificateBuilder().serial_number(_SERIAL)
            made = made.add_revoked_certificate(row.revocation_date(self.now - ago).build())
        return made.sign(self.root_key, SHA256()).public_bytes(Encoding.DER)

    def good_yesterday(self) -> bytes:
        """The authority's answer of yesterday: not revoked; in time for six days more."""
        made = ocsp.OCSPResponseBuilder().add_response(
            cert=self.leaf,
            issuer=self.root,
            algorithm=SHA1(),  # noqa: S303 - authorities name certificates by it
            cert_status=ocsp.OCSPCertStatus.GOOD,
            this_update=self.now - _DAY,
            next_update=self.now + 6 * _DAY,
            revocation_time=None,
            revocation_reason=None,
        )
        named = made.responder_id(ocsp.OCSPResponderEncoding.NAME, self.root)
        return named.sign(self.root_key, SHA256()).public_bytes(Encoding.DER)

    def signed(self) -> bytes:
        """A file the person signed just now."""
        key = FileSigner(_der(self.leaf), (_der(self.root),), self.leaf_key)
        return run(sign(small_pdf(), Wish("One", self.now), key))

    def with_answer_inside(self) -> bytes:
        """The same with yesterday's answer put into it."""
        writer = IncrementalPdfFileWriter(BytesIO(self.signed()))
        DocumentSecurityStore.supply_dss_in_writer(
            writer,
            None,
            certs=[x509_asn1.Certificate.load(_der(one)) for one in (self.root, self.leaf)],
            ocsps=[ocsp_asn1.OCSPResponse.load(self.good_yesterday())],
            crls=(),
        )
        out = BytesIO()
        writer.write(out)
        return out.getvalue()

    def knowing(self, revoked_ago: timedelta | None) -> Evidence:
        at = self.now + timedelta(seconds=5)
        return Evidence((_der(self.root),), (self.revoked(revoked_ago),), at, 1)


@pytest.fixture(scope="module")
def house() -> House:
    now = clock.now().replace(microsecond=0)
    root_key, leaf_key = generate_private_key(SECP256R1()), generate_private_key(SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Root")])
    begun = (
        x509.CertificateBuilder()
        .issuer_name(name)
        .not_valid_before(now - 100 * _DAY)
        .not_valid_after(now + 100 * _DAY)
    )
    root = (
        begun.subject_name(name)
        .public_key(root_key.public_key())
        .serial_number(1)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage("key_cert_sign", "crl_sign", "digital_signature"), critical=True)
        .add_extension(
            x509.SubjectKeyIdentifier.from_public_key(root_key.public_key()), critical=False
        )
        .sign(root_key, SHA256())
    )
    leaf = (
        begun.subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Person")]))
        .public_key(leaf_key.public_key())
        .serial_number(_SERIAL)
        .add_extension(_usage("digital_signature", "content_commitment"), critical=True)
        .add_extension(_asked_at("http://127.0.0.1:1/ocsp"), critical=False)
        .add_extension(_listed_at("http://127.0.0.1:1/crl"), critical=False)
        .add_extension(_authority(root_key), critical=False)
        .sign(root_key, SHA256())
    )
    return House(root, root_key, leaf, leaf_key, now)


def _usage(*named: str) -> x509.KeyUsage:
    every = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment",
        "key_agreement", "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{one: one in named for one in every})


def _asked_at(url: str) -> x509.AuthorityInformationAccess:
    place = x509.UniformResourceIdentifier(url)
    return x509.AuthorityInformationAccess(
        [x509.AccessDescription(AuthorityInformationAccessOID.OCSP, place)]
    )


def _listed_at(url: str) -> x509.CRLDistributionPoints:
    place = x509.UniformResourceIdentifier(url)
    return x509.CRLDistributionPoints([x509.DistributionPoint([place], None, None, None)])


def _authority(key: EllipticCurvePrivateKey) -> x509.AuthorityKeyIdentifier:
    return x509.AuthorityKeyIdentifier.from_issuer_public_key(key.public_key())


def _der(one: x509.Certificate) -> bytes:
    return one.public_bytes(Encoding.DER)


def test_yesterdays_good_answer_inside_hides_no_revocation(house: House) -> None:
    known = house.knowing(timedelta(hours=6))
    found = examine(house.with_answer_inside(), known)
    assert found.signatures[0].revocation is Revocation.REVOKED
    assert found.colour is Colour.RED
    assert examine(house.signed(), known).colour is Colour.RED


def test_an_answer_inside_serves_who_is_on_no_list(house: House) -> None:
    found = examine(house.with_answer_inside(), house.knowing(None))
    assert found.colour is Colour.GREEN
