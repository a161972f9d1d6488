"""Clients at work: each keeps its acknowledgements on its own disk and repeats what got none."""

import os
import random
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from bench.counter import Counter, LoggedOut
from bench.product import Product
from bench.visitor import Answer, Interrupted

CLIENTS = 8
PATIENCE_SECONDS = 240


@dataclass
class Acknowledged:
    """What the clients were told, kept on disk before they go on; `at` is when, by this clock."""

    file: Path
    told: dict[UUID, str] = field(default_factory=dict)
    at: dict[UUID, float] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def keep(self, key: UUID, place: str) -> None:
        """Write down that a request was answered, and with what."""
        with self.lock, self.file.open("a") as out:
            out.write(f"{key} {place}\n")
            out.flush()
            os.fsync(out.fileno())
            self.told[key] = place
            self.at[key] = time.time()


class Crowd:
    """So many receptions over HTTP by eight clients, beside whoever does harm meanwhile."""

    def __init__(self, product: Product, receptions: int) -> None:
        self.product = product
        chance = random.Random(7)
        self.open = [UUID(int=chance.getrandbits(128), version=4) for _ in range(receptions)]
        self.acks = Acknowledged(Path(tempfile.mkdtemp(prefix="motcua-acks-")) / "told")
        self.before = _dossiers(product)
        self.retries = self.unavailable = self.given_back = 0
        self.recoveries: list[float] = []
        self.faults: list[BaseException] = []
        self.go_home = threading.Event()

    def work(self, *beside: Callable[[], None]) -> float:
        """Work until every reception is acknowledged; return seconds. Raises the first fault."""
        began = time.monotonic()
        threads = [
            threading.Thread(target=self._guarded, args=(one,))
            for one in [*[self._client] * CLIENTS, *beside]
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for fault in self.faults:
            raise fault
        return time.monotonic() - began

    def wait_for(self, acknowledged: int) -> None:
        """Wait until so many receptions are acknowledged, or somebody failed."""
        while len(self.acks.told) < acknowledged and not self.faults:
            time.sleep(0.01)

    @property
    def slowest(self) -> float:
        """Return the longest wait, in seconds, of a reception that was interrupted."""
        return round(max(self.recoveries, default=0), 1)

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as fault:  # noqa: BLE001 - handed to the main thread
            self.faults.append(fault)

    def _client(self) -> None:
        counter = None
        while self.open and not self.faults and not self.go_home.is_set():
            with suppress(IndexError):
                key = self.open.pop()
                counter = self._acknowledged(counter, key)

    def _acknowledged(self, counter: Counter | None, key: UUID) -> Counter | None:
        """Send one reception until it is answered; a form is filled in the same way each time."""
        asked_at, was_interrupted = time.monotonic(), False
        while time.monotonic() - asked_at < PATIENCE_SECONDS and not self.go_home.is_set():
            try:
                counter = counter or Counter(self.product.visitor())
                self.acks.keep(key, counter.receive(key, random.Random(key.int)))
            except Interrupted as reason:
                counter = None if isinstance(reason, LoggedOut) else counter
                self._note(key, reason.answer)
                was_interrupted = True
                time.sleep(0.1)
                continue
            if was_interrupted:
                self.recoveries.append(time.monotonic() - asked_at)
            return counter
        if self.go_home.is_set():
            return None
        raise TimeoutError(f"{key} was not answered in {PATIENCE_SECONDS} s")

    def _note(self, key: UUID, answer: Answer | None) -> None:
        """Count the repetition, and whether a 503 gave the form back with its key."""
        with self.acks.lock:
            self.retries += 1
            if answer is not None and answer.status == 503:
                self.unavailable += 1
                self.given_back += str(key).encode() in answer.body


def _dossiers(product: Product) -> int:
    with product.database() as database:
        row = database.execute("SELECT coalesce(max(id), 0) FROM dossiers_dossier").fetchone()
        assert row is not None
        return int(str(row[0]))


def spread(receptions: int, times: int) -> Sequence[int]:
    """Return the counts of acknowledgements at which harm is done, evenly."""
    return [receptions // (times + 1) * nth for nth in range(1, times + 1)]
