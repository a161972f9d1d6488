"""What the counter can promise: papers, fee, due instant and blockers, before anything is filed."""

from dataclasses import dataclass
from datetime import datetime

from motcua.engine.worktime import Clock, run_clock
from motcua.kit.clock import VIETNAM
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries import CaseRow, Content, PaperRow, content_of, in_force
from motcua.registers.catalogue.queries.reception import facts_of
from motcua.registers.catalogue.rules import (
    Blocker,
    Channel,
    Filing,
    LimitRow,
    Owed,
    Quantity,
    VersionState,
    applicable_limit,
    blockers,
    fees_owed,
)
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import Level


@dataclass(frozen=True)
class Wish:
    """What the applicant asks for, as far as it is known; `unit_id` chooses among communes."""

    code: str
    channel: Channel = Channel.COUNTER
    case_id: int | None = None
    unit_id: int | None = None
    quantity: int = 1
    exemptions: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Competent:
    """The unit that decides; dossiers are numbered after `code`, that of its department."""

    unit_id: int
    code: str
    name: str


@dataclass(frozen=True)
class Offer:
    """The answer to a wish; `is_local` asks for a commune, without one `competent` is None."""

    version_id: int
    code: str
    name: str
    name_en: str
    is_on_the_spot: bool
    is_local: bool
    cases: tuple[CaseRow, ...]
    case_id: int | None
    channel: Channel
    papers: tuple[PaperRow, ...]
    owed: tuple[Owed, ...]
    limit: LimitRow | None
    blockers: tuple[Blocker, ...]
    competent: Competent | None
    clock: Clock | None
    exempt_codes: frozenset[str]


def offer(wish: Wish, *, now: datetime, with_clock: bool = True) -> Offer | None:
    """Return what can be promised for a wish now, None for an unknown procedure.

    Three statements at most once the version is remembered: version, chosen unit, calendar.
    Basis: Decree 61/2018, art. 17 (mem-mid).
    """
    day = now.astimezone(VIETNAM).date()
    versions = in_force(day).select_related("procedure", "competent_unit__parent")
    version = versions.filter(procedure__code=wish.code).first()
    if version is None:
        return None
    content = content_of(version.pk, VersionState(version.state))
    case_id = _case(content, wish.case_id)
    limit = applicable_limit(content.limits, wish.channel, case_id)
    competent = _competent(version.competent_unit or _chosen(wish.unit_id))
    return Offer(
        version_id=version.pk,
        code=version.procedure.code,
        name=version.name,
        name_en=version.name_en,
        is_on_the_spot=version.is_on_the_spot,
        is_local=version.competent_unit_id is None,
        cases=content.cases,
        case_id=case_id,
        channel=wish.channel,
        papers=content.papers_of(case_id),
        owed=fees_owed(
            content.fees, wish.channel, day, Quantity(wish.quantity), wish.exemptions, case_id
        ),
        limit=limit,
        blockers=_blockers(version, content, Filing(case_id, wish.channel, day)),
        competent=competent,
        clock=_clock(limit, competent, now) if with_clock else None,
        exempt_codes=frozenset(code for fee in content.fees for code in fee.exempt),
    )


def _case(content: Content, wanted: int | None) -> int | None:
    known = [case.case_id for case in content.cases]
    if wanted in known or not known:
        return wanted if known else None
    return next((case.case_id for case in content.cases if case.is_default), known[0])


def _blockers(version: ProcedureVersion, content: Content, filing: Filing) -> tuple[Blocker, ...]:
    return blockers(facts_of(version), content.fees, content.limits, filing)


def _chosen(unit_id: int | None) -> Unit | None:
    if unit_id is None:
        return None
    return Unit.objects.select_related("parent").filter(pk=unit_id, level=Level.COMMUNE).first()


def _competent(unit: Unit | None) -> Competent | None:
    if unit is None:
        return None
    numbered = unit.parent if unit.level == Level.DIVISION and unit.parent else unit
    return Competent(unit.pk, numbered.code, unit.name)


def _clock(limit: LimitRow | None, competent: Competent | None, now: datetime) -> Clock | None:
    if limit is None or competent is None:
        return None
    return run_clock(limit.as_rule(), calendar_of(competent.unit_id), now, [])
