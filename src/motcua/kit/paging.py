"""Keyset paging: a cursor remembers the last row, so the next page costs what the first did."""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

Value: TypeAlias = str | int | datetime | date | None


class BadCursor(ValueError):
    """The text is no cursor of ours."""


@dataclass(frozen=True)
class Cursor:
    """The sort values of the last row shown, in the order of the sort."""

    values: tuple[Value, ...]

    def encode(self) -> str:
        """Return the cursor as text that is safe in a URL."""
        raw = json.dumps([_write(value) for value in self.values], ensure_ascii=False)
        return base64.urlsafe_b64encode(raw.encode()).decode().rstrip("=")

    @classmethod
    def decode(cls, text: str) -> "Cursor":
        """Read what `encode` wrote; raise BadCursor for anything else."""
        try:
            raw = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
            pairs = json.loads(raw)
            return cls(tuple(_read(kind, value) for kind, value in pairs))
        except (binascii.Error, ValueError, TypeError, KeyError, RecursionError) as cause:
            raise BadCursor(text) from cause


def _write(value: Value) -> list[str | int | None]:
    if isinstance(value, datetime):
        return ["at", value.isoformat()]
    if isinstance(value, date):
        return ["on", value.isoformat()]
    return ["is", value]


def _read(kind: str, value: str | int | None) -> Value:
    if kind == "at":
        return datetime.fromisoformat(str(value))
    if kind == "on":
        return date.fromisoformat(str(value))
    if kind != "is" or isinstance(value, bool) or not isinstance(value, str | int | None):
        raise BadCursor(kind)
    return value
