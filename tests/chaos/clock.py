"""P16: the clock of the service's machine jumps; deadlines stay right, no number comes twice.

    python -m tests.chaos.clock --receptions 600

Every Python process of the service follows a dial; the database keeps its own clock. Prints one
JSON line.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from bench.product import ROOT, Product, environment, new_home, running

from tests.chaos.crowd import Crowd, spread
from tests.chaos.verdict import Verdict, judge

DAY = 86_400
NEW_YEAR = datetime(2026, 12, 31, 16, 59, 40, tzinfo=UTC)
TET = datetime(2027, 2, 5, 1, tzinfo=UTC)
STATIONS = (DAY, -DAY, 3_600, -1, NEW_YEAR, TET, 0)
"""Seconds beside the true time, or an instant: midnight of New Year in Viet Nam, the eve of Tết."""
_FOLLOW = """
import os, threading, time
from datetime import UTC, datetime
from pathlib import Path
import time_machine
dial, began, steady = Path(os.environ["DIAL"]), time.time(), time.monotonic()

def follow():
    shift, traveller, pause = 0.0, None, threading.Event()
    while not pause.wait(0.2):
        wanted = float(dial.read_text() or 0)
        if wanted != shift:
            if traveller:
                traveller.stop()
            true = began + time.monotonic() - steady
            traveller = time_machine.travel(true + wanted, tick=True)
            traveller.start()
            shift = wanted

def start():
    threading.Thread(target=follow, daemon=True).start()

start()
os.register_at_fork(after_in_child=start)
"""


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
    home, folder = new_home(), Path(tempfile.mkdtemp(prefix="motcua-clock-"))
    dial = folder / "dial"
    dial.write_text("0")
    (folder / "sitecustomize.py").write_text(_FOLLOW)
    here = {"DIAL": str(dial), "PYTHONPATH": f"{folder}:{ROOT / 'src'}"}
    try:
        with running(home, **here) as product:
            crowd = Crowd(product, receptions)

            def hand() -> None:
                steps = spread(receptions, len(STATIONS))
                for threshold, station in zip(steps, STATIONS, strict=True):
                    crowd.wait_for(threshold)
                    dial.write_text(str(_shift(station)))

            crowd.work(hand)
            verdict = judge(product, crowd.acks.told, crowd.before)
            checked, wrong, days = _deadlines(product, crowd.before)
    finally:
        Product(home, 0, None).clear()  # type: ignore[arg-type]
    return Report(
        len(crowd.acks.told),
        [str(station) for station in STATIONS],
        checked,
        wrong,
        days,
        crowd.retries,
        verdict,
    )


def _shift(station: float | datetime) -> float:
    return station.timestamp() - time.time() if isinstance(station, datetime) else station


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
