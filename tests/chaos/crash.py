"""P1: receptions over HTTP while web, worker and database are killed; nothing lost, nothing double.

    python -m tests.chaos.crash --receptions 1000 --kills 6

Each client writes an acknowledgement to its own disk (fsync) before it goes on, and repeats what
was not answered with the same key. Prints one JSON line.
"""

import argparse
import json
import os
import random
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path
from uuid import UUID

from bench.counter import Counter
from bench.product import Product, children_of, family_of, running
from bench.visitor import Interrupted

from tests.chaos.verdict import Verdict, judge

CLIENTS = 8
PATIENCE_SECONDS = 150
VICTIMS = ("page", "database", "worker", "web", "database", "page")


@dataclass
class Acknowledged:
    """What the clients were told, kept on disk before they go on."""

    file: Path
    told: dict[UUID, str] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, key: UUID, place: str) -> None:
        """Write down that a request was answered, and with what."""
        with self.lock, self.file.open("a") as out:
            out.write(f"{key} {place}\n")
            out.flush()
            os.fsync(out.fileno())
            self.told[key] = place


@dataclass
class Report:
    """One line of the figures."""

    receptions: int
    kills: list[str]
    retries: int
    seconds: float
    slowest_recovery_seconds: float
    verdict: Verdict


class Assault:
    """Clients at work and a killer among them."""

    def __init__(self, product: Product, receptions: int, kills: int) -> None:
        self.product = product
        chance = random.Random(7)
        self.open = [UUID(int=chance.getrandbits(128), version=4) for _ in range(receptions)]
        step = receptions // (kills + 1)
        victims = (VICTIMS * (kills // len(VICTIMS) + 1))[:kills]
        self.plan = [(step * nth, victim) for nth, victim in enumerate(victims, 1)]
        self.acks = Acknowledged(product.home / "acknowledged")
        self.retries = 0
        self.killed: list[str] = []
        self.recoveries: list[float] = []
        self.faults: list[BaseException] = []

    def run(self) -> None:
        """Work until every reception is acknowledged. Raises the first fault of a client."""
        targets: list[Callable[[], None]] = [*[self._client] * CLIENTS, self._killer]
        threads = [threading.Thread(target=self._guarded, args=(one,)) for one in targets]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for fault in self.faults:
            raise fault

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 - handed to the main thread
            self.faults.append(fault)

    def _client(self) -> None:
        counter = None
        while self.open and not self.faults:
            with suppress(IndexError):
                key = self.open.pop()
                counter = self._acknowledged(counter, key)

    def _acknowledged(self, counter: Counter | None, key: UUID) -> Counter:
        """Send one reception until it is answered; a form is filled in the same way each time."""
        asked_at, was_interrupted = time.monotonic(), False
        while time.monotonic() - asked_at < PATIENCE_SECONDS:
            try:
                counter = counter or Counter(self.product.visitor())
                self.acks.keep(key, counter.receive(key, random.Random(key.int)))
            except Interrupted:
                self.retries += 1
                was_interrupted = True
                time.sleep(0.1)
                continue
            if was_interrupted:
                self.recoveries.append(time.monotonic() - asked_at)
            return counter
        raise TimeoutError(f"{key} was not answered in {PATIENCE_SECONDS} s")

    def _killer(self) -> None:
        for threshold, victim in self.plan:
            while len(self.acks.told) < threshold and not self.faults:
                time.sleep(0.01)
            if kill(self.product, victim):
                self.killed.append(victim)


def kill(product: Product, victim: str) -> bool:
    """Send SIGKILL to a part of the product: no goodbye, no flush."""
    if victim == "database":
        first = product.postmaster()
        doomed = family_of(first) if first else []
    elif victim == "page":
        doomed = children_of(product.part("gunicorn"))[:1]
    else:
        doomed = [product.part({"web": "gunicorn"}.get(victim, victim))]
    for pid in filter(None, doomed):
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return any(doomed)


def assault(receptions: int, kills: int) -> Report:
    """Run the whole scenario and return its figures."""
    with running() as product:
        before = Counter(product.visitor()) and _dossiers(product)
        started = time.monotonic()
        scene = Assault(product, receptions, kills)
        scene.run()
        seconds = time.monotonic() - started
        verdict = judge(product, scene.acks.told, before)
        return Report(
            receptions,
            scene.killed,
            scene.retries,
            round(seconds, 1),
            round(max(scene.recoveries, default=0), 1),
            verdict,
        )


def _dossiers(product: Product) -> int:
    with product.database() as database:
        row = database.execute("SELECT coalesce(max(id), 0) FROM dossiers_dossier").fetchone()
        assert row is not None
        return int(str(row[0]))


def main() -> int:
    """Run from the command line; the exit code tells whether the promise held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--receptions", type=int, default=1000)
    parser.add_argument("--kills", type=int, default=6)
    chosen = parser.parse_args()
    report = assault(chosen.receptions, chosen.kills)
    sys.stdout.write(json.dumps(asdict(report)) + "\n")
    return 0 if report.verdict.held else 1


if __name__ == "__main__":
    sys.exit(main())
