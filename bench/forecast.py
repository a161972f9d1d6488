"""How often the forecast holds: `python -m bench.forecast --n 6000 --asked 800`.

A history is loaded, or found in `--home`. Settled dossiers are drawn by chance, and for each a
moment between its reception and its settlement: what would the page have said then, knowing only
what was settled before? Counted is how many of those who were told a span ended within it (goal
80 ± 3 %), before it and after it; the checks see that no span was told of fewer than the least.
"""

import argparse
import os
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench import history, results
from bench.sweep import kept_history
from motcua.project.embedded import cluster_in, using

_DRAWN = """
SELECT version_id, competent_unit_id, received_at, finished_at FROM dossiers_dossier
 WHERE state IN ('finished', 'returned') AND finished_at > received_at + interval '2 hours'
   AND received_at > (SELECT min(received_at) FROM dossiers_dossier) + interval '270 days'
 ORDER BY md5(id::text) LIMIT %s
"""
Drawn = tuple[int, int, datetime, datetime]


def measure(dossiers: int, asked: int, home: Path | None) -> dict[str, Any]:
    """Ask for so many settled dossiers; return how often the span held."""
    with kept_history(dossiers, home) as folder, using(cluster_in(folder)) as address:
        os.environ |= {"MOTCUA_HOME": str(folder), "MOTCUA_DATABASE_URL": address}
        os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.project.settings"
        if home is None:
            history.load(folder, address, dossiers)
        import django

        django.setup()
        return {"workload": "forecast", "dossiers": dossiers, **_figures(asked)}


def _figures(asked: int) -> dict[str, Any]:
    from django.db import connection

    from motcua.casework.dossiers.likely import LEAST, SHARE_PERCENT

    chance, found, hours = Random(7), Counter[str](), list[float]()
    with connection.cursor() as cursor:
        cursor.execute(_DRAWN, [asked])
        drawn: list[Drawn] = cursor.fetchall()
    for one in drawn:
        how, long = _asked(one, chance.random())
        found[how] += 1
        hours += [long] if how != "untold" else []
    told = len(drawn) - found["untold"]
    return {
        "asked": len(drawn),
        "told": told,
        "inside_percent": round(100 * found["inside"] / max(1, told), 1),
        "before_percent": round(100 * found["before"] / max(1, told), 1),
        "after_percent": round(100 * found["after"] / max(1, told), 1),
        "goal_percent": SHARE_PERCENT,
        "least": LEAST,
        "span_hours_p50": round(sorted(hours)[len(hours) // 2], 1) if hours else None,
    }


def _asked(one: Drawn, luck: float) -> tuple[str, float]:
    """Ask at a moment of a dossier's life; return how it came, and how many hours the span has."""
    from motcua.casework.dossiers.likely import LEAST, like

    version, unit, received_at, finished_at = one
    now = received_at + luck * (finished_at - received_at)
    span = like(version, unit, now).end_of(received_at, now)
    if span is None:
        return "untold", 0.0
    if span.of < LEAST or span.last < span.first:
        raise AssertionError(span)
    hours = (span.last - span.first) / timedelta(hours=1)
    if finished_at < span.first:
        return "before", hours
    return ("inside" if finished_at <= span.last + timedelta(minutes=1) else "after"), hours


def main() -> None:
    """Measure, print and keep."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=6000)
    parser.add_argument("--asked", type=int, default=800)
    parser.add_argument("--home", type=Path)
    chosen = parser.parse_args()
    line = measure(chosen.n, chosen.asked, chosen.home)
    print(line)
    from motcua.kit import clock

    results.keep("How often the forecast holds", results.listed([line]), clock.now().date())


if __name__ == "__main__":
    main()
