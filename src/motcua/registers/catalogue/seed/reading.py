"""The shipped files as values."""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from motcua.engine.worktime import LimitUnit, default_mode
from motcua.registers.catalogue.rules.draft import (
    BasisDraft,
    CaseDraft,
    FeeDraft,
    LimitDraft,
    PaperDraft,
    ResultDraft,
    StepDraft,
    VersionDraft,
)
from motcua.registers.catalogue.rules.kinds import (
    Channel,
    Charging,
    DueWhen,
    FeeKind,
    FeePer,
    Level,
    OnlineLevel,
    Route,
    StepUnit,
)

HERE = Path(__file__).parent
WORDS = {
    "kind": FeeKind,
    "per": FeePer,
    "channel": Channel,
    "due_when": DueWhen,
    "unit_kind": StepUnit,
    "level": Level,
    "route": Route,
    "online_level": OnlineLevel,
    "charging": Charging,
    "valid_from": date.fromisoformat,
    "valid_to": date.fromisoformat,
    "folk_names": tuple,
}
PARTS = {
    "cases": CaseDraft,
    "papers": PaperDraft,
    "fees": FeeDraft,
    "results": ResultDraft,
    "bases": BasisDraft,
    "steps": StepDraft,
}


def rows_of(name: str) -> list[dict[str, Any]]:
    """Return the rows of a shipped JSON file."""
    rows: list[dict[str, Any]] = json.loads((HERE / name).read_text(encoding="utf-8"))
    return rows


def sample_procedures() -> Iterator[VersionDraft]:
    """Yield the sample procedures in the order of their codes."""
    for path in sorted((HERE / "procedures").glob("*.json")):
        yield version_of(json.loads(path.read_text(encoding="utf-8")))


def version_of(written: Mapping[str, Any]) -> VersionDraft:
    """Return the draft that a shipped procedure file describes."""
    plain = {key: value for key, value in written.items() if not isinstance(value, list)}
    parts: dict[str, Any] = {
        key: tuple(make(**_typed(row)) for row in written.get(key, ()))
        for key, make in PARTS.items()
    }
    limits = tuple(_limit(row) for row in written["limits"])
    folk_names = tuple(written.get("folk_names", ()))
    return VersionDraft(**_typed(plain), **parts, limits=limits, folk_names=folk_names)


def _typed(row: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: WORDS[key](value) if key in WORDS and value is not None else value
        for key, value in row.items()
    }


def _limit(row: Mapping[str, Any]) -> LimitDraft:
    unit = LimitUnit(row["unit"])
    columns = {**row, "unit": unit, "mode": default_mode(unit)}
    if "amount" in row:
        columns["amount"] = Decimal(row["amount"])
    return LimitDraft(**columns)
