"""Rows as JSON under the names of their columns, as the database reads them back."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Model

Columns = Sequence[tuple[str, str]]
"""Pairs of attribute and column."""


def as_json(rows: Iterable[Model], columns: Columns) -> str:
    """Return rows as a JSON array of objects. Raises `TypeError` for what no column holds."""
    return _dump([{column: getattr(row, name) for name, column in columns} for row in rows])


def row_as_json(row: Model, columns: Columns) -> str:
    """Return one row as a JSON object. Raises as `as_json`."""
    return _dump({column: getattr(row, name) for name, column in columns})


def _plain(value: Any) -> str:
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, Decimal | UUID):
        return str(value)
    raise TypeError(f"a column cannot hold {type(value).__name__}")


_dump = json.JSONEncoder(default=_plain, ensure_ascii=False, separators=(",", ":")).encode
