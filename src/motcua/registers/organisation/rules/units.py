"""Levels of units, and their codes in the old and the new style."""

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LONGEST_CODE = 35
_OLD = re.compile(r"[0-9]{3}\.[0-9]{2}\.[0-9]{2}\.[A-Z][0-9]{2}")
_NEW = re.compile(r"[A-Z][0-9]{2}(\.[0-9]{2,3})*")


class Level(StrEnum):
    """Where a unit stands in the State."""

    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    CENTRE = "centre"
    DISTRICT = "district"
    COMMUNE = "commune"
    DIVISION = "division"
    POST = "post"


@dataclass(frozen=True)
class UnitFacts:
    """What is written down when a unit is founded."""

    code: str
    name: str
    level: Level
    valid_from: date
    name_en: str = ""
    short_name: str = ""
    address: str = ""
    phone: str = ""
    area_code: str = ""


@dataclass(frozen=True)
class UnitRow:
    """A unit as it was called in its period, `valid_to` being the first day without it."""

    id: int
    code: str
    name: str
    short_name: str
    level: Level
    parent_id: int | None
    valid_from: date
    valid_to: date | None


def is_unit_code(code: str) -> bool:
    """Tell whether `code` is written in the new style, `H41.14.02`, of at most 35 characters.

    Basis: Decision 20/2020/QĐ-TTg, art. 5 (mem-mid)
    """
    return len(code) <= LONGEST_CODE and _NEW.fullmatch(code) is not None


def new_code(old: str) -> str | None:
    """Turn `000.00.12.H41` into `H41.12`; None when `old` is no such code.

    Basis: QCVN 102:2016/BTTTT; Decision 20/2020/QĐ-TTg, art. 5 (mem-mid)
    """
    if not _OLD.fullmatch(old):
        return None
    third, second, first, top = old.split(".")
    parts = [top, first, second, third]
    empty = {"00", "000"}
    while len(parts) > 1 and parts[-1] in empty:
        parts.pop()
    return None if empty.intersection(parts) else ".".join(parts)


def old_code(new: str) -> str | None:
    """Turn `H41.12` into `000.00.12.H41`; None when `new` has more than four levels.

    Basis: QCVN 102:2016/BTTTT (mem-mid)
    """
    widths = (3, 2, 2, 3)
    parts = new.split(".")
    if not is_unit_code(new) or len(parts) > len(widths):
        return None
    top, *below = parts
    below += ["00", "00", "000"][len(below) :]
    written = f"{below[2].zfill(3)}.{below[1]}.{below[0]}.{top}"
    return written if new_code(written) == new else None
