"""Tasks: their states, and which unit a step belongs to."""

from dataclasses import dataclass
from enum import StrEnum


class TaskState(StrEnum):
    """What became of a task."""

    OPEN = "open"
    DONE = "done"
    CANCELLED = "cancelled"


class UnitKind(StrEnum):
    """Which of a dossier's units does a step."""

    RECEIVING = "receiving"
    COMPETENT = "competent"
    RETURN = "return"
    CENTRE = "centre"
    PROVINCE = "province"
    CONSULTED = "consulted"


class Act(StrEnum):
    """The act of the trade that completes a step.

    A step says by itself which act closes it; no page decides it.
    """

    HAND_OVER = "hand_over"
    ASSIGN = "assign"
    APPRAISE = "appraise"
    CHECK = "check"
    APPROVE = "approve"
    ISSUE = "issue"
    RECEIVE_RESULT = "receive_result"
    RETURN = "return_result"
    ANSWER_CONSULTATION = "answer_consultation"
    WAIT = "wait"


class Outcome(StrEnum):
    """How a step ended; the conditions of a process read it as `outcome`."""

    FORWARD = "forward"
    BACK = "back"
    APPROVED = "approved"
    REJECTED = "rejected"


@dataclass(frozen=True)
class Units:
    """The units a process can speak of, by id; a consulted unit is named by its task."""

    receiving: int
    competent: int
    handing_back: int
    province: int | None = None

    def of(self, kind: str, *, consulted: int | None = None) -> int:
        """Return the unit that does a step; an unnamed one falls to the competent unit."""
        known = {
            UnitKind.RECEIVING: self.receiving,
            UnitKind.CENTRE: self.receiving,
            UnitKind.RETURN: self.handing_back,
            UnitKind.PROVINCE: self.province,
            UnitKind.CONSULTED: consulted,
        }
        return known.get(UnitKind(kind) if kind else UnitKind.COMPETENT) or self.competent
