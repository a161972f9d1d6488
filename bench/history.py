"""Workload L: load a history of N dossiers, with their papers and events, into a fresh database.

The command of the product does it, on its own embedded PostgreSQL with all safety on; what is timed
is the whole way, from founding the province to the sealed journal. The checks look at the rows.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psycopg

from motcua.project.embedded import believing, cluster_in, using

ROOT = Path(__file__).resolve().parents[1]
_ROWS = """
SELECT CASE WHEN relname LIKE 'journal_entry%' THEN 'journal_entry' ELSE relname END,
       sum(n_tup_ins)::bigint
  FROM pg_stat_user_tables WHERE n_tup_ins > 0 GROUP BY 1 ORDER BY 2 DESC
"""
_CHECKS = {
    "dossiers": "SELECT count(*) = %(n)s FROM dossiers_dossier",
    "codes_without_gap": """
        SELECT NOT EXISTS (SELECT FROM (
          SELECT regexp_replace(code, '-[0-9]+$', '') AS book,
                 regexp_replace(code, '^.*-', '')::int AS n FROM dossiers_dossier) c
          GROUP BY book HAVING count(*) <> max(n) OR count(DISTINCT n) <> max(n))""",
    "receipts_without_gap": """
        SELECT NOT EXISTS (SELECT FROM fees_cashreceipt GROUP BY book
          HAVING count(*) <> max(number) OR count(DISTINCT number) <> max(number))""",
    "ledger_balanced": """
        SELECT NOT EXISTS (SELECT FROM fees_posting GROUP BY entry_id
          HAVING sum(amount_vnd) <> 0)""",
    "everything_sealed": """
        SELECT (SELECT count(*) FROM journal_entry) = (SELECT sum(count) FROM journal_seal)""",
    "open_ones_have_steps": """
        SELECT NOT EXISTS (SELECT FROM dossiers_dossier d WHERE state IN ('received', 'in_process')
          AND NOT EXISTS (SELECT FROM processes_task t WHERE t.dossier_id = d.id
            AND t.state = 'open'))""",
}


def measure(dossiers: int, kept: Path | None = None) -> dict[str, Any]:
    """Load so many dossiers and return seconds, rates, bytes and checks; `kept` stays there."""
    home = kept or Path(tempfile.mkdtemp(prefix="motcua-bench-"))
    cluster = cluster_in(home)
    try:
        with using(cluster) as address:
            began = time.monotonic()
            with believing(cluster):
                load(home, address, dossiers)
            seconds = time.monotonic() - began
            with psycopg.connect(address, autocommit=True) as database:
                return _figures(database, dossiers, seconds)
    finally:
        for folder in () if kept else (cluster.place, home):
            shutil.rmtree(folder, ignore_errors=True)


def load(home: Path, address: str, dossiers: int) -> None:
    """Let the product's own command load a history into a database."""
    environment = os.environ | {
        "MOTCUA_HOME": str(home),
        "MOTCUA_DATABASE_URL": address,
        "MOTCUA_DEMO": "1",
        "PYTHONPATH": str(ROOT / "src"),
    }
    command = [sys.executable, "-m", "motcua", "demo", "--dossiers", str(dossiers)]
    subprocess.run(command, env=environment, check=True)


def _figures(database: "psycopg.Connection[Any]", n: int, seconds: float) -> dict[str, Any]:
    time.sleep(2)  # statistics of the tables arrive a moment later
    rows: dict[str, int] = dict(database.execute(_ROWS).fetchall())
    (size,) = database.execute("SELECT pg_database_size(current_database())").fetchone() or (0,)
    checks = {
        name: bool((database.execute(text, {"n": n}).fetchone() or (False,))[0])
        for name, text in _CHECKS.items()
    }
    total = sum(rows.values())
    return {
        "workload": "L",
        "dossiers": n,
        "seconds": round(seconds, 1),
        "dossiers_per_second": round(n / seconds),
        "rows": total,
        "rows_per_second": round(total / seconds),
        "bytes_per_dossier": size // max(1, n),
        "rows_by_table": rows,
        "checks": checks,
    }


def tell(figures: dict[str, Any]) -> None:
    """Print the figures as one JSON line. Raises `AssertionError` when a check fails."""
    sys.stdout.write(json.dumps(figures, ensure_ascii=False) + "\n")
    failed = [name for name, holds in figures["checks"].items() if not holds]
    if failed:
        raise AssertionError(failed)
