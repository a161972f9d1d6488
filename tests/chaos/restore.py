"""P20: the data folder is deleted under load; base back-up and kept log bring everything back.

    python -m tests.chaos.restore --receptions 2000

Two copies are made: to the last byte (nothing acknowledged may be missing) and to an instant in
the middle (nothing from after it may be there). Prints one JSON line.
"""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from bench.product import Product, environment, family_of, new_home, running, started

from tests.chaos.crowd import CLIENTS, Crowd
from tests.chaos.verdict import Verdict, judge

MARGIN_SECONDS = 1.0
_KEYS = """
    SELECT DISTINCT request_key FROM journal_entry
     WHERE kind = 'dossier.received' AND request_key = ANY(%s)
"""


@dataclass
class Report:
    """One line of the figures; `unacknowledged` were committed as the power went, at most one
    for each client."""

    acknowledged: int
    lost: int
    unacknowledged: int
    restore_seconds: float
    verdict: Verdict
    missing_before_the_instant: int
    left_from_after_it: int
    journal_verifies: bool

    @property
    def held(self) -> bool:
        """Whether the promise was kept."""
        whole = replace(self.verdict, unasked=0).held and self.unacknowledged <= CLIENTS
        exact = not (self.missing_before_the_instant or self.left_from_after_it)
        return whole and exact and self.lost == 0 and self.journal_verifies


def drill(receptions: int) -> Report:
    """Run the whole scenario and return its figures."""
    homes = [new_home() for _ in range(3)]
    store = Path(tempfile.mkdtemp(prefix="motcua-log-"))
    try:
        crowd, instant = _burn(homes[0], store, receptions)
        return _compare(crowd, instant, homes, store)
    finally:
        for home in homes:
            Product(home, 0, None).clear()  # type: ignore[arg-type]
        shutil.rmtree(store, ignore_errors=True)


def _burn(home: Path, store: Path, receptions: int) -> tuple[Crowd, float]:
    """Receive, back up meanwhile, note an instant, then lose the machine."""
    product = started(home, MOTCUA_WAL_FOLDER=str(store / "log"))
    product.wait()
    crowd = Crowd(product, 10 * receptions)
    noted: list[float] = []

    def fate() -> None:
        crowd.wait_for(receptions // 4)
        _motcua(home, "backup", "--base", str(store / "base"), wal=store)
        crowd.wait_for(receptions // 2)
        noted.append(time.time())
        crowd.wait_for(receptions)
        doomed = [*family_of(product.process.pid), *family_of(product.postmaster())]
        for pid in doomed:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        shutil.rmtree(product.cluster.data)
        crowd.go_home.set()

    crowd.work(fate)
    product.process.wait()
    return crowd, noted[0]


def _compare(crowd: Crowd, instant: float, homes: list[Path], store: Path) -> Report:
    began = time.monotonic()
    _bring_back(homes, 1, store)
    seconds = time.monotonic() - began
    with running(homes[1]) as product:
        verdict = judge(product, crowd.acks.told, crowd.before)
    _motcua(homes[1], "restore", "--end-quarantine", "drill")
    verifies = _motcua(homes[1], "journal", "verify", check=False) == 0
    _bring_back(homes, 2, store, "--until", datetime.fromtimestamp(instant, UTC).isoformat())
    with running(homes[2]) as product:
        there = _keys(product, crowd.acks.told)
    at = crowd.acks.at
    before = {key for key in at if at[key] < instant - MARGIN_SECONDS}
    after = {key for key in at if at[key] > instant + MARGIN_SECONDS + 5}
    return Report(
        acknowledged=len(crowd.acks.told),
        lost=verdict.lost,
        unacknowledged=verdict.unasked,
        restore_seconds=round(seconds, 1),
        verdict=verdict,
        missing_before_the_instant=len(before - there),
        left_from_after_it=len(after & there),
        journal_verifies=verifies,
    )


def _bring_back(homes: list[Path], nth: int, store: Path, *until: str) -> None:
    for name in ("seal.key", "secret-key", "receipt-secret", "seals.log"):
        with suppress(FileNotFoundError):
            shutil.copy2(homes[0] / name, homes[nth] / name)
    places = ["--base", str(store / "base"), "--log", str(store / "log")]
    _motcua(homes[nth], "restore", *places, *until)


def _keys(product: Product, told: Mapping[UUID, str]) -> set[UUID]:
    with product.database() as database:
        return {UUID(str(key)) for (key,) in database.execute(_KEYS, [list(told)]).fetchall()}


def _motcua(home: Path, *words: str, wal: Path | None = None, check: bool = True) -> int:
    settings = {"MOTCUA_WAL_FOLDER": str(wal / "log")} if wal else {}
    argv = [sys.executable, "-m", "motcua", *words]
    done = subprocess.run(
        argv, cwd=home, env=environment(home, settings), capture_output=True, text=True, check=False
    )
    if check and done.returncode:
        raise AssertionError(f"motcua {words[0]}: {done.stdout[-300:]} {done.stderr[-600:]}")
    return done.returncode


def main() -> int:
    """Run from the command line; the exit code tells whether the promise held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--receptions", type=int, default=2000)
    report = drill(parser.parse_args().receptions)
    sys.stdout.write(json.dumps({"scenario": "restore", **asdict(report)}) + "\n")
    return 0 if report.held else 1


if __name__ == "__main__":
    sys.exit(main())
