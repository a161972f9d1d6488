"""P17: the disk of the database fills up under load; clear answers, nothing lost, work goes on.

    python -m tests.chaos.disk --receptions 1500

Needs root: the service lives on a small file system of its own. Prints one JSON line.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.product import running

from tests.chaos.crowd import Crowd
from tests.chaos.verdict import Verdict, judge

SIZE_MB = 900
FULL_SECONDS = 20


@dataclass
class Report:
    """One line of the figures; `kept` are answers that gave the form back to send again."""

    acknowledged: int
    acknowledged_while_full: int
    answers_503: int
    kept: int
    recovery_seconds: float
    retries: int
    verdict: Verdict

    @property
    def held(self) -> bool:
        """Whether the promise was kept."""
        return self.verdict.held and self.answers_503 > 0 and self.kept == self.answers_503


def fill_up(receptions: int) -> Report:
    """Run the whole scenario and return its figures."""
    with _small_disk() as home, running(home) as product:
        crowd = Crowd(product, receptions)
        seen: list[tuple[int, float]] = []

        def fate() -> None:
            crowd.wait_for(receptions // 3)
            ballast = _swell(home)
            told = len(crowd.acks.told)
            time.sleep(FULL_SECONDS)
            told_while_full = len(crowd.acks.told) - told
            ballast.unlink()
            freed, there = time.monotonic(), len(crowd.acks.told)
            crowd.wait_for(there + 1)
            seen.append((told_while_full, time.monotonic() - freed))

        crowd.work(fate)
        verdict = judge(product, crowd.acks.told, crowd.before)
    told_while_full, recovery = seen[0]
    return Report(
        len(crowd.acks.told), told_while_full, crowd.unavailable, crowd.given_back,
        round(recovery, 1), crowd.retries, verdict,
    )  # fmt: skip


def _swell(home: Path) -> Path:
    ballast = home / "ballast"
    with ballast.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0" * 65536)
    with ballast.open("ab", buffering=0) as file, suppress(OSError):
        while True:
            file.write(b"\0")
    return ballast


@contextmanager
def _small_disk() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp(prefix="motcua-disk-"))
    folder.chmod(0o755)
    image, mount = folder / "image", folder / "disk"
    mount.mkdir()
    _run("fallocate", "-l", f"{SIZE_MB}M", str(image))
    _run("mkfs.ext4", "-q", "-F", "-m", "0", str(image))
    _run("mount", "-o", "loop", str(image), str(mount))
    try:
        home = mount / "home"
        home.mkdir(mode=0o755)
        yield home
    finally:
        _run("umount", "-l", str(mount))
        shutil.rmtree(folder, ignore_errors=True)


def _run(*argv: str) -> None:
    subprocess.run(argv, check=True, capture_output=True)


def main() -> int:
    """Run from the command line; the exit code tells whether the promise held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--receptions", type=int, default=1500)
    report = fill_up(parser.parse_args().receptions)
    sys.stdout.write(json.dumps({"scenario": "disk", **asdict(report)}) + "\n")
    return 0 if report.held else 1


if __name__ == "__main__":
    sys.exit(main())
