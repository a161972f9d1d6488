"""P19: the database is gone for a minute; staff keep the typed form, and send it again.

    python -m tests.chaos.outage --receptions 1000 --seconds 60

Prints one JSON line.
"""

import argparse
import json
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.product import Product, new_home, running

from motcua.project.embedded import cluster_in, start, stop
from tests.chaos.crowd import Crowd
from tests.chaos.proxy import Proxy
from tests.chaos.verdict import Verdict, judge


@dataclass
class Report:
    """One line of the figures."""

    acknowledged: int
    answers_503: int
    forms_given_back: int
    time_to_green_seconds: float
    retries: int
    verdict: Verdict

    @property
    def held(self) -> bool:
        """Whether the promise was kept."""
        lost = self.answers_503 - self.forms_given_back
        return self.verdict.held and self.answers_503 > 0 and lost == 0


def outage(receptions: int, seconds: float) -> Report:
    """Run the whole scenario and return its figures."""
    home, folder = new_home(), Path(tempfile.mkdtemp(prefix="motcua-proxy-"))
    cluster = cluster_in(home)
    start(cluster)
    proxy = Proxy(folder, cluster.socket)
    proxy.mend()
    try:
        with running(home, MOTCUA_DATABASE_URL=f"postgresql://motcua@/motcua?host={folder}") as one:
            crowd, green = Crowd(one, receptions), list[float]()
            crowd.work(lambda: green.append(_cut(crowd, proxy, seconds)))
            verdict = judge(one, crowd.acks.told, crowd.before)
    finally:
        stop(cluster)
        Product(home, 0, None).clear()  # type: ignore[arg-type]
    return Report(
        len(crowd.acks.told), crowd.unavailable, crowd.given_back, round(green[0], 1),
        crowd.retries, verdict,
    )  # fmt: skip


def _cut(crowd: Crowd, proxy: Proxy, seconds: float) -> float:
    """Cut and mend; return the seconds until the next reception was acknowledged."""
    crowd.wait_for(len(crowd.open) // 3)
    proxy.cut()
    time.sleep(seconds)
    proxy.mend()
    mended, there = time.monotonic(), len(crowd.acks.told)
    crowd.wait_for(there + 1)
    return time.monotonic() - mended


def main() -> int:
    """Run from the command line; the exit code tells whether the promise held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--receptions", type=int, default=1000)
    parser.add_argument("--seconds", type=float, default=60)
    chosen = parser.parse_args()
    report = outage(chosen.receptions, chosen.seconds)
    sys.stdout.write(json.dumps({"scenario": "outage", **asdict(report)}) + "\n")
    return 0 if report.held else 1


if __name__ == "__main__":
    sys.exit(main())
