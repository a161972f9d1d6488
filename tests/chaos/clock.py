"""P16: the clock of the service's machine jumps; deadlines stay right, no number comes twice.

    python -m tests.chaos.clock --receptions 600

Needs the package `faketime`; the database keeps its own clock. Prints one JSON line.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

from bench.product import Product, environment, new_home, running

from tests.chaos.crowd import Crowd, spread
from tests.chaos.verdict import Verdict, judge

LIBRARY = next(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"), None)
JUMPS = ("+1d", "-1d", "+3600", "+0", "@2026-12-31 16:59:40", "@2027-02-05 01:00:00", "+0")
"""Offsets, and instants in UTC: the end of the year in Viet Nam, the eve of Tết 2027."""


@dataclass
class Report:
    """One line of the figures."""

    acknowledged: int
    jumps: list[str]
    deadlines_checked: int
    deadlines_wrong: int
    days: int
    retries: int
    verdict: Verdict

    @property
    def held(self) -> bool:
        """Whether the promise was kept."""
        return self.verdict.held and self.deadlines_checked > 0 and not self.deadlines_wrong


def jump(receptions: int) -> Report:
    """Run the whole scenario and return its figures."""
    if LIBRARY is None:
        raise SystemExit("libfaketime is missing: apt-get install faketime")
    home, dial = new_home(), Path(tempfile.mkdtemp(prefix="motcua-clock-")) / "dial"
    dial.write_text("+0\n")
    faked = {
        "LD_PRELOAD": str(LIBRARY),
        "FAKETIME_TIMESTAMP_FILE": str(dial),
        "FAKETIME_CACHE_DURATION": "1",
        "DONT_FAKE_MONOTONIC": "1",
    }
    try:
        with running(home, **faked) as product:
            crowd = Crowd(product, receptions)

            def hand() -> None:
                for threshold, to in zip(spread(receptions, len(JUMPS)), JUMPS, strict=True):
                    crowd.wait_for(threshold)
                    dial.write_text(f"{to}\n")

            crowd.work(hand)
            verdict = judge(product, crowd.acks.told, crowd.before)
            checked, wrong, days = _deadlines(product, crowd.before)
    finally:
        Product(home, 0, None).clear()  # type: ignore[arg-type]
    return Report(len(crowd.acks.told), [*JUMPS], checked, wrong, days, crowd.retries, verdict)


def _deadlines(product: Product, before: int) -> tuple[int, int, int]:
    """Recompute every promise by the pure clock, in a process that knows the true time."""
    script = (
        "import django; django.setup()\n"
        "from motcua.casework.dossiers.clocks import clock_of\n"
        "from motcua.casework.dossiers.models import Dossier\n"
        f"found = [*Dossier.objects.filter(pk__gt={before})]\n"
        "wrong = sum(clock_of(one, ()).due_at != one.due_at for one in found)\n"
        "days = len({one.received_at.date() for one in found})\n"
        "print(len(found), wrong, days)\n"
    )
    env = environment(product.home, {"MOTCUA_DATABASE_URL": product.cluster.url()})
    env["DJANGO_SETTINGS_MODULE"] = "motcua.project.settings"
    done = subprocess.run(
        [sys.executable, "-c", script], env=env, capture_output=True, text=True, check=True
    )
    checked, wrong, days = map(int, done.stdout.split()[-3:])
    return checked, wrong, days


def main() -> int:
    """Run from the command line; the exit code tells whether the promise held."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--receptions", type=int, default=600)
    report = jump(parser.parse_args().receptions)
    sys.stdout.write(json.dumps({"scenario": "clock", **asdict(report)}) + "\n")
    return 0 if report.held else 1


if __name__ == "__main__":
    sys.exit(main())
