"""The store on a service that speaks S3, and the virus scanner: real programs of other people."""

import io
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from minio import Minio
from minio.error import ServerError
from pytest_django.fixtures import Settings
from urllib3 import BaseHTTPResponse

from motcua.foundation.files import actions, queries, scanner
from motcua.foundation.files.actions import upkeep
from motcua.foundation.files.bucket import Bucket, Unreachable
from motcua.foundation.files.events import ProofStopped
from motcua.foundation.files.models import Blob, Fault
from motcua.foundation.files.rules import (
    FaultKind,
    IntakeRule,
    IntakeState,
    MediaType,
    Problem,
    VirusCheck,
)
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.rules import SYSTEM
from tests.foundation.files.hostile import EICAR, pdf
from tests.foundation.files.line import Line, answering

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

NOW = datetime(2026, 11, 27, 2, tzinfo=UTC)
PAPER = IntakeRule("paper", frozenset({MediaType.PDF}))
MOTO = Path(__file__).resolve().parents[3] / ".venv-doubles" / "bin" / "moto_server"
CLAMD = shutil.which("clamd")
SIGNATURE = f"Motcua.Eicar:0:*:{EICAR.hex()}\n"


def _free_port() -> int:
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return int(server.getsockname()[1])


def _wait(answers: Callable[[], bool], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not answers():
        assert time.monotonic() < end, "the double does not answer"
        time.sleep(0.1)


def _listens(port: int) -> bool:
    with socket.socket() as line:
        return line.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    if not MOTO.exists():
        pytest.skip("no S3 double: run `make test`, which installs it")
    port = _free_port()
    process = subprocess.Popen(
        [MOTO, "-H", "127.0.0.1", "-p", str(port)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(lambda: _listens(port))
        address = f"http://key:secret%2Fwith%2Bsigns@127.0.0.1:{port}/hoso"
        Bucket.at(address).client.make_bucket("hoso")
        yield address
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def _on_s3(settings: Settings, service: str, tmp_path: Path) -> None:
    settings.MOTCUA_FILES_S3_URL = service
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("_on_s3")
def test_files_live_in_a_bucket(tmp_path: Path) -> None:
    content = pdf(3)

    blob = actions.keep(content, MediaType.PDF, now=NOW)
    actions.keep(content, MediaType.PDF, now=NOW)

    assert queries.read(blob.sha256) == content
    assert Blob.objects.count() == 1
    assert not list(tmp_path.rglob(blob.sha256))


@pytest.mark.usefixtures("_on_s3")
def test_a_lost_object_is_found_by_night(service: str) -> None:
    blob = actions.keep(pdf(4), MediaType.PDF, now=NOW)
    Bucket.at(service).drop(blob.sha256)

    assert actions.prove(NOW.replace(day=28)) == 1
    with pytest.raises(queries.AlteredFile):
        queries.read(blob.sha256)


@pytest.mark.usefixtures("_on_s3")
def test_the_right_bytes_taken_in_again_heal_an_altered_object(service: str) -> None:
    content, bucket = pdf(5), Bucket.at(service)
    name = actions.keep(content, MediaType.PDF, now=NOW).sha256
    for wrong in (b"altered", bytes(len(content))):
        bucket.client.put_object("hoso", name, io.BytesIO(wrong), len(wrong))
        with pytest.raises(queries.AlteredFile):
            queries.read(name)

        actions.keep(content, MediaType.PDF, now=NOW)

        assert queries.read(name) == content


@pytest.fixture
def line(settings: Settings, service: str, tmp_path: Path) -> Iterator[Line]:
    """The way to the service, which can be cut."""
    port = urlsplit(service).port or 0
    made = Line(port)
    settings.MOTCUA_FILES_S3_URL = service.replace(f":{port}/", f":{made.port}/")
    settings.MEDIA_ROOT = tmp_path
    yield made
    made.close()


def test_an_outage_ends_the_night_and_the_next_goes_on_from_there(
    line: Line, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [
        actions.keep(b"paper %d" % n, MediaType.PDF, now=NOW + timedelta(minutes=n)).sha256
        for n in range(5)
    ]
    looked, real = [], upkeep._fault_of

    def fault_of(blob: Blob) -> FaultKind | None:
        if len(looked) == 2:
            line.cut()
        looked.append(blob.sha256)
        return real(blob)

    monkeypatch.setattr(upkeep, "_fault_of", fault_of)
    assert actions.prove(NOW + timedelta(days=1)) == 0
    told = Entry.objects.get(kind="files.proof_stopped")
    since = (NOW + timedelta(minutes=2)).isoformat()
    assert told.body == {"proven": 2, "unproven": 3, "since": since}
    assert queries.last_stop() == (told.at, ProofStopped(2, 3, since))
    assert not Fault.objects.exists()

    line.mend()
    monkeypatch.setattr(upkeep, "_fault_of", real)
    night = NOW + timedelta(days=2)
    assert actions.prove(night, most_bytes=3 * len(b"paper 0")) == 0
    assert set(Blob.objects.filter(proven_at=night).values_list("pk", flat=True)) == set(names[2:])
    assert queries.last_stop() is None
    assert not Entry.objects.filter(kind="file.fault_found").exists()


def test_who_asks_for_a_file_during_an_outage_is_not_told_that_it_was_altered(line: Line) -> None:
    name = actions.keep(b"paper", MediaType.PDF, now=NOW).sha256
    line.cut()

    with pytest.raises(Unreachable):
        queries.read(name)
    with pytest.raises(Unreachable):
        actions.keep(b"another", MediaType.PDF, now=NOW)
    assert Blob.objects.count() == 1


@pytest.mark.parametrize("status", [403, 404, 500, 503])
def test_a_service_that_refuses_everything_has_lost_nothing(
    settings: Settings, service: str, tmp_path: Path, status: int
) -> None:
    settings.MOTCUA_FILES_S3_URL, settings.MEDIA_ROOT = service, tmp_path
    actions.keep(b"paper", MediaType.PDF, now=NOW)
    with answering(status) as port:
        settings.MOTCUA_FILES_S3_URL = f"http://key:secret@127.0.0.1:{port}/hoso"
        assert actions.prove(NOW + timedelta(days=1)) == 0

    assert not Fault.objects.exists()
    assert Entry.objects.get(kind="files.proof_stopped").body["unproven"] == 1


@pytest.mark.usefixtures("_on_s3")
def test_an_object_that_cannot_be_given_is_not_called_missing(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bad, good = (actions.keep(text, MediaType.PDF, now=NOW).sha256 for text in (b"bad", b"good"))
    real = Minio.get_object

    def get_object(client: Minio, bucket: str, name: str) -> BaseHTTPResponse:
        if name == bad:
            raise ServerError("server failed", 500)
        return real(client, bucket, name)

    monkeypatch.setattr(Minio, "get_object", get_object)

    assert actions.prove(NOW + timedelta(days=1)) == 1
    assert list(Fault.objects.values_list("blob", "kind")) == [(bad, "unreadable")]
    assert queries.read(good) == b"good"


@pytest.fixture(scope="module")
def clamd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    if CLAMD is None:
        pytest.skip("ClamAV is not installed: `make system` installs or names it")
    folder = tmp_path_factory.mktemp("clamd")
    (folder / "signatures").mkdir()
    (folder / "signatures" / "motcua.ndb").write_text(SIGNATURE)
    line = folder / "clamd.sock"
    (folder / "clamd.conf").write_text(
        f"DatabaseDirectory {folder}/signatures\nLocalSocket {line}\nForeground yes\n"
    )
    process = subprocess.Popen(
        [CLAMD, "-c", str(folder / "clamd.conf")],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(line.exists)
        yield str(line)
    finally:
        process.kill()
        process.wait()


@pytest.fixture
def _scanned(settings: Settings, clamd: str, tmp_path: Path) -> None:
    settings.MOTCUA_CLAMD = clamd
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("_scanned")
def test_the_scanner_finds_what_hides_in_a_paper() -> None:
    infected = pdf()[:-6] + b"%" + EICAR + b"\n%%EOF\n"

    intake = actions.take_in(actions.Offer("a.pdf", infected), PAPER, by=SYSTEM, now=NOW)

    assert intake.state == IntakeState.QUARANTINED
    assert intake.refusals[0][0] == Problem.VIRUS
    assert intake.virus_check == VirusCheck.FOUND


@pytest.mark.usefixtures("_scanned")
def test_a_clean_file_says_so() -> None:
    intake = actions.take_in(actions.Offer("a.pdf", pdf()), PAPER, by=SYSTEM, now=NOW)

    assert (intake.state, intake.virus_check) == (IntakeState.ACCEPTED, VirusCheck.CLEAN)
    assert scanner.is_present()
