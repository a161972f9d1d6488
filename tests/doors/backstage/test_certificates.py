"""R-44: the inventory of certificates, the posts without, and how one is entered."""

from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from motcua.casework.signing.models import Certificate
from motcua.registers.organisation.rules import Role
from tests.casework.signing.authority import PIN, Bench
from tests.casework.signing.hands import Hands

pytestmark = pytest.mark.django_db


def test_the_inventory_says_who_until_when_and_who_cannot(hands: Hands) -> None:
    hands.leader("expired")
    hands.cast.officer(Role.RECEPTION_OFFICER)
    page = hands.cast.client(Role.SYSTEM_ADMIN).get("/backstage/certificates/").content.decode()
    assert "đã hết hạn" in page
    assert "Motcua TEST Officers CA" in page
    assert "reception officer" in page


def test_a_key_file_is_entered_with_its_pin_and_kept_locked(
    hands: Hands, bench: Bench, settings: Any, tmp_path: Path
) -> None:
    settings.MOTCUA_SIGNING_KEYS = tmp_path / "keys"
    officer = hands.cast.officer(Role.UNIT_LEADER)
    admin = hands.cast.client(Role.SYSTEM_ADMIN)

    def enter(pin: str) -> int:
        file = BytesIO(bench.authority.pkcs12("leader").read_bytes())
        file.name = "khoa.p12"
        sent = {"holder": officer.username, "pin": pin, "key": file,
            "idempotency_key": str(uuid4())}  # fmt: skip
        return admin.post("/backstage/certificates/new/", sent).status_code

    assert enter("000000") == 422
    assert enter(PIN) == 302
    row = Certificate.objects.get(officer=officer)
    kept = tmp_path / "keys" / row.key_place
    assert kept.stat().st_mode & 0o077 == 0
    assert row.subject == "Hoàng Đức Thọ"
