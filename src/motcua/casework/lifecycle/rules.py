"""The table of acts: who may do what to a dossier, where, and in which states.

It reads like the regulation. `place` names the unit of the dossier that the actor must belong to.
"""

from dataclasses import dataclass
from enum import StrEnum

from motcua.casework.dossiers.rules import BEFORE_RECEPTION, OPEN, RUNNING, State
from motcua.casework.fees.permissions import TILL
from motcua.registers.organisation.rules import Role


class Verb(StrEnum):
    """The acts of the trade."""

    RECEIVE = "receive"
    REFUSE = "refuse"
    ASK_SUPPLEMENT = "ask_supplement"
    ASK_BEFORE_RECEPTION = "ask_before_reception"
    RECEIVE_SUPPLEMENT = "receive_supplement"
    HAND_OVER = "hand_over"
    ACKNOWLEDGE = "acknowledge"
    ASSIGN = "assign"
    CLAIM = "claim"
    REASSIGN = "reassign"
    APPRAISE = "appraise"
    CONSULT = "consult"
    ANSWER_CONSULTATION = "answer_consultation"
    SIGN_OPINION = "sign_opinion"
    RECORD_NO_ANSWER = "record_no_answer"
    SUBMIT = "submit_for_approval"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    REJECT = "reject"
    ISSUE = "issue"
    RECEIVE_RESULT = "receive_result"
    RETURN = "return_result"
    SUSPEND = "suspend"
    RESUME = "resume"
    PROPOSE_EXTENSION = "propose_extension"
    EXTEND = "extend"
    STOP = "stop"
    WITHDRAW = "withdraw"
    RECALL = "recall"
    REPRINT = "reprint"
    REVOKE_RESULT = "revoke_result"
    REPLACE_RESULT = "replace_result"
    ISSUE_REPLACEMENT = "issue_replacement"
    NOTIFY = "notify"
    BILL = "bill"
    DEFER_PAYMENT = "defer_payment"


class Place(StrEnum):
    """Where in the organisation the actor must stand."""

    RECEIVING = "receiving"
    COMPETENT = "competent"
    RETURN = "return"
    TASK = "task"
    TASK_UNIT = "task_unit"
    RECEIVING_OR_COMPETENT = "receiving_or_competent"


@dataclass(frozen=True)
class ActRule:
    """One row of the table."""

    roles: frozenset[Role]
    place: Place
    states: frozenset[State]


_DESK = frozenset({Role.RECEPTION_OFFICER, Role.POSTAL_CLERK})
_RETURN_DESK = frozenset({Role.RECEPTION_OFFICER, Role.RESULT_OFFICER, Role.POSTAL_CLERK})
_LEADERS = frozenset({Role.DIVISION_LEADER, Role.UNIT_LEADER, Role.PROVINCE_LEADER})
_SIGNATORIES = frozenset({Role.UNIT_LEADER, Role.PROVINCE_LEADER})
_CASE_WORKERS = frozenset({Role.SPECIALIST}) | _LEADERS
_CLERKS = frozenset({Role.CLERK_SEAL, Role.PROVINCE_CLERK})
TECHNICAL = frozenset({Role.SYSTEM_ADMIN, Role.UNIT_ADMIN, Role.INTEGRATION_ENGINEER})
"""Who runs the machines; by default they read no dossier (handbook 2.10)."""
_EVERYBODY = frozenset(Role) - TECHNICAL
_ANYBODY_OPEN = OPEN | {State.FINISHED}
_SETTLED = frozenset({State.FINISHED, State.RETURNED})

