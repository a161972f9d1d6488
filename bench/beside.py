"""Reception beside recognition, one run in turns: `python -m bench.beside`.

One counter receives dossier after dossier, first with nothing else going on, then while the worker
reads a stack of scanned pages behind it; in turns. What counts is the ratio of the 99th
percentiles (goal 1.5): the machine's other work is in both. It is checked that pages were still
being read when the last dossier was received; then the machine is stopped, and every page has
ended, read or as a picture.
"""

import random
import statistics
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Any
from uuid import uuid4

from PIL import Image

from bench import results, scanning
from bench.counter import OFFICER, Counter
from bench.product import Product, running
from bench.visitor import Visitor
from motcua.kit import clock
from motcua.registers.people.rules import DEMO_PASSWORD

ROUNDS, RECEPTIONS, WARM, PAGES, GOAL = 2, 120, 10, 10, 1.5
_PATIENCE_SECONDS = 300
_UNREAD = "SELECT count(*) FROM scanning_page WHERE state IN ('waiting', 'viewable')"
_UNOPENED = "SELECT count(*) FROM scanning_page WHERE state = 'waiting'"


def stack() -> bytes:
    """Return pages of workload G as one PDF."""
    first, *others = [Image.open(BytesIO(page)) for page in scanning.scans()[:PAGES]]
    out = BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=scanning.DPI)
    return out.getvalue()


def scanner(product: Product) -> Visitor:
    """Return another officer's screen at the station."""
    visitor = product.visitor()
    visitor.log_in(OFFICER, DEMO_PASSWORD)
    visitor.open_form("/desk/scans/")
    return visitor


@contextmanager
def reading(product: Product, at: Visitor, content: bytes) -> Iterator[None]:
    """Let the worker read a stack meanwhile; wait for its end afterwards."""
    key = ("idempotency_key", str(uuid4()))
    answer = at.upload("/desk/scans/", [key, ("act", "take")], ("stack", "stack.pdf", content))
    if answer.status != 302:
        raise AssertionError(f"the stack was answered with {answer.status}")
    _until(product, _UNOPENED)
    yield
    if not _count(product, _UNREAD):
        raise AssertionError("all was read before the last dossier was received")
    newest = _count(product, "SELECT max(id) FROM scanning_stack")
    at.post(f"/desk/scans/{newest}/cancel/", [("idempotency_key", str(uuid4()))])
    _until(product, _UNREAD)


def _until(product: Product, question: str) -> None:
    give_up = time.monotonic() + _PATIENCE_SECONDS
    while _count(product, question):
        if time.monotonic() > give_up:
            raise TimeoutError(question)
        time.sleep(0.3)


def _count(product: Product, question: str) -> int:
    with product.database() as database:
        (found,) = database.execute(question).fetchone() or (0,)
        return int(str(found))


def receive(counter: Counter, times: int, chance: random.Random) -> list[float]:
    """Receive so many dossiers one after the other; return the milliseconds of each."""
    spent = []
    for _ in range(times):
        began = time.perf_counter()
        counter.receive(uuid4(), chance)
        spent.append(1000 * (time.perf_counter() - began))
    return spent


def measure() -> dict[str, Any]:
    """Let both take turns on one service; return percentiles and their ratio."""
    content, chance = stack(), random.Random(7)
    spent: dict[str, list[float]] = {"alone": [], "beside": []}
    with running() as product:
        at, counter = scanner(product), Counter(product.visitor())
        receive(counter, WARM, chance)
        for _ in range(ROUNDS):
            spent["alone"] += receive(counter, RECEPTIONS, chance)
            with reading(product, at, content):
                spent["beside"] += receive(counter, RECEPTIONS, chance)
    return _told(spent)


def _told(spent: dict[str, list[float]]) -> dict[str, Any]:
    line: dict[str, Any] = {"workload": "G beside A", "receptions_each": ROUNDS * RECEPTIONS}
    cuts = {name: statistics.quantiles(found, n=100) for name, found in spent.items()}
    for name, found in cuts.items():
        line |= {f"{name}_p50_ms": round(found[49], 1), f"{name}_p99_ms": round(found[98], 1)}
    line["p50_ratio"] = round(cuts["beside"][49] / cuts["alone"][49], 2)
    line["p99_ratio"] = round(cuts["beside"][98] / cuts["alone"][98], 2)
    return line | {"goal": GOAL}


def main() -> None:
    """Measure, print and keep."""
    line = measure()
    print(line)
    results.keep("Reception beside recognition", results.listed([line]), clock.now().date())


if __name__ == "__main__":
    main()
