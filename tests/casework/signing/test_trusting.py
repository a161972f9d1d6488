"""Who is believed: lists signed by whom we trust, and never an older one than before."""

import os
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_private_key,
)

from motcua.casework.signing import trusting
from motcua.casework.signing.making import check_usable
from motcua.casework.signing.models import Certificate, RevocationList
from motcua.casework.signing.queries import personal_certificate
from motcua.casework.signing.rules.trust import TrustList, write
from motcua.casework.signing.trusting import fetch_revocations, trusted
from motcua.kit import clock
from tests.casework.signing.authority import Bench
from tests.casework.signing.hands import Hands

pytestmark = pytest.mark.django_db
_DAY = timedelta(days=1)


def listing(row: Certificate, key: Any, at: datetime, *, number: int, revoked: bool) -> bytes:
    """A list in the name of the certificate's issuer, signed with any key."""
    certificate = x509.load_der_x509_certificate(bytes(row.der))
    made = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(certificate.issuer)
        .last_update(at)
        .next_update(at + _DAY)
        .add_extension(x509.CRLNumber(number), critical=False)
    )
    if revoked:
        one = x509.RevokedCertificateBuilder().serial_number(certificate.serial_number)
        made = made.add_revoked_certificate(one.revocation_date(at - _DAY).build())
    return made.sign(key, SHA256()).public_bytes(Encoding.DER)


def authority_key(bench: Bench) -> Any:
    written = (bench.authority.folder / "keys" / "officers.pem").read_bytes()
    return load_pem_private_key(written, password=None)


def comes(monkeypatch: pytest.MonkeyPatch, der: bytes) -> int:
    """Let the address of the officers' lists answer with this one."""
    real = trusting._fetched
    monkeypatch.setattr(trusting, "_fetched", lambda url: der if "officers" in url else b"")
    taken = fetch_revocations(clock.now())
    monkeypatch.setattr(trusting, "_fetched", real)
    return taken


def held() -> bytes:
    return bytes(RevocationList.objects.get(url__contains="officers").der)


def test_a_list_signed_by_a_stranger_revokes_nobody(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, before = hands.leader(), held()
    stranger = generate_private_key(SECP256R1())
    forged = listing(row, stranger, clock.now(), number=99, revoked=True)
    assert comes(monkeypatch, forged) == 0
    assert held() == before
    row.refresh_from_db()
    assert row.revoked_at is None
    check_usable(personal_certificate(row.officer_id or 0), clock.now())


def test_an_older_list_never_takes_the_place_of_a_newer(
    hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    row, key = hands.leader(), authority_key(hands.bench)
    now = clock.now() + timedelta(hours=1)
    newer = listing(row, key, now, number=10**9, revoked=True)
    assert comes(monkeypatch, newer) == 1
    row.refresh_from_db()
    assert row.revoked_at is not None
    older = listing(row, key, now - _DAY, number=10**9 + 1, revoked=False)
    lower = listing(row, key, now + _DAY, number=10**9 - 1, revoked=False)
    assert [comes(monkeypatch, one) for one in (older, lower)] == [0, 0]
    assert held() == newer
    again = listing(row, key, now + _DAY, number=10**9 + 1, revoked=True)
    assert comes(monkeypatch, again) == 1


def test_the_true_lists_of_all_authorities_are_taken(hands: Hands) -> None:
    assert fetch_revocations(clock.now()) == len(trusted().crl_urls) == 3


def test_an_older_trust_list_is_not_taken(settings: Any, tmp_path: Path) -> None:
    key = Ed25519PrivateKey.generate()
    settings.MOTCUA_TRUST_FILE = tmp_path / "trust.json"
    settings.MOTCUA_TRUST_KEY_FILE = tmp_path / "trust.pem"
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    settings.MOTCUA_TRUST_KEY_FILE.write_bytes(public)
    found = []
    for version in (5, 2, 5, 6):
        listed = TrustList(version, clock.now(), ())
        settings.MOTCUA_TRUST_FILE.write_bytes(write(listed, key))
        moment = (len(found) + 1) * 10**9
        os.utime(settings.MOTCUA_TRUST_FILE, ns=(moment, moment))
        found.append(trusted().version)
    assert found == [5, 5, 5, 6]
