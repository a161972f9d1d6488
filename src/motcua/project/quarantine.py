"""A restored copy must not speak to the world until a person says that it is the service.

While the note stands the worker takes no job of the outbound queue and officers see a banner.
(Promise P21.)
"""

import json
from datetime import datetime
from pathlib import Path
from typing import Any

_NOTE = "quarantine.json"


def enter(home: Path, source: dict[str, Any], now: datetime) -> None:
    """Leave the note, with what the copy was made from."""
    home.mkdir(parents=True, exist_ok=True)
    note = {"restored_at": now.isoformat(), "from": source}
    (home / _NOTE).write_text(json.dumps(note, indent=2), encoding="utf-8")


def is_in(home: Path) -> bool:
    """Tell whether the note stands."""
    return (home / _NOTE).exists()


def leave(home: Path) -> None:
    """Take the note away."""
    (home / _NOTE).unlink()
