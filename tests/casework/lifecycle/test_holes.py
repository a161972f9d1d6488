"""What a fresh eye tried on the acts: nothing slips through, nothing is left behind."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Delivery, Dossier, Handover
from motcua.casework.dossiers.queries import delivery_of
from motcua.casework.dossiers.rules import FinancialState, State, SuspensionReason
from motcua.casework.fees.queries import balance_of
from motcua.casework.lifecycle import (
    appraise,
    assign,
    consult,
    decide,
    extend,
    hand_over,
    issue,
    recall,
    receive,
    refuse,
    stop,
    supplement,
    suspend,
)
from motcua.casework.lifecycle.filing import CannotFile
from motcua.casework.lifecycle.lengths import TooLong
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.lifecycle.refusals import NotYours
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.casework.processes.actions import publish_graph
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.engine.process.table import Step, graph_of
from motcua.foundation.journal.models import Entry
from motcua.registers.organisation.rules import Role
from tests.casework.desk import OWNER, UNSCANNED, Desk

DEMAND = Demand((Lacking("Điều lệ công ty", "thiếu chữ ký"),), "Chưa ký đủ")
WITH_POSTING = graph_of(
    (
        Step("receive", "Tiếp nhận", "reception_officer", "centre", 60, "hand_over"),
        Step("appraise", "Thẩm định", "specialist", "division", 60, "appraise"),
        Step("post", "Niêm yết", "", "partner", 0, "wait", wait="posting"),
        Step("approve", "Phê duyệt", "unit_leader", "unit", 60, "approve"),
    ),
    key="posting",
)


def _open(dossier: Dossier) -> int:
    return Task.objects.filter(dossier=dossier, state=TaskState.OPEN).count()


def _approved(desk: Desk) -> Dossier:
    dossier = desk.in_appraisal()
    desk.submit(dossier)
    desk.check(dossier)
    desk.approve(dossier)
    return dossier


def _to_complete(desk: Desk) -> Dossier:
    by = desk.by(Role.RECEPTION_OFFICER)
    return supplement.ask_before_reception(desk.filing(), DEMAND, by=by, now=desk.now)


@pytest.mark.parametrize("role", [Role.POSTAL_CLERK, Role.CASHIER, Role.SPECIALIST])
def test_only_the_one_stop_officer_refuses_at_the_counter(desk: Desk, role: Role) -> None:
    by = desk.cast.acting(role, unit="centre", now=desk.now)
    with pytest.raises(NotYours):
        refuse.refuse_at_counter(desk.filing(), reason="Không đủ", by=by, now=desk.now)


def test_form_02_is_given_by_the_receiving_desk_only(desk: Desk) -> None:
    by = desk.cast.acting(Role.RECEPTION_OFFICER, unit="commune", now=desk.now)
    with pytest.raises(NotYours):
        supplement.ask_before_reception(desk.filing(), DEMAND, by=by, now=desk.now)


def test_a_list_is_confirmed_by_who_works_on_dossiers(desk: Desk) -> None:
    dossier = desk.receive()
    by = desk.by(Role.RECEPTION_OFFICER)
    sent = hand_over.hand_over([dossier.pk], by=by, now=desk.now, unscanned=UNSCANNED)
    admin = desk.cast.acting(Role.UNIT_ADMIN, unit="business", now=desk.now)
    with pytest.raises(NotYours):
        hand_over.acknowledge(sent.pk, {}, by=admin, now=desk.now)
    with pytest.raises(hand_over.CannotAcknowledge):
        hand_over.acknowledge(sent.pk, {0: "?"}, by=desk.by(Role.DIVISION_LEADER), now=desk.now)


def test_a_dossier_withdrawn_on_its_way_stays_withdrawn(desk: Desk) -> None:
    gone, kept = desk.receive(), desk.receive()
    by = desk.by(Role.RECEPTION_OFFICER)
    sent = hand_over.hand_over([gone.pk, kept.pk], by=by, now=desk.now, unscanned=UNSCANNED)
    stop.withdraw(gone.pk, reason="Đổi ý", by=by, now=desk.now)
    hand_over.acknowledge(sent.pk, {}, by=desk.by(Role.DIVISION_LEADER), now=desk.now)
    states = Dossier.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == [State.WITHDRAWN, State.IN_PROCESS]
    assert Handover.objects.get().closed_at is not None


def test_an_answer_never_decides(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.submit(dossier)
    desk.check(dossier)
    task, by = desk.open_task(dossier), desk.by(Role.UNIT_LEADER)
    with pytest.raises(consult.CannotConsult):
        consult.answer_consultation(task.pk, answer="Đồng ý", agrees=True, by=by, now=desk.now)
    with pytest.raises(appraise.CannotAppraise):
        appraise.appraise(task.pk, opinion="Đủ", is_eligible=True, by=by, now=desk.now)


def test_a_step_without_a_way_back_never_goes_forward_by_it(desk: Desk) -> None:
    dossier = _approved(desk)
    task, by = desk.open_task(dossier), desk.by(Role.CLERK_SEAL)
    with pytest.raises(appraise.CannotSendBack):
        appraise.send_back(task.pk, reason="Sai số", by=by, now=desk.now)
    assert desk.open_task(dossier).pk == task.pk


def test_an_assignment_needs_somebody_who_may_do_it(desk: Desk) -> None:
    dossier = desk.receive()
    desk.hand_over(dossier)
    clerk = desk.cast.officer(Role.CLERK_SEAL, unit="business")
    task, by = desk.open_task(dossier), desk.by(Role.DIVISION_LEADER)
    with pytest.raises(assign.CannotAssign):
        assign.assign(task.pk, clerk.pk, by=by, now=desk.now)


def test_a_question_asked_late_holds_the_decision_too(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.submit(dossier)
    question = consult.Question(desk.cast.unit("civil"), "Có ý kiến gì?", 480)
    consult.consult(dossier.pk, question, by=desk.by(Role.DIVISION_LEADER), now=desk.now)
    check = Task.objects.get(dossier=dossier, node_key="check")
    with pytest.raises(appraise.CannotSubmit):
        appraise.submit_for_approval(check.pk, by=desk.by(Role.DIVISION_LEADER), now=desk.now)


def test_a_consulted_unit_sees_until_it_has_answered(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    question = consult.Question(desk.cast.unit("civil"), "Có trùng tên?", 480)
    asked = consult.consult(dossier.pk, question, by=desk.by(Role.SPECIALIST), now=desk.now)
    other = desk.cast.acting(Role.SPECIALIST, unit="civil", now=desk.now)
    assert visible_to(other).filter(pk=dossier.pk).exists()
    consult.answer_consultation(asked.pk, answer="Không", agrees=True, by=other, now=desk.now)
    assert not visible_to(other).exists()


def test_who_runs_the_machines_reads_no_dossier(desk: Desk) -> None:
    desk.receive()
    assert not visible_to(desk.by(Role.SYSTEM_ADMIN)).exists()


def test_nothing_asked_beside_the_process_outlives_the_result(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    to, by = desk.now + timedelta(days=20), desk.by(Role.SPECIALIST)
    extend.propose_extension(dossier.pk, to, reason="Chờ", by=by, now=desk.now)
    with pytest.raises(extend.CannotExtend):
        extend.propose_extension(dossier.pk, to, reason="Lại", by=by, now=desk.now)
    drawn = Task.objects.filter(dossier=dossier, token__isnull=False)
    for role, act in ((Role.SPECIALIST, "appraise"), (Role.DIVISION_LEADER, "check")):
        task = drawn.get(state=TaskState.OPEN, act=act)
        opinion = {"opinion": "Đủ", "by": desk.by(role), "now": desk.now}
        appraise.submit_for_approval(task.pk, **opinion)
    task = drawn.get(state=TaskState.OPEN)
    decide.approve(task.pk, by=desk.by(Role.UNIT_LEADER), now=desk.now)
    task = drawn.get(state=TaskState.OPEN)
    given = issue.Outgoing("Giấy chứng nhận", "GCN", why_on_paper="Chưa có chứng thư số.")
    issue.number_and_issue(task.pk, given, by=desk.by(Role.CLERK_SEAL), now=desk.now)
    assert desk.open_task(dossier).node_key == "collect"


def test_a_new_date_lies_ahead(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.later(days=30)
    with pytest.raises(extend.CannotExtend):
        extend.extend(
            dossier.pk,
            desk.now - timedelta(days=1),
            reason="Chậm",
            by=desk.by(Role.UNIT_LEADER),
            now=desk.now,
        )


def test_a_process_that_waits_for_a_posting_goes_on(desk: Desk) -> None:
    by = desk.cast.acting(Role.PROCEDURE_CONTROLLER, now=desk.now)
    publish_graph(desk.version_id, WITH_POSTING, by=by, now=desk.now)
    dossier = desk.receive()
    desk.hand_over(dossier)
    desk.submit(dossier)
    dossier.refresh_from_db()
    assert (dossier.state, _open(dossier)) == (State.SUSPENDED, 0)
    proof = {"proof": "Biên bản kết thúc niêm yết", "by": desk.by(Role.SPECIALIST)}
    suspend.resume(dossier.pk, now=desk.later(days=15).now, **proof)
    assert desk.open_task(dossier).node_key == "approve"


def test_a_recalled_approval_is_no_decision(desk: Desk) -> None:
    dossier = _approved(desk)
    by = desk.by(Role.UNIT_LEADER)
    recall.recall(dossier.pk, reason="Nhầm", by=by, now=desk.now)
    with pytest.raises(NotYours):
        recall.recall(dossier.pk, reason="Lần nữa", by=by, now=desk.now)
    stop.stop(dossier.pk, reason="Theo đơn", legal_basis="Điều 5", by=by, now=desk.now)
    assert _open(dossier) == 0


def test_a_step_somebody_worked_on_is_not_recalled(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    task, by = desk.open_task(dossier), desk.by(Role.SPECIALIST)
    appraise.appraise(task.pk, opinion="Đang xem", is_eligible=True, by=by, now=desk.now)
    with pytest.raises(recall.CannotRecall) as refused:
        recall.recall(dossier.pk, reason="Nhầm", by=desk.by(Role.DIVISION_LEADER), now=desk.now)
    assert refused.value.reason == "worked_on"


def test_a_wrong_return_is_taken_back_and_given_again(desk: Desk) -> None:
    dossier = desk.finished()
    desk.collect(dossier)
    desk.return_result(dossier)
    by = desk.by(Role.RESULT_OFFICER)
    with pytest.raises(NotYours):
        recall.recall(dossier.pk, reason="Nhầm", by=desk.by(Role.UNIT_LEADER), now=desk.now)
    recall.recall(dossier.pk, reason="Trả nhầm người", by=by, now=desk.now)
    dossier.refresh_from_db()
    assert (dossier.state, delivery_of(dossier.pk)) == (State.FINISHED, None)
    desk.return_result(dossier)
    assert Delivery.objects.filter(dossier=dossier).count() == 2


def test_no_papers_are_asked_after_the_decision(desk: Desk) -> None:
    dossier = _approved(desk)
    with pytest.raises(supplement.CannotAskSupplement):
        supplement.ask_supplement(dossier.pk, DEMAND, by=desk.by(Role.SPECIALIST), now=desk.now)


def test_what_was_not_paid_is_not_owed_after_the_end(desk: Desk) -> None:
    by = desk.by(Role.RECEPTION_OFFICER)
    dossier = receive.receive(desk.filing(), by=by, now=desk.now).dossier
    assert balance_of(dossier.pk) == 50_000
    stop.withdraw(dossier.pk, reason="Đổi ý", by=by, now=desk.now)
    dossier.refresh_from_db()
    assert (balance_of(dossier.pk), dossier.financial_state) == (0, FinancialState.NOTHING_DUE)


def test_a_filing_completed_later_owes_and_may_be_supplemented_again(desk: Desk) -> None:
    dossier, by = _to_complete(desk), desk.by(Role.RECEPTION_OFFICER)
    receive.receive_filed(dossier.pk, desk.filing(), by=by, now=desk.later(days=1).now)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.financial_state) == (State.RECEIVED, FinancialState.DUE)
    desk.hand_over(dossier)
    desk.assign(dossier)
    supplement.ask_supplement(dossier.pk, DEMAND, by=desk.by(Role.SPECIALIST), now=desk.now)


def test_a_filed_dossier_keeps_its_deciding_unit(desk: Desk) -> None:
    dossier, by = _to_complete(desk), desk.by(Role.RECEPTION_OFFICER)
    other = desk.filing(competent_unit_id=desk.cast.unit("civil"))
    with pytest.raises(CannotFile):
        receive.receive_filed(dossier.pk, other, by=by, now=desk.now)


def test_a_required_paper_is_never_not_needed(desk: Desk) -> None:
    filing = desk.filing()
    first = replace(filing.papers[0], state=PaperState.NOT_NEEDED)
    with pytest.raises(receive.CannotReceive):
        desk.receive(papers=(first, *filing.papers[1:]))


@pytest.mark.parametrize(
    "changes",
    [
        {"quantity": 0},
        {"set_count": 40_000},
        {"parties": (OWNER, OWNER)},
        {"parties": (replace(OWNER, full_name="Ánh" * 10_000),)},
        {"parties": (replace(OWNER, full_name="Ánh\x00"),)},
        {"abstract": "x" * 10_000},
        {"is_on_the_spot": True},
    ],
)
def test_nonsense_is_refused_in_words(desk: Desk, changes: dict[str, Any]) -> None:
    with pytest.raises((CannotFile, TooLong, receive.CannotReceive)):
        desk.receive(**changes)
    assert not Dossier.objects.exists()


def test_ten_thousand_letters_are_refused_where_a_column_ends(desk: Desk) -> None:
    dossier, by = desk.in_appraisal(), desk.by(Role.SPECIALIST)
    reason, long = SuspensionReason.FIELD_CHECK, "x" * 10_000
    with pytest.raises(TooLong):
        suspend.suspend(dossier.pk, reason, legal_basis=long, by=by, now=desk.now)
    with pytest.raises(TooLong):
        supplement.ask_supplement(dossier.pk, replace(DEMAND, approver=long), by=by, now=desk.now)


def test_the_journal_never_tells_who_the_applicant_is(desk: Desk) -> None:
    dossier = desk.finished()
    desk.collect(dossier)
    desk.return_result(dossier)
    told = str(list(Entry.objects.values_list("body", flat=True)))
    assert not [word for word in ("040192006318", "0912345318", OWNER.full_name) if word in told]
