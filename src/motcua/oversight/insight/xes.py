"""Read IEEE 1849 XES as a stream: nothing is fetched, no entity is ever declared.

A document type is refused at its first character, so there is neither an entity that grows nor an
address that is opened. Extensions are names here: their addresses are never visited.
"""

from collections.abc import Iterable
from datetime import datetime
from xml.parsers import expat

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

MAX_DEPTH = 50
NAME, AT, BY, TRANSITION = "concept:name", "time:timestamp", "org:resource", "lifecycle:transition"
_TEXTS = frozenset({"string", "id", "int", "float", "boolean"})


def read(pieces: Iterable[bytes]) -> tuple[list[LoggedCase], int]:
    """Read cases, and how many events were passed over because they finish nothing."""
    reader = _Reader()
    try:
        for piece in pieces:
            reader.parser.Parse(piece, False)
        reader.parser.Parse(b"", True)
    except expat.ExpatError as error:
        raise CannotReadLog("not_well_formed", f"line {error.lineno}") from error
    except LookupError as error:
        raise CannotReadLog("unknown_encoding", str(error)) from error
    if not reader.is_log:
        raise CannotReadLog("not_a_log")
    return reader.cases, reader.passed_over


class _Reader:
    """Takes what expat reports; keeps the attributes of traces and events, no nested ones."""

    def __init__(self) -> None:
        parser = self.parser = expat.ParserCreate()
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.StartDoctypeDeclHandler = self._refuse
        self.cases: list[LoggedCase] = []
        self.passed_over = 0
        self.is_log = False
        self._path: list[str] = []
        self._names: set[str] = set()
        self._case: dict[str, Value] = {}
        self._event: dict[str, Value] = {}
        self._events: list[LoggedEvent] = []

    def _refuse(self, *_: object) -> None:
        raise CannotReadLog("doctype", f"line {self.parser.CurrentLineNumber}")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        if len(self._path) >= MAX_DEPTH:
            raise CannotReadLog("too_deep", f"line {self.parser.CurrentLineNumber}")
        if not self._path:
            self.is_log = local == "log"
        if self._path == ["log"] and local == "trace":
            self._case, self._events = {}, []
        elif self._path == ["log", "trace"] and local == "event":
            self._event = {}
        elif self._path == ["log", "trace", "event"]:
            self._keep(self._event, local, attributes)
        elif self._path == ["log", "trace"]:
            self._keep(self._case, local, attributes)
        self._path.append(local)

    def _keep(self, into: dict[str, Value], kind: str, said: dict[str, str]) -> None:
        key, value = said.get("key", ""), said.get("value", "")
        if kind == "date":
            into[key] = self._instant(value)
        elif kind in _TEXTS:
            into[key] = value

    def _instant(self, text: str) -> datetime:
        try:
            at = datetime.fromisoformat(text)
        except ValueError:
            raise CannotReadLog("bad_instant", f"{self._where()}: {text[:40]}") from None
        if at.tzinfo is None:
            raise CannotReadLog("bad_instant", f"{self._where()}: no time zone in {text[:40]}")
        return at

    def _end(self, _: str) -> None:
        path = list(self._path)
        self._path.pop()
        if path == ["log", "trace", "event"]:
            self._close_event()
        elif path == ["log", "trace"]:
            self._close_case()

    def _close_event(self) -> None:
        if str(self._event.get(TRANSITION, COMPLETE)).casefold() != COMPLETE:
            self.passed_over += 1
            return
        activity, at = self._event.get(NAME), self._event.get(AT)
        if not isinstance(activity, str) or not activity.strip():
            raise CannotReadLog("nameless", self._where())
        if not isinstance(at, datetime):
            raise CannotReadLog("bad_instant", f"{self._where()}: no {AT}")
        who = self._short(str(self._event.get(BY, "")), LONGEST_RESOURCE)
        self._events.append(LoggedEvent(self._short(activity, LONGEST_ACTIVITY), at, who))

    def _close_case(self) -> None:
        name = str(self._case.pop(NAME, "")).strip()
        if not name:
            raise CannotReadLog("nameless", self._where())
        if name in self._names:
            raise CannotReadLog("doubled_case", name)
        self._names.add(self._short(name, LONGEST_CASE))
        self.cases.append(LoggedCase(name, tuple(self._events), self._case))

    def _short(self, text: str, longest: int) -> str:
        if len(text) > longest:
            raise CannotReadLog("too_long", self._where())
        return text

    def _where(self) -> str:
        return f"line {self.parser.CurrentLineNumber}"
