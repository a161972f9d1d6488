"""Refusals, rejections, recalls, withdrawals, and who may do none of it."""

from dataclasses import replace
from typing import Any

import pytest

from motcua.casework.documents.models import FormIssue, Result
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import (
    appraise,
    consult,
    decide,
    issue,
    recall,
    receive,
    record_no_answer,
    refuse,
    stop,
)
from motcua.casework.lifecycle.refusals import CannotAct, NotNow, NotYours, TaskTaken
from motcua.casework.processes.models import Task
from motcua.foundation.journal.queries import entries_of
from motcua.foundation.journal.rules import AlreadyDone
from motcua.kit.ids import new_key
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk


def test_a_missing_paper_blocks_reception_by_name(desk: Desk) -> None:
    filing = desk.filing()
    first = replace(filing.papers[0], state=PaperState.MISSING)
    lacking = replace(filing, papers=(first, *filing.papers[1:]))
    with pytest.raises(receive.CannotReceive) as refused:
        receive.receive(lacking, by=desk.by(Role.RECEPTION_OFFICER), now=desk.now)
    assert refused.value.facts["missing"] == ("Giấy đề nghị đăng ký",)
    assert not Dossier.objects.exists()


def test_a_repeated_request_makes_one_dossier(desk: Desk) -> None:
    key, by = new_key(), desk.by(Role.RECEPTION_OFFICER)
    made = receive.receive(desk.filing(), by=by, now=desk.now, key=key).dossier
    with pytest.raises(AlreadyDone) as again:
        receive.receive(desk.filing(), by=by, now=desk.now, key=key)
    assert again.value.subject_id == str(made.pk)
    assert Dossier.objects.count() == 1


def test_a_refusal_at_the_counter_is_numbered_and_printed(desk: Desk) -> None:
    by = desk.by(Role.RECEPTION_OFFICER)
    dossier = refuse.refuse_at_counter(
        desk.filing(), reason="Không thuộc thẩm quyền", by=by, now=desk.now
    )
    dossier.refresh_from_db()
    assert dossier.state == State.REFUSED
    assert dossier.code
    assert FormIssue.objects.filter(dossier=dossier, kind="refusal_notice").exists()


