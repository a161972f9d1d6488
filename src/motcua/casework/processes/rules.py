"""Tasks: their states, which act closes them, and which unit a step belongs to."""

from dataclasses import dataclass
from enum import StrEnum


class TaskState(StrEnum):
    """What became of a task."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class Act(StrEnum):
    """The act of the trade that completes a step: the process says it, no page decides it."""

    HAND_OVER = "hand_over"
    ASSIGN = "assign"
    APPRAISE = "appraise"
    NOTIFY_DUTY = "notify_duty"
    PREPARE = "prepare"
    CHECK = "check"
    APPROVE = "approve"
    ISSUE = "number_and_issue"
    RECEIVE_RESULT = "receive_result"
    RETURN = "return_result"
    ANSWER_CONSULTATION = "answer_consultation"
    APPROVE_EXTENSION = "approve_extension"


class Outcome(StrEnum):
    """How a step ended; the conditions of a process read it as `outcome`."""

    FORWARD = "forward"
    BACK = "return"
    APPROVED = "approved"
    REJECTED = "rejected"


class UnitKind(StrEnum):
    """Which of a dossier's units does a step; any other word is a unit's own code."""

    CENTRE = "centre"
    UNIT = "unit"
    DIVISION = "division"
    OFFICE = "office"
    PROVINCE = "province"
    PARTNER = "partner"


@dataclass(frozen=True)
class Units:
    """The units a process can speak of, by id.

    `division` is the competent unit itself, `unit` the department above it (or itself).
    """

    centre: int
    division: int
    unit: int
    by_code: tuple[tuple[str, int], ...] = ()

    def of(self, kind: str) -> int:
        """Return the unit that does a step; one that nobody named falls to the competent unit."""
        named = {
            UnitKind.CENTRE: self.centre,
            UnitKind.UNIT: self.unit,
            UnitKind.DIVISION: self.division,
        }
        return {**named, **dict(self.by_code)}.get(kind, self.division)


class CannotPublish(Exception):
    """The drawn process is not sound; `problems` name each fault."""

    def __init__(self, problems: tuple[object, ...]) -> None:
        super().__init__(problems)
        self.problems = problems
