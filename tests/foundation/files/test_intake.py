"""A file that somebody offers: kept or quarantined, whole or in pieces, told to the journal."""

import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image
from pytest_django.fixtures import Settings

from motcua.foundation.files import actions, queries, scanner
from motcua.foundation.files.actions.uploading import TooMuch, WrongOffset
from motcua.foundation.files.models import Blob, Intake, Rendition
from motcua.foundation.files.rules import (
    IntakeRule,
    IntakeState,
    MediaType,
    Problem,
    VirusCheck,
    clean_name,
)
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.rules import Actor, ActorKind
from tests.foundation.files.hostile import pdf, picture

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)
HOA = Actor(ActorKind.OFFICER, "7", "Hoa")
LAM = Actor(ActorKind.OFFICER, "8", "Lâm")
PAPER = IntakeRule("paper", frozenset({MediaType.PDF, MediaType.JPEG}), most_bytes=2_000_000)


@pytest.fixture(autouse=True)
def _folder(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def _take(name: str, content: bytes) -> Intake:
    return actions.take_in(actions.Offer(name, content), PAPER, by=HOA, now=NOW)


def test_a_good_file_is_kept_by_its_hash_and_told() -> None:
    content = pdf()

    intake = _take("đơn.pdf", content)

    assert intake.state == IntakeState.ACCEPTED
    assert queries.read(intake.sha256) == content
    entry = Entry.objects.get(kind="file.accepted")
    assert entry.body["sha256"] == intake.sha256
    assert "đơn" not in json.dumps(entry.body, ensure_ascii=False)


def test_the_same_bytes_are_one_blob() -> None:
    _take("a.pdf", content := pdf())
    _take("b.pdf", content)

    assert Blob.objects.count() == 1


@pytest.mark.parametrize("kind", ["MPO", "PNG"])
def test_a_photo_is_one_page_whatever_lies_behind_it(kind: str) -> None:
    out, other = io.BytesIO(), Image.new("L", (40, 50), 200)
    Image.new("L", (40, 50)).save(out, kind, save_all=True, append_images=[other, other])
    rule = replace(PAPER, takes=frozenset({MediaType.JPEG, MediaType.PNG}))

    name = "photo.jpg" if kind == "MPO" else "photo.png"
    intake = actions.take_in(actions.Offer(name, out.getvalue()), rule, by=HOA, now=NOW)

    assert (intake.state, intake.facts["pages"]) == (IntakeState.ACCEPTED, 1)


def test_a_refused_file_waits_outside_the_store(tmp_path: Path) -> None:
    intake = _take("x.pdf", picture("JPEG"))

    assert intake.state == IntakeState.QUARANTINED
    assert [row.refusals[0].problem for row in queries.quarantined()] == [Problem.NAME_LIES]
    assert (tmp_path / "quarantine" / f"{intake.pk.hex}.bin").exists()
    with pytest.raises(queries.AlteredFile):
        queries.read(intake.sha256)


def test_quarantine_is_emptied_after_its_days_but_remembers_why(tmp_path: Path) -> None:
    intake = _take("x.pdf", picture("JPEG"))

    actions.clear_away(NOW + timedelta(days=31))

    assert not (tmp_path / "quarantine" / f"{intake.pk.hex}.bin").exists()
    assert Intake.objects.get(pk=intake.pk).refusals


def test_an_absent_scanner_is_not_a_clean_file() -> None:
    assert _take("a.pdf", pdf()).virus_check == VirusCheck.ABSENT


@pytest.mark.parametrize(
    ("said", "check"),
    [
        (b"stream: OK\0", (VirusCheck.CLEAN, "")),
        (b"stream: Eicar.Test FOUND\0", (VirusCheck.FOUND, "Eicar.Test")),
        (b"INSTREAM size limit exceeded. ERROR\0", (VirusCheck.TOO_LARGE, "")),
        (b"", (VirusCheck.ABSENT, "")),
    ],
)
def test_the_scanner_is_read_to_the_letter(said: bytes, check: tuple[VirusCheck, str]) -> None:
    assert scanner.read_answer(said) == check


def test_an_upload_goes_on_where_the_line_broke() -> None:
    content = pdf(40)
    upload = actions.announce("dài.pdf", len(content), PAPER, by=HOA, now=NOW)
    first, rest = content[:1000], content[1000:]

    actions.append(upload.pk, 0, first, by=HOA)
    actions.append(upload.pk, 0, first, by=HOA)
    with pytest.raises(WrongOffset) as wrong:
        actions.append(upload.pk, 1500, rest, by=HOA)
    actions.append(upload.pk, wrong.value.expected, rest, by=HOA)
    ended = actions.finish(upload.pk, PAPER, by=HOA, now=NOW)

    assert queries.read(ended.sha256) == content
    assert actions.finish(upload.pk, PAPER, by=HOA, now=NOW) == ended


def test_an_unfinished_upload_is_not_examined() -> None:
    upload = actions.announce("a.pdf", 100, PAPER, by=HOA, now=NOW)

    with pytest.raises(WrongOffset):
        actions.finish(upload.pk, PAPER, by=HOA, now=NOW)


def test_nobody_adds_to_an_upload_of_another() -> None:
    upload = actions.announce("a.pdf", 100, PAPER, by=HOA, now=NOW)

    with pytest.raises(Intake.DoesNotExist):
        actions.append(upload.pk, 0, b"x", by=LAM)


def test_too_much_is_said_before_it_is_sent() -> None:
    with pytest.raises(TooMuch) as too_much:
        actions.announce("a.pdf", 3_000_000, PAPER, by=HOA, now=NOW)

    assert too_much.value.most == PAPER.most_bytes


def test_a_forgotten_upload_is_ended(tmp_path: Path) -> None:
    upload = actions.announce("a.pdf", 100, PAPER, by=HOA, now=NOW)
    actions.append(upload.pk, 0, b"x" * 50, by=HOA)

    actions.clear_away(NOW + timedelta(days=3))

    upload.refresh_from_db()
    assert upload.state == IntakeState.ABANDONED
    assert not list((tmp_path / "incoming").iterdir())


def test_an_altered_file_is_shown_to_nobody_and_found_by_night(tmp_path: Path) -> None:
    name = _take("a.pdf", pdf()).sha256
    path = tmp_path / name[:2] / name[2:4] / name
    path.chmod(0o600)
    path.write_bytes(pdf(2))

    with pytest.raises(queries.AlteredFile):
        queries.read(name)
    assert actions.prove(NOW + timedelta(days=1)) == 1
    assert actions.prove(NOW + timedelta(days=2)) == 0
    assert queries.holdings().faults == 1
    assert Entry.objects.get(kind="file.fault_found").body["fault"] == "altered"


def test_a_restored_file_loses_its_fault(tmp_path: Path) -> None:
    content = pdf()
    name = _take("a.pdf", content).sha256
    path = tmp_path / name[:2] / name[2:4] / name
    path.unlink()
    actions.prove(NOW + timedelta(days=1))

    path.write_bytes(content)
    actions.prove(NOW + timedelta(days=2))

    assert queries.holdings().faults == 0


def test_the_nightly_proof_keeps_to_its_share() -> None:
    for pages in (1, 2, 3):
        _take(f"{pages}.pdf", pdf(pages))

    actions.prove(NOW + timedelta(days=1), most_bytes=1)

    assert Blob.objects.filter(proven_at=NOW + timedelta(days=1)).count() == 1


def test_a_recipe_is_followed_once() -> None:
    source = _take("a.pdf", pdf()).blob
    assert source is not None
    first = actions.derive(source, "text/1", picture("JPEG"), MediaType.JPEG, now=NOW)

    second = actions.derive(source, "text/1", picture("PNG"), MediaType.PNG, now=NOW)

    assert second == first
    assert Rendition.objects.get(source=source, recipe="text/1").blob == first


@pytest.mark.parametrize(
    ("offered", "seen"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\đơn.pdf", "đơn.pdf"),
        ("hoá đơn\u202efdp.exe", "hoá đơnfdp.exe"),
        ("a\0b.pdf", "ab.pdf"),
        ("...", "file"),
        ("", "file"),
    ],
)
def test_names_are_plain(offered: str, seen: str) -> None:
    assert clean_name(offered) == seen


def test_a_long_name_keeps_its_ending() -> None:
    name = clean_name("ộ" * 500 + ".pdf")

    assert name.endswith("ộ.pdf")
    assert len(name.encode()) <= 180
