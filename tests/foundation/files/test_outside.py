"""The store on a service that speaks S3, and the virus scanner: real programs of other people."""

import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from motcua.foundation.files import actions, queries, scanner
from motcua.foundation.files.bucket import Bucket
from motcua.foundation.files.models import Blob
from motcua.foundation.files.rules import IntakeRule, IntakeState, MediaType, Problem, VirusCheck
from motcua.foundation.journal.rules import SYSTEM
from tests.foundation.files.hostile import EICAR, pdf

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
