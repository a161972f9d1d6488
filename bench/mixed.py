"""The whole machine: what a province does in its peak second, all at once, by a steady clock.

    python -m bench.mixed --minutes 10

One registration, six steps, 150 pages and two look-ups a second (performance.md 5), each sent at
its own planned instant whether the others were answered or not; a latency is counted from that
instant. Prints one JSON line and adds a chapter to bench/RESULTS.md.
"""

import argparse
import heapq
import itertools
import json
import queue
import random
import sys
import threading
import time
from collections import Counter as Tally
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from bench import correct, cpu, results
from bench.fill import lay_on_the_desk
from bench.product import Product, running
from bench.visitor import Interrupted
from bench.workloads import WORKLOADS, Operation, Stock, UsedUp, stock_of
from motcua.kit import clock

PER_SECOND = {"A": 1.0, "B3": 6.0, "B1": 75.0, "B2": 75.0, "C": 2.0}
SCREENS = {"A": 3, "B3": 6, "B1": 24, "B2": 24, "C": 3}
"""How many people at screens do each kind of work: the most that can be under way at once."""


@dataclass
class Outcome:
    """Latencies by kind of work, in ms, and what went wrong."""

    latencies: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    faults: Tally[str] = field(default_factory=Tally)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, kind: str, milliseconds: float) -> None:
        """Note one answer."""
        with self.lock:
            self.latencies[kind].append(milliseconds)

    def line(self, seconds: float, busy: float, spent: Mapping[str, float]) -> dict[str, object]:
        """Return the figures as one JSON object; `busy` and `spent` by part are CPU seconds."""
        every = sorted(one for some in self.latencies.values() for one in some)
        return {
            "scenario": "whole machine",
            "seconds": round(seconds),
            "requests": len(every),
            "per_second": round(len(every) / seconds, 1),
            "p50_ms": _at(every, 0.5),
            "p95_ms": _at(every, 0.95),
            "p99_ms": _at(every, 0.99),
            "p99_by_kind": {kind: _at(sorted(one), 0.99) for kind, one in self.latencies.items()},
            "cpu_share": {part: round(s / seconds / cpu.CORES, 3) for part, s in spent.items()},
            "machine_cpu_share": round(busy / seconds / cpu.CORES, 3),
            "faults": dict(self.faults),
        }


def _spent(product: Product) -> dict[str, float]:
    """Return the CPU seconds that each part of the service has used so far."""
    parts = {"web": "gunicorn", "worker": "worker", "live": "uvicorn"}
    roots = {part: product.part(word) for part, word in parts.items()}
    roots["database"] = product.postmaster()
    return {part: cpu.of_trees(root) for part, root in roots.items()}


def _at(ordered: list[float], share: float) -> float:
    return round(ordered[min(len(ordered) - 1, int(share * len(ordered)))], 1) if ordered else 0.0


def plan(seconds: float, factor: float, chance: random.Random) -> Iterator[tuple[float, str]]:
    """Yield (second, kind) in order: arrivals at random, so many a second on average."""
    heads = [(chance.expovariate(rate * factor), kind) for kind, rate in PER_SECOND.items()]
    heapq.heapify(heads)
    while heads[0][0] < seconds:
        at, kind = heads[0]
        yield at, kind
        heapq.heapreplace(heads, (at + chance.expovariate(PER_SECOND[kind] * factor), kind))


def stocked(product: Product, steps: int) -> Stock:
    """Return what the load needs to know, with so many steps to complete laid on a desk."""
    lacking = steps - len(stock_of(product).seen)
    if lacking > 0:
        with product.database() as database:
            lay_on_the_desk(database, lacking)
    return stock_of(product)


def drive(product: Product, stock: Stock, seconds: float, factor: float) -> Outcome:
    """Send everything at its planned instant and wait for the last answer."""
    outcome = Outcome()
    lines: dict[str, queue.Queue[float | None]] = {kind: queue.Queue() for kind in PER_SECOND}
    threads = []
    for kind, count in SCREENS.items():
        for _ in range(count):
            operate = WORKLOADS[kind](product.visitor(), stock)
            work = (kind, operate, lines[kind], outcome)
            threads.append(threading.Thread(target=_screen, args=work))
    for thread in threads:
        thread.start()
    began = time.perf_counter()
    for at, kind in plan(seconds, factor, random.Random(7)):
        time.sleep(max(0.0, began + at - time.perf_counter()))
        lines[kind].put(began + at)
    for kind, line in lines.items():
        for _ in itertools.repeat(None, SCREENS[kind]):
            line.put(None)
    for thread in threads:
        thread.join()
    return outcome


def _screen(
    kind: str, operate: Operation, line: "queue.Queue[float | None]", outcome: Outcome
) -> None:
    while (planned := line.get()) is not None:
        try:
            operate()
        except (Interrupted, AssertionError, UsedUp) as fault:
            outcome.faults[f"{kind}: {type(fault).__name__} {str(fault)[:60]}"] += 1
            continue
        outcome.add(kind, 1000 * (time.perf_counter() - planned))


def main() -> int:
    """Measure; the exit code tells whether p99 stayed within 250 ms and nothing failed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--factor", type=float, default=1.0, help="3 is the week after Tết")
    parser.add_argument("--home", type=Path, help="a state folder that is kept, with its dossiers")
    chosen = parser.parse_args()
    seconds = 60 * chosen.minutes
    with running(chosen.home) as product:
        stock = stocked(product, round(1.2 * PER_SECOND["B3"] * chosen.factor * seconds))
        with product.database() as database:
            row = database.execute("SELECT max(id) FROM journal_entry").fetchone() or (0,)
        before, machine, began = _spent(product), cpu.of_machine(), time.perf_counter()
        outcome = drive(product, stock, seconds, chosen.factor)
        passed = time.perf_counter() - began
        spent = {part: now - before[part] for part, now in _spent(product).items()}
        busy = cpu.of_machine() - machine
        correct.check(product, int(str(row[0])))
    line = outcome.line(passed, busy, spent)
    sys.stdout.write(json.dumps(line) + "\n")
    told = f"{chosen.minutes:g} minutes, load × {chosen.factor:g}."
    results.keep(
        "The whole machine", f"{told}\n\n```json\n{json.dumps(line)}\n```", clock.now().date()
    )
    return 0 if not outcome.faults and float(str(line["p99_ms"])) <= 250 else 1


if __name__ == "__main__":
    sys.exit(main())
