"""What the counter can promise: papers, fee, due instant and blockers, before anything is filed."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from motcua.casework.lifecycle.remembered import Competent, Named, commune, remember, remembered
from motcua.engine.worktime import Clock, run_clock
from motcua.kit.clock import VIETNAM
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.catalogue.queries import CaseRow, Content, PaperRow, in_force
from motcua.registers.catalogue.queries.reception import facts_of
from motcua.registers.catalogue.rules import (
    Blocker,
    Channel,
    Filing,
    LimitRow,
    Owed,
    Quantity,
    applicable_limit,
    blockers,
    fees_owed,
)


@dataclass(frozen=True)
class Wish:
    """What the applicant asks for, as far as it is known; `unit_id` chooses among communes."""

    code: str
    channel: Channel = Channel.COUNTER
    case_id: int | None = None
    unit_id: int | None = None
    quantity: int = 1
    exemptions: frozenset[str] = frozenset()
    version_id: int | None = None


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


def offer(wish: Wish, *, now: datetime) -> Offer | None:
    """Return what can be promised for a wish now, None for an unknown procedure.

    Three statements at most once the content is remembered: version, chosen unit, calendar.
    Basis: Decree 61/2018, art. 17 (mem-mid).
    """
    day = now.astimezone(VIETNAM).date()
    versions = in_force(day).select_related("procedure", "competent_unit__parent")
    version = versions.filter(procedure__code=wish.code).first()
    if version is None:
        return None
    named = remember(version)
    made = _terms(named, wish, day)
    limit = applicable_limit(named.content.limits, wish.channel, made.case_id)
    filing = Filing(made.case_id, wish.channel, day)
    content = named.content
    return replace(
        made,
        limit=limit,
        blockers=blockers(facts_of(version), content.fees, content.limits, filing),
        clock=_clock(limit, made.competent, now),
    )


def terms_of(wish: Wish, *, now: datetime) -> Offer | None:
    """Return what the form of a shown offer says, without promise and blockers: the act judges.

    No statement when this process has shown the version, so that a reception stays short.
    """
    day = now.astimezone(VIETNAM).date()
    named = remembered(wish.version_id, wish.code)
    return _terms(named, wish, day) if named else offer(wish, now=now)


def _terms(named: Named, wish: Wish, day: date) -> Offer:
    content = named.content
    case_id = _case(content, wish.case_id)
    return Offer(
        version_id=named.version_id,
        code=named.code,
        name=named.name,
        name_en=named.name_en,
        is_on_the_spot=named.is_on_the_spot,
        is_local=named.competent is None,
        cases=content.cases,
        case_id=case_id,
        channel=wish.channel,
        papers=content.papers_of(case_id),
        owed=fees_owed(
            content.fees, wish.channel, day, Quantity(wish.quantity), wish.exemptions, case_id
        ),
        limit=None,
        blockers=(),
        competent=named.competent or commune(wish.unit_id),
        clock=None,
        exempt_codes=frozenset(code for fee in content.fees for code in fee.exempt),
    )


def _case(content: Content, wanted: int | None) -> int | None:
    known = [case.case_id for case in content.cases]
    if wanted in known or not known:
        return wanted if known else None
    return next((case.case_id for case in content.cases if case.is_default), known[0])


def _clock(limit: LimitRow | None, competent: Competent | None, now: datetime) -> Clock | None:
    if limit is None or competent is None:
        return None
    return run_clock(limit.as_rule(), calendar_of(competent.unit_id), now, [])
