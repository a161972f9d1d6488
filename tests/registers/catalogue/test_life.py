"""A version's life, and what the database refuses whoever asks."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.registers.catalogue import actions, queries
from motcua.registers.catalogue.models import FeeRule, ProcedureVersion, RequiredPaper
from motcua.registers.catalogue.rules import BlockerKind, Channel, Charging
from motcua.registers.catalogue.rules.decisions import (
    CannotAbolish,
    CannotActivate,
    CannotApproveInternalProcess,
    CannotDraft,
    CannotEdit,
    CannotKeepTheCatalogue,
    CannotPublish,
)
from motcua.registers.organisation.rules import Acting, Role
from tests.registers.catalogue.conftest import DECISION, FIRST_DAY, NOW, SMALL, acting

pytestmark = pytest.mark.django_db
TODAY = date(2026, 10, 14)


def published(by: Acting, facts=SMALL, begins: date = FIRST_DAY) -> ProcedureVersion:
    """Bring a version through its whole life up to receiving dossiers."""
    version = actions.draft(facts, by=by, now=NOW)
    actions.announce(version.pk, DECISION, begins, by=by, now=NOW)
    actions.publish(version.pk, by=by, now=NOW)
    actions.approve_internal_process(version.pk, DECISION, by=by, now=NOW)
    actions.activate_electronic_process(version.pk, by=by, now=NOW)
    return version


def kinds(version_id: int, on: date = TODAY, channel: Channel = Channel.COUNTER) -> set[str]:
    """Return the kinds of blockers."""
    found = queries.reception_blockers(version_id, None, channel, on)
    return {blocker.kind for blocker in found}


def test_a_version_receives_only_when_every_condition_is_met(controller: Acting) -> None:
    version = actions.draft(SMALL, by=controller, now=NOW)
    waiting = {
        BlockerKind.NOT_ANNOUNCED,
        BlockerKind.NOT_PUBLISHED,
        BlockerKind.INTERNAL_PROCESS_NOT_APPROVED,
        BlockerKind.ELECTRONIC_PROCESS_NOT_ACTIVE,
    }
    assert kinds(version.pk) == waiting
    actions.announce(version.pk, DECISION, FIRST_DAY, by=controller, now=NOW)
    assert kinds(version.pk) == waiting - {BlockerKind.NOT_ANNOUNCED}
    actions.publish(version.pk, by=controller, now=NOW)
    actions.approve_internal_process(version.pk, DECISION, by=controller, now=NOW)
    assert kinds(version.pk) == {BlockerKind.ELECTRONIC_PROCESS_NOT_ACTIVE}
    actions.activate_electronic_process(version.pk, by=controller, now=NOW)
    assert kinds(version.pk) == set()
    assert kinds(version.pk, on=FIRST_DAY - timedelta(1)) == {BlockerKind.NOT_YET_EFFECTIVE}
    assert kinds(version.pk, channel=Channel.POST) == {BlockerKind.CHANNEL_CLOSED}


def test_a_new_version_ends_the_old_one_the_day_before(controller: Acting) -> None:
    old = published(controller)
    begins = date(2026, 7, 1)
    new = published(controller, replace(SMALL, name="Cấp giấy thử mới"), begins)
    old.refresh_from_db()
    assert old.effective_to == date(2026, 6, 30)
    assert old.name == "Cấp giấy thử"
    assert queries.current_version(SMALL.code, date(2026, 6, 30)) == old
    assert queries.current_version(SMALL.code, begins) == new
    assert queries.current_version(SMALL.code, FIRST_DAY - timedelta(1)) is None


def test_a_published_version_cannot_be_slipped_under_a_later_one(controller: Acting) -> None:
    published(controller, begins=date(2026, 7, 1))
    with pytest.raises(CannotPublish) as refused:
        published(controller, begins=date(2026, 3, 1))
    assert refused.value.missing == ("a_later_version_exists",)


def test_publication_names_what_the_public_would_miss(controller: Acting) -> None:
    bare = replace(SMALL, papers=(), results=(), limits=(), charging=Charging.UNKNOWN)
    version = actions.draft(bare, by=controller, now=NOW)
    with pytest.raises(CannotPublish) as refused:
        actions.publish(version.pk, by=controller, now=NOW)
    assert set(refused.value.missing) == {
        "announcement",
        "effective_from",
        "charging",
        "time_limit",
        "papers",
        "results",
    }


def test_an_internal_process_never_outlasts_the_law(controller: Acting) -> None:
    long = replace(SMALL, steps=tuple(replace(step, working_minutes=721) for step in SMALL.steps))
    version = actions.draft(long, by=controller, now=NOW)
    with pytest.raises(CannotApproveInternalProcess) as refused:
        actions.approve_internal_process(version.pk, DECISION, by=controller, now=NOW)
    assert (refused.value.steps_minutes, refused.value.limit_minutes) == (1442, 1440)


def test_a_process_goes_live_only_after_its_approval(controller: Acting) -> None:
    version = actions.draft(SMALL, by=controller, now=NOW)
    with pytest.raises(CannotActivate):
        actions.activate_electronic_process(version.pk, by=controller, now=NOW)


def test_a_draft_is_edited_and_a_published_version_is_not(controller: Acting) -> None:
    version = actions.draft(SMALL, by=controller, now=NOW)
    with pytest.raises(CannotDraft):
        actions.draft(SMALL, by=controller, now=NOW)
    changed = replace(SMALL, papers=(*SMALL.papers, *SMALL.papers))
    actions.edit_draft(version.pk, changed, by=controller, now=NOW)
    assert version.papers.count() == 2
    actions.announce(version.pk, DECISION, FIRST_DAY, by=controller, now=NOW)
    actions.publish(version.pk, by=controller, now=NOW)
    with pytest.raises(CannotEdit):
        actions.edit_draft(version.pk, SMALL, by=controller, now=NOW)


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.PROCEDURE_CONTROLLER}))
def test_only_the_procedure_controller_keeps_the_catalogue(role: Role, controller: Acting) -> None:
    version = actions.draft(SMALL, by=controller, now=NOW)
    stranger = acting(role)
    with pytest.raises(CannotKeepTheCatalogue):
        actions.draft(replace(SMALL, code="9.000002"), by=stranger, now=NOW)
    with pytest.raises(CannotKeepTheCatalogue):
        actions.edit_draft(version.pk, SMALL, by=stranger, now=NOW)
    with pytest.raises(CannotKeepTheCatalogue):
        actions.announce(version.pk, DECISION, FIRST_DAY, by=stranger, now=NOW)
    with pytest.raises(CannotKeepTheCatalogue):
        actions.publish(version.pk, by=stranger, now=NOW)
    with pytest.raises(CannotKeepTheCatalogue):
        actions.approve_internal_process(version.pk, DECISION, by=stranger, now=NOW)
    with pytest.raises(CannotKeepTheCatalogue):
        actions.abolish(version.pk, DECISION, TODAY, by=stranger, now=NOW)


def test_an_abolished_version_stays_for_its_days(controller: Acting) -> None:
    version = published(controller)
    with pytest.raises(CannotAbolish):
        actions.abolish(version.pk, DECISION, date(2025, 1, 1), by=controller, now=NOW)
    actions.abolish(version.pk, DECISION, date(2026, 9, 30), by=controller, now=NOW)
    assert kinds(version.pk) == {BlockerKind.NO_LONGER_EFFECTIVE}
    assert kinds(version.pk, on=date(2026, 9, 30)) == set()
    with pytest.raises(CannotAbolish):
        actions.abolish(version.pk, DECISION, date(2026, 9, 30), by=controller, now=NOW)


FORGERIES = (
    "UPDATE catalogue_procedureversion SET name = 'x' WHERE id = %s",
    "UPDATE catalogue_procedureversion SET state = 'draft' WHERE id = %s",
    "UPDATE catalogue_procedureversion SET electronic_process_activated_at = NULL WHERE id = %s",
    "UPDATE catalogue_procedureversion SET effective_from = '2020-01-01' WHERE id = %s",
    "DELETE FROM catalogue_procedureversion WHERE id = %s",
    "UPDATE catalogue_requiredpaper SET copies = 9 WHERE version_id = %s",
    "DELETE FROM catalogue_timelimit WHERE version_id = %s",
    "DELETE FROM catalogue_resultkind WHERE version_id = %s",
    "UPDATE catalogue_processstep SET working_minutes = 1 WHERE version_id = %s",
)


@pytest.mark.parametrize("forgery", FORGERIES)
def test_the_database_refuses_to_edit_a_published_version(forgery: str, controller: Acting) -> None:
    version = published(controller)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(forgery, [version.pk])


def test_the_database_refuses_new_content_in_a_published_version(controller: Acting) -> None:
    version = published(controller)
    with pytest.raises(IntegrityError), transaction.atomic():
        RequiredPaper.objects.create(version=version, number=9, name="Giấy thêm")
    with pytest.raises(IntegrityError), transaction.atomic():
        FeeRule.objects.create(version=version, number=1, kind="fee", name="Phí", amount_vnd=1)


def test_the_database_refuses_two_versions_on_one_day(controller: Acting) -> None:
    first = published(controller, begins=date(2026, 1, 1))
    second = published(controller, begins=date(2026, 7, 1))
    assert second.number == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        ProcedureVersion.objects.filter(pk=first.pk).update(effective_to=date(2026, 7, 1))
