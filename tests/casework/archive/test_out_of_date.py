"""A package whose result was revoked or replaced says so; another is made, the old one stays."""

import io
import zipfile
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from motcua.casework.archive import actions, packing, queries
from motcua.casework.archive.actions import ArchiveReceipt, CannotArchive
from motcua.casework.archive.models import ArchivePackage
from motcua.casework.archive.queries import PackageRow
from motcua.casework.archive.rules import faults
from motcua.casework.documents.models import Result
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle.issue_replacement import issue_replacement
from motcua.casework.lifecycle.replace_result import (
    Corrected,
    approve_replacement,
    replace_result,
)
from motcua.casework.lifecycle.revoke_result import revoke_result
from motcua.foundation.files.queries import read
from motcua.foundation.journal.models import Entry
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.doors.backstage.asking import post, text_of
from tests.doors.desk.statements import statements

pytestmark = pytest.mark.slow


@pytest.fixture
def packed(desk: Desk, settings: Settings, tmp_path: Path) -> Dossier:
    """An issued dossier that the clerk has packed."""
    settings.MEDIA_ROOT = tmp_path
    dossier = desk.finished()
    actions.pack(dossier.pk, by=desk.by(Role.CLERK_SEAL), now=desk.later(hours=1).now)
    return dossier


def revoke(desk: Desk, dossier: Dossier) -> None:
    by = desk.by(Role.UNIT_LEADER)
    revoke_result(dossier.pk, reason="Cấp sai đối tượng", by=by, now=desk.later(hours=1).now)


def replaced(desk: Desk, dossier: Dossier) -> Result:
    """Return the result that stands in the place of the one in the package."""
    leader, words = desk.by(Role.UNIT_LEADER), Corrected("Giấy", "Đúng tên", "Sai tên")
    row = replace_result(dossier.pk, words, by=leader, now=desk.later(hours=1).now)
    approve_replacement(row.pk, by=leader, now=desk.now)
    by = desk.by(Role.CLERK_SEAL)
    return issue_replacement(row.pk, why_on_paper="Chưa có chứng thư", by=by, now=desk.now)


def register(desk: Desk, *, out_of_date: bool = False) -> tuple[PackageRow, ...]:
    units = desk.by(Role.CLERK_SEAL).unit_ids
    return queries.register_of(units, out_of_date=out_of_date)


def names_in(sha256: str) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(read(sha256))) as whole:
        return {name.partition("/")[2] for name in whole.namelist()}


def test_a_package_is_up_to_date_until_its_result_ends(desk: Desk, packed: Dossier) -> None:
    (row,) = register(desk)

    assert (row.ended, row.is_last, row.version) == (None, True, 1)
    assert register(desk, out_of_date=True) == ()
    with pytest.raises(CannotArchive, match="packed"):
        actions.pack(packed.pk, by=desk.by(Role.CLERK_SEAL), now=desk.now)


def test_a_revoked_result_makes_its_package_out_of_date(desk: Desk, packed: Dossier) -> None:
    number = Result.objects.get(dossier=packed).number
    revoke(desk, packed)
    (row,) = register(desk, out_of_date=True)

    assert row.ended is not None
    assert (row.ended.number, row.ended.at, row.ended.reason) == (
        number, desk.now, "Cấp sai đối tượng",
    )  # fmt: skip
    assert row.ended.by == ""


def test_a_replaced_result_names_the_one_in_its_place(desk: Desk, packed: Dossier) -> None:
    new = replaced(desk, packed)
    (row,) = register(desk, out_of_date=True)

    assert row.ended is not None
    assert (row.ended.by, row.ended.reason) == (new.number, "Sai tên")


def test_a_replacement_in_the_making_makes_nothing_old(desk: Desk, packed: Dossier) -> None:
    leader, words = desk.by(Role.UNIT_LEADER), Corrected("Giấy", "Đúng tên", "Sai tên")
    replace_result(packed.pk, words, by=leader, now=desk.later(hours=1).now)

    assert register(desk, out_of_date=True) == ()


def test_the_new_package_names_the_old_one_which_stays(desk: Desk, packed: Dossier) -> None:
    (old,) = register(desk)
    before = ArchivePackage.objects.values().get(pk=old.id)
    new_result = replaced(desk, packed)
    by = desk.by(Role.CLERK_SEAL)
    made = actions.pack(packed.pk, by=by, now=desk.later(hours=1).now)
    new, kept = queries.packages_of(packed.pk)

    assert (new.version, new.is_last, new.ended) == (2, True, None)
    assert not kept.is_last
    assert kept.ended is not None
    assert ArchivePackage.objects.values().get(pk=old.id) == before
    assert faults(read(new.sha256)) == faults(read(kept.sha256)) == ()
    form = f"data/forms/{new_result.form_id}-result.pdf"
    assert (form in names_in(new.sha256), form in names_in(kept.sha256)) == (True, False)
    with zipfile.ZipFile(io.BytesIO(read(new.sha256))) as whole:
        info = whole.read(f"{packed.code}/bag-info.txt").decode()
    assert f"Replaces-Package-SHA256: {old.sha256}" in info
    told = Entry.objects.filter(dossier_id=packed.pk, kind="dossier.packed").order_by("id")
    assert [entry.body["stands_in_for"] for entry in told] == ["", old.sha256]
    assert register(desk, out_of_date=True) == ()
    with pytest.raises(CannotArchive, match="packed"):
        actions.pack(packed.pk, by=by, now=desk.now)
    assert made.version == 2


