"""May a version receive a dossier today? If not, each missing thing by name."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from motcua.registers.catalogue.rules.fees import FeeRow, applicable_fees
from motcua.registers.catalogue.rules.kinds import (
    AT_RECEPTION,
    Channel,
    Charging,
    FeeKind,
    Level,
    OnlineLevel,
    Route,
    VersionState,
)
from motcua.registers.catalogue.rules.limits import LimitRow, applicable_limit


class BlockerKind(StrEnum):
    """What keeps a version from receiving dossiers."""

    NO_SUCH_VERSION = "no_such_version"
    NOT_ANNOUNCED = "not_announced"
    NOT_PUBLISHED = "not_published"
    NOT_YET_EFFECTIVE = "not_yet_effective"
    NO_LONGER_EFFECTIVE = "no_longer_effective"
    EXTERNAL_ROUTE = "external_route"
    CHANNEL_CLOSED = "channel_closed"
    NO_COMPETENT_UNIT = "no_competent_unit"
    INTERNAL_PROCESS_NOT_APPROVED = "internal_process_not_approved"
    ELECTRONIC_PROCESS_NOT_ACTIVE = "electronic_process_not_active"
    CASE_NOT_CHOSEN = "case_not_chosen"
    NO_TIME_LIMIT = "no_time_limit"
    FEES_NOT_STATED = "fees_not_stated"
    FEE_RULE_NOT_VALID = "fee_rule_not_valid"
    FEE_AMOUNT_UNKNOWN = "fee_amount_unknown"


@dataclass(frozen=True)
class Blocker:
    """One missing thing; `detail` is the name of the fee, system or channel, `on` its day."""

    kind: BlockerKind
    detail: str = ""
    on: date | None = None


@dataclass(frozen=True)
class VersionFacts:
    """What the reception rule must know of a version."""

    version_id: int
    state: VersionState
    is_announced: bool
    effective_from: date | None
    effective_to: date | None
    level: Level
    route: Route
    route_system: str
    online_level: OnlineLevel
    charging: Charging
    is_counter: bool
    is_postal: bool
    competent_unit_id: int | None
    is_cross_boundary: bool
    internal_process_approved_at: datetime | None
    electronic_process_activated_at: datetime | None
    case_ids: tuple[int, ...] = ()


@dataclass(frozen=True)
class Filing:
    """How and when somebody wants to file."""

    case_id: int | None
    channel: Channel
    on: date


def blockers(
    facts: VersionFacts, fees: Sequence[FeeRow], limits: Iterable[LimitRow], filing: Filing
) -> tuple[Blocker, ...]:
    """Return every reason why this version cannot receive this filing; empty means it can.

    Basis: Decree 63/2010/NĐ-CP, art. 13-16; Decree 61/2018/NĐ-CP, art. 14 (mem-mid)
    """
    return (
        *_standing(facts, filing.on),
        *_route(facts, filing.channel),
        *_process(facts),
        *_case_and_limit(facts, limits, filing),
        *_fees(facts, fees, filing),
    )


def open_channels(facts: VersionFacts) -> tuple[Channel, ...]:
    """Return the channels on which the procedure is filed, the counter first."""
    is_open = {
        Channel.COUNTER: facts.is_counter,
        Channel.ONLINE: facts.online_level in (OnlineLevel.PARTIAL, OnlineLevel.FULL),
        Channel.POST: facts.is_postal,
    }
    return tuple(channel for channel, yes in is_open.items() if yes)


def _standing(facts: VersionFacts, on: date) -> Iterable[Blocker]:
    if not facts.is_announced:
        yield Blocker(BlockerKind.NOT_ANNOUNCED)
    if facts.state is VersionState.DRAFT:
        yield Blocker(BlockerKind.NOT_PUBLISHED)
    if facts.effective_from is not None and on < facts.effective_from:
        yield Blocker(BlockerKind.NOT_YET_EFFECTIVE, on=facts.effective_from)
    if facts.effective_to is not None and on > facts.effective_to:
        yield Blocker(BlockerKind.NO_LONGER_EFFECTIVE, on=facts.effective_to)


def _route(facts: VersionFacts, channel: Channel) -> Iterable[Blocker]:
    if facts.route is Route.EXTERNAL:
        yield Blocker(BlockerKind.EXTERNAL_ROUTE, facts.route_system)
    if channel not in open_channels(facts):
        yield Blocker(BlockerKind.CHANNEL_CLOSED, channel.value)
    if facts.competent_unit_id is None and facts.level in (Level.PROVINCE, Level.DEPARTMENT):
        yield Blocker(BlockerKind.NO_COMPETENT_UNIT)


def _process(facts: VersionFacts) -> Iterable[Blocker]:
    if facts.internal_process_approved_at is None:
        yield Blocker(BlockerKind.INTERNAL_PROCESS_NOT_APPROVED)
    if facts.electronic_process_activated_at is None:
        yield Blocker(BlockerKind.ELECTRONIC_PROCESS_NOT_ACTIVE)


def _case_and_limit(
    facts: VersionFacts, limits: Iterable[LimitRow], filing: Filing
) -> Iterable[Blocker]:
    if facts.case_ids and filing.case_id not in facts.case_ids:
        yield Blocker(BlockerKind.CASE_NOT_CHOSEN)
    if applicable_limit(limits, filing.channel, filing.case_id) is None:
        yield Blocker(BlockerKind.NO_TIME_LIMIT)


def _fees(facts: VersionFacts, fees: Sequence[FeeRow], filing: Filing) -> Iterable[Blocker]:
    if facts.charging is Charging.FREE:
        return
    if facts.charging is Charging.UNKNOWN:
        yield Blocker(BlockerKind.FEES_NOT_STATED)
        return
    if not any(not rule.condition_text for rule in fees):
        yield Blocker(BlockerKind.FEES_NOT_STATED)
    binding = applicable_fees(fees, filing.channel, filing.on, filing.case_id)
    chosen = {rule.subject: rule for rule in binding}
    for subject, last_day in _subjects(fees, filing.case_id).items():
        rule = chosen.get(subject)
        if rule is None:
            yield Blocker(BlockerKind.FEE_RULE_NOT_VALID, subject[1], last_day)
        elif rule.amount_vnd is None and rule.due_when in AT_RECEPTION:
            yield Blocker(BlockerKind.FEE_AMOUNT_UNKNOWN, subject[1])


def _subjects(
    fees: Sequence[FeeRow], case_id: int | None
) -> dict[tuple[FeeKind, str], date | None]:
    """Return every subject that must have a binding rule, with the last day one was written for."""
    last: dict[tuple[FeeKind, str], date | None] = {}
    for rule in fees:
        if rule.condition_text or rule.case_id not in (None, case_id):
            continue
        known = last.get(rule.subject)
        last[rule.subject] = max(filter(None, (known, rule.valid_to)), default=None)
    return last
