"""`python -m bench A B1 B2 B3 C --n 10000 --clients 1,8 --secs 5 --reps 3`: floor against ours.

Floor and ours take turns on the same server; prints one JSON line a run and writes a chapter of
bench/RESULTS.md. What counts is CPU for one operation, round trips and the ratio of medians; rates
and latencies depend on who else uses the machine. `L` alone loads a history and needs no service;
`E` alone asks the one box of a history, see bench/search.py; `J` alone sweeps one, see
bench/sweep.py; `D` alone (K among it) times the board's pages and proves their figures. `--home`
names a state folder that holds a history, which is kept.
"""

import argparse
import json
import statistics
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from bench import board, correct, floor, history, ours, results, search, sweep
from bench.figures import Run, median_cpu, median_rate
from bench.fill import fill
from bench.product import Product, running
from bench.workloads import WORKLOADS, Stock, UsedUp, stock_of
from motcua.kit import clock

Line = dict[str, Any]
Kept = dict[tuple[str, int, str], list[Run]]


def main() -> None:
    """Measure and write down."""
    chosen = _chosen()
    if chosen.workloads == ["L"]:
        _alone("Loading a history", [history.measure(chosen.n, chosen.home)], history.tell)
        return
    if chosen.workloads == ["E"]:
        _alone("The one box", search.measure(chosen.home, chosen.n), search.tell)
        return
    if chosen.workloads == ["J"]:
        _alone("The nightly sweep", [sweep.measure(chosen.n, chosen.home)], history.tell)
        return
    if chosen.workloads in (["D"], ["K"]):
        count, text = board.told(board.measure(chosen.n, chosen.home))
        results.keep(f"The board over {_about(count)} dossiers", text, clock.now().date())
        print(text)
        return
    kept: Kept = defaultdict(list)
    with running(chosen.home) as product:
        with product.database() as database:
            fill(database, chosen.n)
            (since,) = database.execute("SELECT max(id) FROM journal_entry").fetchone() or (0,)
            (there,) = database.execute("SELECT count(*) FROM dossiers_dossier").fetchone() or (0,)
        chosen.n = int(str(there))
        floor.furnish(product, chosen.n)
        stock = stock_of(product)
        for workload in chosen.workloads:
            for clients in chosen.clients:
                _take_turns(product, workload, clients, chosen, stock, kept)
        correct.check(product, int(str(since)))
    text = table(kept, chosen.n, chosen.secs)
    title = f"The counter's work at {_about(chosen.n)} dossiers"
    results.keep(title, text, clock.now().date())
    print(text)


def _alone(title: str, measured: Iterable[Line], tell: Callable[[Line], None]) -> None:
    """Tell each line as it comes, and keep them all in a chapter."""
    lines = []
    for line in measured:
        tell(line)
        lines.append(line)
    count = max(int(line["dossiers"]) for line in lines)
    title = f"{title} of {_about(count)} dossiers"
    results.keep(title, results.listed(lines), clock.now().date())


def _about(number: int) -> str:
    """Round to one figure, so that a repeated run finds its chapter."""
    return f"{round(number, 1 - len(str(number))):,}"


def _chosen() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("workloads", nargs="*", default=list(WORKLOADS))
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--clients", default=[1, 8], type=lambda s: [int(n) for n in s.split(",")])
    parser.add_argument("--secs", type=int, default=5)
    parser.add_argument("--reps", type=int, default=3)
    parser.add_argument("--home", type=Path, help="a state folder that is kept, with its dossiers")
    return parser.parse_args()


def _take_turns(
    product: Product,
    workload: str,
    clients: int,
    chosen: argparse.Namespace,
    stock: Stock,
    kept: Kept,
) -> None:
    """Work that is used up ends the turns: the medians are those of fewer."""
    for _ in range(chosen.reps):
        try:
            runs = (
                floor.run(product, workload, clients, chosen.secs, chosen.n),
                ours.run(product, workload, clients, chosen.secs, stock),
            )
        except UsedUp:
            return
        for one in runs:
            kept[workload, clients, one.who].append(one)
            print(json.dumps(one.line()), flush=True)


def table(kept: Kept, dossiers: int, seconds: int) -> str:
    """Return the medians as Markdown."""
    lines = [
        f"Medians at {dossiers:,} dossiers, {seconds} s a run, floor and ours in turns.",
        "The floor is bare SQL through pgbench (its own CPU counted) on the same server; ours is",
        "the whole way: HTTP, session, permissions, CSRF, act, journal, HTML. CPU is that of web",
        "and database processes.",
        f"Others, the load's own client among them, used {_others(kept):.0%} of the busy CPU",
        "meanwhile: above 15 % only ratio and round trips mean something.",
        "",
        "| work | clients | floor CPU ms | ours CPU ms | of it database | ratio | round trips"
        " | ours/s | p50 ms | p99 ms |",
        "|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|",
    ]
    for workload, clients in sorted({(key[0], key[1]) for key in kept}):
        lines.append(_row(workload, clients, kept))
    return "\n".join(lines) + "\n"


def _others(kept: Kept) -> float:
    """Return the median share of the machine's busy CPU that neither web nor database used."""
    runs = [run for (_, _, who), some in kept.items() if who == "ours" for run in some]
    return statistics.median(
        1 - (run.server_cpu + run.program_cpu) / max(run.machine_cpu, 0.01) for run in runs
    )


def _row(workload: str, clients: int, kept: Kept) -> str:
    bare, ours_ = kept[workload, clients, "floor"], kept[workload, clients, "ours"]
    ours_ms, bare_ms = median_cpu(ours_), median_cpu(bare)
    middle = sorted(ours_, key=lambda run: run.cpu_ms)[len(ours_) // 2]
    cells = [
        workload,
        str(clients),
        f"{bare_ms:.2f}",
        f"{ours_ms:.2f}",
        f"{1000 * middle.server_cpu / max(middle.operations, 1):.2f}",
        f"{ours_ms / bare_ms:.0f}×" if bare_ms else "-",
        f"{middle.round_trips:.1f}",
        f"{median_rate(ours_):.0f}",
        f"{middle.percentile(0.5):.1f}",
        f"{middle.percentile(0.99):.1f}",
    ]
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