def test_each_end_asks_for_one_more_package(desk: Desk, packed: Dossier) -> None:
    by = desk.by(Role.CLERK_SEAL)
    replaced(desk, packed)
    actions.pack(packed.pk, by=by, now=desk.later(hours=1).now)
    revoke(desk, packed)

    assert [row.version for row in register(desk, out_of_date=True)] == [2]
    actions.pack(packed.pk, by=by, now=desk.later(hours=1).now)
    assert register(desk, out_of_date=True) == ()
    assert [row.version for row in queries.packages_of(packed.pk)] == [3, 2, 1]


def test_the_receipt_of_the_old_package_stays_with_it(desk: Desk, packed: Dossier) -> None:
    by = desk.by(Role.CLERK_SEAL)
    receipt = ArchiveReceipt("15/BN-LT", desk.now.date(), "Trần Thị Lưu")
    actions.acknowledge(packed.pk, receipt, by=by, now=desk.now)
    revoke(desk, packed)
    actions.pack(packed.pk, by=by, now=desk.later(hours=1).now)
    again = ArchiveReceipt("16/BN-LT", desk.now.date(), "Trần Thị Lưu")
    actions.acknowledge(packed.pk, again, by=by, now=desk.now)

    receipts = [row.receipt_number for row in queries.packages_of(packed.pk)]
    assert receipts == ["16/BN-LT", "15/BN-LT"]


def test_what_ends_while_it_is_packed_is_not_packed_as_if_it_held(
    desk: Desk, packed: Dossier, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The result is revoked between the reading of the files and the writing of the row."""
    replaced(desk, packed)
    by, now = desk.by(Role.CLERK_SEAL), desk.later(hours=1).now

    def read_then_revoked(dossier: Dossier) -> dict[str, bytes]:
        files = packing.files_of(dossier)
        revoke(desk, packed)
        return files

    monkeypatch.setattr(actions, "files_of", read_then_revoked)
    with pytest.raises(CannotArchive, match="changed"):
        actions.pack(packed.pk, by=by, now=now)
    assert [row.version for row in queries.packages_of(packed.pk)] == [1]


def test_the_register_goes_on_below_the_last_row_and_within_sight(
    desk: Desk, packed: Dossier
) -> None:
    revoke(desk, packed)
    actions.pack(packed.pk, by=desk.by(Role.CLERK_SEAL), now=desk.later(hours=1).now)
    units = desk.by(Role.CLERK_SEAL).unit_ids
    with statements() as asked:
        (first,) = queries.register_of(units, limit=1)

    assert len(asked) == 1
    assert [row.version for row in queries.register_of(units, before=first.id)] == [1]
    assert queries.register_of([desk.cast.unit("justice")]) == ()


def test_the_clerk_sees_it_and_makes_a_new_one(at: Desk, packed: Dossier) -> None:
    client, page = at.cast.client(Role.CLERK_SEAL), f"/desk/dossiers/{packed.pk}/archive/"
    assert "Đúng hiện trạng" in text_of(client.get("/desk/archive/packages/"))
    assert "Lập gói mới" not in text_of(client.get(page))
    revoke(at, packed)
    client = at.cast.client(Role.CLERK_SEAL)  # an hour later

    listed = text_of(client.get("/desk/archive/outdated/"))
    assert page in listed
    assert "bị thu hồi ngày" in listed
    assert "Cấp sai đối tượng" in listed
    assert "Gói này không còn đúng hiện trạng" in text_of(client.get(page))
    assert post(client, page, act="pack").status_code == 302
    shown = text_of(client.get(page))
    assert "không còn đúng hiện trạng" not in shown
    assert f"{page}packages/1/" in shown
    old = client.get(f"{page}packages/1/")
    assert (old.status_code, old["Content-Type"]) == (200, "application/zip")
    assert client.get(f"{page}packages/3/").status_code == 404
    assert page not in text_of(client.get("/desk/archive/outdated/"))
    assert "Đã có gói mới hơn" in text_of(client.get("/desk/archive/packages/"))
