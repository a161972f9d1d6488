"""The dossier's four axes, its state table, and what each state means to the nation.

Business, money, delivery and synchronisation are separate questions with separate answers; the
national code 1-10 is derived from them and never stored.
"""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from motcua.kit.clock import VIETNAM


class State(StrEnum):
    """Where the dossier stands in law."""

    SUBMITTED = "submitted"
    TO_COMPLETE = "to_complete"
    REFUSED = "refused"
    RECEIVED = "received"
    IN_PROCESS = "in_process"
    AWAITING_SUPPLEMENT = "awaiting_supplement"
    AWAITING_FINANCIAL_DUTY = "awaiting_financial_duty"
    SUSPENDED = "suspended"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    FINISHED = "finished"
    RETURNED = "returned"


class FinancialState(StrEnum):
    """What stands open between the applicant and the cashier."""

    NOTHING_DUE = "nothing_due"
    DUE = "due"
    PAID = "paid"


class DeliveryState(StrEnum):
    """Where the result is."""

    NO_RESULT = "no_result"
    ISSUED = "issued"
    AT_CENTRE = "at_centre"
    HANDED_OVER = "handed_over"


class SyncState(StrEnum):
    """What the national portal knows."""

    PENDING = "pending"
    SYNCED = "synced"


class PartyRole(StrEnum):
    """The three parties of a dossier, never mixed (handbook, trap 6)."""

    OWNER = "owner"
    FILER = "filer"
    REPRESENTATIVE = "representative"


class ReturnMethod(StrEnum):
    """How the applicant wants the result."""

    COUNTER = "counter"
    POST = "post"
    ELECTRONIC = "electronic"


class SuspensionReason(StrEnum):
    """The only grounds on which the clock stops; an outage or an absent signer is none.

    Basis: handbook 4.4; Decree 61/2018, art. 19 (mem-mid).
    """

    SUPPLEMENT = "supplement"
    FINANCIAL_DUTY = "financial_duty"
    FIELD_CHECK = "field_check"
    COUNCIL = "council"
    CONSULTATION_BY_LAW = "consultation_by_law"


PAUSED = frozenset(
    {State.AWAITING_SUPPLEMENT, State.AWAITING_FINANCIAL_DUTY, State.SUSPENDED},
)
RUNNING = frozenset({State.RECEIVED, State.IN_PROCESS})
OPEN = RUNNING | PAUSED
BEFORE_RECEPTION = frozenset({State.SUBMITTED, State.TO_COMPLETE})
ENDED = frozenset(
    {State.REFUSED, State.WITHDRAWN, State.STOPPED, State.FINISHED, State.RETURNED},
)
ENDED_EARLY = frozenset({State.REFUSED, State.WITHDRAWN, State.STOPPED})

NEXT: dict[State, frozenset[State]] = {
    State.SUBMITTED: frozenset({State.RECEIVED, State.TO_COMPLETE, State.REFUSED, State.WITHDRAWN}),
    State.TO_COMPLETE: frozenset({State.RECEIVED, State.REFUSED, State.WITHDRAWN}),
    State.RECEIVED: frozenset({State.IN_PROCESS, State.WITHDRAWN, State.STOPPED, State.FINISHED}),
    State.IN_PROCESS: PAUSED | {State.FINISHED, State.WITHDRAWN, State.STOPPED},
    State.AWAITING_SUPPLEMENT: frozenset({State.IN_PROCESS, State.WITHDRAWN, State.STOPPED}),
    State.AWAITING_FINANCIAL_DUTY: frozenset({State.IN_PROCESS, State.WITHDRAWN, State.STOPPED}),
    State.SUSPENDED: frozenset({State.IN_PROCESS, State.WITHDRAWN, State.STOPPED}),
    State.FINISHED: frozenset({State.RETURNED, State.IN_PROCESS}),
    State.REFUSED: frozenset(),
    State.WITHDRAWN: frozenset(),
    State.STOPPED: frozenset(),
    State.RETURNED: frozenset({State.FINISHED}),
}

PAUSE_STATE = {
    SuspensionReason.SUPPLEMENT: State.AWAITING_SUPPLEMENT,
    SuspensionReason.FINANCIAL_DUTY: State.AWAITING_FINANCIAL_DUTY,
    SuspensionReason.FIELD_CHECK: State.SUSPENDED,
    SuspensionReason.COUNCIL: State.SUSPENDED,
    SuspensionReason.CONSULTATION_BY_LAW: State.SUSPENDED,
}

_NATIONAL_CODE = {
    State.SUBMITTED: 1,
    State.RECEIVED: 2,
    State.REFUSED: 3,
    State.IN_PROCESS: 4,
    State.TO_COMPLETE: 5,
    State.AWAITING_SUPPLEMENT: 5,
    State.AWAITING_FINANCIAL_DUTY: 6,
    State.WITHDRAWN: 7,
    State.SUSPENDED: 8,
    State.STOPPED: 8,
    State.FINISHED: 9,
    State.RETURNED: 10,
}


def may_become(now: State, then: State) -> bool:
    """Tell whether the law knows a move from one state to the other."""
    return then in NEXT[now]


def national_code(state: State) -> int:
    """Return the national portal's code 1-10.

    Basis: national portal status list, handbook 3.2.
    """
    return _NATIONAL_CODE[state]


class Timeliness(StrEnum):
    """How a dossier stands against its promise at an instant; computed, never stored."""

    NO_LIMIT = "no_limit"
    ON_TIME = "on_time"
    NEAR_DUE = "near_due"
    LATE = "late"
    PAUSED = "paused"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"


class Moments(NamedTuple):
    """The instants that decide whether a dossier is late."""

    state: State
    due_at: datetime | None
    original_due_at: datetime | None
    finished_at: datetime | None
    by_date: bool = True


def timeliness(moments: Moments, *, now: datetime, near: datetime) -> Timeliness:
    """Judge a dossier against its *original* promise.

    `near` is the instant up to which a due instant counts as near (near-due window from `now`).
    An agreed extension keeps the dossier late in the figures (handbook 4.5).
    """
    if moments.state in PAUSED:
        return Timeliness.PAUSED
    if moments.due_at is None:
        return Timeliness.NO_LIMIT
    promised = moments.original_due_at or moments.due_at
    if moments.finished_at is not None:
        late = was_late(promised, moments.finished_at, by_date=moments.by_date)
        return Timeliness.DONE_LATE if late else Timeliness.DONE_ON_TIME
    if promised < now:
        return Timeliness.LATE
    return Timeliness.NEAR_DUE if moments.due_at <= near else Timeliness.ON_TIME


def was_late(promised: datetime, finished: datetime, *, by_date: bool) -> bool:
    """Compare by local date for limits in days, by instant for limits in hours.

    Both instants are in the same zone. Basis: handbook 4.6.
    """
    if by_date:
        return finished.astimezone(VIETNAM).date() > promised.astimezone(VIETNAM).date()
    return finished > promised


def code_prefix(unit_code: str, received: datetime) -> str:
    """Return `H41.14-261122`, the part of a dossier code before its serial number.

    `received` is already in local time.
    Basis: Decree 61/2018, art. 22 (organisation code, date, serial number).
    """
    return f"{unit_code}-{received:%y%m%d}"
