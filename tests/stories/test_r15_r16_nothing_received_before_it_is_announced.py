"""R-15, R-16, R-52: reception waits for list, internal process and electronic process, by name."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import receive
from motcua.casework.lifecycle.filing import PaperGiven
from motcua.casework.processes.actions import publish_from_table
from motcua.registers.catalogue.actions import abolish, announce, approve_internal_process, publish
from motcua.registers.catalogue.actions import draft as write_draft
from motcua.registers.catalogue.rules.decisions import Decision
from motcua.registers.catalogue.rules.draft import FeeDraft
from motcua.registers.catalogue.rules.kinds import FeeKind
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import BEFORE, DECISION, FIRST_DAY, REGISTER_FIRM, announced


def _blockers(desk: Desk) -> set[str]:
    """Return why the desk may not receive, or nothing when it did."""
    filing = desk.filing()
    try:
        receive.receive(filing, by=desk.by(Role.RECEPTION_OFFICER), now=desk.now)
    except receive.CannotReceive as refused:
        blockers = refused.facts["blockers"]
        assert isinstance(blockers, tuple)
        return {blocker.kind.value for blocker in blockers}
    return set()


def _stages(desk: Desk) -> Iterator[set[str]]:
    """Bring a procedure to reception stage by stage; yield what blocks it at each."""
    by = desk.by(Role.PROCEDURE_CONTROLLER)
    version = write_draft(replace(REGISTER_FIRM, code="9.000015"), by=by, now=BEFORE)
    desk.version_id = version.pk
    yield _blockers(desk)
    announce(version.pk, DECISION, FIRST_DAY, by=by, now=BEFORE)
    yield _blockers(desk)
    publish(version.pk, by=by, now=BEFORE)
    yield _blockers(desk)
    approve_internal_process(version.pk, DECISION, by=by, now=BEFORE)
    yield _blockers(desk)
    publish_from_table(version.pk, by=by, now=BEFORE)
    yield _blockers(desk)


def test_each_missing_decision_is_named_until_none_is(desk: Desk) -> None:
    drafted, listed, published, approved, active = _stages(desk)
    process = {"internal_process_not_approved", "electronic_process_not_active"}
    assert {"not_announced", "not_published"} | process <= drafted
    assert {"not_published"} | process <= listed
    assert published == process
    assert approved == {"electronic_process_not_active"}
    assert active == set()
    assert Dossier.objects.count() == 1


def test_a_fee_rule_that_has_run_out_stops_reception(desk: Desk) -> None:
    old = FeeDraft(
        FeeKind.CHARGE, "Lệ phí đăng ký", 50_000, "Thông tư 1", valid_to=date(2026, 9, 30)
    )
    desk.version_id = announced(desk.cast, replace(REGISTER_FIRM, code="9.000016", fees=(old,)))
    assert _blockers(desk) == {"fee_rule_not_valid"}


def test_an_abolished_procedure_receives_no_longer_but_finishes_what_it_has(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    by = desk.by(Role.PROCEDURE_CONTROLLER)
    decision = Decision("2/QĐ-THU", "Bãi bỏ", date(2026, 10, 12), date(2026, 10, 13), "UBND tỉnh")
    abolish(desk.version_id, decision, date(2026, 10, 13), by=by, now=desk.now)
    desk.later(days=2)
    assert "no_longer_effective" in _blockers(desk)
    desk.submit(dossier)
    assert desk.open_task(dossier).node_key == "check"


def test_a_paper_outside_the_list_is_not_taken(desk: Desk) -> None:
    """R-47: what the decision does not list is not received either."""
    filing = desk.filing()
    foreign = PaperGiven(10**9, "Giấy xác nhận của tổ dân phố", filing.papers[0].state)
    asked = replace(filing, papers=(*filing.papers, foreign))
    with pytest.raises(receive.CannotReceive) as refused:
        receive.receive(asked, by=desk.by(Role.RECEPTION_OFFICER), now=desk.now)
    assert refused.value.facts["foreign"] == ("Giấy xác nhận của tổ dân phố",)
