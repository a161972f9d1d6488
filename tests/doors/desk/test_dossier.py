"""S2: the dossier's workspace and the acts that start from it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from motcua.casework.documents.models import FormIssue
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import appraise, consult, hand_over
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.foundation.journal.queries import entries_of, reads_of
from motcua.registers.organisation.rules import Role
from tests.casework.desk import UNSCANNED, Desk
from tests.doors.desk.statements import statements

SESSION_AND_USER = 3


def see(client: Client, dossier: Dossier) -> str:
    answer = client.get(f"/desk/dossiers/{dossier.pk}/")
    assert answer.status_code == 200
    return answer.content.decode()


def act(client: Client, dossier: Dossier, slug: str, **form: object) -> tuple[int, str]:
    there = reverse("desk:act", args=[dossier.pk, slug])
    answer = client.post(there, {"idempotency_key": str(uuid4()), **form})
    return answer.status_code, answer.content.decode()


def state_of(dossier: Dossier) -> str:
    dossier.refresh_from_db()
    return dossier.state


def test_the_page_tells_who_what_and_until_when(at: Desk) -> None:
    dossier = at.in_appraisal()
    shown = see(at.cast.client(Role.SPECIALIST), dossier)
    for words in ("Phan Thị Ngọc Ánh", "Điều lệ công ty", "5 ngày làm việc", "17:00 19/10/2026"):
        assert words in shown


def test_the_strip_shows_the_step_at_hand_and_who_has_it(at: Desk) -> None:
    dossier = at.in_appraisal()
    specialist = at.cast.officer(Role.SPECIALIST)
    shown = see(at.cast.client(Role.SPECIALIST), dossier)
    here = shown.split('aria-current="step"')[1].split("</li>")[0]
    assert "appraise" in here
    assert specialist.full_name in here


def test_every_look_stands_in_the_access_log(at: Desk) -> None:
    dossier = at.in_appraisal()
    see(at.cast.client(Role.SPECIALIST), dossier)
    reads = reads_of(dossier.pk)
    assert [read.purpose for read in reads] == ["desk.dossier"]
    leader = see(at.cast.client(Role.DIVISION_LEADER), dossier)
    assert "Ai đã xem" in leader
    assert "Ai đã xem" not in see(at.cast.client(Role.SPECIALIST), dossier)


def test_a_stranger_gets_404_and_leaves_no_trace_of_an_act(at: Desk) -> None:
    dossier = at.in_appraisal()
    stranger = at.cast.client(Role.SPECIALIST, unit="civil")
    assert stranger.get(f"/desk/dossiers/{dossier.pk}/").status_code == 404
    assert act(stranger, dossier, "withdraw", reason="x")[0] == 404
    assert state_of(dossier) == State.IN_PROCESS


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.DIVISION_LEADER])
def test_opening_costs_six_statements_however_long_the_story(at: Desk, role: Role) -> None:
    dossier = at.in_appraisal()
    client = at.cast.client(role)
    see(client, dossier)
    with statements() as few:
        see(client, dossier)
    by = at.by(Role.SPECIALIST)
    for _ in range(4):
        task = at.open_task(dossier)
        appraise.appraise(task.pk, opinion="Đủ.", is_eligible=True, by=by, now=at.now)
    with statements() as many:
        see(client, dossier)
    assert len(few) == len(many)
    assert len(many) <= 6 + SESSION_AND_USER, "\n".join(many)


def test_opinion_and_submission_are_one_act(at: Desk) -> None:
    dossier = at.in_appraisal()
    client, task = at.cast.client(Role.SPECIALIST), at.open_task(dossier)
    see(client, dossier)
    form = {"task": task.pk, "opinion": "Đủ điều kiện cấp.", "eligible": "yes"}
    with statements() as said:
        assert act(client, dossier, "submit", **form)[0] == 302
    assert len(said) <= 12 + SESSION_AND_USER, "\n".join(said)
    assert at.open_task(dossier).role == Role.DIVISION_LEADER
    kinds = [entry.kind for entry in entries_of(dossier.pk)]
    assert "dossier.appraised" in kinds
    assert "Ý kiến thẩm định: đủ điều kiện" in see(client, dossier)


def test_an_empty_opinion_is_refused_in_words_and_the_form_stays(at: Desk) -> None:
    dossier = at.in_appraisal()
    client, task = at.cast.client(Role.SPECIALIST), at.open_task(dossier)
    status, shown = act(client, dossier, "submit", task=task.pk, opinion="", eligible="no")
    assert status == 422
    assert "Chưa có ý kiến thẩm định" in shown
    assert 'value="no" checked' in shown


def test_a_silent_agency_holds_the_submission_by_name(at: Desk) -> None:
    dossier = at.in_appraisal()
    client = at.cast.client(Role.SPECIALIST)
    civil, justice = at.cast.unit("civil"), at.cast.unit("justice")
    asked = {"unit-1": civil, "text-1": "Có trùng tên?", "hours-1": "8", "unit-2": justice,
             "text-2": "Có bị cấm?", "hours-2": "16"}  # fmt: skip
    assert act(client, dossier, "consult", **asked)[0] == 302
    shown = see(client, dossier)
    assert "Còn chờ trả lời: Phòng Hành chính tư pháp, Sở Tư pháp" in shown
    assert 'class="fork"' in shown
    task = Task.objects.get(dossier=dossier, state=TaskState.OPEN, act="appraise")
    status, again = act(client, dossier, "submit", task=task.pk, opinion="Đủ.", eligible="yes")
    assert status == 409
    assert "Im lặng không phải là đồng ý" in again
    assert "Đủ." in again


def test_the_asked_agency_answers_on_its_own_page(at: Desk) -> None:
    dossier = at.in_appraisal()
    question = consult.Question(at.cast.unit("civil"), "Có trùng tên không?", 480)
    asked = consult.consult(dossier.pk, question, by=at.by(Role.SPECIALIST), now=at.now)
    client = at.cast.client(Role.SPECIALIST, unit="civil")
    there = f"/desk/dossiers/{dossier.pk}/acts/answer/?task={asked.pk}"
    assert "Có trùng tên không?" in client.get(there).content.decode()
    assert act(client, dossier, "answer", task=asked.pk, answer="", agrees="yes")[0] == 422
    form = {"task": asked.pk, "answer": "Không trùng.", "agrees": "yes"}
    assert act(client, dossier, "answer", **form)[0] == 302
    assert "Trả lời: đồng ý" in see(at.cast.client(Role.SPECIALIST), dossier)


def test_silence_is_put_on_record_once_the_asked_agencys_limit_has_passed(at: Desk) -> None:
    dossier = at.in_appraisal()
    question = consult.Question(at.cast.unit("civil"), "Có trùng tên không?", 480)
    asked = consult.consult(dossier.pk, question, by=at.by(Role.SPECIALIST), now=at.now)
    client = at.cast.client(Role.SPECIALIST)
    form = {"question": asked.pk, "reason": "Đã nhắc hai lần.", "legal_basis": "Công văn 12"}
    assert "acts/no-answer/" not in see(client, dossier)
    status, shown = act(client, dossier, "no-answer", **form)
    assert (status, "vẫn còn thời hạn trả lời" in shown) == (409, True)
    at.later(days=10)
    client = at.cast.client(Role.SPECIALIST)
    assert "acts/no-answer/" in see(client, dossier)
    assert act(client, dossier, "no-answer", question=asked.pk)[0] == 422
    assert act(client, dossier, "no-answer", question="x", reason="A", legal_basis="B")[0] == 404
    assert act(client, dossier, "no-answer", **form)[0] == 302
    shown = see(client, dossier)
    assert "quá hạn không trả lời" in shown
    assert "Ghi nhận không có trả lời khi đã quá hạn" in shown
    assert "Còn chờ trả lời" not in shown


def test_a_supplement_is_a_checklist_of_the_papers(at: Desk) -> None:
    dossier = at.in_appraisal()
    client = at.cast.client(Role.SPECIALIST)
    page = client.get(f"/desk/dossiers/{dossier.pk}/acts/supplement/").content.decode()
    assert "Điều lệ công ty" in page
    assert "Văn bản ủy quyền" not in page
    paper = page.split("Điều lệ công ty")[1].split('name="')[1].split('"')[0]
    assert act(client, dossier, "supplement", reason="Thiếu chữ ký")[0] == 422
    form = {paper: "thiếu chữ ký trang 3", "reason": "Điều 24"}
    assert act(client, dossier, "supplement", **form)[0] == 302
    assert state_of(dossier) == State.AWAITING_SUPPLEMENT
    shown = see(client, dossier)
    assert "tạm dừng" in shown
    assert "Chờ bổ sung" in shown


def test_a_second_round_asks_for_basis_and_approver(at: Desk) -> None:
    dossier = at.in_appraisal()
    Dossier.objects.filter(pk=dossier.pk).update(supplement_rounds=1)
    client = at.cast.client(Role.SPECIALIST)
    page = client.get(f"/desk/dossiers/{dossier.pk}/acts/supplement/").content.decode()
    assert "Người duyệt lần bổ sung này" in page
    name = page.split('name="lack-')[1].split('"')[0]
    status, shown = act(client, dossier, "supplement", **{f"lack-{name}": "x", "reason": "y"})
    assert status == 422
    assert "đã được yêu cầu bổ sung một lần" in shown


def test_the_clock_stops_on_a_listed_ground_only_and_goes_on(at: Desk) -> None:
    dossier = at.in_appraisal()
    client = at.cast.client(Role.SPECIALIST)
    status, shown = act(client, dossier, "suspend", legal_basis="TB 12")
    assert status == 422
    assert "Chưa chọn căn cứ" in shown
    form = {"ground": "financial_duty", "legal_basis": "TB 12/TB-CT"}
    assert act(client, dossier, "suspend", **form)[0] == 302
    assert state_of(dossier) == State.AWAITING_FINANCIAL_DUTY
    at.later(days=2)
    client = at.cast.client(Role.SPECIALIST)
    assert act(client, dossier, "resume", proof="Giấy nộp tiền 5")[0] == 302
    assert state_of(dossier) == State.IN_PROCESS
    assert "Đồng hồ chạy tiếp" in see(client, dossier)


def test_the_apology_is_drafted_by_the_house_and_signed_by_the_leader(at: Desk) -> None:
    dossier = at.in_appraisal()
    specialist, leader = at.cast.client(Role.SPECIALIST), at.cast.client(Role.UNIT_LEADER)
    drafted = specialist.get(
        f"/desk/dossiers/{dossier.pk}/acts/propose-extension/"
    ).content.decode()
    assert "xin lỗi" in drafted
    assert 'value="22/10/2026"' in drafted
    form = {"day": "22/10/2026", "reason": "Cần thêm thời gian thẩm định, xin lỗi Ông/Bà."}
    assert act(specialist, dossier, "propose-extension", **form)[0] == 302
    assert "Ký thư xin lỗi" in leader.get("/desk/approvals/").content.decode()
    assert act(leader, dossier, "extend", **form)[0] == 302
    shown = see(leader, dossier)
    assert "17:00 22/10/2026" in shown
    assert act(leader, dossier, "extend", **form)[0] in (409, 422)


def test_two_leaders_never_decide_the_same_step(at: Desk) -> None:
    dossier = at.in_appraisal()
    at.submit(dossier)
    at.check(dossier)
    task = at.open_task(dossier)
    leader = at.cast.client(Role.UNIT_LEADER)
    form = {"task": task.pk, "idempotency_key": str(uuid4())}
    there = reverse("desk:act", args=[dossier.pk, "approve"])
    assert leader.post(there, form).status_code == 302
    repeated = leader.post(there, form)
    assert repeated.status_code == 302
    other = leader.post(there, {**form, "idempotency_key": str(uuid4())})
    assert other.status_code in (404, 409)


def test_from_the_specialist_to_the_centre_through_the_pages(at: Desk) -> None:
    dossier = at.in_appraisal()
    at.submit(dossier)
    assert act(at.cast.client(Role.DIVISION_LEADER), dossier, "submit",
               task=at.open_task(dossier).pk)[0] == 302  # fmt: skip
    assert act(at.cast.client(Role.UNIT_LEADER), dossier, "approve",
               task=at.open_task(dossier).pk)[0] == 302  # fmt: skip
    form = {"task": at.open_task(dossier).pk, "title": "Giấy chứng nhận", "symbol": "GCN",
            "why_on_paper": "Chưa có chứng thư số."}  # fmt: skip
    assert act(at.cast.client(Role.CLERK_SEAL), dossier, "issue", **form)[0] == 302
    assert act(at.cast.client(Role.RESULT_OFFICER), dossier, "collect",
               task=at.open_task(dossier).pk)[0] == 302  # fmt: skip
    assert state_of(dossier) == State.FINISHED
    assert "1/GCN" in see(at.cast.client(Role.SPECIALIST), dossier)


def test_a_wrong_step_is_recalled_by_its_author(at: Desk) -> None:
    dossier = at.in_appraisal()
    at.submit(dossier)
    client = at.cast.client(Role.SPECIALIST)
    assert "Thu hồi bước vừa làm" in see(client, dossier)
    assert act(client, dossier, "recall", reason="Nhầm hồ sơ")[0] == 302
    assert at.open_task(dossier).role == Role.SPECIALIST


def test_a_leader_gives_a_colleagues_work_to_another(at: Desk) -> None:
    dossier = at.in_appraisal()
    other = at.cast.officer(Role.SPECIALIST, Role.DIGITISER, unit="business")
    leader = at.cast.client(Role.DIVISION_LEADER)
    assert "Giao lại cho người khác" in see(leader, dossier)
    form = {"task": at.open_task(dossier).pk, "officer": other.pk}
    assert act(leader, dossier, "reassign", **form)[0] == 302
    assert at.open_task(dossier).assignee_id == other.pk


def test_stopping_and_telling_are_recorded(at: Desk) -> None:
    dossier = at.in_appraisal()
    assert act(at.cast.client(Role.SPECIALIST), dossier, "notify", text="Đã gọi điện.")[0] == 302
    leader = at.cast.client(Role.UNIT_LEADER)
    assert act(leader, dossier, "stop", reason="Theo bản án")[0] == 422
    form = {"reason": "Theo bản án", "legal_basis": "Bản án 12/2026/DS-ST"}
    assert act(leader, dossier, "stop", **form)[0] == 302
    assert state_of(dossier) == State.STOPPED
    shown = see(leader, dossier)
    assert "Đã gọi điện." in shown
    assert "Dừng giải quyết" in shown


def test_the_whole_diagram_is_live(at: Desk) -> None:
    dossier = at.in_appraisal()
    shown = at.cast.client(Role.SPECIALIST).get(f"/desk/dossiers/{dossier.pk}/process/")
    assert "is-now" in shown.content.decode()


def test_an_issued_form_opens_as_pdf_and_only_of_its_dossier(at: Desk) -> None:
    dossier, other = at.in_appraisal(), at.in_appraisal()
    client = at.cast.client(Role.SPECIALIST)
    shown = see(client, dossier)
    there = shown.split(f'href="/desk/dossiers/{dossier.pk}/forms/')[1].split('"')[0]
    pdf = client.get(f"/desk/dossiers/{dossier.pk}/forms/{there}")
    assert pdf.content.startswith(b"%PDF")
    assert client.get(f"/desk/dossiers/{other.pk}/forms/{there}").status_code == 404


def test_the_code_leads_to_the_dossier(at: Desk) -> None:
    dossier = at.in_appraisal()
    dossier.refresh_from_db()
    answer = at.cast.client(Role.SPECIALIST).get(f"/desk/dossiers/{dossier.code}/")
    assert str(dossier.code) in answer.content.decode()


def test_an_unreceived_dossier_in_transit_can_be_opened(at: Desk) -> None:
    dossier = at.receive()
    hand_over.hand_over(
        [dossier.pk], by=at.by(Role.RECEPTION_OFFICER), now=at.now, unscanned=UNSCANNED
    )
    assert "Đã tiếp nhận" in see(at.cast.client(Role.RECEPTION_OFFICER), dossier)


def test_the_draft_keeps_its_last_version_and_becomes_the_result(at: Desk) -> None:
    dossier = at.in_appraisal()
    client, task = at.cast.client(Role.SPECIALIST), at.open_task(dossier)
    there = f"/desk/dossiers/{dossier.pk}/acts/draft/"
    assert "Phan Thị Ngọc Ánh" in client.get(there).content.decode()
    assert act(client, dossier, "draft", task=task.pk, title="GCN", text="")[0] == 422
    for text in ("Cấp giấy.\nVốn 1 tỷ.", "Cấp giấy.\nVốn 2 tỷ."):
        assert act(client, dossier, "draft", task=task.pk, title="GCN", text=text)[0] == 302
    shown = see(client, dossier)
    assert "<del>Vốn 1 tỷ.</del>" in shown
    assert "<ins>Vốn 2 tỷ.</ins>" in shown
    for step in (at.submit, at.check, at.approve, at.issue):
        step(dossier)
    form = FormIssue.objects.get(dossier=dossier, kind="result")
    assert "Vốn 2 tỷ." in str(form.data)


def test_what_is_typed_survives_a_closed_browser_until_it_is_sent(at: Desk) -> None:
    dossier = at.in_appraisal()
    client, task = at.cast.client(Role.SPECIALIST), at.open_task(dossier)
    typed = {"task": task.pk, "opinion": "Đang viết dở", "eligible": "no"}
    kept = client.post(
        reverse("desk:act_draft", args=[dossier.pk, "submit"]),
        {**typed, "idempotency_key": str(uuid4())},
    )
    assert kept.status_code == 204
    again = see(at.cast.client(Role.SPECIALIST), dossier)
    assert "Đang viết dở" in again
    assert 'value="no" checked' in again
    there = reverse("desk:act_draft", args=[dossier.pk, "notify"])
    client.post(there, {"text": "Đã hẹn gặp", "idempotency_key": str(uuid4())})
    form = f"/desk/dossiers/{dossier.pk}/acts/notify/"
    assert "Đã hẹn gặp" in client.get(form).content.decode()
    assert act(client, dossier, "notify", text="Đã hẹn gặp.")[0] == 302
    assert "Đã hẹn gặp" not in client.get(form).content.decode()
