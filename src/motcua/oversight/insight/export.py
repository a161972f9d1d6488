"""Give the journal as an event log: IEEE 1849 XES, or CSV in the columns miners know.

A trace is a dossier, an event a step that the journal says was done. Dossiers without a finished
step have nothing to tell and are left out. What `replay` reads, this writes: a replayed log comes
back with its own case names, channels and resources.
"""

import csv
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from html import escape
from io import StringIO
from typing import IO

from motcua.oversight.insight import queries
from motcua.oversight.insight.rules import Trace

COLUMNS = (
    "case:concept:name", "concept:name", "time:timestamp", "org:resource", "lifecycle:transition",
    "concept:instance", "case:procedure", "case:channel", "case:startdate", "case:deadline",
    "case:enddate",
)  # fmt: skip

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
  <extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
  <extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
  <global scope="trace">
    <string key="concept:name" value=""/>
  </global>
  <global scope="event">
    <string key="concept:name" value=""/>
    <date key="time:timestamp" value="1970-01-01T00:00:00.000+00:00"/>
    <string key="lifecycle:transition" value="complete"/>
  </global>
  <classifier name="Activity" keys="concept:name"/>
  <classifier name="Resource" keys="org:resource"/>
"""
_TAIL = "</log>\n"
# XML knows no other control characters than these three, not even escaped.
_SAFE = {code: "\N{REPLACEMENT CHARACTER}" for code in range(32) if chr(code) not in "\t\n\r"}
_SAFE |= {ord("\t"): "&#9;", ord("\n"): "&#10;", ord("\r"): "&#13;"}


def export_log(form: str, out: IO[bytes], *, procedure: str = "") -> int:
    """Write the log of all dossiers, or of one procedure's, as "xes" or "csv"; return the traces.

    Dossiers are read a thousand at a time, so the size of the house does not matter.
    """
    counted = _Counted(queries.traces(procedure))
    for piece in {"xes": as_xes, "csv": as_csv}[form](counted):
        out.write(piece.encode())
    return counted.count


class _Counted:
    """Traces, counted as they pass."""

    def __init__(self, traces: Iterable[Trace]) -> None:
        self.count = 0
        self._traces = traces

    def __iter__(self) -> Iterator[Trace]:
        for trace in self._traces:
            self.count += 1
            yield trace


def as_xes(traces: Iterable[Trace]) -> Iterator[str]:
    """Yield the document piece by piece, a trace each."""
    yield _HEAD
    for trace in traces:
        yield "".join(_trace(trace))
    yield _TAIL


def as_csv(traces: Iterable[Trace]) -> Iterator[str]:
    """Yield the table piece by piece: the titles, then the lines of a trace each."""
    yield ",".join(COLUMNS) + "\r\n"
    for trace in traces:
        lines = StringIO()
        csv.writer(lines).writerows(_lines(trace))
        yield lines.getvalue()


def _lines(trace: Trace) -> Iterator[tuple[str, ...]]:
    ends = (_instant(trace.received_at), _instant(trace.due_at), _instant(trace.ended_at))
    for step in trace.steps:
        own = (step.activity, _instant(step.at), step.resource, "complete", step.instance)
        yield (trace.name, *own, trace.procedure, trace.way_in, *ends)


def _trace(trace: Trace) -> Iterator[str]:
    yield "  <trace>\n"
    yield _text("concept:name", trace.name, 4)
    yield _text("procedure", trace.procedure, 4)
    yield _text("channel", trace.way_in, 4)
    yield _date("startdate", trace.received_at, 4)
    yield _date("deadline", trace.due_at, 4)
    yield _date("enddate", trace.ended_at, 4)
    for step in trace.steps:
        yield "    <event>\n"
        yield _text("concept:name", step.activity, 6)
        yield _text("org:resource", step.resource, 6)
        yield _date("time:timestamp", step.at, 6)
        yield _text("lifecycle:transition", "complete", 6)
        yield _text("concept:instance", step.instance, 6)
        yield "    </event>\n"
    yield "  </trace>\n"


def _text(key: str, value: str, depth: int) -> str:
    """Return an attribute, or nothing for nothing."""
    if not value:
        return ""
    return f'{" " * depth}<string key="{key}" value="{escape(value).translate(_SAFE)}"/>\n'


def _date(key: str, at: datetime | None, depth: int) -> str:
    return f'{" " * depth}<date key="{key}" value="{_instant(at)}"/>\n' if at else ""


def _instant(at: datetime | None) -> str:
    """Return an instant in UTC, to the millisecond unless it is finer, "" for none."""
    if at is None:
        return ""
    finest = "microseconds" if at.microsecond % 1000 else "milliseconds"
    return at.astimezone(UTC).isoformat(timespec=finest)
