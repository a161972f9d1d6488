"""The procedures as they stood before July 2025: an earlier version of each open one.

The public act publishes versions in the order of their days only, and rightly; a history written
backwards drafts, announces and approves by the acts, and sets the last step's columns by hand.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from django.db import transaction

from motcua.casework.processes.actions import publish_from_table
from motcua.registers.catalogue import actions
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.permissions import FOUNDER
from motcua.registers.catalogue.rules.decisions import Decision
from motcua.registers.catalogue.rules.draft import VersionDraft
from motcua.registers.catalogue.rules.kinds import Route, VersionState
from motcua.registers.catalogue.seed.loading import BODY, IN_FORCE
from motcua.registers.catalogue.seed.reading import sample_procedures

BEGAN = date(2021, 12, 1)
_FOUNDED = datetime(2021, 11, 29, 2, tzinfo=UTC)
_ANNOUNCED = Decision(
    number="01/QĐ-DEMO-2021",
    title="Quyết định trình diễn, không có thật: danh mục thủ tục hành chính mẫu 2021",
    issued_on=date(2021, 11, 24),
    effective_on=BEGAN,
    issuing_body=BODY,
    published_on=date(2021, 11, 25),
    is_demo=True,
)
_APPROVED = replace(
    _ANNOUNCED,
    number="02/QĐ-DEMO-2021",
    title="Quyết định trình diễn, không có thật: quy trình nội bộ của thủ tục mẫu 2021",
)


@transaction.atomic
def found_older_versions() -> int:
    """Found the versions that were in force from December 2021; return how many were missing."""
    older = ProcedureVersion.objects.filter(effective_from=BEGAN)
    known = set(older.values_list("procedure__code", flat=True))
    missing = [
        facts
        for facts in sample_procedures()
        if facts.code not in known and facts.route is not Route.EXTERNAL
    ]
    for facts in missing:
        _found(facts)
    return len(missing)


def _found(facts: VersionDraft) -> None:
    version = actions.draft(_as_it_was(facts), by=FOUNDER, now=_FOUNDED)
    actions.announce(version.pk, _ANNOUNCED, BEGAN, by=FOUNDER, now=_FOUNDED)
    ProcedureVersion.objects.filter(pk=version.pk).update(
        state=VersionState.PUBLISHED,
        published_at=_FOUNDED,
        effective_to=IN_FORCE - timedelta(days=1),
    )
    actions.approve_internal_process(version.pk, _APPROVED, by=FOUNDER, now=_FOUNDED)
    publish_from_table(version.pk, by=FOUNDER, now=_FOUNDED)


def _as_it_was(facts: VersionDraft) -> VersionDraft:
    """Fees that began later were not yet asked; those that ended later had no end yet."""
    fees = tuple(fee for fee in facts.fees if fee.valid_from is None)
    return replace(facts, fees=tuple(replace(fee, valid_to=None) for fee in fees))
