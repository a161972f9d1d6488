"""What the journal says about questions to other agencies."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.casework.lifecycle.events import DossierEvent


@dataclass(frozen=True)
class ConsultationAsked(DossierEvent):
    """Another agency was asked, with its own limit."""

    kind: ClassVar[str] = "dossier.consultation_asked"
    task_id: int
    unit_id: int
    question: str
    due_at: str


@dataclass(frozen=True)
class ConsultationAnswered(DossierEvent):
    """The asked agency answered; silence never becomes this entry."""

    kind: ClassVar[str] = "dossier.consultation_answered"
    task_id: int
    answer: str
    agrees: bool


@dataclass(frozen=True)
class ConsultationUnanswered(DossierEvent):
    """The asked agency's limit passed in silence, and why the dossier goes on without it."""

    kind: ClassVar[str] = "dossier.consultation_unanswered"
    task_id: int
    unit_id: int
    due_at: str
    reason: str
    legal_basis: str


@dataclass(frozen=True)
class OpinionSigned(DossierEvent):
    """Whoever did a step signed what he said in it; `sha256` is the signed file."""

    kind: ClassVar[str] = "dossier.opinion_signed"
    task_id: int
    step: str
    sha256: str
