"""A version's life: announced, published, its process approved and live, one day abolished."""

from dataclasses import asdict
from datetime import date, datetime, timedelta

from django.db import transaction

from motcua.foundation.journal.actions import record
from motcua.registers.catalogue.actions.completeness import (
    refuse_an_overlong_process,
    refuse_an_unfinished_version,
)
from motcua.registers.catalogue.models import AnnouncementDecision, Procedure, ProcedureVersion
from motcua.registers.catalogue.permissions import may_activate_a_process, may_keep_the_catalogue
from motcua.registers.catalogue.rules import events
from motcua.registers.catalogue.rules.decisions import (
    CannotAbolish,
    CannotActivate,
    CannotEdit,
    CannotKeepTheCatalogue,
    CannotPublish,
    Decision,
)
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.organisation.rules import Acting


@transaction.atomic
def announce(
    version_id: int, decision: Decision, effective_from: date, *, by: Acting, now: datetime
) -> None:
    """Tie a draft to the decision that announces it and the day from which it binds.

    Raises CannotKeepTheCatalogue, CannotEdit.
    Basis: Decree 63/2010/NĐ-CP, art. 15; Decree 92/2017/NĐ-CP, art. 1 (mem-mid)
    """
    version = _locked(version_id, by)
    if version.state != VersionState.DRAFT:
        raise CannotEdit(version.state)
    version.announcement = _decision(decision)
    version.effective_from = effective_from
    version.save(update_fields=["announcement", "effective_from"])
    begins = effective_from.isoformat()
    _record(events.VersionAnnounced(*_named(version), decision.number, begins), by, now)


@transaction.atomic
def publish(version_id: int, *, by: Acting, now: datetime) -> None:
    """Make a version public and immutable; the one in force ends the day before it begins.

    Raises CannotKeepTheCatalogue, CannotEdit, CannotPublish(missing).
    Basis: Decree 63/2010/NĐ-CP, art. 16 and 24 (mem-mid)
    """
    version = _locked(version_id, by)
    if version.state != VersionState.DRAFT:
        raise CannotEdit(version.state)
    begins = refuse_an_unfinished_version(version)
    superseded = _end_the_one_before(version, begins)
    version.state = VersionState.PUBLISHED
    version.published_at = now
    version.save(update_fields=["state", "published_at"])
    names = {"name": version.name, "name_en": version.name_en}
    Procedure.objects.filter(pk=version.procedure_id).update(**names)
    _record(events.VersionPublished(*_named(version), superseded), by, now)


@transaction.atomic
def approve_internal_process(
    version_id: int, decision: Decision, *, by: Acting, now: datetime
) -> None:
    """Freeze the step table under the decision that approves it.

    Raises CannotKeepTheCatalogue, CannotApproveInternalProcess.
    Basis: Decree 61/2018/NĐ-CP, art. 4 and 36; Circular 01/2018/TT-VPCP, art. 8 (mem-mid)
    """
    version = _locked(version_id, by)
    refuse_an_overlong_process(version)
    version.internal_process_decision = _decision(decision)
    version.internal_process_approved_at = now
    version.save(update_fields=["internal_process_decision", "internal_process_approved_at"])
    _record(events.InternalProcessApproved(*_named(version), decision.number), by, now)


@transaction.atomic
def activate_electronic_process(version_id: int, *, by: Acting, now: datetime) -> None:
    """Say that the process configured for this version is live; said twice, it changes nothing.

    Raises CannotKeepTheCatalogue, CannotActivate.
    Basis: Decree 61/2018/NĐ-CP, art. 36 (mem-mid)
    """
    if not may_activate_a_process(by):
        raise CannotKeepTheCatalogue
    version = _lock(version_id)
    if version.internal_process_approved_at is None:
        raise CannotActivate
    if version.electronic_process_activated_at is not None:
        return
    version.electronic_process_activated_at = now
    version.save(update_fields=["electronic_process_activated_at"])
    _record(events.ElectronicProcessActivated(*_named(version)), by, now)


@transaction.atomic
def abolish(
    version_id: int, decision: Decision, last_day: date, *, by: Acting, now: datetime
) -> None:
    """End a published version after `last_day`; dossiers received under it keep it.

    Raises CannotKeepTheCatalogue, CannotAbolish.
    Basis: Decree 63/2010/NĐ-CP, art. 15 (mem-mid)
    """
    version = _locked(version_id, by)
    if version.state != VersionState.PUBLISHED or not _lies_within(version, last_day):
        raise CannotAbolish
    version.state = VersionState.ABOLISHED
    version.abolished_at = now
    version.abolished_by = _decision(decision)
    version.effective_to = last_day
    version.save(update_fields=["state", "abolished_at", "abolished_by", "effective_to"])
    ends = last_day.isoformat()
    _record(events.VersionAbolished(*_named(version), decision.number, ends), by, now)


def _lies_within(version: ProcedureVersion, day: date) -> bool:
    begins, ends = version.effective_from, version.effective_to
    return begins is not None and begins <= day and (ends is None or day <= ends)


def _end_the_one_before(version: ProcedureVersion, begins: date) -> int:
    """End the version in force when the new one begins; return its number, or 0."""
    others = version.procedure.versions.exclude(state=VersionState.DRAFT)
    if others.filter(effective_from__gte=begins).exists():
        raise CannotPublish(("a_later_version_exists",))
    last = others.order_by("-effective_from").first()
    if last is None:
        return 0
    if last.effective_to is None or last.effective_to >= begins:
        last.effective_to = begins - timedelta(days=1)
        last.save(update_fields=["effective_to"])
    return last.number


def _decision(facts: Decision) -> AnnouncementDecision:
    columns = asdict(facts)
    number = columns.pop("number")
    row, _ = AnnouncementDecision.objects.get_or_create(number=number, defaults=columns)
    return row


def _locked(version_id: int, by: Acting) -> ProcedureVersion:
    if not may_keep_the_catalogue(by):
        raise CannotKeepTheCatalogue
    return _lock(version_id)


def _lock(version_id: int) -> ProcedureVersion:
    """Lock the procedure, so that two versions of one never move at once, then the version."""
    versions = ProcedureVersion.objects.select_related("procedure")
    return versions.select_for_update(of=("self", "procedure")).get(pk=version_id)


def _named(version: ProcedureVersion) -> tuple[int, str, int]:
    return version.pk, version.procedure.code, version.number


def _record(event: events.CatalogueEvent, by: Acting, now: datetime) -> None:
    record(event, by=by.actor, at=now, unit_id=by.unit_id or None)
