"""Workloads D and K: the board's pages over a history, and whether their figures hold.

One visitor, page after page, the whole way: HTTP, session, sight, figures, HTML. Database CPU is
that of the server's processes for one page. The figures are proven equal to the dossiers at the
end, by the product's own command. A folder given with `--home` is used as it is and kept.
"""

import json
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

from bench import cpu
from bench.product import ROOT, Product, environment, new_home, running
from motcua.registers.people.rules import DEMO_PASSWORD

YEAR = 2024
_CELLS = """
SELECT CASE WHEN u.level = 'division' THEN coalesce(u.parent_id, u.id) ELSE u.id END,
  v.procedure_id
FROM dossiers_dossier d JOIN organisation_unit u ON u.id = d.competent_unit_id
JOIN catalogue_procedureversion v ON v.id = d.version_id
WHERE d.finished_at >= %s AND d.finished_at < %s GROUP BY 1, 2 ORDER BY count(*) DESC LIMIT 1
"""


def measure(dossiers: int, home: Path | None, repeats: int = 40) -> list[dict[str, Any]]:
    """Return p50, p95 and CPU of each page in ms. Raises `AssertionError` when a figure differs."""
    place = home or new_home()
    if home is None:
        _call(place, "demo", "--dossiers", str(dossiers))
    with running(place) as product:
        with product.database() as database:
            database.execute("VACUUM (ANALYZE)")
            (count,) = database.execute("SELECT count(*) FROM dossiers_dossier").fetchone() or (0,)
        found = [
            {"page": name, "dossiers": count} | _timed(product, address, repeats)
            for name, address in _pages(product).items()
        ]
        holds = _call(place, "figures", "prove", MOTCUA_DATABASE_URL=product.cluster.url())
    if home is None:
        product.clear()
    if not holds:
        raise AssertionError("the figures are not those of the dossiers")
    return found


def _pages(product: Product) -> dict[str, str]:
    with product.database() as database:
        days = (f"{YEAR}-01-01", f"{YEAR + 1}-01-01")
        unit, procedure = database.execute(_CELLS, days).fetchone() or (0, 0)
    year = f"from={YEAR}-01-01&to={YEAR}-12-31"
    return {
        "V1 this month, by unit": "/board/",
        "V1 this month, by procedure": "/board/?by=procedure",
        "V1 this month, by field": "/board/?by=field",
        "V1 a past year, by unit": f"/board/?{year}",
        "V1 a past year, by procedure": f"/board/?{year}&by=procedure",
        "V1 as at a past day, by unit": f"/board/?from={YEAR}-03-01&to={YEAR}-03-17",
        "V1 years side by side": "/board/?step=year",
        "rows: late in a year, one unit": f"/board/rows/?{year}&measure=late&key={unit}",
        "rows: late in a year, one procedure": (
            f"/board/rows/?{year}&by=procedure&measure=late&key={procedure}"
        ),
        "rows: received in a year, whole province": f"/board/rows/?{year}&measure=received&key=",
        "rows: overdue at a past day": (
            f"/board/rows/?from={YEAR}-03-01&to={YEAR}-03-17&measure=overdue&key="
        ),
        "rows: overdue now": "/board/rows/?measure=overdue&key=",
        "V3 an agency, 24 months": f"/board/agencies/{unit}/?months=24",
        "V2 index, agencies x 12 months": f"/board/index/?year={YEAR}",
        "M3 at risk": "/board/risk/",
    }


def _timed(product: Product, address: str, repeats: int) -> dict[str, Any]:
    visitor = product.visitor()
    visitor.log_in("trungtam.giamdoc", DEMO_PASSWORD)
    for _ in range(5):
        answer = visitor.get(address)
        assert answer.status == 200, (address, answer.status)  # noqa: S101 - correctness inside
    server, web = product.postmaster(), product.part("gunicorn")
    before, taken = (cpu.of_trees(server), cpu.of_trees(web)), []
    for _ in range(repeats):
        began = time.perf_counter()
        visitor.get(address)
        taken.append(1000 * (time.perf_counter() - began))
    spent = [now - then for now, then in
             zip((cpu.of_trees(server), cpu.of_trees(web)), before, strict=True)]  # fmt: skip
    return {
        "p50_ms": round(statistics.median(taken), 1),
        "p95_ms": round(statistics.quantiles(taken, n=20)[-1], 1),
        "database_cpu_ms": round(1000 * spent[0] / repeats, 1),
        "web_cpu_ms": round(1000 * spent[1] / repeats, 1),
        "bytes": len(answer.body),
    }


def _call(home: Path, *words: str, **settings: str) -> bool:
    command = [sys.executable, "-m", "motcua", *words]
    surroundings = environment(home, {"MOTCUA_DEMO": "1", **settings})
    return not subprocess.run(command, env=surroundings, cwd=ROOT, check=False).returncode


def told(found: list[dict[str, Any]]) -> tuple[int, str]:
    """Return how many dossiers there were, and the table as Markdown; one JSON line a page."""
    for line in found:
        print(json.dumps(line, ensure_ascii=False))
    names = ("page", "p50 ms", "p95 ms", "database CPU ms", "web CPU ms", "bytes")
    keys = ("page", "p50_ms", "p95_ms", "database_cpu_ms", "web_cpu_ms", "bytes")
    rows = [f"| {' | '.join(str(line[key]) for key in keys)} |" for line in found]
    head = [f"| {' | '.join(names)} |", "|---|" + "---:|" * (len(names) - 1)]
    proof = "Afterwards every figure of the nightly proof equalled the count of the dossiers."
    return found[0]["dossiers"], "\n".join([*head, *rows, "", proof])
