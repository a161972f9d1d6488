"""L1 and L3: the queue of decisions with its five lines, and rights lent for a time."""

from datetime import timedelta
from uuid import uuid4

from django.urls import reverse

from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Outcome
from motcua.registers.organisation.models import Delegation, Post
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk


def test_the_queue_tells_a_dossier_in_five_lines(at: Desk) -> None:
    dossier = at.in_appraisal()
    at.submit(dossier)
    at.check(dossier)
    shown = at.cast.client(Role.UNIT_LEADER).get("/desk/approvals/").content.decode()
    assert shown.count("<dt>") == 5
    for words in ("Phan Thị Ngọc Ánh", "2 giấy, đủ", "Đủ điều kiện.", "không phải hỏi", "17:00"):
        assert words in shown
    assert "Chưa ký số" in shown


def test_a_rejection_needs_its_reason_and_keeps_what_was_typed(at: Desk) -> None:
    dossier = at.in_appraisal()
    at.submit(dossier)
    at.check(dossier)
    leader, task = at.cast.client(Role.UNIT_LEADER), at.open_task(dossier)
    there = reverse("desk:act", args=[dossier.pk, "reject"])
    form = {"task": task.pk, "reason": " ", "idempotency_key": str(uuid4())}
    assert leader.post(there, form).status_code == 422
    form = {**form, "reason": "Trùng tên doanh nghiệp", "idempotency_key": str(uuid4())}
    assert leader.post(there, form).status_code == 302
    assert Task.objects.get(pk=task.pk).outcome == Outcome.REJECTED


def test_a_dossier_that_does_not_wait_for_me_says_so(at: Desk) -> None:
    dossier = at.in_appraisal()
    there = reverse("desk:approval", args=[at.open_task(dossier).pk])
    shown = at.cast.client(Role.UNIT_LEADER).get(there)
    assert "không chờ Ông/Bà duyệt" in shown.content.decode()
    assert at.cast.client(Role.UNIT_LEADER, unit="justice").get(there).status_code == 404


def test_a_leader_lends_his_rights_and_they_come_back(at: Desk) -> None:
    dossier = at.in_appraisal()
    at.submit(dossier)
    at.check(dossier)
    deputy = at.cast.officer(Role.DIVISION_LEADER)
    leader = at.cast.client(Role.UNIT_LEADER)
    assert deputy.full_name in leader.get("/desk/delegation/").content.decode()
    form = {
        "post": Post.objects.get(officer=deputy).pk,
        "scope": [Role.UNIT_LEADER],
        "from": "12/10/2026",
        "to": "14/10/2026",
        "reason": "Đi công tác",
        "idempotency_key": str(uuid4()),
    }
    assert leader.post("/desk/delegation/", form).status_code == 302
    assert "Đi công tác" in leader.get("/desk/delegation/").content.decode()
    queue = at.cast.client(Role.DIVISION_LEADER).get("/desk/approvals/").content.decode()
    assert "Phan Thị Ngọc Ánh" in queue
    at.now += timedelta(days=5)
    queue = at.cast.client(Role.DIVISION_LEADER).get("/desk/approvals/").content.decode()
    assert "Phan Thị Ngọc Ánh" not in queue


def test_nobody_lends_what_is_not_his_or_without_an_end(at: Desk) -> None:
    deputy = at.cast.officer(Role.DIVISION_LEADER)
    leader = at.cast.client(Role.UNIT_LEADER)
    form = {"post": Post.objects.get(officer=deputy).pk, "from": "12/10/2026", "reason": "x"}
    for wrong in (
        {"scope": [Role.SYSTEM_ADMIN], "to": "14/10/2026"},
        {"scope": [Role.UNIT_LEADER], "to": "không rõ"},
    ):
        sent = {**form, **wrong, "idempotency_key": str(uuid4())}
        answer = leader.post("/desk/delegation/", sent)
        assert answer.status_code == 422
        assert "Chỉ giao được quyền của chính mình" in answer.content.decode()
    assert Delegation.objects.count() == 0


def test_a_delegation_is_taken_back_by_its_giver_only(at: Desk) -> None:
    at.cast.officer(Role.DIVISION_LEADER)
    leader = at.cast.client(Role.UNIT_LEADER)
    deputy = at.cast.officer(Role.DIVISION_LEADER)
    form = {
        "post": Post.objects.get(officer=deputy).pk, "scope": [Role.UNIT_LEADER],
        "from": "12/10/2026", "to": "14/10/2026", "reason": "x", "idempotency_key": str(uuid4()),
    }  # fmt: skip
    leader.post("/desk/delegation/", form)
    there = reverse("desk:revoke", args=[Delegation.objects.get().pk])
    key = {"idempotency_key": str(uuid4())}
    assert at.cast.client(Role.DIVISION_LEADER).post(there, key).status_code == 404
    assert leader.post(there, key).status_code == 302
    assert Delegation.objects.get().valid_to <= at.now
