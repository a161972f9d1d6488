"""What each figure counts: one life of a dossier, one period, the measures it belongs to.

The SQL of `queries` says the same to the database; tests hold the two against each other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum

from motcua.kit.clock import VIETNAM

FEW = 30
EARLIEST = date(2000, 1, 1)
"""Nothing is asked of days before it: there were no one-stop centres."""


class Measure(StrEnum):
    """A figure of the report on settlement.

    Basis: Circular 01/2020/TT-VPCP, form 06/VPCP/KSTT (mem-mid); handbook 4.6.
    """

    RECEIVED = "received"
    CARRIED_OVER = "carried_over"
    TO_SETTLE = "to_settle"
    SETTLED = "settled"
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"
    IN_PROCESS = "in_process"
    IN_TIME = "in_time"
    OVERDUE = "overdue"
    SUSPENDED = "suspended"
    FOR_PAPERS = "for_papers"
    FOR_DUTY = "for_duty"
    FOR_OTHER = "for_other"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    REFUSED = "refused"


class Dimension(StrEnum):
    """What the lines of a table stand for."""

    UNIT = "unit"
    PROCEDURE = "procedure"
    FIELD = "field"
    CHANNEL = "channel"
    MONTH = "month"


@dataclass(frozen=True)
class Period:
    """Local days, both included; seen from `now` it ends no later than now."""

    first: date
    last: date

    def instants(self, now: datetime) -> tuple[datetime, datetime]:
        """Return the first and the last instant."""
        begin = datetime.combine(self.first, time.min, VIETNAM)
        end = datetime.combine(self.last + timedelta(days=1), time.min, VIETNAM)
        return begin, min(end - timedelta(microseconds=1), now)


@dataclass(frozen=True)
class Life:
    """What is known of a dossier at the end of a period.

    `promise` is the first promise, moved by lawful pauses and by nothing else; `pause` is the
    ground on which the clock stands still, "" when it runs; `left_at` is when it was refused or,
    never received, taken back.
    """

    state: str
    received_at: datetime | None
    finished_at: datetime | None
    promise: datetime | None
    by_date: bool
    pause: str
    left_at: datetime | None


def measures_of(life: Life, begin: datetime, end: datetime) -> frozenset[Measure]:
    """Return every measure that counts this dossier in the period.

    Basis: handbook 4.6 (definitions for reports).
    """
    if life.received_at is None or life.received_at > end:
        return frozenset(_without_reception(life, begin, end))
    if life.finished_at is not None and life.finished_at < begin:
        return frozenset()
    first = Measure.RECEIVED if life.received_at >= begin else Measure.CARRIED_OVER
    is_ended = life.finished_at is not None and life.finished_at <= end
    rest = _ended(life) if is_ended else _open(life, end)
    return frozenset({first, Measure.TO_SETTLE, *rest})


def _without_reception(life: Life, begin: datetime, end: datetime) -> Iterator[Measure]:
    if life.received_at is None and life.left_at is not None and begin <= life.left_at <= end:
        yield Measure.REFUSED if life.state == "refused" else Measure.WITHDRAWN


def _ended(life: Life) -> Iterator[Measure]:
    if life.state in ("withdrawn", "stopped"):
        yield Measure(life.state)
    elif life.finished_at is not None:
        yield Measure.SETTLED
        yield _punctuality(life, life.finished_at)


def _punctuality(life: Life, finished: datetime) -> Measure:
    """Compare by local day for limits in days, by instant for limits in hours."""
    if life.promise is None:
        return Measure.ON_TIME
    done, due = _side(finished, life.by_date), _side(life.promise, life.by_date)
    if done < due:
        return Measure.EARLY
    return Measure.ON_TIME if done == due else Measure.LATE


def _open(life: Life, end: datetime) -> Iterator[Measure]:
    if life.pause:
        yield Measure.SUSPENDED
        yield CAUSES.get(life.pause, Measure.FOR_OTHER)
        return
    yield Measure.IN_PROCESS
    promise = life.promise
    is_late = promise is not None and _side(promise, life.by_date) < _side(end, life.by_date)
    yield Measure.OVERDUE if is_late else Measure.IN_TIME


def _side(at: datetime, by_date: bool) -> datetime:
    if not by_date:
        return at
    return datetime.combine(at.astimezone(VIETNAM).date(), time.min, VIETNAM)


CAUSES = {"supplement": Measure.FOR_PAPERS, "financial_duty": Measure.FOR_DUTY}


@dataclass(frozen=True)
class Share:
    """A share and what it was made of; `is_small` warns of a chance result."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """Return per cent, None of nothing."""
        return self.part * 100 / self.whole if self.whole else None

    @property
    def is_small(self) -> bool:
        """Whether the whole is too small to compare."""
        return self.whole < FEW


def late_share(counts: Mapping[Measure, int]) -> Share:
    """Return (settled late + overdue) of (settled + in process).

    Basis: handbook 4.6.
    """
    part = counts[Measure.LATE] + counts[Measure.OVERDUE]
    return Share(part, counts[Measure.SETTLED] + counts[Measure.IN_PROCESS])


def on_time_share(counts: Mapping[Measure, int]) -> Share:
    """Return (early + on time) of settled.

    Basis: handbook 4.6.
    """
    return Share(counts[Measure.EARLY] + counts[Measure.ON_TIME], counts[Measure.SETTLED])


class Step(StrEnum):
    """How long one bar of a trend is."""

    MONTH = "month"
    HALF = "half"
    YEAR = "year"


_MONTHS = {Step.MONTH: 1, Step.HALF: 6, Step.YEAR: 12}


def months_before(last: date, count: int, step: Step = Step.MONTH) -> tuple[Period, ...]:
    """Return so many whole months (halves, years), the one of `last` at the end."""
    length = _MONTHS[step]
    now = (last.year * 12 + last.month - 1) // length
    return tuple(
        Period(_month(n * length), _month((n + 1) * length) - timedelta(days=1))
        for n in range(now - count + 1, now + 1)
    )


def _month(number: int) -> date:
    return date(number // 12, number % 12 + 1, 1)
