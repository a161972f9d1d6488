"""What the desk asks before it receives."""

from datetime import date

from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries.content import content_of
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


def reception_blockers(
    version_id: int, case_id: int | None, channel: Channel, on: date
) -> tuple[Blocker, ...]:
    """Return each thing that keeps the version from receiving; empty means it may receive.

    One statement once the version's content is in the process's memory.
    """
    facts = version_facts(version_id)
    if facts is None:
        return (Blocker(BlockerKind.NO_SUCH_VERSION),)
    content = content_of(version_id, facts.state)
    return blockers(facts, content.fees, content.limits, Filing(case_id, channel, on))


def version_facts(version_id: int) -> VersionFacts | None:
    """Return what the reception rule must know of a version, in one statement."""
    version = ProcedureVersion.objects.filter(pk=version_id).first()
    return None if version is None else facts_of(version)


def facts_of(row: ProcedureVersion) -> VersionFacts:
    """Return what the reception rule must know of a version that was read already."""
    content = content_of(row.pk, VersionState(row.state))
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
        has_competent_unit=row.competent_unit_id is not None,
        internal_process_approved_at=row.internal_process_approved_at,
        electronic_process_activated_at=row.electronic_process_activated_at,
        case_ids=tuple(case.case_id for case in content.cases),
    )
