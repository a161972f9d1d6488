"""The floor: the same work as bare SQL on the same server, driven by pgbench."""

import re
import subprocess
from pathlib import Path

from bench import cpu
from bench.figures import Run
from bench.product import Product

_SQL = Path(__file__).parent / "sql"
_DONE = re.compile(r"number of transactions actually processed: (\d+)")
_LATENCY = re.compile(r"latency average = ([\d.]+) ms")
_ROUND_TRIPS = {"A": 1, "B1": 1, "B2": 4, "B3": 1, "C": 1}


def furnish(product: Product, dossiers: int) -> None:
    """Make and fill the bare tables."""
    text = (_SQL / "schema.sql").read_text().replace(":n", str(dossiers))
    with product.database() as database:
        database.execute(text)  # type: ignore[call-overload]
        database.execute("ANALYZE")


def run(product: Product, workload: str, clients: int, seconds: int, dossiers: int) -> Run:
    """Run one workload for some seconds; CPU is the server's and pgbench's own."""
    cluster = product.cluster
    argv = [cluster.programs / "pgbench", "-n", "-M", "prepared", "-T", seconds, "-c", clients]
    argv += ["-j", min(clients, 2), "-D", f"n={dossiers}", "-f", _SQL / f"{workload}.sql"]
    trees = (product.postmaster(), product.process.pid)
    before, machine = cpu.of_trees(trees[0]), cpu.of_machine()
    children = cpu.of_children()
    done = subprocess.run(
        [*map(str, argv), cluster.url()], capture_output=True, text=True, check=True
    )
    client = cpu.of_children() - children
    server = cpu.of_trees(trees[0]) - before
    count, latency = int(_DONE.findall(done.stdout)[0]), float(_LATENCY.findall(done.stdout)[0])
    return Run(
        "floor", workload, clients, count, seconds, [latency], server, client,
        cpu.of_machine() - machine, _ROUND_TRIPS[workload],
    )  # fmt: skip
