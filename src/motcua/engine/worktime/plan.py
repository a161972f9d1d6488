"""What a calendar is made of: dated weeks of sessions, special days, approved years.

A plan is a plain value with a canonical JSON form; the digest of that form is the version that a
deadline keeps, so that it can be computed again from the very same days.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from hashlib import sha256
from itertools import pairwise
from typing import Any, NamedTuple


class Session(NamedTuple):
    """An unbroken stretch of working time, in minutes after local midnight."""

    opens: int
    closes: int

    @classmethod
    def of(cls, text: str) -> "Session":
        """Read '07:00-11:30'. Raises ValueError."""
        opens, closes = (int(h) * 60 + int(m) for h, m in _pairs(text))
        if not 0 <= opens < closes <= 24 * 60:
            raise ValueError(text)
        return cls(opens, closes)

    def __str__(self) -> str:
        """Return '07:00-11:30'."""
        return "-".join(f"{minute // 60:02}:{minute % 60:02}" for minute in self)


def _pairs(text: str) -> list[list[str]]:
    return [part.strip().split(":") for part in text.split("-")]


Sessions = tuple[Session, ...]
CLOSED: Sessions = ()
OFFICE_DAY: Sessions = (Session.of("07:00-11:30"), Session.of("13:30-17:00"))


class DayKind(StrEnum):
    """Why a day differs from its week."""

    HOLIDAY = "holiday"
    OFF_IN_LIEU = "off_in_lieu"
    WORKS_IN_LIEU = "works_in_lieu"
    CLOSURE = "closure"


@dataclass(frozen=True)
class SpecialDay:
    """One day that differs; `sessions` is empty unless work is done on it."""

    on: date
    kind: DayKind
    name: str
    sessions: Sessions = CLOSED


@dataclass(frozen=True)
class WeekPlan:
    """The sessions of Monday … Sunday from a date on, until the next plan."""

    valid_from: date
    days: tuple[Sessions, ...]

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError(self.days)
        for sessions in self.days:
            if any(a.closes > b.opens for a, b in pairwise(sessions)):
                raise ValueError(sessions)


OFFICE_WEEK = WeekPlan(date.min, (OFFICE_DAY,) * 5 + (CLOSED,) * 2)


@dataclass(frozen=True)
class CalendarPlan:
    """Everything a calendar is computed from."""

    weeks: tuple[WeekPlan, ...] = (OFFICE_WEEK,)
    specials: tuple[SpecialDay, ...] = ()
    approved_years: frozenset[int] = frozenset()

    def to_json(self) -> str:
        """Return the canonical form: same days, same text."""
        body = {
            "weeks": [[w.valid_from.isoformat(), w.days] for w in sorted(self.weeks, key=_begin)],
            "specials": [
                [s.on.isoformat(), s.kind.value, s.name, s.sessions]
                for s in sorted(self.specials, key=_day)
            ],
            "approved_years": sorted(self.approved_years),
        }
        return json.dumps(body, ensure_ascii=False, separators=(",", ":"))

    @classmethod
    def from_json(cls, text: str) -> "CalendarPlan":
        """Read what `to_json` wrote. Raises ValueError, KeyError."""
        body: dict[str, Any] = json.loads(text)
        weeks = (
            WeekPlan(date.fromisoformat(begin), tuple(_sessions(day) for day in days))
            for begin, days in body["weeks"]
        )
        specials = (
            SpecialDay(date.fromisoformat(on), DayKind(kind), name, _sessions(sessions))
            for on, kind, name, sessions in body["specials"]
        )
        return cls(tuple(weeks), tuple(specials), frozenset(body["approved_years"]))

    @property
    def version(self) -> str:
        """Return the digest of the content: 16 hexadecimal characters."""
        return sha256(self.to_json().encode()).hexdigest()[:16]


def _begin(week: WeekPlan) -> date:
    return week.valid_from


def _day(special: SpecialDay) -> date:
    return special.on


def _sessions(pairs: Iterable[Iterable[int]]) -> Sessions:
    return tuple(Session(*pair) for pair in pairs)
