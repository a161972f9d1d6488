"""P19: the database is gone for a minute; staff keep the typed form, and send it again.

    python -m tests.chaos.outage --receptions 1000 --seconds 60

Prints one JSON line.
"""

import argparse
import json
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.counter import PAGE, Counter
from bench.product import Product, new_home, running
from bench.visitor import Interrupted

from motcua.project.embedded import cluster_in, start, stop
from tests.chaos.crowd import Crowd
from tests.chaos.proxy import Proxy
from tests.chaos.verdict import Verdict, judge


@dataclass
class Report:
    """One line of the figures."""

    acknowledged: int
    forms_sent_meanwhile: int
    forms_given_back: int
    slowest_answer_seconds: float
    time_to_green_seconds: float
    retries: int
    verdict: Verdict

    @property
    def held(self) -> bool:
        """Whether the promise was kept."""
        lost = self.forms_sent_meanwhile - self.forms_given_back
        return self.verdict.held and self.forms_sent_meanwhile > 0 and lost == 0


@dataclass
class _Seen:
    sent: int = 0
    given_back: int = 0
    slowest: float = 0.0
    green: float = 0.0


def outage(receptions: int, seconds: float) -> Report:
    """Run the whole scenario and return its figures."""
    home, folder = new_home(), Path(tempfile.mkdtemp(prefix="motcua-proxy-"))
    cluster = cluster_in(home)
    start(cluster)
    proxy = Proxy(folder, cluster.socket)
    proxy.mend()
    try:
        with running(home, MOTCUA_DATABASE_URL=f"postgresql://motcua@/motcua?host={folder}") as one:
            crowd, seen = Crowd(one, receptions), _Seen()
            crowd.work(lambda: _cut(one, crowd, proxy, seconds, seen))
            verdict = judge(one, crowd.acks.told, crowd.before)
    finally:
        stop(cluster)
        Product(home, 0, None).clear()  # type: ignore[arg-type]
    return Report(
        len(crowd.acks.told), seen.sent, seen.given_back, round(seen.slowest, 1),
        round(seen.green, 1), crowd.retries, verdict,
    )  # fmt: skip


def _cut(product: Product, crowd: Crowd, proxy: Proxy, seconds: float, seen: _Seen) -> None:
    asker = Counter(product.visitor())
    crowd.wait_for(len(crowd.open) // 3)
    proxy.cut()
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        _send(asker, seen)
        time.sleep(0.5)
    proxy.mend()
    mended, there = time.monotonic(), len(crowd.acks.told)
    crowd.wait_for(there + 1)
    seen.green = time.monotonic() - mended


def _send(asker: Counter, seen: _Seen) -> None:
    """Send a form with words that nobody wants to type twice."""
    words = "Nhà cấp bốn, hai gian, mái ngói; phía đông giáp mương"
    fields = [("idempotency_key", "5" * 8), ("act", "receive"), ("note", words)]
    began = time.monotonic()
    seen.sent += 1
    with suppress(Interrupted):
        answer = asker.visitor.post(PAGE, fields)
        page = answer.body.decode(errors="replace")
        seen.given_back += answer.status == 503 and words in page and "555" in page
    seen.slowest = max(seen.slowest, time.monotonic() - began)


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
