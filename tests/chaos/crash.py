"""P1: receptions over HTTP while web, worker and database are killed; nothing lost, nothing double.

    python -m tests.chaos.crash --receptions 1000 --kills 6

Prints one JSON line.
"""

import argparse
import json
import os
import signal
import sys
from contextlib import suppress
from dataclasses import asdict, dataclass

from bench.product import Product, children_of, family_of, running

from tests.chaos.crowd import Crowd, spread
from tests.chaos.verdict import Verdict, judge

VICTIMS = ("page", "database", "worker", "web", "database", "page")


@dataclass
class Report:
    """One line of the figures."""

    receptions: int
    kills: list[str]
    retries: int
    seconds: float
    slowest_recovery_seconds: float
    verdict: Verdict


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
    victims = (VICTIMS * (kills // len(VICTIMS) + 1))[:kills]
    killed: list[str] = []
    with running() as product:
        crowd = Crowd(product, receptions)

        def killer() -> None:
            for threshold, victim in zip(spread(receptions, kills), victims, strict=True):
                crowd.wait_for(threshold)
                if kill(product, victim):
                    killed.append(victim)

        seconds = crowd.work(killer)
        verdict = judge(product, crowd.acks.told, crowd.before)
    return Report(receptions, killed, crowd.retries, round(seconds, 1), crowd.slowest, verdict)


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
