"""A copy is quiet on every machine until it is released; a back-up outlives what vanishes."""

import tarfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from motcua.project import backup, quarantine


@pytest.mark.django_db
def test_a_copy_is_in_quarantine_on_machines_where_nothing_was_restored(tmp_path: Path) -> None:
    here, elsewhere = tmp_path / "here", tmp_path / "elsewhere"
    assert not quarantine.is_in(here)
    quarantine.enter(here, {}, datetime(2026, 11, 29, tzinfo=UTC))
    assert quarantine.is_in(here)
    assert not quarantine.is_in(elsewhere)
    quarantine.mark()
    assert quarantine.is_in(elsewhere)
    quarantine.leave(here)
    assert not quarantine.is_in(here)
    assert not quarantine.is_in(elsewhere)


def test_an_upload_that_ends_meanwhile_does_not_end_the_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    files = tmp_path / "files"
    (files / "aa").mkdir(parents=True)
    (files / "aa" / "kept").write_bytes(b"kept")
    walked = Path.rglob

    def rglob(self: Path, pattern: str) -> Iterator[Path]:
        if self.is_dir():
            yield self / "incoming.part"
        yield from walked(self, pattern)

    monkeypatch.setattr(Path, "rglob", rglob)
    with tarfile.open(tmp_path / "all.tar", "w") as whole:
        backup._pack(whole, files, "files")
        (tmp_path / "seals.log").write_text("1")
        backup._pack(whole, tmp_path / "seals.log", "seals.log")
    with tarfile.open(tmp_path / "all.tar") as whole:
        whole.extractall(tmp_path / "back", filter="data")
    assert (tmp_path / "back" / "files" / "aa" / "kept").read_bytes() == b"kept"
    assert (tmp_path / "back" / "seals.log").read_text() == "1"
