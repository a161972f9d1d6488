"""What a dossier's page shows of the rooms below, as frozen rows."""

from dataclasses import dataclass
from datetime import datetime

from motcua.casework.documents.rules.packs import FormKind
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.processes.rules import Act, TaskState
from motcua.casework.signing.rules.verdicts import Verdict


@dataclass(frozen=True)
class PartySeen:
    """A party as filed."""

    role: str
    full_name: str
    identity_number: str
    phone: str
    email: str
    address: str
    authority: str


@dataclass(frozen=True)
class PaperSeen:
    """A paper of the folder; `paper_id` is that of the announced list.

    `file` names its newest electronic file ("" for none), `verdict` is what was found about it,
    None for one that came without a signature, or is being examined.
    """

    paper_id: int | None
    name: str
    originals: int
    copies: int
    state: PaperState
    note: str
    file: str
    verdict: Verdict | None


@dataclass(frozen=True)
class FormSeen:
    """An issued form."""

    id: int
    kind: FormKind
    title: str
    number: str
    issued_at: datetime
    issued_by: str
    copies_printed: int


@dataclass(frozen=True)
class TaskSeen:
    """A step or a question of the dossier, open or done.

    `signed_opinion` names the file in which its opinion was signed, "" for none.
    """

    id: int
    node_key: str
    name: str
    act: str
    role: str
    unit_id: int
    unit: str
    assignee_id: int | None
    assignee: str
    state: TaskState
    working_minutes: int | None
    opened_at: datetime
    due_at: datetime | None
    closed_at: datetime | None
    closed_by: str
    outcome: str
    question: str
    opinion: str
    signed_opinion: str
    verdict: Verdict | None

    @property
    def is_open(self) -> bool:
        """Whether somebody still has to do it."""
        return self.state is TaskState.OPEN

    @property
    def is_question(self) -> bool:
        """Whether it is a consultation."""
        return self.act == Act.ANSWER_CONSULTATION


@dataclass(frozen=True)
class Lacked:
    """One thing that a supplement request asked for."""

    id: int
    name: str
    what: str
    is_brought: bool


@dataclass(frozen=True)
class RequestSeen:
    """A supplement request, answered or not."""

    stage: str
    round: int
    reason: str
    requested_at: datetime
    answered_at: datetime | None
    items: tuple[Lacked, ...]


@dataclass(frozen=True)
class DemandSeen:
    """An amount foreseen, owed, paid or spared."""

    id: int
    name: str
    amount_vnd: int
    state: str
    deferral_reason: str


@dataclass(frozen=True)
class DraftSeen:
    """The drafted result, and the words it had before they were last rewritten.

    `refusal` is the reason where a leader has turned it into a refusal; `signing` says how far the
    file to be signed has come; `replaces` tells that it shall replace the result in force.
    """

    title: str
    text: str
    before: str
    refusal: str
    signing: str
    replaces: bool
