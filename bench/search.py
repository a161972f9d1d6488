"""Workload E: the one box at N dossiers, for somebody who sees all and for one counter.

`python -m bench E --home FOLDER` measures a state folder that holds a history (`motcua demo
--dossiers N`) and leaves it there; without one, a history of `--n` dossiers is loaded first. Each
kind of question is asked many times with drawn values: the database's time is that of the
statements of one search, the page's that of the whole answer over HTTP. What is found first must
be what a scan of every dossier in sight finds.
"""

import json
import math
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from bench.product import Product, environment, new_home, running
from bench.visitor import Visitor
from motcua.registers.people.rules import DEMO_PASSWORD

TIMES, CHECKED = 50, 6
TRIES = 3
"""Each question is asked so many times and the best counts: others use the machine as well."""
OFFICERS = {"all": "trungtam.giamdoc", "counter": "trungtam.tiepnhan"}
COMMON = ("nguyen thi", "thi hoa", "nguyen van", "tran thi", "Nguyễn Thị", "van nam")
PAGES = {"prefix": "/desk/suggest/"}
SEARCH = "/desk/search/"
_DRAWN = "SELECT {what} FROM dossiers_dossier d WHERE id = ANY(%s)"
Asked = dict[str, list[str]]


def measure(home: Path | None, dossiers: int) -> Iterator[dict[str, Any]]:
    """Yield one line of figures for each kind of question and each officer."""
    place = home or _loaded(dossiers)
    with running(place) as product:
        with _the_product(product):
            yield from _lines(product)
        if home is None:
            product.stop()
            product.clear()


def tell(line: dict[str, Any]) -> None:
    """Print the figures as one JSON line. Raises `AssertionError` when something was not found."""
    print(json.dumps(line, ensure_ascii=False), flush=True)
    if line["wrong"]:
        raise AssertionError(line["kind"])


def _loaded(dossiers: int) -> Path:
    home = new_home()
    command = [sys.executable, "-m", "motcua", "demo", "--dossiers", str(dossiers)]
    surroundings = environment(home, {"MOTCUA_DEMO": "1"})
    subprocess.run(command, env=surroundings, cwd=home, check=True)
    return home


@contextmanager
def _the_product(product: Product) -> Iterator[None]:
    """Let this process ask the service's own database by the product's code."""
    os.environ |= environment(product.home, {"MOTCUA_DATABASE_URL": product.cluster.url()})
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.project.settings"
    import django

    django.setup()
    yield


def _lines(product: Product) -> Iterator[dict[str, Any]]:
    from motcua.casework.lifecycle.finding import find
    from motcua.kit import clock
    from motcua.registers.organisation.queries import acting
    from motcua.registers.people.models import Officer

    asked, count = _questions(random.Random(7))
    for who, username in OFFICERS.items():
        by = acting(Officer.objects.get(username=username).pk, clock.now())
        if by is None:
            raise LookupError(username)
        visitor = product.visitor()
        visitor.log_in(username, DEMO_PASSWORD)
        visitor.open_form(SEARCH)
        for kind, texts in asked.items():
            most = 8 if kind in PAGES else 30
            costs = [_database(partial(find, by, text, most=most)) for text in texts]
            pages = [_page(visitor, PAGES.get(kind, SEARCH), text) for text in texts]
            wrong = [text for text in texts[:CHECKED] if not _is_right(by, text, kind, most)]
            yield {
                "workload": "E", "dossiers": count, "who": who, "kind": kind,
                "statements": max(one.statements for one in costs),
                "database_p50_ms": _share([one.ms for one in costs], 0.5),
                "database_p95_ms": _share([one.ms for one in costs], 0.95),
                "database_cpu_p50_ms": _share([one.cpu_ms for one in costs], 0.5),
                "database_cpu_p95_ms": _share([one.cpu_ms for one in costs], 0.95),
                "page_p50_ms": _share(pages, 0.5), "page_p95_ms": _share(pages, 0.95),
                "wrong": wrong,
            }  # fmt: skip


