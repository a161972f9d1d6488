"""A procedure as the public page, the notice board and the desk show it."""

from dataclasses import dataclass
from datetime import date, datetime

from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries.content import Content, content_of
from motcua.registers.catalogue.queries.reception import facts_of
from motcua.registers.catalogue.queries.rows import step_drafts
from motcua.registers.catalogue.queries.search import in_force
from motcua.registers.catalogue.rules.draft import StepDraft
from motcua.registers.catalogue.rules.fees import FeeRow, applicable_fees
from motcua.registers.catalogue.rules.kinds import Channel, Charging, VersionState
from motcua.registers.catalogue.rules.limits import (
    LimitRow,
    applicable_limit,
    conditional_limits,
)
from motcua.registers.catalogue.rules.reception import (
    Blocker,
    Filing,
    VersionFacts,
    blockers,
    open_channels,
)


@dataclass(frozen=True)
class ChannelTerms:
    """What one channel offers for one case: the limit and its exceptions, fees, what is missing."""

    channel: Channel
    limit: LimitRow | None
    exceptions: tuple[LimitRow, ...]
    fees: tuple[FeeRow, ...]
    blockers: tuple[Blocker, ...]


@dataclass(frozen=True)
class Announcement:
    """The decision that made the version public."""

    number: str
    issued_on: date
    issuing_body: str
    is_demo: bool


@dataclass(frozen=True)
class ProcedurePage:
    """Everything that is published of a procedure on a day."""

    code: str
    former_code: str
    is_provisional_code: bool
    name: str
    name_en: str
    field_name: str
    field_name_en: str
    number: int
    facts: VersionFacts
    announcement: Announcement | None
    competent_unit_id: int | None
    competent_body: str
    audience: str
    conditions_text: str
    sequence_text: str
    source: str
    is_on_the_spot: bool
    is_cross_boundary: bool
    edited_at: datetime
    content: Content
    steps: tuple[StepDraft, ...]
    on: date

    @property
    def version_id(self) -> int:
        """The version that binds on the day."""
        return self.facts.version_id

    @property
    def is_free(self) -> bool:
        """Whether the law says that it costs nothing."""
        return self.facts.charging is Charging.FREE

    @property
    def default_case_id(self) -> int | None:
        """The case that is meant when nobody says which; None when there are no cases."""
        cases = self.content.cases
        chosen = next((case for case in cases if case.is_default), cases[0] if cases else None)
        return chosen.case_id if chosen else None

    def terms(self, case_id: int | None = None) -> tuple[ChannelTerms, ...]:
        """Return the terms of each channel that is open, for one case (the default: the usual)."""
        case = case_id if case_id is not None else self.default_case_id
        return tuple(self._terms(channel, case) for channel in open_channels(self.facts))

    def _terms(self, channel: Channel, case: int | None) -> ChannelTerms:
        fees, limits = self.content.fees, self.content.limits
        return ChannelTerms(
            channel,
            applicable_limit(limits, channel, case),
            conditional_limits(limits, channel, case),
            applicable_fees(fees, channel, self.on, case),
            blockers(self.facts, fees, limits, Filing(case, channel, self.on)),
        )


def procedure_page(code: str, on: date) -> ProcedurePage | None:
    """Return what is in force of a procedure on that day; None when nothing is.

    Two statements once the version's content is in the process's memory.
    """
    versions = in_force(on).select_related("procedure__field", "announcement")
    version = versions.filter(procedure__code=code).first()
    return None if version is None else _page(version, on)


def draft_page(version_id: int, on: date) -> ProcedurePage | None:
    """Return a version whatever its state, as it would look; for the editor."""
    versions = ProcedureVersion.objects.select_related("procedure__field", "announcement")
    version = versions.filter(pk=version_id).first()
    return None if version is None else _page(version, on)


def _page(version: ProcedureVersion, on: date) -> ProcedurePage:
    procedure, field = version.procedure, version.procedure.field
    return ProcedurePage(
        code=procedure.code,
        former_code=procedure.former_code,
        is_provisional_code=procedure.is_provisional_code,
        name=version.name,
        name_en=version.name_en,
        field_name=field.name,
        field_name_en=field.name_en,
        number=version.number,
        facts=facts_of(version),
        announcement=_announcement(version),
        competent_unit_id=version.competent_unit_id,
        competent_body=version.competent_body,
        audience=version.audience,
        conditions_text=version.conditions_text,
        sequence_text=version.sequence_text,
        source=version.source,
        is_on_the_spot=version.is_on_the_spot,
        is_cross_boundary=version.is_cross_boundary,
        edited_at=version.edited_at,
        content=content_of(version.pk, VersionState(version.state)),
        steps=step_drafts(version.pk),
        on=on,
    )


def _announcement(version: ProcedureVersion) -> Announcement | None:
    decision = version.announcement
    if decision is None:
        return None
    return Announcement(
        decision.number, decision.issued_on, decision.issuing_body, decision.is_demo
    )
