"""The `motcua` command as people use it: each test has a state folder of its own."""

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest

from motcua.project.command import VERBS, main, parser
from tests.oversight.insight.logs import EVENTS, written, xes

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("command")]


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    """A state folder with a database that `init` made."""
    with _place() as folder:
        assert "ready" in _motcua(folder, "init").stdout
        yield folder


@contextmanager
def _place() -> Iterator[Path]:
    """Give a state folder that the server's user can reach, so that all of it goes at the end."""
    with tempfile.TemporaryDirectory(prefix="motcua-command-") as place:
        Path(place).chmod(0o755)
        yield Path(place) / "var"


def _environment(home: Path, **more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("MOTCUA_", "PROMETHEUS_"))}
    return kept | {"MOTCUA_HOME": str(home), "PYTHONPATH": "src"} | more


def _motcua(home: Path, *words: str, code: int = 0) -> "subprocess.CompletedProcess[str]":
    argv = [sys.executable, "-m", "motcua", *words]
    done = subprocess.run(
        argv, env=_environment(home), capture_output=True, text=True, check=False, timeout=120
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done


def _free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _until_it_answers(address: str, seconds: float = 40) -> dict[str, str]:
    give_up = time.monotonic() + seconds
    while time.monotonic() < give_up:
        with (
            suppress(urllib.error.URLError, OSError),
            urllib.request.urlopen(f"{address}/readyz", timeout=5) as answer,
        ):
            found: dict[str, str] = json.load(answer)
            return found
        time.sleep(0.1)
    raise AssertionError(f"{address} did not answer")


def test_every_verb_is_documented() -> None:
    shown = parser().format_help()
    assert all(verb.replace("_", "-") in shown for verb in VERBS)


def test_an_unknown_verb_is_refused() -> None:
    with pytest.raises(SystemExit) as end:
        main(["fly"])
    assert end.value.code == 2


def test_init_leaves_a_private_key_and_hashed_files(home: Path) -> None:
    assert (home / "secret-key").stat().st_mode & 0o777 == 0o600
    assert re.search(r"\.[0-9a-f]{12}\.", (home / "static" / "staticfiles.json").read_text())


def test_check_finds_the_embedded_server_durable(home: Path) -> None:
    shown = _motcua(home, "check").stdout
    assert "ok    database fsync" in shown
    assert "FAIL" not in shown


def test_nonsense_in_a_setting_is_told_without_a_traceback(home: Path) -> None:
    argv = [sys.executable, "-m", "motcua", "migrate"]
    environment = _environment(home, MOTCUA_PORT="canary")
    done = subprocess.run(argv, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert done.stderr.startswith("motcua: MOTCUA_PORT is not usable")
    assert "canary" not in done.stderr
    assert "Traceback" not in done.stderr


def test_one_process_alone_says_what_it_lacks(home: Path) -> None:
    assert "MOTCUA_DATABASE_URL" in _motcua(home, "worker", code=2).stderr


def test_a_copy_is_restored_whole_and_in_quarantine(home: Path, tmp_path: Path) -> None:
    (home / "files").mkdir()
    (home / "files" / "form.pdf").write_bytes(b"%PDF-")
    copy = tmp_path / "copy.tar"
    assert "secret-key" in _motcua(home, "backup", str(copy)).stdout
    assert "not empty" in _motcua(home, "restore", str(copy), code=2).stderr
    with _place() as other:
        _motcua(other, "restore", str(copy))
        assert (other / "files" / "form.pdf").read_bytes() == b"%PDF-"
        assert json.loads((other / "quarantine.json").read_text())["from"]["database_sha256"]
        _motcua(other, "restore", "--end-quarantine", "drill")
        assert not (other / "quarantine.json").exists()
        assert "put it back" in _motcua(other, "journal", "verify", code=2).stderr
        shutil.copy(home / "seal.key", other)
        assert "the journal is whole" in _motcua(other, "journal", "verify").stdout
        assert "ok    migrations" in _motcua(other, "check").stdout


def test_a_damaged_copy_is_refused(home: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.tar").write_bytes(b"not a tar file")
    with _place() as other:
        refused = _motcua(other, "restore", str(tmp_path / "copy.tar"), code=2)
    assert "is not a back-up" in refused.stderr


def test_a_log_is_replayed_and_given_back(home: Path, tmp_path: Path) -> None:
    given, back = written(tmp_path, "office.xes.gz", xes()), tmp_path / "back.csv"
    shown = _motcua(home, "replay", str(given))
    assert f"steps in journal  {EVENTS:>7}" in shown.stdout
    assert "6 of 6 cases" in shown.stderr
    assert "were here already" in _motcua(home, "replay", str(given)).stdout
    told = _motcua(home, "export-log", "--format", "csv", "--out", str(back)).stdout
    assert "(6 dossiers)" in told
    assert back.read_text().count("2011/002") == 4
    assert _motcua(home, "export-log", "--procedure", "9.9", code=2).stdout == ""


def test_a_log_that_cannot_be_read_is_refused_with_its_cure(home: Path, tmp_path: Path) -> None:
    given = written(tmp_path, "office.xes", "<!DOCTYPE log [<!ENTITY a 'b'>]><log/>")
    refused = _motcua(home, "replay", str(given), code=2).stderr
    assert "office.xes was not read: doctype (line 1). Cure:" in refused
    assert "Traceback" not in refused


def test_run_survives_the_death_of_its_parts_and_stops_cleanly(home: Path) -> None:
    port, live = _free_port(), _free_port()
    address = f"http://127.0.0.1:{port}"
    environment = _environment(home, MOTCUA_PORT=str(port), MOTCUA_LIVE_PORT=str(live))
    argv = [sys.executable, "-m", "motcua", "run"]
    run = subprocess.Popen(argv, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    try:
        assert set(_until_it_answers(address).values()) == {"ok"}
        postmaster = int((home / "postgres/data/postmaster.pid").read_text().split()[0])
        for victim in (*_children(run.pid), postmaster):
            os.kill(victim, signal.SIGKILL)
        assert set(_until_it_answers(address).values()) == {"ok"}
        alive = _children(run.pid)
        run.send_signal(signal.SIGTERM)
        run.communicate(timeout=60)
        assert run.returncode == 0
        assert not [pid for pid in alive if Path(f"/proc/{pid}").exists()]
        assert not (home / "postgres/data/postmaster.pid").exists()
    finally:
        run.kill()
        run.wait()


def _children(parent: int) -> list[int]:
    text = Path(f"/proc/{parent}/task/{parent}/children").read_text()
    return [int(pid) for pid in text.split()]
