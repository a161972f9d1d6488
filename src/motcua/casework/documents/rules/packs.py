"""Which official forms exist, and which pack of them is in force on a day.

The rows are data (`paper/packs.toml`): number, title, symbol, days of validity and source.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

PAPER = Path(__file__).resolve().parents[1] / "paper"


class FormKind(StrEnum):
    """Every paper the house prints."""

    RECEIPT = "receipt"
    SUPPLEMENT_REQUEST = "supplement_request"
    REFUSAL_NOTICE = "refusal_notice"
    APOLOGY_LETTER = "apology_letter"
    STOP_NOTICE = "stop_notice"
    CONTROL_SLIP = "control_slip"
    REGISTER = "register"
    FEE_RECEIPT = "fee_receipt"
    HANDOVER_LIST = "handover_list"
    RESULT = "result"
    NOTICE_SHEET = "notice_sheet"
    OPINION_SHEET = "opinion_sheet"


class NoSuchForm(LookupError):
    """No pack was in force on the day, or the pack in force has no such form."""


@dataclass(frozen=True)
class FormRow:
    """One form of a pack: its number ("" when no pack prescribes it), title, symbol, source."""

    kind: FormKind
    number: str
    title: str
    symbol: str
    source: str


@dataclass(frozen=True)
class Pack:
    """The forms in force from one day to another, both included."""

    key: str
    valid_from: date
    valid_until: date | None
    source: str
    rows: tuple[FormRow, ...]

    def row(self, kind: FormKind) -> FormRow:
        """Return the pack's row of `kind`; raise NoSuchForm where the pack has none."""
        for row in self.rows:
            if row.kind is kind:
                return row
        raise NoSuchForm(kind, self.key)

    def covers(self, day: date) -> bool:
        """Tell whether the pack is in force on `day`."""
        return self.valid_from <= day and (self.valid_until is None or day <= self.valid_until)


def pack_on(day: date) -> Pack:
    """Return the pack of forms in force on `day`, the day of the act.

    Basis: Circular 01/2018/TT-VPCP, annex; Circular 03/2025/TT-VPCP, annex I (setting)
    """
    for pack in all_packs():
        if pack.covers(day):
            return pack
    raise NoSuchForm(day)


def pack_named(key: str) -> Pack:
    """Return the pack called `key` ("2018", "2025")."""
    for pack in all_packs():
        if pack.key == key:
            return pack
    raise NoSuchForm(key)


def template_of(kind: FormKind, day: date) -> FormRow:
    """Return the form to use for an act of `kind` done on `day`."""
    return pack_on(day).row(kind)


@cache
def all_packs() -> tuple[Pack, ...]:
    """Return all packs, oldest first."""
    table = tomllib.loads((PAPER / "packs.toml").read_text(encoding="utf-8"))
    return tuple(_pack(row, table["house"]) for row in table["packs"])


def _pack(row: Mapping[str, Any], house: Mapping[str, Any]) -> Pack:
    prescribed = [_row(kind, form, row["source"]) for kind, form in row["forms"].items()]
    own = [_row(kind, form, "") for kind, form in house.items()]
    return Pack(
        row["key"], row["valid_from"], row.get("valid_until"), row["source"], (*prescribed, *own)
    )


def _row(kind: str, form: Mapping[str, str], source: str) -> FormRow:
    return FormRow(
        FormKind(kind), form.get("number", ""), form["title"], form.get("symbol", ""), source
    )
