"""Ours: the same work through the product's pages, with its CPU and its round trips."""

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

import psycopg

from bench import cpu
from bench.figures import Run
from bench.product import Product
from bench.workloads import WORKLOADS, Operation, Stock, UsedUp

COUNTED = 20


def run(product: Product, workload: str, clients: int, seconds: int, stock: Stock) -> Run:
    """Drive one workload for some seconds; an operation that answers wrongly ends the bench."""
    operations = [WORKLOADS[workload](product.visitor(), stock) for _ in range(clients)]
    for operate in operations:
        operate()
    round_trips = count_round_trips(product, operations[0])
    web, server = product.part("gunicorn"), product.postmaster()
    before = cpu.of_trees(web), cpu.of_trees(server), cpu.of_machine()
    started = time.perf_counter()
    latencies = _drive(operations, started + seconds)
    passed = time.perf_counter() - started
    after = cpu.of_trees(web), cpu.of_trees(server), cpu.of_machine()
    spent = [now - then for now, then in zip(after, before, strict=True)]
    return Run(
        "ours", workload, clients, len(latencies), passed, latencies,
        spent[1], spent[0], spent[2], round_trips,
    )  # fmt: skip


def _drive(operations: list[Operation], until: float) -> list[float]:
    latencies: list[float] = []
    faults: list[Exception] = []

    def client(operate: Operation) -> None:
        try:
            while time.perf_counter() < until and not faults:
                began = time.perf_counter()
                operate()
                latencies.append(1000 * (time.perf_counter() - began))
        except UsedUp:
            return
        except Exception as fault:  # noqa: BLE001 - handed to the main thread
            faults.append(fault)

    threads = [threading.Thread(target=client, args=(one,)) for one in operations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for fault in faults:
        raise fault
    return latencies


def count_round_trips(product: Product, operate: Operation) -> float:
    """Return statements to the database for one operation, transaction marks included.

    The server logs them for a moment while the worker holds its breath.
    """
    log = product.cluster.log
    with _logging(product), _held(product.part("worker")):
        start = log.stat().st_size
        for _ in range(COUNTED):
            operate()
        time.sleep(0.2)
        with log.open("rb") as lines:
            lines.seek(start)
            said = lines.read().splitlines()
    asked = sum(b" execute " in line or b" statement: " in line for line in said)
    return asked / COUNTED


@contextmanager
def _logging(product: Product) -> Iterator[None]:
    _tell(product, "ALTER SYSTEM SET log_min_duration_statement = 0")
    try:
        yield
    finally:
        _tell(product, "ALTER SYSTEM RESET log_min_duration_statement")


def _tell(product: Product, order: str) -> None:
    url = product.cluster.url("postgres", "postgres")
    with psycopg.connect(url, autocommit=True) as database:
        database.execute(order)  # type: ignore[call-overload]
        database.execute("SELECT pg_reload_conf()")
    time.sleep(0.5)


@contextmanager
def _held(pid: int) -> Iterator[None]:
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)
