"""A key file is in its folder before the inventory names it."""

from pathlib import Path
from typing import Any

import pytest

from motcua.casework.signing.enrolling import KeyFile, enrol_file
from motcua.casework.signing.keys import from_file
from motcua.casework.signing.models import Certificate
from motcua.foundation.journal.rules import SYSTEM
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.signing.hands import Hands

pytestmark = pytest.mark.django_db


def test_a_full_disk_leaves_no_certificate_without_its_key(
    hands: Hands, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.MOTCUA_SIGNING_KEYS = tmp_path / "keys"
    packed = hands.bench.authority.pkcs12("leader").read_bytes()
    officer = hands.cast.officer(Role.UNIT_LEADER)
    given = KeyFile(packed, hands.pin, officer_id=officer.pk)

    def full(_path: Path, _content: bytes) -> int:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        with pytest.raises(OSError, match="No space"):
            enrol_file(given, by=SYSTEM, now=clock.now())
    assert not Certificate.objects.filter(officer=officer).exists()
    row = enrol_file(given, by=SYSTEM, now=clock.now())
    (place,) = settings.MOTCUA_SIGNING_KEYS.iterdir()
    assert place.name == row.key_place
    assert place.stat().st_mode & 0o077 == 0
    assert from_file(place, hands.pin).certificate == bytes(row.der)
