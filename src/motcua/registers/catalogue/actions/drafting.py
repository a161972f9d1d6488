"""Write a version while it is still a draft."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max

from motcua.foundation.journal.actions import record
from motcua.registers.catalogue.actions.content import clear_content, write_content
from motcua.registers.catalogue.models import Field, Procedure, ProcedureVersion
from motcua.registers.catalogue.permissions import may_keep_the_catalogue
from motcua.registers.catalogue.rules.decisions import (
    CannotDraft,
    CannotEdit,
    CannotKeepTheCatalogue,
)
from motcua.registers.catalogue.rules.draft import VersionDraft
from motcua.registers.catalogue.rules.events import DraftEdited, VersionDrafted
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.catalogue.rules.searching import search_key
from motcua.registers.organisation.models import Unit
from motcua.registers.organisation.rules import Acting

# What a version copies from its draft word for word.
COPIED = (
    "name",
    "name_en",
    "change_kind",
    "level",
    "route",
    "route_system",
    "online_level",
    "charging",
    "is_counter",
    "is_postal",
    "is_on_the_spot",
    "is_cross_boundary",
    "competent_body",
    "audience",
    "conditions_text",
    "sequence_text",
    "source",
)


@transaction.atomic
def draft(facts: VersionDraft, *, by: Acting, now: datetime) -> ProcedureVersion:
    """Write the next version of a procedure, which is created when it is new.

    Raises CannotKeepTheCatalogue, CannotDraft (a draft exists already; unknown unit or class).
    Basis: Decree 63/2010/NĐ-CP, art. 15 (mem-mid)
    """
    if not may_keep_the_catalogue(by):
        raise CannotKeepTheCatalogue
    procedure = _procedure(facts)
    made = procedure.versions.aggregate(last=Max("number"))["last"] or 0
    if procedure.versions.filter(state=VersionState.DRAFT).exists():
        raise CannotDraft(facts.code)
    version = ProcedureVersion(procedure=procedure, number=made + 1, edited_at=now)
    _fill(version, facts)
    version.save(force_insert=True)
    write_content(version, facts)
    event = VersionDrafted(version_id=version.pk, code=facts.code, number=version.number)
    record(event, by=by.actor, at=now, unit_id=by.unit_id or None)
    return version


@transaction.atomic
def edit_draft(version_id: int, facts: VersionDraft, *, by: Acting, now: datetime) -> None:
    """Replace everything a draft says. Raises CannotKeepTheCatalogue, CannotEdit, CannotDraft."""
    if not may_keep_the_catalogue(by):
        raise CannotKeepTheCatalogue
    version = ProcedureVersion.objects.select_for_update(of=("self",)).get(pk=version_id)
    if version.state != VersionState.DRAFT:
        raise CannotEdit(version.state)
    procedure = _procedure(facts)
    if procedure.pk != version.procedure_id:
        raise CannotDraft(facts.code)
    _fill(version, facts)
    version.edited_at = now
    version.save(force_update=True)
    clear_content(version)
    write_content(version, facts)
    event = DraftEdited(version_id=version.pk, code=facts.code, number=version.number)
    record(event, by=by.actor, at=now, unit_id=by.unit_id or None)


def _procedure(facts: VersionDraft) -> Procedure:
    """Return the locked procedure; its public name changes only while nothing is published."""
    field, _ = Field.objects.get_or_create(
        code=facts.field_code,
        defaults={"name": facts.field_name, "name_en": facts.field_name_en or facts.field_name},
    )
    named = {
        "name": facts.name,
        "name_en": facts.name_en,
        "field": field,
        "former_code": facts.former_code,
        "is_provisional_code": facts.is_provisional_code,
        "folk_names": list(facts.folk_names),
        "search_key": search_key(facts),
        "source": facts.source,
    }
    procedure, is_new = Procedure.objects.get_or_create(code=facts.code, defaults=named)
    procedure = Procedure.objects.select_for_update(of=("self",)).get(pk=procedure.pk)
    if not is_new and not procedure.versions.exclude(state=VersionState.DRAFT).exists():
        Procedure.objects.filter(pk=procedure.pk).update(**named)
    return procedure


def _fill(version: ProcedureVersion, facts: VersionDraft) -> None:
    words = asdict(facts)
    for column in COPIED:
        setattr(version, column, words[column])
    version.competent_unit = _unit(facts) if facts.unit_code else None


def _unit(facts: VersionDraft) -> Unit:
    unit = Unit.objects.filter(code=facts.unit_code).order_by("-valid_from").first()
    if unit is None:
        raise CannotDraft(facts.code, (facts.unit_code,))
    return unit
