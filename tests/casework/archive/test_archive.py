"""An ended dossier goes to the archive as a package that proves itself; a receipt comes back."""

import io
import json
import zipfile
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pytest_django.fixtures import Settings

from motcua.casework.archive import actions, queries
from motcua.casework.archive.actions import ArchiveReceipt, CannotArchive
from motcua.casework.archive.rules import bag, faults
from motcua.casework.dossiers.models import Dossier
from motcua.foundation.files.queries import read
from motcua.foundation.journal.models import Entry
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.doors.backstage.asking import post, text_of

PATHS = st.text("abcdefgh/", min_size=1, max_size=9).filter(lambda path: "//" not in f"/{path}/")


@pytest.fixture
def settled(desk: Desk, settings: Settings, tmp_path: Path) -> Dossier:
    """A dossier whose result was given to its owner."""
    settings.MEDIA_ROOT = tmp_path
    dossier = desk.finished()
    for step in (desk.collect, desk.return_result):
        desk.later(hours=1)
        step(dossier)
    return dossier


@given(st.dictionaries(PATHS, st.binary(max_size=60), min_size=1, max_size=5))
def test_a_bag_is_whole_and_the_same_each_time(files: dict[str, bytes]) -> None:
    said = {"Source-Organization": "Sở Tài chính"}
    made = bag("H41-1", files, said)

    assert made == bag("H41-1", dict(reversed(files.items())), said)
    assert faults(made) == ()


def test_an_altered_file_of_a_bag_is_named() -> None:
    made = bag("a", {"x.pdf": b"one", "y.pdf": b"two"}, {})
    with zipfile.ZipFile(io.BytesIO(made)) as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    members["a/data/x.pdf"] = b"One"
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as forged:
        for name, content in members.items():
            forged.writestr(name, content)

    assert faults(out.getvalue()) == ("data/x.pdf",)


def test_the_package_holds_forms_facts_and_the_whole_journal(desk: Desk, settled: Dossier) -> None:
    package = actions.pack(settled.pk, by=desk.by(Role.CLERK_SEAL), now=desk.now)

    content = read(package.blob_id)
    with zipfile.ZipFile(io.BytesIO(content)) as whole:
        names = {name.partition("/data/")[2] for name in whole.namelist()}
        told = json.loads(whole.read(f"{settled.code}/data/journal.json"))
    assert faults(content) == ()
    assert {"dossier.json", "journal.json"} <= names
    assert any(name.startswith("forms/") and "receipt" in name for name in names)
    assert any(name.startswith("forms/") and "result" in name for name in names)
    before = Entry.objects.filter(dossier_id=settled.pk).exclude(kind="dossier.packed")
    assert [entry["id"] for entry in told] == [entry.pk for entry in before.order_by("id")]


def test_the_receipt_of_the_archive_ends_it(desk: Desk, settled: Dossier) -> None:
    by = desk.by(Role.CLERK_SEAL)
    actions.pack(settled.pk, by=by, now=desk.now)
    receipt = ArchiveReceipt("15/BN-LT", desk.now.date(), "Trần Thị Lưu")
    actions.acknowledge(settled.pk, receipt, by=by, now=desk.now)

    (row,) = queries.packages_of(settled.pk)
    assert (row.receipt_number, row.received_by) == ("15/BN-LT", "Trần Thị Lưu")
    with pytest.raises(CannotArchive, match="received"):
        actions.acknowledge(settled.pk, receipt, by=by, now=desk.now)


def test_an_open_dossier_is_not_packed(desk: Desk) -> None:
    with pytest.raises(CannotArchive, match="not_ended"):
        actions.pack(desk.in_appraisal().pk, by=desk.by(Role.CLERK_SEAL), now=desk.now)


def test_only_the_clerk_of_the_deciding_unit_packs(desk: Desk, settled: Dossier) -> None:
    with pytest.raises(CannotArchive, match="not_yours"):
        actions.pack(settled.pk, by=desk.by(Role.SPECIALIST), now=desk.now)


def test_a_receipt_is_not_older_than_its_package(desk: Desk, settled: Dossier) -> None:
    by = desk.by(Role.CLERK_SEAL)
    actions.pack(settled.pk, by=by, now=desk.now)
    receipt = ArchiveReceipt("15/BN-LT", desk.now.date() - timedelta(days=1), "Lưu")

    with pytest.raises(CannotArchive, match="before_package"):
        actions.acknowledge(settled.pk, receipt, by=by, now=desk.now)


def test_a_receipt_is_not_of_the_future(desk: Desk, settled: Dossier) -> None:
    by = desk.by(Role.CLERK_SEAL)
    actions.pack(settled.pk, by=by, now=desk.now)
    receipt = ArchiveReceipt("15/BN-LT", desk.now.date() + timedelta(days=1), "Lưu")

    with pytest.raises(CannotArchive, match="in_future"):
        actions.acknowledge(settled.pk, receipt, by=by, now=desk.now)


def test_a_receipt_of_this_morning_is_of_today(desk: Desk, settled: Dossier) -> None:
    by = desk.by(Role.CLERK_SEAL)
    actions.pack(settled.pk, by=by, now=desk.now)
    early = datetime(2026, 11, 30, 23, 30, tzinfo=UTC)  # 06:30 of 1 December in Viet Nam

    receipt = ArchiveReceipt("12/BN", date(2026, 12, 1), "Lưu")

    assert actions.acknowledge(settled.pk, receipt, by=by, now=early).receipt_on == receipt.on


def test_what_is_due_is_listed_until_it_is_packed(desk: Desk, settled: Dossier) -> None:
    by, later = desk.by(Role.CLERK_SEAL), desk.now + timedelta(days=400)

    assert queries.due(by.unit_ids, desk.now) == ()
    assert [row.dossier_id for row in queries.due(by.unit_ids, later)] == [settled.pk]
    assert queries.due(by.unit_ids, later, after=settled.pk) == ()
    actions.pack(settled.pk, by=by, now=desk.now)
    assert queries.due(by.unit_ids, later) == ()


def test_the_clerk_does_it_on_the_page(at: Desk, settled: Dossier) -> None:
    client, page = at.cast.client(Role.CLERK_SEAL), f"/desk/dossiers/{settled.pk}/archive/"

    assert "Lập gói lưu trữ" in text_of(client.get(page))
    assert post(client, page, act="pack").status_code == 302
    assert client.get(f"{page}packages/1/")["Content-Type"] == "application/zip"
    refused = post(client, page, act="receipt", number="", received_by="Lưu")
    assert "Chưa ghi số biên nhận" in text_of(refused)
    mistyped = post(client, page, act="receipt", number="15", on="32/13/2026", received_by="Lưu")
    assert "Ngày biên nhận viết như" in text_of(mistyped)
    today = date.strftime(at.now.date(), "%d/%m/%Y")
    post(client, page, act="receipt", number="15/BN-LT", on=today, received_by="Lưu")
    assert "15/BN-LT" in text_of(client.get(page))
