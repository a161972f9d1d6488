"""The watched folder: what scanners lay there is taken once, what is no scan is put aside."""

import os
from pathlib import Path

import pytest

from motcua.casework.scanning import actions
from motcua.casework.scanning.models import Stack
from motcua.casework.scanning.rules import STACK, Source
from motcua.foundation.files.queries import quarantined
from motcua.foundation.files.rules import Problem
from tests.casework.desk import Desk
from tests.casework.scanning.scanned import as_pdf, separator
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.engine.pages.sheets import paper

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(desk: Desk, tmp_path: Path) -> Path:
    """The folder of the Centre in a watched folder."""
    made = tmp_path / "H41.01.01"
    made.mkdir()
    return made


def lay(desk: Desk, file: Path, content: bytes, seconds_ago: int = 60) -> None:
    file.write_bytes(content)
    at = desk.now.timestamp() - seconds_ago
    os.utime(file, (at, at))


def test_a_stack_is_taken_sorted_and_put_away_once(desk: Desk, place: Path) -> None:
    dossier = desk.receive()
    content = as_pdf([separator(str(dossier.code)), paper(1)])
    lay(desk, place / "scan1.pdf", content)
    counts = [actions.sweep(place.parent, now=desk.now) for _ in range(2)]
    lay(desk, place / "scan1.pdf", content)
    counts.append(actions.sweep(place.parent, now=desk.now))
    stack = Stack.objects.get()
    actions.look_through(stack.pk, now=desk.now)

    assert counts == [1, 0, 0]
    assert stack.source == Source.FOLDER
    assert set(stack.pages.values_list("dossier_id", flat=True)) == {dossier.pk}
    assert (place / "taken" / "scan1.pdf").read_bytes() == content


def test_a_file_still_being_written_is_left(desk: Desk, place: Path) -> None:
    lay(desk, place / "half.pdf", b"%PDF-1.7 half", seconds_ago=1)

    assert actions.sweep(place.parent, now=desk.now) == 0
    assert (place / "half.pdf").exists()


def test_what_is_no_scan_is_put_aside_with_its_reason(desk: Desk, place: Path) -> None:
    lay(desk, place / "bad.pdf", b"MZ not a scan")
    (place / "link.pdf").symlink_to("/etc/hostname")

    assert actions.sweep(place.parent, now=desk.now) == 0
    assert (place / "refused" / "bad.pdf").exists()
    assert (place / "refused" / "bad.why.txt").read_text()
    assert (place / "link.pdf").is_symlink()


def test_what_is_too_large_is_put_aside_unread_and_told(desk: Desk, place: Path) -> None:
    file = place / "huge.pdf"
    lay(desk, file, b"%PDF-1.7")
    os.truncate(file, STACK.most_bytes + 1)
    os.utime(file, (desk.now.timestamp() - 60,) * 2)

    assert actions.sweep(place.parent, now=desk.now) == 0
    assert (place / "refused" / "huge.pdf").exists()
    (told,) = quarantined()
    assert (told.name, told.refusals[0].problem) == ("huge.pdf", Problem.TOO_LARGE)
