"""S1: open work, least time left first, with the reason; three statements at any size."""

from uuid import uuid4

import pytest
from django.test import Client

from motcua.casework.lifecycle import appraise
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import TaskState
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.doors.desk.statements import statements

SESSION_AND_USER = 3


def page(client: Client, query: str = "") -> str:
    answer = client.get(f"/desk/worklist/{query}")
    assert answer.status_code == 200
    return answer.content.decode()


def cost_of(at: Desk, view: str) -> list[str]:
    client = at.cast.client(Role.SPECIALIST)
    page(client)
    with statements() as said:
        page(client, f"?view={view}")
    return said


def test_the_officer_finds_his_work_with_its_reason(at: Desk) -> None:
    dossier = at.in_appraisal()
    dossier.refresh_from_db()
    shown = page(at.cast.client(Role.SPECIALIST))
    assert str(dossier.code) in shown
    assert "Phan Thị Ngọc Ánh" in shown
    assert "Bước này xong trước" in shown


def test_least_time_left_stands_first(at: Desk) -> None:
    first, second = at.in_appraisal(), at.later(days=1).in_appraisal()
    shown = page(at.cast.client(Role.SPECIALIST))
    first.refresh_from_db()
    second.refresh_from_db()
    assert shown.index(str(first.code)) < shown.index(str(second.code))


def test_a_broken_promise_is_late_by_shape_and_word(at: Desk) -> None:
    at.in_appraisal()
    at.later(days=20)
    shown = page(at.cast.client(Role.SPECIALIST), "?stand=late")
    assert "quá hạn" in shown
    assert "due late" in shown
    assert "Không có việc nào" in page(at.cast.client(Role.SPECIALIST), "?stand=calm")


def test_a_dossier_sent_back_says_why(at: Desk) -> None:
    dossier = at.in_appraisal()
    at.submit(dossier)
    at.later(hours=1)
    by, task = at.by(Role.DIVISION_LEADER), at.open_task(dossier)
    appraise.send_back(task.pk, reason="Thiếu căn cứ tại mục 2", by=by, now=at.now)
    assert "Trả lại: Thiếu căn cứ tại mục 2" in page(at.cast.client(Role.SPECIALIST))


def test_search_needs_no_accents(at: Desk) -> None:
    dossier = at.in_appraisal()
    dossier.refresh_from_db()
    client = at.cast.client(Role.SPECIALIST)
    assert str(dossier.code) in page(client, "?q=anh+phan")
    assert str(dossier.code) not in page(client, "?q=tran")


@pytest.mark.parametrize("view", ["mine", "pool", "waiting", "questions"])
def test_a_page_costs_three_statements_at_any_size(at: Desk, view: str) -> None:
    at.in_appraisal()
    few = cost_of(at, view)
    for _ in range(5):
        at.in_appraisal()
    many = cost_of(at, view)
    assert len(few) == len(many)
    assert len(many) <= 3 + SESSION_AND_USER, "\n".join(many)


def test_a_leader_assigns_several_in_one_act(at: Desk) -> None:
    for dossier in (at.receive(), at.receive()):
        at.hand_over(dossier)
    client = at.cast.client(Role.DIVISION_LEADER)
    specialist = at.cast.officer(Role.SPECIALIST)
    tasks = list(
        Task.objects.filter(state=TaskState.OPEN, act="assign").values_list("pk", flat=True)
    )
    assert "Phân công" in page(client, "?view=pool")
    chosen = client.get("/desk/worklist/assign/", {"task": tasks})
    assert specialist.full_name in chosen.content.decode()
    form = {"task": tasks, "officer": specialist.pk, "idempotency_key": str(uuid4())}
    assert client.post("/desk/worklist/assign/", form).status_code == 302
    held = Task.objects.filter(state=TaskState.OPEN, assignee=specialist)
    assert held.count() == 2
    assert client.post("/desk/worklist/assign/", form).status_code == 302
    assert held.count() == 2


def test_nothing_chosen_is_said_and_the_officer_stays(at: Desk) -> None:
    at.hand_over(at.receive())
    client = at.cast.client(Role.DIVISION_LEADER)
    form = {"officer": 1, "idempotency_key": str(uuid4())}
    answer = client.post("/desk/worklist/assign/", form)
    assert answer.status_code == 422
    assert "Chưa chọn hồ sơ nào" in answer.content.decode()


def test_the_most_urgent_work_opens_by_one_key(at: Desk) -> None:
    dossier = at.in_appraisal()
    answer = at.cast.client(Role.SPECIALIST).get("/desk/worklist/next/")
    assert answer["Location"] == f"/desk/dossiers/{dossier.pk}/"


def test_a_broken_page_mark_finds_nothing(at: Desk) -> None:
    client = at.cast.client(Role.SPECIALIST)
    assert client.get("/desk/worklist/?after=xx").status_code == 404
