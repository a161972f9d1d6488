"""Small event logs, written as the outside world writes them."""

import gzip
from collections.abc import Sequence
from html import escape
from pathlib import Path

Case = tuple[str, dict[str, str], Sequence[tuple[str, str, str]]]

# Six cases of a small office: on time, late, open, ended before its last step, begun before its
# start, and one that came in by a way nobody knows.
CASES: tuple[Case, ...] = (
    (
        "2011/001",
        {"channel": "Desk", "startdate": "2011-03-01T09:00:00.120+01:00",
         "deadline": "2011-03-10T17:00:00+01:00", "enddate": "2011-03-09T10:00:00+01:00"},
        (("Register", "Anna", "2011-03-01T09:05:00.250+01:00"),
         ("Check", "Bram", "2011-03-03T11:00:00+01:00"),
         ("Decide", "Carla", "2011-03-09T09:59:00+01:00")),
    ),
    (
        "2011/002",
        {"channel": "Internet", "startdate": "2011-03-02T22:00:00+01:00",
         "deadline": "2011-03-08T12:00:00+01:00", "enddate": "2011-03-08T12:00:01+01:00"},
        (("Register", "Anna", "2011-03-03T08:00:00+01:00"),
         ("Check", "Bram", "2011-03-04T08:00:00+01:00"),
         ("Check", "bram", "2011-03-07T08:00:00+01:00"),
         ("Decide", "Carla", "2011-03-08T12:00:00+01:00")),
    ),
    (
        "2011/003",
        {"channel": "Internet", "startdate": "2011-03-04T09:00:00+01:00",
         "deadline": "2011-03-11T09:00:00+01:00"},
        (("Register", "Anna", "2011-03-04T10:00:00+01:00"),),
    ),
    (
        "2011/004",
        {"channel": "e-mail", "startdate": "2011-03-04T09:30:00+01:00",
         "deadline": "2011-03-11T09:00:00+01:00", "enddate": "2011-03-06T09:00:00+01:00"},
        (("Register", "Anna", "2011-03-05T10:00:00+01:00"),
         ("Decide", "Carla", "2011-03-20T10:00:00+01:00")),
    ),
    (
        "2011/005",
        {"channel": "Post", "startdate": "2011-03-08T09:30:00+01:00",
         "deadline": "2011-03-11T09:00:00+01:00", "enddate": "2011-03-07T09:00:00+01:00"},
        (("Check", "", "2011-03-07T08:00:00+01:00"),
         ("Decide", "Carla", "2011-03-08T10:00:00+01:00")),
    ),
    (
        "2011/006",
        {"channel": "Pigeon", "startdate": "2011-03-09T09:30:00+01:00",
         "enddate": "2011-04-09T09:00:00+01:00"},
        (("Register", "Anna & Söhne, \"GmbH\"", "2011-03-09T10:00:00+01:00"),),
    ),
)  # fmt: skip
EVENTS = sum(len(events) for _, _, events in CASES)


def xes(cases: Sequence[Case] = CASES) -> str:
    """Return a log as an XES document."""
    traces = "".join(_trace(*case) for case in cases)
    return f'<?xml version="1.0"?>\n<log xmlns="http://www.xes-standard.org/">\n{traces}</log>'


def table(cases: Sequence[Case] = CASES, separator: str = ",") -> str:
    """Return a log as a table with the columns miners use."""
    titles = ["case:concept:name", "concept:name", "org:resource", "time:timestamp"]
    said = ["channel", "startdate", "deadline", "enddate"]
    lines = [separator.join([*titles, *(f"case:{name}" for name in said)])]
    for name, facts, events in cases:
        for event in events:
            cells = [name, *event, *(facts.get(one, "") for one in said)]
            lines.append(separator.join(_quoted(cell) for cell in cells))
    return "\r\n".join(lines) + "\r\n"


def written(folder: Path, name: str, content: str | bytes) -> Path:
    """Write a log to a file, packed when its name says so."""
    path = folder / name
    raw = content.encode() if isinstance(content, str) else content
    path.write_bytes(gzip.compress(raw) if name.endswith(".gz") else raw)
    return path


def _trace(name: str, facts: dict[str, str], events: Sequence[tuple[str, str, str]]) -> str:
    said = "".join(
        f'<string key="{key}" value="{value}"/>'
        if key == "channel"
        else f'<date key="{key}" value="{value}"/>'
        for key, value in facts.items()
    )
    steps = "".join(_event(*event) for event in events)
    return f'<trace><string key="concept:name" value="{name}"/>{said}{steps}</trace>\n'


def _event(activity: str, who: str, at: str) -> str:
    resource = f'<string key="org:resource" value="{escape(who)}"/>' if who else ""
    return (
        f'<event><string key="concept:name" value="{activity}"/>{resource}'
        f'<date key="time:timestamp" value="{at}"/>'
        '<string key="lifecycle:transition" value="complete"/></event>'
    )


def _quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'
