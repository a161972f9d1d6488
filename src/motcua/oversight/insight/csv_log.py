"""Read an event log from a table: one line per event, columns by their usual names.

Unicode with or without a mark is read as it is; any other encoding must be named, for a guess
would turn "Nguyễn" into rubbish without a word. An instant without a zone is Vietnam's.
"""

import codecs
import csv
from collections.abc import Mapping, Sequence
from datetime import datetime
from io import StringIO

from motcua.kit.clock import VIETNAM
from motcua.oversight.insight.rules import (
    COMPLETE,
    LONGEST_ACTIVITY,
    LONGEST_CASE,
    LONGEST_RESOURCE,
    CannotReadLog,
    LoggedCase,
    LoggedEvent,
    Value,
)

CASE = ("case:concept:name", "case_id", "case", "caseid")
ACTIVITY = ("concept:name", "activity", "event")
AT = ("time:timestamp", "timestamp", "time", "complete_timestamp")
BY = ("org:resource", "resource", "user")
TRANSITION = ("lifecycle:transition", "lifecycle")
_OF_THE_CASE = "case:"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Line = Mapping[str, str]


def read(source: bytes, *, encoding: str = "") -> tuple[list[LoggedCase], int]:
    """Read cases in the order they are met, and how many events finish nothing."""
    table = _Table(_lines(_text(source, encoding)))
    cases = [table.case(name, own) for name, own in table.by_case().items()]
    return cases, table.passed_over


_WANTED = {"case": CASE, "activity": ACTIVITY, "at": AT, "by": BY, "transition": TRANSITION}
_OWN = frozenset(name for names in _WANTED.values() for name in names)


class _Table:
    """The lines of a log with the columns that mean something; a line's number is the file's."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._lines = lines
        self._titles = {what: self._title(names) for what, names in _WANTED.items()}
        for what in ("case", "activity", "at"):
            if lines and not self._titles[what]:
                raise CannotReadLog("no_such_column", " / ".join(_WANTED[what]))
        self.passed_over = sum(not self._is_finished(line) for line in lines)

    def by_case(self) -> dict[str, list[tuple[int, Line]]]:
        """Return the numbered lines of each case."""
        cases: dict[str, list[tuple[int, Line]]] = {}
        for number, line in enumerate(self._lines, start=2):
            name = self._required(line, number, "case", LONGEST_CASE)
            cases.setdefault(name, []).append((number, line))
        return cases

    def case(self, name: str, own: Sequence[tuple[int, Line]]) -> LoggedCase:
        """Return a case: its events by instant, and what its first line says of it."""
        events = [self._event(number, line) for number, line in own if self._is_finished(line)]
        return LoggedCase(name, sorted(events, key=lambda event: event.at), _said(own[0][1]))

    def _title(self, names: Sequence[str]) -> str:
        return next((name for name in names if self._lines and name in self._lines[0]), "")

    def _is_finished(self, line: Line) -> bool:
        return self._cell(line, "transition").casefold() in ("", COMPLETE)

    def _event(self, number: int, line: Line) -> LoggedEvent:
        at = _instant(self._cell(line, "at"))
        if at is None:
            raise CannotReadLog("bad_instant", f"line {number}: {self._cell(line, 'at')[:40]}")
        who = self._cell(line, "by")
        if len(who) > LONGEST_RESOURCE:
            raise CannotReadLog("too_long", f"line {number}: {self._titles['by']}")
        return LoggedEvent(self._required(line, number, "activity", LONGEST_ACTIVITY), at, who)

    def _required(self, line: Line, number: int, what: str, longest: int) -> str:
        value = self._cell(line, what)
        if not value or len(value) > longest:
            reason = "too_long" if value else "nameless"
            raise CannotReadLog(reason, f"line {number}: {self._titles[what]}")
        return value

    def _cell(self, line: Line, what: str) -> str:
        return line.get(self._titles[what], "").strip()


def _text(source: bytes, encoding: str) -> str:
    marked = next((name for mark, name in _MARKS if source.startswith(mark)), "")
    try:
        return source.decode(encoding or marked or "utf-8")
    except (UnicodeDecodeError, LookupError) as error:
        raise CannotReadLog("unknown_encoding", str(error)) from error


def _lines(text: str) -> list[dict[str, str]]:
    head = text.partition("\n")[0]
    separator = max(",;\t", key=head.count)
    rows = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        titles = [title.strip().casefold().replace(" ", "_") for title in next(rows, [])]
        return [dict(zip(titles, row, strict=False)) for row in rows if any(row)]
    except csv.Error as error:
        raise CannotReadLog("not_well_formed", f"line {rows.line_num}: {error}") from error


def _said(line: Line) -> dict[str, Value]:
    """What a line says of its case: every column that is not the event's own, `case:` or not."""
    return {
        name.removeprefix(_OF_THE_CASE): _instant(value) or value
        for name, value in line.items()
        if value and name not in _OWN
    }


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)
