"""Workload J: the nightly sweep over N dossiers, and what it costs to say why they are late.

A history of N dossiers is loaded first, or found in `--home`; then the product's own sweep is run
twice, as on the first night and again at once. A history leaves few promises near or past, so the
night is one UNSWEPT days later, when most open dossiers are affected; a usual night, a day after
another, is measured before and taken back. Every alert is checked by a
slow scan that reckons the working time of each dossier by itself. With `--home` all that the sweep
wrote is taken back, so that the folder serves again.
"""

import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, TypeVar

from bench import history
from motcua.project.embedded import cluster_in, using

T = TypeVar("T")
UNSWEPT = timedelta(days=10)
EXPLAINED = 1_000_000
"""Of a larger history only the last dossiers are explained again."""


def measure(dossiers: int, home: Path | None) -> dict[str, Any]:
    """Return seconds, rows and checks of two sweeps in a row."""
    with kept_history(dossiers, home) as folder, using(cluster_in(folder)) as address:
        os.environ |= {"MOTCUA_HOME": str(folder), "MOTCUA_DATABASE_URL": address}
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.project.settings"
        if home is None:
            history.load(folder, address, dossiers)
        import django

        django.setup()
        return _figures(is_kept=home is None)


@contextmanager
def kept_history(dossiers: int, home: Path | None) -> Iterator[Path]:
    """Give the folder of a history, or one that is removed afterwards."""
    if home is not None:
        yield home
        return
    folder = Path(tempfile.mkdtemp(prefix="motcua-bench-"))
    try:
        yield folder
    finally:
        for one in (cluster_in(folder).place, folder):
            shutil.rmtree(one, ignore_errors=True)


def _figures(*, is_kept: bool) -> dict[str, Any]:
    from django.db import transaction

    from motcua.casework.dossiers.models import Dossier
    from motcua.kit import clock

    now = clock.now() + UNSWEPT
    ids = Dossier.objects.order_by("id").values_list("id", flat=True)
    first, last, count = ids[0], ids.reverse()[0], ids.count()
    usual = _usual_night(clock.now())
    with transaction.atomic():
        swept = _sweep(now)
        transaction.set_rollback(not is_kept)
    return {
        "workload": "J",
        "dossiers": count,
        "a_usual_night": usual,
        **swept,
        **_why(max(first, last - EXPLAINED + 1), last, now),
    }


def _usual_night(now: datetime) -> dict[str, Any]:
    """Sweep today, then measure the sweep of tomorrow, and take both back."""
    from django.db import transaction

    from motcua.oversight.clockwatch.sweep import sweep

    with transaction.atomic():
        sweep(now)
        seconds, told = _timed(lambda: sweep(now + timedelta(days=1)))
        transaction.set_rollback(True)
    return {"seconds": seconds, "told": sum(told.values())}


def _sweep(now: datetime) -> dict[str, Any]:
    from motcua.foundation.journal.models import Entry
    from motcua.oversight.clockwatch.models import Alert
    from motcua.oversight.clockwatch.sweep import sweep

    expected = _expected(now)
    entries = Entry.objects.count()
    seconds, told = _timed(lambda: sweep(now))
    written = set(Alert.objects.values_list("dossier_id", "kind"))
    recorded = Entry.objects.count() - entries
    again, second = _timed(lambda: sweep(now))
    return {
        "first_sweep_seconds": seconds,
        "second_sweep_seconds": again,
        "told": {kind.value: n for kind, n in told.items()},
        "checks": {
            "alerts_are_what_a_slow_scan_finds": written == expected,
            "rows_are_the_newly_affected": len(expected) == sum(told.values()) == recorded,
            "a_second_run_writes_nothing": sum(second.values()) == 0
            and Alert.objects.count() == len(expected),
        },
    }


def _expected(now: datetime) -> set[tuple[int, str]]:
    """Judge each running dossier by itself: working minutes from now to its promise."""
    from motcua.casework.dossiers.models import ClockEvent, Dossier
    from motcua.casework.processes.models import Task
    from motcua.engine.worktime import working_minutes_between
    from motcua.registers.calendar.queries import calendar_at

    sorry = set(ClockEvent.objects.filter(kind="extended").values_list("dossier_id", flat=True))
    drafts = Task.objects.filter(act="approve_extension", state="open")
    sorry |= set(drafts.values_list("dossier_id", flat=True))
    found = set()
    for one in Dossier.objects.filter(state__in=["received", "in_process"]).iterator():
        if one.due_at is None:
            continue
        left = working_minutes_between(calendar_at(one.calendar_version), now, one.due_at)
        if one.due_at < now:
            found.add((one.pk, "overdue"))
        elif left <= 960:
            found.add((one.pk, "near_due"))
        if (one.due_at <= now or left <= 480) and one.pk not in sorry:
            found.add((one.pk, "apology_due"))
    return found


def _why(first: int, last: int, now: datetime) -> dict[str, Any]:
    from motcua.oversight.clockwatch.actions import keep_splits, wrong_splits
    from motcua.oversight.clockwatch.models import Split

    explained, kept = _timed(lambda: keep_splits(first, last, now))
    proof, wrong = _timed(lambda: wrong_splits(first, last, now))
    return {
        "ended": kept,
        "explaining_again_seconds": explained,
        "proof_seconds": proof,
        "wrong_splits": len(wrong),
        "late_ended": Split.objects.filter(is_late=True).count(),
        "v4_milliseconds": _pages(now),
    }


def _pages(now: datetime) -> dict[str, float]:
    """Return how long the readers of V4 take, for the year, the median of five."""
    from motcua.oversight.clockwatch.selections import Selection, lines_of, rows_of
    from motcua.oversight.indicators.rules import Dimension, Period
    from motcua.registers.organisation.rules import THE_SYSTEM

    today = now.date()
    year = Period(today - timedelta(days=365), today)
    late, every = Selection(year), Selection(year, is_only_late=False)
    asked: dict[str, Callable[[], object]] = {
        "late_by_unit": lambda: lines_of(late, Dimension.UNIT, by=THE_SYSTEM, now=now),
        "late_by_procedure": lambda: lines_of(late, Dimension.PROCEDURE, by=THE_SYSTEM, now=now),
        "all_by_unit": lambda: lines_of(every, Dimension.UNIT, by=THE_SYSTEM, now=now),
        "late_rows": lambda: rows_of(late, by=THE_SYSTEM, now=now),
    }
    return {
        name: round(1000 * sorted(_timed(act)[0] for _nth in range(5))[2], 1)
        for name, act in asked.items()
    }


def _timed(act: Callable[[], T]) -> tuple[float, T]:
    began = time.perf_counter()
    result = act()
    return round(time.perf_counter() - began, 4), result
