"""A6: a change of the journal behind its back is found, the batch named."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from motcua.foundation.journal.actions import seal, sealing
from motcua.foundation.journal.models import Entry
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.cast import Cast
from tests.doors.backstage.asking import post, text_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sealed(
    transactional_db: None, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Cast:
    """A sealed journal; another database of the cluster may not hold the horizon here."""
    finished = "pg_snapshot_xmax(pg_current_snapshot())::text::bigint + journal_txid_base()"
    text = sealing._BATCH_END.replace("journal_horizon()", finished)
    monkeypatch.setattr(sealing, "_BATCH_END", text)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.MOTCUA_SEAL_KEY_FILE = str(tmp_path / "key")
    settings.MOTCUA_SEAL_WITNESS_FILE = str(tmp_path / "witness")
    cast = Cast()
    cast.officer(Role.INSPECTOR)
    seal(clock.now())
    return cast


def test_an_untouched_journal_is_said_to_be_whole(sealed: Cast) -> None:
    client = sealed.client(Role.INSPECTOR)
    assert "Không phát hiện thay đổi nào" in text_of(post(client, "/backstage/journal/verify/"))


def test_an_edited_entry_is_found_with_its_batch(sealed: Cast) -> None:
    first = Entry.objects.order_by("id").values_list("id", flat=True)[0]
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE journal_entry SET actor_label = 'X' WHERE id = %s", [first])
        cursor.execute("RESET session_replication_role")
    page = text_of(post(sealed.client(Role.SYSTEM_ADMIN), "/backstage/journal/verify/"))
    assert "<b>Lô 1</b>: mục bị sửa" in page
    assert f"mục số {first}" in page


def test_the_proof_of_an_entry_is_a_file_and_others_are_refused_in_words(sealed: Cast) -> None:
    client = sealed.client(Role.INSPECTOR)
    first = Entry.objects.order_by("id").values_list("id", flat=True)[0]
    proof = json.loads(client.get(f"/backstage/journal/proof/?entry={first}").content)
    assert proof["entry_id"] == first
    assert proof["seal"]["number"] == 1
    for text, said in (("abc", "số nguyên"), ("999999999", "không có mục số")):
        refused = client.get(f"/backstage/journal/proof/?entry={text}")
        assert refused.status_code == 422
        assert said in text_of(refused)


def test_the_page_lists_the_seals(sealed: Cast) -> None:
    assert "Niêm phong lúc" in text_of(sealed.client(Role.INSPECTOR).get("/backstage/journal/"))
