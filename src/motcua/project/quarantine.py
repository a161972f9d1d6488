"""A restored copy must not speak to the world until a person says that it is the service.

While a note stands no worker takes a job of the outbound queue. It stands in the state folder, and
in the server's own catalogue, which no back-up holds: the workers of a province run on machines
where nothing was restored. (Promise P21.)
"""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection

_NOTE = "quarantine.json"
_WORD = "motcua: restored, in quarantine"
_MARKED = """
SELECT shobj_description(oid, 'pg_database') = %s FROM pg_database
WHERE datname = current_database()
"""


def enter(home: Path, source: dict[str, Any], now: datetime) -> None:
    """Leave the note in the state folder, with what the copy was made from."""
    home.mkdir(parents=True, exist_ok=True)
    note = {"restored_at": now.isoformat(), "from": source}
    (home / _NOTE).write_text(json.dumps(note, indent=2), encoding="utf-8")


def mark() -> None:
    """Leave the note with the database, for the workers of every machine."""
    _comment(f"'{_WORD}'")


def is_in(home: Path) -> bool:
    """Tell whether a note stands. Raises DatabaseError."""
    if (home / _NOTE).exists():
        return True
    with connection.cursor() as cursor:
        cursor.execute(_MARKED, [_WORD])
        return bool(cursor.fetchone()[0])


def leave(home: Path) -> None:
    """Take the notes away."""
    _comment("NULL")
    with suppress(FileNotFoundError):
        (home / _NOTE).unlink()


def _comment(text: str) -> None:
    with connection.cursor() as cursor:
        name = connection.ops.quote_name(connection.settings_dict["NAME"])
        cursor.execute(f"COMMENT ON DATABASE {name} IS {text}")
