"""The reports' numbers, titles and sources: dated settings in `forms.toml`, never constants."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

_FILE = Path(__file__).with_name("forms.toml")


class Kind(StrEnum):
    """A report that can be asked for.

    Basis: Circular 01/2020/TT-VPCP, forms 06 and 07/VPCP/KSTT (mem-mid).
    """

    PERFORMANCE = "performance"
    BODY = "form_06a"
    LEVELS = "form_06b"
    CAUSES = "form_07a"
    CAUSES_LEVELS = "form_07b"
    REGISTER = "register"


@dataclass(frozen=True)
class Form:
    """How a report is headed; number and source are empty where no form prescribes it."""

    kind: Kind
    number: str
    title: str
    source: str
    basis: str


def form_of(kind: Kind, on: date) -> Form:
    """Return the form in force on a day; before the oldest, the oldest."""
    rows = [row for row in _settings()["forms"] if row["kind"] == kind]
    fit = [row for row in rows if row["valid_from"] <= on <= row.get("valid_until", date.max)]
    row = (fit or rows)[0]
    asked = ("number", "title", "source", "basis")
    return Form(kind, **{name: row.get(name, "") for name in asked})


@cache
def thresholds() -> Mapping[str, int]:
    """Return from which size on a matter is laid before the leader."""
    found: Mapping[str, int] = _settings()["thresholds"]
    return found


@cache
def _settings() -> Mapping[str, Any]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
