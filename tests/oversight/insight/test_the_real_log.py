"""The receiving phase of a municipality's permits, replayed whole and read back by pm4py.

pm4py (AGPL) is a judge, never a dependency: it lives in a throwaway environment of its own, made
for this test and run as another process. Where it cannot be had, the test is skipped and says so.
"""

import json
import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.foundation.journal.models import Entry
from motcua.oversight.insight.export import export_log
from motcua.oversight.insight.replay import Replayed, replay
from motcua.oversight.insight.rules import ChannelLine

LOG = Path(__file__).parents[4] / "shared" / "data" / "eventlogs" / "coselog_wabo_receipt.xes.gz"
PM4PY = "pm4py==2.7.23.11"
JUDGE = """
import json, sys
import pandas, pm4py

def read(name):
    if not name.endswith(".csv"):
        return pm4py.convert_to_event_log(pm4py.read_xes(name))
    table = pandas.read_csv(name, keep_default_na=False)
    column = pandas.to_datetime(table["time:timestamp"], utc=True, format="ISO8601")
    return pm4py.convert_to_event_log(table.assign(**{"time:timestamp": column}))

def event(one):
    at = one["time:timestamp"].timestamp()
    return [one["concept:name"], one.get("org:resource", ""), round(at * 1000)]

def told(log):
    cases = {trace.attributes["concept:name"]: [event(one) for one in trace] for trace in log}
    return {"cases": cases, "variants": len(pm4py.get_variants(log))}

print(json.dumps([told(read(name)) for name in sys.argv[1:]]))
"""

pytestmark = [pytest.mark.slow, pytest.mark.needs_shared]


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """The real log, where no path of this machine gets into its name."""
    if not LOG.exists():
        pytest.skip(f"{LOG.name} is read from the shared data, which is absent")
    return Path(shutil.copy(LOG, tmp_path / LOG.name))


@pytest.fixture
def judge(tmp_path: Path) -> Iterator[Path]:
    """The Python of a throwaway environment with pm4py in it."""
    home = tmp_path / "judge"
    uv = shutil.which("uv")
    if uv is None:
        pytest.skip("no uv to make pm4py's throwaway environment with")
    python = home / "bin" / "python"
    for words in (["venv", str(home)], ["pip", "install", "--python", str(python), PM4PY]):
        try:
            subprocess.run([uv, "-q", *words], check=True, timeout=120, capture_output=True)
        except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as missing:
            pytest.skip(f"pm4py's throwaway environment cannot be made: {missing}")
    yield python
    shutil.rmtree(home)


@pytest.mark.django_db
def test_the_real_log_goes_in_whole_and_comes_back_as_it_was(
    log: Path, judge: Path, tmp_path: Path, settings: Any
) -> None:
    done = replay(log, now=datetime(2026, 11, 22, 9, 0, tzinfo=UTC))
    _is_what_the_sources_say(done)
    assert Entry.objects.filter(kind="task.done").count() == 8_577
    names = [str(log), *(str(_exported(form, tmp_path)) for form in ("xes", "csv"))]
    original, *ours = _judged(judge, names)
    assert (len(original["cases"]), original["variants"]) == (1_434, 116)
    for given in ours:
        assert given["variants"] == original["variants"]
        assert given["cases"] == original["cases"]


def _is_what_the_sources_say(done: Replayed) -> None:
    assert (done.cases, done.dossiers) == (1_434, 1_434)
    assert (done.events, done.steps) == (8_577, 8_577)
    assert (done.closed, done.open, done.after_end, done.moved_start) == (1_329, 105, 145, 4)
    assert done.lines == (
        ChannelLine("Internet", 1_250, 1_148, 313),
        ChannelLine("Desk", 109, 107, 39),
        ChannelLine("Post", 53, 52, 17),
        ChannelLine("e-mail", 21, 21, 8),
        ChannelLine("Intern", 1, 1, 0),
    )


def _exported(form: str, folder: Path) -> Path:
    path = folder / f"given.{form}"
    with path.open("wb") as out:
        assert export_log(form, out) == 1_434
    return path


def _judged(judge: Path, names: list[str]) -> list[dict[str, Any]]:
    done = subprocess.run(
        [str(judge), "-c", JUDGE, *names], capture_output=True, text=True, check=True, timeout=120
    )
    found: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return found
