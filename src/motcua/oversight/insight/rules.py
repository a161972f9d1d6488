"""An event log as values, what its words mean here, and how late its cases came to their end."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeAlias

from motcua.casework.dossiers.rules import was_late
from motcua.registers.catalogue.rules.kinds import Channel

Value: TypeAlias = "str | datetime"

COMPLETE = "complete"
CHANNELS = {
    "internet": Channel.ONLINE,
    "online": Channel.ONLINE,
    "web": Channel.ONLINE,
    "e-mail": Channel.ONLINE,
    "email": Channel.ONLINE,
    "desk": Channel.COUNTER,
    "counter": Channel.COUNTER,
    "intern": Channel.COUNTER,
    "post": Channel.POST,
}
"""A log's word for the way a case came in; e-mail is electronic filing, an internal case stands at
the counter, and so does a word nobody knows. The word itself is kept beside it."""

TITLE = "Cán bộ theo nhật ký"
"""The post of somebody whom only a log knows."""

LONGEST_CASE, LONGEST_ACTIVITY, LONGEST_RESOURCE = 64, 300, 150
STARTS = ("startdate", "start", "received_at")
ENDS = ("enddate", "end", "closed_at")
DEADLINES = ("deadline", "due_at")
WAYS_IN = ("channel",)


class CannotReadLog(Exception):
    """A log that is not read: `reason` is a word, `detail` where or what."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


@dataclass(frozen=True, slots=True)
class LoggedEvent:
    """A finished activity; `resource` is empty when the log does not say who."""

    activity: str
    at: datetime
    resource: str = ""


@dataclass(frozen=True, slots=True)
class LoggedCase:
    """A case with its finished activities in order and what is said of it as a whole."""

    name: str
    events: Sequence[LoggedEvent]
    said: Mapping[str, Value] = field(default_factory=dict)

    def instant(self, *names: str) -> datetime | None:
        """Return the first of these that the log says of the case."""
        found = (self.said.get(name) for name in names)
        return next((one for one in found if isinstance(one, datetime)), None)

    @property
    def way_in(self) -> str:
        """The log's own word for the channel, empty when it has none."""
        found = (self.said.get(name) for name in WAYS_IN)
        return next((one for one in found if isinstance(one, str)), "")

    @property
    def stated_start(self) -> datetime | None:
        """When the log says that the case began."""
        return self.instant(*STARTS)

    @property
    def ended_at(self) -> datetime | None:
        """When the log says that the case ended; None: it is open."""
        return self.instant(*ENDS)

    @property
    def due_at(self) -> datetime | None:
        """Until when the log says that an answer was promised."""
        return self.instant(*DEADLINES)

    @property
    def received_at(self) -> datetime | None:
        """The stated start, or the oldest instant known of the case when that is older.


        A dossier cannot end, and no step be done, before it is received.
        """
        known = [self.stated_start, self.ended_at, *(event.at for event in self.events)]
        return min((at for at in known if at is not None), default=None)

    @property
    def events_after_end(self) -> int:
        """How many activities the log shows after the end of the case."""
        ended_at = self.ended_at
        return sum(ended_at is not None and event.at > ended_at for event in self.events)


@dataclass(frozen=True)
class EventLog:
    """A log read whole. `passed_over` counts events that finish nothing (starts, schedules)."""

    digest: str
    cases: Sequence[LoggedCase]
    passed_over: int = 0

    @property
    def event_count(self) -> int:
        """How many finished activities."""
        return sum(len(case.events) for case in self.cases)

    def resources(self) -> tuple[str, ...]:
        """Everybody who did something, in alphabetical order."""
        named = {event.resource for case in self.cases for event in case.events}
        return tuple(sorted(named - {""}))

    @property
    def span(self) -> tuple[datetime, datetime]:
        """The first and the last reception; a log that was read has both."""
        known = [case.received_at for case in self.cases]
        told = [at for at in known if at is not None]
        return min(told), max(told)


def channel_of(way_in: str) -> Channel:
    """Return our channel for the log's word."""
    return CHANNELS.get(way_in.strip().casefold(), Channel.COUNTER)


@dataclass(frozen=True)
class Outcome:
    """A dossier: how it came in, what was promised, when it ended (None: it is open)."""

    way_in: str
    due_at: datetime | None
    ended_at: datetime | None

    @property
    def is_late(self) -> bool:
        """Whether it ended after its promise; a log's promise is an instant, not a day."""
        if self.due_at is None or self.ended_at is None:
            return False
        return was_late(self.due_at, self.ended_at, by_date=False)


@dataclass(frozen=True)
class ChannelLine:
    """One line of the table: dossiers that came in one way, those that ended, those late."""

    way_in: str
    dossiers: int
    closed: int
    late: int


def by_channel(dossiers: Sequence[Outcome]) -> tuple[ChannelLine, ...]:
    """Return a line for each way in, the busiest first."""
    lines = []
    for way_in in sorted({one.way_in for one in dossiers}):
        own = [one for one in dossiers if one.way_in == way_in]
        closed = sum(one.ended_at is not None for one in own)
        lines.append(ChannelLine(way_in, len(own), closed, sum(one.is_late for one in own)))
    return tuple(sorted(lines, key=lambda line: -line.dossiers))


@dataclass(frozen=True, slots=True)
class TraceStep:
    """A step done, as an exported log tells it; nobody's (`resource` empty) when the system did."""

    activity: str
    at: datetime
    resource: str
    instance: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A dossier and its steps in the order of the journal."""

    name: str
    procedure: str
    way_in: str
    received_at: datetime | None
    due_at: datetime | None
    ended_at: datetime | None
    steps: tuple[TraceStep, ...]