ACTS: dict[Verb, ActRule] = {
    Verb.RECEIVE: ActRule(_DESK, Place.RECEIVING, BEFORE_RECEPTION),
    Verb.REFUSE: ActRule(frozenset({Role.RECEPTION_OFFICER}), Place.RECEIVING, BEFORE_RECEPTION),
    Verb.ASK_BEFORE_RECEPTION: ActRule(_DESK, Place.RECEIVING, BEFORE_RECEPTION),
    Verb.ASK_SUPPLEMENT: ActRule(_CASE_WORKERS, Place.COMPETENT, frozenset({State.IN_PROCESS})),
    Verb.RECEIVE_SUPPLEMENT: ActRule(
        _DESK | {Role.SPECIALIST},
        Place.RECEIVING_OR_COMPETENT,
        frozenset({State.AWAITING_SUPPLEMENT}),
    ),
    Verb.HAND_OVER: ActRule(_DESK, Place.RECEIVING, frozenset({State.RECEIVED})),
    Verb.ACKNOWLEDGE: ActRule(
        _CASE_WORKERS | _CLERKS, Place.COMPETENT, frozenset({State.RECEIVED})
    ),
    Verb.ASSIGN: ActRule(_LEADERS, Place.TASK, RUNNING),
    Verb.CLAIM: ActRule(_EVERYBODY, Place.TASK, _ANYBODY_OPEN),
    Verb.REASSIGN: ActRule(_LEADERS, Place.TASK_UNIT, OPEN),
    Verb.APPRAISE: ActRule(_CASE_WORKERS, Place.TASK, frozenset({State.IN_PROCESS})),
    Verb.CONSULT: ActRule(_CASE_WORKERS, Place.COMPETENT, frozenset({State.IN_PROCESS})),
    Verb.ANSWER_CONSULTATION: ActRule(_CASE_WORKERS, Place.TASK, OPEN),
    Verb.SIGN_OPINION: ActRule(_CASE_WORKERS, Place.TASK, OPEN),
    Verb.RECORD_NO_ANSWER: ActRule(_CASE_WORKERS, Place.COMPETENT, frozenset({State.IN_PROCESS})),
    Verb.SUBMIT: ActRule(_CASE_WORKERS, Place.TASK, frozenset({State.IN_PROCESS})),
    Verb.SEND_BACK: ActRule(_LEADERS | _CLERKS, Place.TASK, frozenset({State.IN_PROCESS})),
    Verb.APPROVE: ActRule(_SIGNATORIES, Place.TASK, frozenset({State.IN_PROCESS})),
    Verb.REJECT: ActRule(_SIGNATORIES, Place.TASK, frozenset({State.IN_PROCESS})),
    Verb.ISSUE: ActRule(_CLERKS, Place.TASK, frozenset({State.IN_PROCESS})),
    Verb.RECEIVE_RESULT: ActRule(_RETURN_DESK, Place.TASK, frozenset({State.FINISHED})),
    Verb.RETURN: ActRule(_RETURN_DESK, Place.RETURN, frozenset({State.FINISHED})),
    Verb.SUSPEND: ActRule(_CASE_WORKERS, Place.COMPETENT, frozenset({State.IN_PROCESS})),
    Verb.RESUME: ActRule(
        _CASE_WORKERS | _DESK,
        Place.RECEIVING_OR_COMPETENT,
        frozenset({State.AWAITING_FINANCIAL_DUTY, State.SUSPENDED}),
    ),
    Verb.PROPOSE_EXTENSION: ActRule(_CASE_WORKERS, Place.COMPETENT, OPEN),
    Verb.EXTEND: ActRule(_SIGNATORIES, Place.COMPETENT, OPEN),
    Verb.STOP: ActRule(_SIGNATORIES, Place.COMPETENT, OPEN),
    Verb.WITHDRAW: ActRule(
        _DESK | _CASE_WORKERS, Place.RECEIVING_OR_COMPETENT, OPEN | BEFORE_RECEPTION
    ),
    Verb.RECALL: ActRule(
        _EVERYBODY, Place.RECEIVING_OR_COMPETENT, _ANYBODY_OPEN | {State.RETURNED}
    ),
    Verb.REVOKE_RESULT: ActRule(_SIGNATORIES, Place.COMPETENT, _SETTLED),
    Verb.REPLACE_RESULT: ActRule(_SIGNATORIES, Place.COMPETENT, _SETTLED),
    Verb.ISSUE_REPLACEMENT: ActRule(_CLERKS, Place.COMPETENT, _SETTLED),
    Verb.REPRINT: ActRule(_EVERYBODY, Place.RECEIVING_OR_COMPETENT, frozenset(State)),
    Verb.NOTIFY: ActRule(_DESK | _CASE_WORKERS, Place.RECEIVING_OR_COMPETENT, frozenset(State)),
    Verb.BILL: ActRule(TILL | _CASE_WORKERS, Place.RECEIVING_OR_COMPETENT, _ANYBODY_OPEN),
    Verb.DEFER_PAYMENT: ActRule(
        frozenset({Role.CENTRE_MANAGER, Role.UNIT_LEADER}),
        Place.RETURN,
        frozenset({State.FINISHED}),
    ),
}

SUPPLEMENT_ROUNDS_WITHOUT_APPROVAL = 1
"""In appraisal a supplement is asked at most once without basis and approver.

Basis: Decree 61/2018, art. 19 (mem-mid); handbook 4.4.
"""


@dataclass(frozen=True)
class Standing:
    """The facts of a dossier (and of the task at hand) that a permission needs."""

    state: State
    receiving_unit_id: int
    competent_unit_id: int
    return_unit_id: int
    task_unit_id: int | None = None
    task_role: str = ""
    task_assignee_id: int | None = None
