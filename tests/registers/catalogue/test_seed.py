"""The shipped catalogue: complete, lawful in its sums, loaded once."""

from datetime import date

import pytest

from motcua.engine.process.table import graph_of
from motcua.registers.catalogue import queries
from motcua.registers.catalogue.models import ProcedureVersion, Regulation
from motcua.registers.catalogue.rules import BlockerKind, Channel, VersionState
from motcua.registers.catalogue.seed import Loaded, load_catalogue
from motcua.registers.catalogue.seed.reading import sample_procedures
from tests.registers.catalogue.conftest import NOW

TODAY = date(2026, 11, 20)
SAMPLES = {draft.code: draft for draft in sample_procedures()}
# What cannot be received at a counter here, and why: no software but the law's own, no amount.
CLOSED = {
    "2.001583": {BlockerKind.EXTERNAL_ROUTE},
    "2.000986": {BlockerKind.EXTERNAL_ROUTE},
    "1.005092": {BlockerKind.FEE_AMOUNT_UNKNOWN},
}


def test_twenty_procedures_are_shipped_with_all_that_the_public_must_know() -> None:
    assert len(SAMPLES) == 20
    for draft in SAMPLES.values():
        assert draft.papers, draft.code
        assert draft.limits, draft.code
        assert draft.results, draft.code
        assert draft.bases, draft.code
        assert draft.steps, draft.code
        assert draft.name_en, draft.code
        assert all(step.name_en for step in draft.steps), draft.code
        assert all(paper.name_en for paper in draft.papers), draft.code


@pytest.mark.parametrize("code", sorted(SAMPLES))
def test_every_sample_compiles_to_a_process(code: str) -> None:
    steps = SAMPLES[code].steps
    tasks = [step for step in steps if not step.wait]
    assert all(step.role for step in tasks)
    assert tasks[-1].act == "return_result"


@pytest.mark.slow
@pytest.mark.django_db
def test_loading_twice_changes_nothing(shipped: Loaded) -> None:
    assert len(shipped.published) == 20
    before = ProcedureVersion.objects.count()
    again = load_catalogue(now=NOW)
    assert (again.published, again.facts.created, again.facts.updated) == ((), (), ())
    assert ProcedureVersion.objects.count() == before


@pytest.mark.slow
@pytest.mark.django_db
def test_the_samples_wait_only_for_their_electronic_process(shipped: Loaded) -> None:
    waiting = {BlockerKind.ELECTRONIC_PROCESS_NOT_ACTIVE}
    for code in SAMPLES:
        version = queries.current_version(code, TODAY)
        assert version is not None
        case = version.cases.filter(is_default=True).first()
        found = queries.reception_blockers(
            version.pk, case.pk if case else None, Channel.COUNTER, TODAY
        )
        assert {blocker.kind for blocker in found} == waiting | CLOSED.get(code, set()), code
        graph_of(queries.process_table(version.pk), key="sample", name=version.name)


@pytest.mark.slow
@pytest.mark.django_db
def test_the_national_facts_are_drafts(shipped: Loaded) -> None:
    assert len(shipped.facts.created) > 100
    states = ProcedureVersion.objects.filter(procedure__code__in=shipped.facts.created)
    assert set(states.values_list("state", flat=True)) == {VersionState.DRAFT}


@pytest.mark.slow
@pytest.mark.django_db
def test_a_replaced_decree_names_its_successor(shipped: Loaded) -> None:
    old = Regulation.objects.get(code="61/2018/NĐ-CP")
    assert old.replaced_by is not None
    assert old.replaced_by.code == "118/2025/NĐ-CP"
    assert str(old.in_force_to) == "2025-06-30"
