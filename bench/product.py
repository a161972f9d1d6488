"""The product under test: `motcua run` on its embedded PostgreSQL, in a state folder of its own."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.visitor import Interrupted, Visitor
from motcua.project.embedded import Cluster, cluster_in

PATIENCE_SECONDS = 180
ROOT = Path(__file__).resolve().parents[1]


@dataclass
class Product:
    """A running service; killing parts of it is the business of others."""

    home: Path
    port: int
    process: "subprocess.Popen[bytes]"

    @property
    def cluster(self) -> Cluster:
        """The embedded server of this service."""
        return cluster_in(self.home)

    def visitor(self) -> Visitor:
        """Return somebody who knows the address."""
        return Visitor("127.0.0.1", self.port)

    def database(self) -> "psycopg.Connection[tuple[object, ...]]":
        """Open a connection to the service's own database, beside the service."""
        return psycopg.connect(self.cluster.url(), autocommit=True)

    def part(self, word: str) -> int:
        """Return the process of a part: `gunicorn`, `uvicorn`, `worker`; 0 while there is none."""
        for pid in children_of(self.process.pid):
            if word in _argv(pid)[1:]:
                return pid
        return 0

    def postmaster(self) -> int:
        """Return the process of the database server; 0 while there is none."""
        file = self.cluster.data / "postmaster.pid"
        with suppress(OSError, ValueError, IndexError):
            return int(file.read_text().splitlines()[0])
        return 0

    def stop(self) -> None:
        """Ask it to end; kill what does not."""
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()

    def clear(self) -> None:
        """Remove everything it left."""
        for folder in (self.cluster.place, self.home):
            shutil.rmtree(folder, ignore_errors=True)

    def wait(self) -> None:
        """Wait until pages are answered. Raises `TimeoutError` with the end of the log."""
        give_up = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < give_up and self.process.poll() is None:
            with suppress(Interrupted):
                if self.visitor().get("/livez").status == 200:
                    return
            time.sleep(0.1)
        raise TimeoutError((self.home / "out.log").read_text(errors="replace")[-2000:])


@contextmanager
def running(home: Path | None = None, **settings: str) -> Iterator[Product]:
    """Start the demonstration province and stop it afterwards, leaving nothing behind.

    With a `home` the service goes on with what is there, and leaves it there.
    """
    product = started(home or new_home(), **settings)
    try:
        product.wait()
        yield product
    finally:
        product.stop()
        if home is None:
            product.clear()


def new_home() -> Path:
    """Return a state folder of its own."""
    home = Path(tempfile.mkdtemp(prefix="motcua-proof-"))
    home.chmod(0o755)
    return home


def started(home: Path, **settings: str) -> Product:
    """Start the service in a state folder; it does not answer yet."""
    port = _free_port()
    argv = [sys.executable, "-m", "motcua", "run", "--demo"]
    home.mkdir(parents=True, exist_ok=True)
    with (home / "out.log").open("ab") as log:
        process = subprocess.Popen(
            argv,
            cwd=home,
            env=environment(home, settings) | {"MOTCUA_PORT": str(port)},
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
        )
    return Product(home, port, process)


def environment(home: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Return the environment of any `motcua` verb on this state folder."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("MOTCUA_")}
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    return kept | {
        "PYTHONPATH": str(ROOT / "src"),
        "MOTCUA_HOME": str(home),
        "MOTCUA_LIVE_PORT": str(_free_port()),
        "MOTCUA_WEB_PROCESSES": "2",
        **settings,
    }


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def children_of(pid: int) -> list[int]:
    """Return the living children of a process."""
    found: list[int] = []
    threads: list[Path] = []
    with suppress(OSError):
        threads = list(Path(f"/proc/{pid}/task").iterdir())
    for thread in threads:
        with suppress(OSError):
            found += [int(child) for child in (thread / "children").read_text().split()]
    return found


def family_of(pid: int) -> list[int]:
    """Return a process and all its living descendants."""
    return [pid, *(one for child in children_of(pid) for one in family_of(child))]


def _argv(pid: int) -> list[str]:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    except OSError:
        return []
