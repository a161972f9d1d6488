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
MAX_NAME = 300
_OF_THE_CASE = "case:"
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)

Line = Mapping[str, str]


def read(source: bytes, *, encoding: str = "") -> tuple[list[LoggedCase], int]:
    """Read cases in the order they are met, and how many events finish nothing."""
    lines = _lines(_text(source, encoding))
    if not lines:
        raise CannotReadLog("empty")
    columns = {name: _column(lines[0], names) for name, names in _WANTED.items()}
    for name in ("case", "activity", "at"):
        if not columns[name]:
            raise CannotReadLog("no_such_column", " / ".join(_WANTED[name]))
    finished = [line for line in lines if _is_finished(line, columns)]
    cases: dict[str, list[tuple[int, Line]]] = {}
    for number, line in enumerate(lines, start=2):
        own = cases.setdefault(_required(line, columns["case"], number), [])
        if _is_finished(line, columns):
            own.append((number, line))
    said = {_required(line, columns["case"], 0): _said(line) for line in reversed(lines)}
    read_cases = [_case(name, own, said[name], columns) for name, own in cases.items()]
    return read_cases, len(lines) - len(finished)


_WANTED = {"case": CASE, "activity": ACTIVITY, "at": AT, "by": BY, "transition": TRANSITION}


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


def _column(line: Line, names: Sequence[str]) -> str:
    return next((name for name in names if name in line), "")


def _is_finished(line: Line, columns: Mapping[str, str]) -> bool:
    said = line.get(columns["transition"], "") if columns["transition"] else ""
    return said.strip().casefold() in ("", COMPLETE)


def _case(
    name: str,
    own: Sequence[tuple[int, Line]],
    said: Mapping[str, Value],
    columns: Mapping[str, str],
) -> LoggedCase:
    events = [_event(number, line, columns) for number, line in own]
    return LoggedCase(name, tuple(sorted(events, key=lambda event: event.at)), said)


def _event(number: int, line: Line, columns: Mapping[str, str]) -> LoggedEvent:
    at = _instant(line.get(columns["at"], ""))
    if at is None:
        raise CannotReadLog("bad_instant", f"line {number}: {line.get(columns['at'], '')[:40]}")
    who = line.get(columns["by"], "").strip() if columns["by"] else ""
    return LoggedEvent(_required(line, columns["activity"], number), at, who[:MAX_NAME])


def _required(line: Line, column: str, number: int) -> str:
    value = line.get(column, "").strip()
    if not value:
        raise CannotReadLog("nameless", f"line {number}: {column}")
    if len(value) > MAX_NAME:
        raise CannotReadLog("too_long", f"line {number}: {column}")
    return value


def _said(line: Line) -> dict[str, Value]:
    """What a line says of its case: columns `case:…`, and those that carry no event word."""
    own = {name for names in _WANTED.values() for name in names}
    pairs = ((name.removeprefix(_OF_THE_CASE), value) for name, value in line.items())
    return {
        name: _instant(value) or value
        for name, value in pairs
        if value and name not in own and f"{_OF_THE_CASE}{name}" not in own
    }


def _instant(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return at if at.tzinfo else at.replace(tzinfo=VIETNAM)