def test_a_rejection_is_issued_as_a_documented_refusal(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.submit(dossier)
    desk.check(dossier)
    by = desk.by(Role.UNIT_LEADER)
    decide.reject(desk.open_task(dossier).pk, reason="Tên bị trùng", by=by, now=desk.now)
    desk.issue(dossier)
    result = Result.objects.get(dossier=dossier)
    assert result.kind_code == "refusal"


def test_what_is_sent_back_finds_its_specialist(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.submit(dossier)
    by = desk.by(Role.DIVISION_LEADER)
    appraise.send_back(desk.open_task(dossier).pk, reason="Bổ sung ý kiến", by=by, now=desk.now)
    task = desk.open_task(dossier)
    assert task.node_key == "appraise"
    assert task.assignee_id == desk.cast.officer(Role.SPECIALIST).pk


def test_a_recall_compensates_and_deletes_nothing(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.submit(dossier)
    before = len(entries_of(dossier.pk))
    recall.recall(dossier.pk, reason="Nhầm hồ sơ", by=desk.by(Role.SPECIALIST), now=desk.now)
    assert desk.open_task(dossier).node_key == "appraise"
    entries = entries_of(dossier.pk)
    assert len(entries) > before
    assert "dossier.step_recalled" in {entry.kind for entry in entries}


def test_silence_of_a_consulted_unit_is_not_consent(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    by = desk.by(Role.SPECIALIST)
    task = desk.open_task(dossier)
    question = consult.Question(desk.cast.unit("civil"), "Có trùng tên không?", 480)
    consult.consult(dossier.pk, question, by=by, now=desk.now)
    appraise.appraise(task.pk, opinion="Đủ", is_eligible=True, by=by, now=desk.now)
    with pytest.raises(appraise.CannotSubmit) as refused:
        appraise.submit_for_approval(task.pk, by=by, now=desk.later(days=30).now)
    assert refused.value.reason == "consultation_open"
    asked = Task.objects.get(dossier=dossier, node_key="consultation")
    other = desk.cast.acting(Role.SPECIALIST, unit="civil", now=desk.now)
    consult.answer_consultation(asked.pk, answer="Không trùng", agrees=True, by=other, now=desk.now)
    appraise.submit_for_approval(task.pk, by=by, now=desk.now)


def test_documented_absence_lets_the_dossier_go_on_and_never_becomes_consent(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    by, task = desk.by(Role.SPECIALIST), desk.open_task(dossier)
    question = consult.Question(desk.cast.unit("civil"), "Có trùng tên không?", 480)
    asked = consult.consult(dossier.pk, question, by=by, now=desk.now)
    said: Any = {"reason": "Đã nhắc hai lần", "legal_basis": "Công văn 12", "by": by}
    with pytest.raises(consult.CannotConsult, match="still_has_time"):
        record_no_answer.record_no_answer(asked.pk, **said, now=desk.now)
    desk.later(days=30)
    with pytest.raises(consult.CannotConsult, match="no_absence_reason"):
        record_no_answer.record_no_answer(asked.pk, **{**said, "legal_basis": " "}, now=desk.now)
    record_no_answer.record_no_answer(asked.pk, **said, now=desk.now)
    asked.refresh_from_db()
    assert (asked.state, asked.outcome, asked.opinion) == ("done", "no_answer", "")
    assert asked.closed_at > asked.due_at
    assert asked.assignee_id is None
    told = [entry for entry in entries_of(dossier.pk) if entry.kind.endswith("unanswered")]
    assert [entry.body["legal_basis"] for entry in told] == ["Công văn 12"]
    other = desk.cast.acting(Role.SPECIALIST, unit="civil", now=desk.now)
    late: Any = {"answer": "Có", "agrees": True, "by": other, "now": desk.now}
    with pytest.raises(TaskTaken):
        consult.answer_consultation(asked.pk, **late)
    appraise.appraise(task.pk, opinion="Đủ", is_eligible=True, by=by, now=desk.now)
    appraise.submit_for_approval(task.pk, by=by, now=desk.now)


def test_the_asked_agency_does_not_record_its_own_absence(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    question = consult.Question(desk.cast.unit("civil"), "Có trùng tên không?", 480)
    asked = consult.consult(dossier.pk, question, by=desk.by(Role.SPECIALIST), now=desk.now)
    other = desk.cast.acting(Role.SPECIALIST, unit="civil", now=desk.later(days=30).now)
    said: Any = {"reason": "Bận", "legal_basis": "Không", "by": other, "now": desk.now}
    with pytest.raises(NotYours):
        record_no_answer.record_no_answer(asked.pk, **said)


def test_a_dossier_with_a_decided_result_is_not_stopped(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.submit(dossier)
    desk.check(dossier)
    desk.approve(dossier)
    with pytest.raises(stop.CannotStop):
        stop.stop(
            dossier.pk,
            reason="Theo đề nghị",
            legal_basis="Điều 5",
            by=desk.by(Role.UNIT_LEADER),
            now=desk.now,
        )


def test_a_withdrawn_dossier_keeps_its_receipt(desk: Desk) -> None:
    dossier = desk.receive()
    by = desk.by(Role.RECEPTION_OFFICER)
    stop.withdraw(dossier.pk, reason="Đổi ý", by=by, now=desk.now)
    assert FormIssue.objects.filter(dossier=dossier, kind="receipt").exists()
    with pytest.raises(NotNow):
        stop.withdraw(dossier.pk, reason="Lần nữa", by=by, now=desk.now)


def test_nobody_decides_another_units_dossier(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.submit(dossier)
    desk.check(dossier)
    stranger = desk.cast.acting(Role.UNIT_LEADER, unit="justice", now=desk.now)
    with pytest.raises(NotYours):
        decide.approve(desk.open_task(dossier).pk, by=stranger, now=desk.now)


def test_a_closed_task_is_not_decided_twice(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    desk.submit(dossier)
    desk.check(dossier)
    task = desk.open_task(dossier)
    desk.approve(dossier)
    with pytest.raises(TaskTaken):
        decide.approve(task.pk, by=desk.by(Role.UNIT_LEADER), now=desk.now)


@pytest.mark.parametrize(
    ("handing", "reason"),
    [
        (issue.Handing("A", signed_for=True), "identity_not_checked"),
        (issue.Handing("A", identity_checked=True), "not_signed_for"),
        (
            issue.Handing("A", identity_checked=True, signed_for=True, is_proxy=True),
            "proxy_without_authority",
        ),
    ],
)
def test_a_result_is_given_only_with_proof(desk: Desk, handing: issue.Handing, reason: str) -> None:
    dossier = desk.finished()
    desk.collect(dossier)
    with pytest.raises(CannotAct) as refused:
        issue.return_result(dossier.pk, handing, by=desk.by(Role.RESULT_OFFICER), now=desk.now)
    assert refused.value.reason == reason
