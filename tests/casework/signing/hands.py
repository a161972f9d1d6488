"""A cast whose leaders, clerks and agencies hold certificates of the test authority."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from motcua.casework.signing.certificates import Enrolment, enrol
from motcua.casework.signing.models import Certificate
from motcua.casework.signing.rules.certificates import KeyKind
from motcua.casework.signing.rules.trust import TrustList, write
from motcua.casework.signing.trusting import fetch_revocations
from motcua.foundation.journal.rules import SYSTEM
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.signing.authority import LISTS, PIN, Bench
from tests.cast import Cast


@dataclass
class Hands:
    """Certificates by the labels of the test authority; all keys open with `PIN`."""

    cast: Cast
    bench: Bench
    pin: str = PIN

    def give(self, label: str, *, officer_id: int | None = None, unit: str = "") -> Certificate:
        """Enrol a certificate for an officer, or for a unit of the cast."""
        given = Enrolment(
            self.bench.key(label).certificate,
            KeyKind.FILE,
            f"{label}.p12",
            officer_id=officer_id,
            unit_id=self.cast.unit(unit) if unit else None,
        )
        return enrol(given, by=SYSTEM, now=clock.now())

    def leader(self, label: str = "leader") -> Certificate:
        """The unit leader's own."""
        return self.give(label, officer_id=self.cast.officer(Role.UNIT_LEADER).pk)


@pytest.fixture
def hands(cast: Cast, bench: Bench, settings: Any, tmp_path: Path) -> Hands:
    """Keys in their folder, the test root trusted, revocations fetched, one seal given."""
    settings.MOTCUA_SIGNING_KEYS = bench.authority.folder / "people"
    trust(bench, settings, tmp_path)
    fetch_revocations(clock.now())
    made = Hands(cast, bench)
    made.give("seal", unit="finance")
    return made


def trust(bench: Bench, settings: Any, folder: Path) -> None:
    """Put a signed trust list with the test root in force."""
    crls = tuple(bench.authority.service("crls", one) + "/latest.crl" for one in LISTS)
    listed = TrustList(1, clock.now(), (bench.root,), crls, bench.tsa, bench.issuers)
    key = Ed25519PrivateKey.generate()
    settings.MOTCUA_TRUST_FILE = folder / "trust.json"
    settings.MOTCUA_TRUST_KEY_FILE = folder / "trust.pem"
    settings.MOTCUA_TRUST_FILE.write_bytes(write(listed, key))
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    settings.MOTCUA_TRUST_KEY_FILE.write_bytes(public)