def _questions(chance: random.Random) -> tuple[Asked, int]:
    """Draw what is asked from the dossiers themselves."""
    count, last = _rows("SELECT count(*), max(id) FROM dossiers_dossier", [])[0]
    ids = [chance.randint(1, last) for _ in range(3 * TIMES)]
    what = """d.code, d.owner_name, (SELECT p.phone FROM dossiers_party p
      WHERE p.dossier_id = d.id AND p.phone <> '' LIMIT 1)"""
    rows = _rows(_DRAWN.format(what=what), [ids])[:TIMES]
    names = [name.split() for _, name, _ in rows]
    rare = _rows(
        """SELECT d.owner_name FROM dossiers_dossier d
        WHERE d.id = ANY(%s) AND d.owner_written NOT LIKE '%% thị %%' AND d.owner_search
          NOT LIKE 'nguyen %%' AND d.owner_search NOT LIKE '%% van %%'""",
        [[chance.randint(1, last) for _ in range(20 * TIMES)]],
    )
    return {
        "code": [code for code, _, _ in rows],
        "phone": [phone for _, _, phone in rows if phone],
        "phone tail": [phone[-4:] for _, _, phone in rows if phone],
        "whole name": [" ".join(name).lower() for name in names],
        "folded name": [_folded(" ".join(name)) for name in names],
        "two rare words": [_folded(" ".join(name.split()[:-3:-1])) for (name,) in rare[:TIMES]],
        "two common words": [COMMON[nth % len(COMMON)] for nth in range(TIMES)],
        "prefix": [_typed(name, nth) for nth, name in enumerate(names)],
    }, count  # fmt: skip


def _typed(name: list[str], nth: int) -> str:
    """Return as much of a name as somebody has typed at his nth key."""
    text = _folded(" ".join(name))
    return text[: 2 + nth % max(len(text) - 2, 1)]


def _folded(text: str) -> str:
    from motcua.kit.text import fold

    return fold(text)


def _rows(sql: str, values: list[Any]) -> list[Any]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        return list(cursor.fetchall())


class Cost(NamedTuple):
    """What the statements of a search took: time as seen from here, the server's CPU, how many."""

    ms: float
    cpu_ms: float
    statements: int


def _database(search: Any) -> Cost:
    """Return the least cost of a search."""
    from django.db import connection

    spent: list[float] = []

    def timed(execute: Any, *about: Any) -> Any:
        began = time.perf_counter()
        try:
            return execute(*about)
        finally:
            spent.append(1000 * (time.perf_counter() - began))

    (server,) = _rows("SELECT pg_backend_pid()", [])[0]
    best = Cost(math.inf, math.inf, 0)
    for _ in range(TRIES):
        spent.clear()
        before = _cpu_ms(server)
        with connection.execute_wrapper(timed):
            search()
        cpu = _cpu_ms(server) - before
        best = Cost(min(best.ms, sum(spent)), min(best.cpu_ms, cpu), len(spent))
    return best


def _cpu_ms(process: int) -> float:
    """Return the CPU a single-threaded process has used; the kernel counts in nanoseconds."""
    return int(Path(f"/proc/{process}/schedstat").read_text().split()[0]) / 1e6


def _page(visitor: Visitor, path: str, text: str) -> float:
    best = math.inf
    for _ in range(TRIES):
        began = time.perf_counter()
        answer = visitor.post(path, [("q", text)])
        best = min(best, 1000 * (time.perf_counter() - began))
        if answer.status != 200:
            raise AssertionError(answer.status)
    return best


def _is_right(by: Any, text: str, kind: str, most: int) -> bool:
    """Tell whether the first page is that of a scan of all that the officer may see."""
    from motcua.casework.lifecycle.finding import find

    found = [row.dossier_id for row in find(by, text, most=most).rows]
    return found == list(_scanned(by, text, kind))[:most]


def _scanned(by: Any, text: str, kind: str) -> Iterator[int]:
    from motcua.casework.lifecycle.queries import visible_to
    from motcua.kit.text import fold, words

    if kind in ("code", "phone", "phone tail"):
        about = {"code": "code", "phone": "parties__phone", "phone tail": "phone_tail"}[kind]
        yield from visible_to(by).filter(**{about: text}).order_by("-pk").values_list(
            "pk", flat=True).distinct()  # fmt: skip
        return
    loose = visible_to(by).order_by("-pk")
    for word in words(fold(text)):
        loose = loose.filter(owner_search__regex=rf"(^| ){word}")
    exact = loose
    for word in words(text):
        if fold(word) != word:
            exact = exact.filter(owner_written__regex=rf"(^| ){word}")
    first = [] if exact is loose else list(exact.values_list("pk", flat=True))
    yield from first
    seen = set(first)
    yield from (pk for pk in loose.values_list("pk", flat=True) if pk not in seen)


def _share(values: list[float], share: float) -> float:
    if not values:
        return 0.0
    if share == 0.5:
        return round(statistics.median(values), 2)
    return round(sorted(values)[min(len(values) - 1, int(share * len(values)))], 2)
