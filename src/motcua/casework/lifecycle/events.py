"""What the journal says about a dossier's life; the past tense of the acts."""

from dataclasses import dataclass
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class DossierEvent(Event):
    """An event whose subject is the dossier itself."""

    subject_kind: ClassVar[str] = "dossier"
    dossier_id: int


@dataclass(frozen=True)
class DossierReceived(DossierEvent):
    """Form 01 was given: the clock runs."""

    kind: ClassVar[str] = "dossier.received"
    code: str
    version_id: int
    channel: str
    receiving_unit_id: int
    competent_unit_id: int
    return_unit_id: int
    due_at: str
    papers: tuple[str, ...]


@dataclass(frozen=True)
class DossierRefused(DossierEvent):
    """Form 03 was given."""

    kind: ClassVar[str] = "dossier.refused"
    reason: str


@dataclass(frozen=True)
class SupplementAsked(DossierEvent):
    """Form 02 was given; in appraisal the clock stops."""

    kind: ClassVar[str] = "dossier.supplement_asked"
    stage: str
    round: int
    items: tuple[str, ...]
    reason: str
    legal_basis: str


@dataclass(frozen=True)
class SupplementReceived(DossierEvent):
    """What was asked has come; the clock runs on."""

    kind: ClassVar[str] = "dossier.supplement_received"
    items: tuple[str, ...]
    due_before: str
    due_after: str


@dataclass(frozen=True)
class DossierHandedOver(DossierEvent):
    """The dossier was sent to the competent unit with a list."""

    kind: ClassVar[str] = "dossier.handed_over"
    handover: str
    from_unit_id: int
    to_unit_id: int


@dataclass(frozen=True)
class HandoverAcknowledged(DossierEvent):
    """The receiver confirmed that the dossier arrived, or that it is missing."""

    kind: ClassVar[str] = "dossier.handover_acknowledged"
    handover: str
    arrived: bool
    note: str


@dataclass(frozen=True)
class DossierAppraised(DossierEvent):
    """The specialist wrote his opinion."""

    kind: ClassVar[str] = "dossier.appraised"
    opinion: str
    is_eligible: bool


@dataclass(frozen=True)
class ResultDrafted(DossierEvent):
    """The result was drafted, or its draft rewritten."""

    kind: ClassVar[str] = "dossier.result_drafted"
    title: str
    text: str


@dataclass(frozen=True)
class DossierSubmitted(DossierEvent):
    """A step was finished and the dossier went on towards the decision."""

    kind: ClassVar[str] = "dossier.submitted_for_approval"
    step: str


@dataclass(frozen=True)
class DossierSentBack(DossierEvent):
    """A leader sent the dossier back to an earlier step."""

    kind: ClassVar[str] = "dossier.sent_back"
    step: str
    to: str
    reason: str


@dataclass(frozen=True)
class DossierApproved(DossierEvent):
    """The competent person decided in favour."""

    kind: ClassVar[str] = "dossier.approved"
    step: str


@dataclass(frozen=True)
class DossierRejected(DossierEvent):
    """The competent person decided against, with reasons."""

    kind: ClassVar[str] = "dossier.rejected"
    step: str
    reason: str


@dataclass(frozen=True)
class ResultIssued(DossierEvent):
    """The result was numbered and issued: settlement is finished."""

    kind: ClassVar[str] = "dossier.result_issued"
    number: str
    title: str
    is_refusal: bool


@dataclass(frozen=True)
class ResultAtCentre(DossierEvent):
    """The Centre has the result."""

    kind: ClassVar[str] = "dossier.result_at_centre"
    number: str


@dataclass(frozen=True)
class ResultReturned(DossierEvent):
    """The applicant has the result."""

    kind: ClassVar[str] = "dossier.result_returned"
    method: str
    is_proxy: bool


@dataclass(frozen=True)
class ClockSuspended(DossierEvent):
    """The clock stopped on a listed ground."""

    kind: ClassVar[str] = "dossier.suspended"
    reason: str
    legal_basis: str
    due_before: str


@dataclass(frozen=True)
class ClockResumed(DossierEvent):
    """The clock runs again; the promise moved by the time paused."""

    kind: ClassVar[str] = "dossier.resumed"
    reason: str
    due_before: str
    due_after: str


@dataclass(frozen=True)
class ExtensionProposed(DossierEvent):
    """An apology with a new date was drafted for the leader."""

    kind: ClassVar[str] = "dossier.extension_proposed"
    due_after: str
    reason: str


@dataclass(frozen=True)
class DossierExtended(DossierEvent):
    """Form 04 was signed: one new date, the first promise stays the measure."""

    kind: ClassVar[str] = "dossier.extended"
    due_before: str
    due_after: str
    reason: str


@dataclass(frozen=True)
class DossierStopped(DossierEvent):
    """Form 05: settlement stopped by decision."""

    kind: ClassVar[str] = "dossier.stopped"
    reason: str
    legal_basis: str


@dataclass(frozen=True)
class DossierWithdrawn(DossierEvent):
    """The applicant took the dossier back."""

    kind: ClassVar[str] = "dossier.withdrawn"
    reason: str


@dataclass(frozen=True)
class StepRecalled(DossierEvent):
    """A wrong step was taken back by a compensating entry; the wrong entry stays."""

    kind: ClassVar[str] = "dossier.step_recalled"
    step: str
    to: str
    reason: str


@dataclass(frozen=True)
class ApplicantNotified(DossierEvent):
    """The applicant was told."""

    kind: ClassVar[str] = "dossier.applicant_notified"
    notice: str


@dataclass(frozen=True)
class TimerRang(DossierEvent):
    """A timer of the process rang by itself."""

    kind: ClassVar[str] = "dossier.timer_rang"
    token: int


@dataclass(frozen=True)
class DossierImported(DossierEvent):
    """The past of a dossier settled elsewhere was taken over from `source`, not lived here.

    `due_at` is the promise as that source states it (ISO instant, "" = none): no clock of this
    house made it. `filed_by` is the channel in the source's own word, `case_name` its case name,
    `stated_start` its own start when steps are older than that.
    """

    kind: ClassVar[str] = "dossier.imported"
    source: str
    code: str
    case_name: str
    version_id: int
    channel: str
    filed_by: str
    due_at: str
    stated_start: str


@dataclass(frozen=True)
class SettledElsewhere(DossierEvent):
    """Settlement ended at this instant, says the source of an imported dossier."""

    kind: ClassVar[str] = "dossier.settled_elsewhere"
    source: str
    due_at: str


@dataclass(frozen=True)
class OfficerReminded(DossierEvent):
    """Whoever holds the open steps was reminded of the promise."""

    kind: ClassVar[str] = "dossier.officer_reminded"
    holders: tuple[str, ...]
    text: str
