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
    FIELD_CHECK = "field_check"
    CHECK = "check"
    APPROVE = "approve"
    ISSUE = "number_and_issue"
    RECEIVE_RESULT = "receive_result"
    RETURN = "return_result"
    ANSWER_CONSULTATION = "answer_consultation"
    APPROVE_EXTENSION = "approve_extension"


class Outcome(StrEnum):
    """How a step ended; the conditions of a process read it as `outcome`.

    A recalled step was done and taken back; no process ever reads that word. No answer is neither
    a yes nor a no.
    """

    FORWARD = "forward"
    BACK = "return"
    APPROVED = "approved"
    REJECTED = "rejected"
    RECALLED = "recalled"
    NO_ANSWER = "no_answer"


class UnitKind(StrEnum):
    """Which of a dossier's units does a step; any other word is a unit's own code."""

    CENTRE = "centre"
    RECEPTION = "reception"
    UNIT = "unit"
    DIVISION = "division"
    COMPETENT = "competent"
    OFFICE = "office"
    PROVINCE = "province"
    PARTNER = "partner"
    CONSULTED = "consulted"


HEADS = frozenset({"unit_leader", "clerk_seal"})
"""Roles that sit at the head of a department, not in its divisions."""


@dataclass(frozen=True)
class Units:
    """The units a process can speak of, by id.

    `division` is the competent unit itself, `unit` the department above it (or itself).
    """

    receiving: int
    handing_back: int
    division: int
    unit: int
    by_code: tuple[tuple[str, int], ...] = ()

    def of(self, kind: str, *, role: str, act: str) -> int:
        """Return the unit that does a step; one that nobody named falls to the competent unit."""
        if kind in (UnitKind.CENTRE, UnitKind.RECEPTION):
            back = act in (Act.RECEIVE_RESULT, Act.RETURN)
            return self.handing_back if back else self.receiving
        own = self.unit if kind == UnitKind.UNIT or role in HEADS else self.division
        return dict(self.by_code).get(kind, own)


class CannotPublish(Exception):
    """The drawn process is not sound; `problems` name each fault."""

    def __init__(self, problems: tuple[object, ...]) -> None:
        super().__init__(problems)
        self.problems = problems
