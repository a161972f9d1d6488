"""The workloads as a person drives them: over HTTP, logged in, with forms and their tokens."""

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import uuid4

from bench.counter import Counter
from bench.product import Product
from bench.visitor import Answer, Visitor
from motcua.registers.people.rules import DEMO_PASSWORD

Operation = Callable[[], None]


class UsedUp(Exception):
    """What can be done only once has all been done."""


_SPECIALIST = """
SELECT o.username, o.id FROM processes_task t JOIN people_officer o ON o.id = t.assignee_id
 WHERE t.state = 'open' AND t.act = 'appraise' AND t.role = 'specialist'
 GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1
"""
_STEPS = """
SELECT t.id, t.dossier_id FROM processes_task t JOIN dossiers_dossier d ON d.id = t.dossier_id
 WHERE t.assignee_id = %s AND t.state = 'open' AND t.act = 'appraise' AND d.state = 'in_process'
 ORDER BY t.id DESC
"""
_KEYS = """
SELECT code, look_up_key FROM dossiers_dossier WHERE code IS NOT NULL ORDER BY id DESC LIMIT 100000
"""


@dataclass
class Stock:
    """What the operations need to know of the data, and what is used up only once."""

    specialist: str
    steps: Iterator[tuple[int, int]]
    seen: list[int]
    keys: list[tuple[str, str]]
    lock: Lock = field(default_factory=Lock)

    def next_step(self) -> tuple[int, int]:
        """Return an open step nobody else was given: task and dossier. Raises `UsedUp`."""
        with self.lock:
            for step in self.steps:
                return step
        raise UsedUp


def stock_of(product: Product) -> Stock:
    """Look up who has the most to do, and what may be looked at."""
    with product.database() as database:
        found: Any = database.execute(_SPECIALIST).fetchone()
        username, officer_id = found
        steps: Any = database.execute(_STEPS, [officer_id]).fetchall()
        keys: Any = database.execute(_KEYS).fetchall()
    return Stock(username, iter(steps), [dossier for _, dossier in steps], keys)


def receive(visitor: Visitor, _stock: Stock) -> Operation:
    """A: the counter's form sent, answered with the way to the receipt."""
    counter, chance = Counter(visitor), random.Random()
    return lambda: _expect(bool(counter.receive(uuid4(), chance)), "no receipt")


def worklist(visitor: Visitor, stock: Stock) -> Operation:
    """B1: a specialist's first page of open work."""
    visitor.log_in(stock.specialist, DEMO_PASSWORD)
    return lambda: _page(visitor.get("/desk/worklist/"), b"/desk/")


def open_dossier(visitor: Visitor, stock: Stock) -> Operation:
    """B2: a dossier's workspace."""
    visitor.log_in(stock.specialist, DEMO_PASSWORD)
    chance = random.Random()
    return lambda: _page(visitor.get(f"/desk/dossiers/{chance.choice(stock.seen)}/"), b"H41.")


def complete_step(visitor: Visitor, stock: Stock) -> Operation:
    """B3: opinion and submission in one form; the dossier goes to its next step."""
    visitor.log_in(stock.specialist, DEMO_PASSWORD)
    visitor.open_form("/desk/worklist/")

    def submit() -> None:
        task, dossier = stock.next_step()
        fields = [
            ("idempotency_key", str(uuid4())),
            ("task", str(task)),
            ("opinion", "Hồ sơ đủ điều kiện giải quyết."),
            ("eligible", "yes"),
        ]
        answer = visitor.post(f"/desk/dossiers/{dossier}/acts/submit/", fields)
        _expect(answer.status == 302, f"step answered {answer.status}")

    return submit


def track(visitor: Visitor, stock: Stock) -> Operation:
    """C: somebody without an account asks where a dossier is."""
    order = itertools.cycle(random.sample(stock.keys, len(stock.keys)))

    def look() -> None:
        code, key = next(order)
        _page(visitor.get(f"/track/?code={code}&key={key}"), code.encode())

    return look


WORKLOADS: dict[str, Callable[[Visitor, Stock], Operation]] = {
    "A": receive,
    "B1": worklist,
    "B2": open_dossier,
    "B3": complete_step,
    "C": track,
}


def _page(answer: Answer, holds: bytes) -> None:
    _expect(answer.status == 200 and holds in answer.body, f"page answered {answer.status}")


def _expect(is_right: bool, otherwise: str) -> None:
    if not is_right:
        raise AssertionError(otherwise)
