"""What the province's Chairman decides is not decided by the department (T2)."""

from dataclasses import replace
from random import Random

import pytest

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import stop, supplement
from motcua.casework.lifecycle.decision import decision_of
from motcua.casework.lifecycle.filing import PaperGiven
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, TaskState
from motcua.demo import walk
from motcua.demo.specimen import keep_specimen
from motcua.registers.catalogue.queries.content import content_of
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.catalogue.seed.reading import sample_procedures
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import announced

ROLES = (
    Role.RECEPTION_OFFICER,
    Role.RESULT_OFFICER,
    Role.SPECIALIST,
    Role.DIVISION_LEADER,
    Role.UNIT_LEADER,
    Role.CLERK_SEAL,
    Role.PROVINCE_LEADER,
    Role.PROVINCE_CLERK,
)
LAND = next(draft for draft in sample_procedures() if draft.code == "1.013949")
DEMAND = Demand((Lacking("Trích lục", "thiếu dấu"),), "Thiếu dấu", "Điều 19", "Người duyệt")


class Steady(Random):
    """Dice on which nothing unusual happens."""

    def random(self) -> float:
        """Return the middle."""
        return 0.5


def _walk(desk: Desk, dossier: Dossier, decisions: int) -> None:
    """Walk the sample until so many approvals are given."""
    people = tuple(desk.by(role) for role in ROLES)
    cast = walk.Cast(people, Steady())
    keep_specimen(desk.now)  # the page that the walk puts in place of each scan
    given = Task.objects.filter(dossier=dossier, act=Act.APPROVE, state=TaskState.DONE)
    for _ in range(40):
        if given.count() == decisions:
            return
        dossier.refresh_from_db()
        walk.step(dossier, cast, desk.later(hours=1).now)
    raise AssertionError(f"not {decisions} decisions in 40 acts")


@pytest.fixture
def land(desk: Desk) -> Dossier:
    """A dossier of the shipped two-level procedure, approved by the department."""
    desk.version_id = announced(desk.cast, replace(LAND, unit_code="H41.14.01"))
    content = content_of(desk.version_id, VersionState.PUBLISHED)
    case_id = content.cases[0].case_id
    papers = tuple(
        PaperGiven(paper.paper_id, paper.name, PaperState.RECEIVED)
        for paper in content.papers_of(case_id)
    )
    dossier = desk.receive(case_id=case_id, papers=papers)
    _walk(desk, dossier, 1)
    dossier.refresh_from_db()
    return dossier


def test_the_departments_approval_is_not_the_decision(desk: Desk, land: Dossier) -> None:
    assert decision_of(land) is None
    _walk(desk, land, 2)
    decision = decision_of(land)
    assert decision is not None
    assert decision.role == Role.PROVINCE_LEADER


def test_before_the_chairman_a_paper_may_be_asked_and_the_dossier_stopped(
    desk: Desk, land: Dossier
) -> None:
    by = desk.by(Role.SPECIALIST)
    assert land.state == State.IN_PROCESS
    supplement.ask_supplement(land.pk, DEMAND, by=by, now=desk.now)
    leader = desk.by(Role.UNIT_LEADER)
    stop.stop(land.pk, reason="Theo đơn", legal_basis="Điều 5", by=leader, now=desk.now)


def test_after_the_chairman_it_is_decided(desk: Desk, land: Dossier) -> None:
    _walk(desk, land, 2)
    specialist, leader = desk.by(Role.SPECIALIST), desk.by(Role.UNIT_LEADER)
    with pytest.raises(supplement.CannotAskSupplement):
        supplement.ask_supplement(land.pk, DEMAND, by=specialist, now=desk.now)
    with pytest.raises(stop.CannotStop):
        stop.stop(land.pk, reason="Theo đơn", legal_basis="Điều 5", by=leader, now=desk.now)
