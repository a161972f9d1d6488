"""What the desk asks before it receives."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.foundation.rows import Question, ask
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries.content import Content, content_of
from motcua.registers.catalogue.rules.kinds import (
    Channel,
    Charging,
    Level,
    OnlineLevel,
    Route,
    VersionState,
)
from motcua.registers.catalogue.rules.reception import (
    Blocker,
    BlockerKind,
    Filing,
    VersionFacts,
    blockers,
)

# Only what the rule asks: the names must be columns of the model.
_STANDING = """
SELECT to_json(found) FROM (
  SELECT id, state, announcement_id, effective_from, effective_to, level, route, route_system,
         online_level, charging, is_counter, is_postal, competent_unit_id, is_on_the_spot,
         is_cross_boundary, internal_process_approved_at, electronic_process_activated_at
    FROM catalogue_procedureversion WHERE id = %s) found
"""


def current_version(code: str, on: date) -> ProcedureVersion | None:
    """Return the version of a procedure that binds on that day, with its procedure; else None.

    Basis: Decree 118/2025/NĐ-CP (a dossier keeps the version of its reception) (mem-mid)
    """
    return (
        ProcedureVersion.objects.exclude(state=VersionState.DRAFT)
        .select_related("procedure")
        .filter(procedure__code=code, effective_from__lte=on)
        .exclude(effective_to__lt=on)
        .first()
    )


@dataclass(frozen=True)
class Standing:
    """A version as it stands at the moment of a reception, with its content."""

    facts: VersionFacts
    is_on_the_spot: bool
    content: Content

    def blockers(self, case_id: int | None, channel: Channel, on: date) -> tuple[Blocker, ...]:
        """Return each thing that keeps the version from receiving; empty means it may receive."""
        filing = Filing(case_id, channel, on)
        return blockers(self.facts, self.content.fees, self.content.limits, filing)


def reception_blockers(
    version_id: int, case_id: int | None, channel: Channel, on: date
) -> tuple[Blocker, ...]:
    """Return each thing that keeps the version from receiving; empty means it may receive.

    One statement once the version's content is in the process's memory.
    """
    (standing,) = ask(asked_standing(version_id))
    if standing is None:
        return (Blocker(BlockerKind.NO_SUCH_VERSION),)
    found: tuple[Blocker, ...] = standing.blockers(case_id, channel, on)
    return found


def asked_standing(version_id: int) -> Question[Standing | None]:
    """Return the question how a version stands, to be asked with others; None: there is none."""
    return Question(_STANDING, (version_id,), _standing)


def version_facts(version_id: int) -> VersionFacts | None:
    """Return what the reception rule must know of a version, in one statement."""
    version = ProcedureVersion.objects.filter(pk=version_id).first()
    return None if version is None else facts_of(version)


def facts_of(row: ProcedureVersion) -> VersionFacts:
    """Return what the reception rule must know of a version that was read already."""
    return _facts(row, content_of(row.pk, VersionState(row.state)))


def _standing(row: dict[str, Any] | None) -> Standing | None:
    if row is None:
        return None
    for name in ("effective_from", "effective_to"):
        row[name] = date.fromisoformat(row[name]) if row[name] else None
    for name in ("internal_process_approved_at", "electronic_process_activated_at"):
        row[name] = datetime.fromisoformat(row[name]) if row[name] else None
    version = ProcedureVersion(**row)
    content = content_of(version.pk, VersionState(version.state))
    return Standing(_facts(version, content), version.is_on_the_spot, content)


def _facts(row: ProcedureVersion, content: Content) -> VersionFacts:
    return VersionFacts(
        version_id=row.pk,
        state=VersionState(row.state),
        is_announced=row.announcement_id is not None,
        effective_from=row.effective_from,
        effective_to=row.effective_to,
        level=Level(row.level),
        route=Route(row.route),
        route_system=row.route_system,
        online_level=OnlineLevel(row.online_level),
        charging=Charging(row.charging),
        is_counter=row.is_counter,
        is_postal=row.is_postal,
        competent_unit_id=row.competent_unit_id,
        is_cross_boundary=row.is_cross_boundary,
        internal_process_approved_at=row.internal_process_approved_at,
        electronic_process_activated_at=row.electronic_process_activated_at,
        case_ids=tuple(case.case_id for case in content.cases),
    )
