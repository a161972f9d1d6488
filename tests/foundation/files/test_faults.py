"""What a disk, a crash or a second request does to files: found, healed, never overwritten."""

import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Thread
from uuid import UUID

import pytest
from pytest_django.fixtures import Settings

from motcua.foundation.files import actions, queries, scanner
from motcua.foundation.files.actions import uploading
from motcua.foundation.files.actions.uploading import WrongOffset
from motcua.foundation.files.bucket import Unreachable
from motcua.foundation.files.models import Fault, Intake
from motcua.foundation.files.rules import IntakeRule, IntakeState, MediaType, VirusCheck
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.rules import SYSTEM, Actor
from tests.foundation.files.hostile import pdf

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)
PAPER = IntakeRule("paper", frozenset({MediaType.PDF}), most_bytes=2_000_000)
Place = Callable[[str], Path]


@pytest.fixture(autouse=True)
def place(settings: Settings, tmp_path: Path) -> Place:
    settings.MEDIA_ROOT = tmp_path
    return lambda name: tmp_path / name[:2] / name[2:4] / name


def _upload(content: bytes) -> Intake:
    upload = actions.announce("a.pdf", len(content), PAPER, by=SYSTEM, now=NOW)
    actions.append(upload.pk, 0, content, by=SYSTEM)
    return upload


def test_a_file_that_cannot_be_read_does_not_end_the_night(place: Place) -> None:
    blobs = [actions.keep(b"file %d" % n, MediaType.PDF, now=NOW) for n in range(3)]
    bad, altered = place(blobs[0].sha256), place(blobs[2].sha256)
    bad.unlink()
    bad.mkdir()  # reading it is an OSError, as a bad sector's is
    altered.unlink()
    altered.write_bytes(b"altered")

    assert actions.prove(NOW + timedelta(days=1)) == 2
    found = set(Fault.objects.values_list("blob_id", "kind"))
    assert found == {(blobs[0].sha256, "unreadable"), (blobs[2].sha256, "altered")}
    with pytest.raises(queries.AlteredFile):
        queries.read(blobs[0].sha256)


def test_a_folder_that_is_not_mounted_has_lost_nothing(tmp_path: Path, settings: Settings) -> None:
    names = [actions.keep(b"file %d" % n, MediaType.PDF, now=NOW).sha256 for n in range(3)]
    settings.MEDIA_ROOT = tmp_path / "elsewhere"

    assert actions.prove(NOW + timedelta(days=1)) == 0
    with pytest.raises(Unreachable):
        queries.read(names[0])
    assert not Fault.objects.exists()
    assert Entry.objects.get(kind="files.proof_stopped").body["unproven"] == 3

    settings.MEDIA_ROOT = tmp_path
    assert actions.prove(NOW + timedelta(days=2)) == 0
    assert queries.last_stop() is None


def test_what_was_at_fault_is_looked_at_first(place: Place) -> None:
    lost, *_ = [actions.keep(b"file %d" % n, MediaType.PDF, now=NOW).sha256 for n in range(3)]
    content = place(lost).read_bytes()
    place(lost).unlink()
    assert actions.prove(NOW + timedelta(days=1)) == 1

    place(lost).write_bytes(content)
    actions.prove(NOW + timedelta(days=2), most_bytes=1)

    assert not Fault.objects.exists()


def test_the_right_bytes_taken_in_again_heal_an_altered_file(place: Place) -> None:
    name = actions.keep(b"right", MediaType.PDF, now=NOW).sha256
    place(name).unlink()
    place(name).write_bytes(b"wrong")

    actions.keep(b"right", MediaType.PDF, now=NOW)

    assert queries.read(name) == b"right"


def test_a_second_finish_leaves_what_the_first_accepted(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = _upload(pdf())
    real, firsts = uploading._own, []

    def own(intake_id: UUID, by: Actor) -> Intake:
        seen = real(intake_id, by)
        if not firsts:  # the second has passed its checks when the first ends
            firsts.append(None)
            firsts[0] = actions.finish(upload.pk, PAPER, by=SYSTEM, now=NOW)
        return seen

    monkeypatch.setattr(uploading, "_own", own)
    second = actions.finish(upload.pk, PAPER, by=SYSTEM, now=NOW)

    assert second == firsts[0]
    assert Intake.objects.get(pk=upload.pk).state == IntakeState.ACCEPTED
    assert Entry.objects.filter(kind="file.accepted").count() == 1


def test_two_that_examine_at_once_end_an_upload_once(monkeypatch: pytest.MonkeyPatch) -> None:
    upload = _upload(pdf())
    real, firsts = uploading.settle, []

    def settle(intake: Intake, content: bytes, rule: IntakeRule, **told: object) -> Intake:
        if not firsts:
            firsts.append(None)
            firsts[0] = actions.finish(upload.pk, PAPER, by=SYSTEM, now=NOW)
        return real(intake, content, rule, **told)  # type: ignore[arg-type]

    monkeypatch.setattr(uploading, "settle", settle)
    second = actions.finish(upload.pk, PAPER, by=SYSTEM, now=NOW + timedelta(seconds=1))

    assert (second, second.ended_at) == (firsts[0], NOW)
    assert Entry.objects.filter(kind="file.accepted").count() == 1


def test_lost_pieces_are_asked_for_again(tmp_path: Path) -> None:
    content = pdf()
    upload = _upload(content)
    (tmp_path / "incoming" / f"{upload.pk.hex}.part").unlink()

    with pytest.raises(WrongOffset) as wrong:
        actions.finish(upload.pk, PAPER, by=SYSTEM, now=NOW)

    actions.append(upload.pk, wrong.value.expected, content, by=SYSTEM)
    ended = actions.finish(upload.pk, PAPER, by=SYSTEM, now=NOW)
    assert ended.state == IntakeState.ACCEPTED


def test_a_scanner_that_hangs_up_over_its_limit_is_heard(
    settings: Settings, tmp_path: Path
) -> None:
    settings.MOTCUA_CLAMD = str(tmp_path / "clamd.sock")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(settings.MOTCUA_CLAMD)
        server.listen()

        def serve() -> None:
            line, _ = server.accept()
            with line:
                line.recv(100)
                line.sendall(b"INSTREAM size limit exceeded. ERROR\0")

        thread = Thread(target=serve)
        thread.start()
        said = scanner.check(b"x" * 30_000_000)
        thread.join()

    assert said == (VirusCheck.TOO_LARGE, "")
