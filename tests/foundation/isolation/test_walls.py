"""Whoever runs the service: what reads strangers' files reaches no key, socket or process."""

import json
import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[3]
SOMEBODY = 12345
_TRY = """
import sys
from motcua.foundation.isolation.chamber import Chamber
room = Chamber("tests.foundation.isolation.tasks:pry")
print(room.ask(sys.argv[1].encode()).decode())
print(",".join(sorted(room.walls)))
room.close()
"""


@pytest.fixture
def home() -> Iterator[Path]:
    """A folder that somebody owns, with a key and a listening socket, both for him alone."""
    with TemporaryDirectory(dir="/tmp") as name:
        yield Path(name)


@pytest.mark.parametrize("user", [os.geteuid(), SOMEBODY])
def test_nothing_of_the_service_is_reached(home: Path, user: int) -> None:
    if user != os.geteuid() and os.geteuid() != 0:
        pytest.skip("only root can start a service as somebody else")
    python = _python_of(user)
    (home / "key.p12").write_text("a private key")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(home / "socket"))
        server.listen()
        for path, mode in ((home, 0o700), (home / "key.p12", 0o600), (home / "socket", 0o600)):
            path.chmod(mode)
            os.chown(path, user, -1)
        asked = {"key": str(home / "key.p12"), "socket": str(home / "socket"), "pid": os.getpid()}
        found, walls = _tried_as(user, python, asked)
    assert walls == "calls,files,network"
    assert found == dict.fromkeys(("read", "remove", "dial", "signal", "run"), "PermissionError")
    assert (home / "key.p12").read_text() == "a private key"


def _python_of(user: int) -> str:
    """Return an interpreter that this user may run; ours may lie in root's own folder."""
    for python in (sys.executable, shutil.which("python3", path="/usr/bin")):
        with suppress(PermissionError, TypeError):
            if subprocess.run([python, "-c", ""], user=user, cwd="/", check=False).returncode == 0:
                return str(python)
    pytest.skip("no interpreter that another user may run")


def _tried_as(user: int, python: str, asked: dict[str, Any]) -> tuple[dict[str, str], str]:
    done = subprocess.run(
        [python, "-c", _TRY, json.dumps(asked)],
        env={"PATH": "/usr/bin:/bin", "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}"},
        cwd="/",
        user=user,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    said, walls = done.stdout.splitlines()
    return json.loads(said), walls
