"""Timers ring by themselves, services run inside the act, both through a drawn process."""

from collections.abc import Callable
from datetime import datetime

import pytest

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.queries import notices_of
from motcua.casework.lifecycle import appraise, ring
from motcua.casework.processes import runtime
from motcua.casework.processes.actions import publish_graph
from motcua.casework.processes.failing import failing_timers
from motcua.casework.processes.models import Task, Timer
from motcua.casework.processes.rules import TaskState
from motcua.casework.processes.runtime import Moved
from motcua.engine.process.model import Ending, Flow, Graph, Kind, Node
from motcua.foundation.journal.queries import entries_of
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk


def _user(key: str, role: Role, act: str, unit: str = "division") -> Node:
    return Node(key, Kind.USER_TASK, key, role=role, unit_kind=unit, working_minutes=480, act=act)


WITH_REMINDER = Graph(
    "reminder",
    "Có nhắc việc",
    (
        Node("start", Kind.START),
        _user("receive", Role.RECEPTION_OFFICER, "hand_over", "centre"),
        _user("appraise", Role.SPECIALIST, "appraise"),
        Node(
            "late",
            Kind.TIMER,
            working_minutes=960,
            attached_to="appraise",
            is_interrupting=False,
        ),
        _user("look", Role.DIVISION_LEADER, "check"),
        Node("looked", Kind.END, ending=Ending.RESULT),
        Node("tell", Kind.SERVICE_TASK, service="notify_applicant"),
        _user("approve", Role.UNIT_LEADER, "approve", "unit"),
        Node("end", Kind.END, ending=Ending.RESULT),
    ),
    tuple(
        Flow(f"{source}-{target}", source, target)
        for source, target in (
            ("start", "receive"),
            ("receive", "appraise"),
            ("late", "look"),
            ("look", "looked"),
            ("appraise", "tell"),
            ("tell", "approve"),
            ("approve", "end"),
        )
    ),
)


def _publish(desk: Desk) -> None:
    by = desk.cast.acting(Role.SYSTEM_ADMIN, now=desk.now)
    publish_graph(desk.version_id, WITH_REMINDER, by=by, now=desk.now)


def test_a_timer_opens_the_reminder_once_and_keeps_the_work(desk: Desk) -> None:
    _publish(desk)
    dossier = desk.receive()
    desk.hand_over(dossier)
    assert ring.ring_timers(desk.later(days=1).now) == 0
    assert ring.ring_timers(desk.later(days=2).now) == 1
    assert ring.ring_timers(desk.now) == 0
    open_now = Task.objects.filter(dossier=dossier, state=TaskState.OPEN)
    assert set(open_now.values_list("node_key", flat=True)) == {"appraise", "look"}
    assert "dossier.timer_rang" in {entry.kind for entry in entries_of(dossier.pk)}


def test_a_timer_that_fails_stops_no_other_and_is_tried_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _publish(desk)
    broken, sound = desk.receive(), desk.receive()
    for dossier in (broken, sound):
        desk.hand_over(dossier)
    desk.later(days=3)
    with monkeypatch.context() as patch:
        patch.setattr(ring, "ring", _unless(broken))
        assert ring.ring_timers(desk.now) == 1
        assert ring.ring_timers(desk.now) == 0
        assert failing_timers() == (1, "RuntimeError: no such unit")
        assert ring.ring_timers(desk.later(minutes=2).now) == 0
        assert Timer.objects.get(dossier=broken).failures == 2
    assert "dossier.timer_rang" not in {entry.kind for entry in entries_of(broken.pk)}
    assert ring.ring_timers(desk.later(minutes=1).now) == 0
    assert ring.ring_timers(desk.later(minutes=1).now) == 1
    assert failing_timers() == (0, "")


def _unless(broken: Dossier) -> Callable[..., Moved]:
    def fails_for_one(dossier: Dossier, token: int, *, at: datetime) -> Moved:
        if dossier.pk == broken.pk:
            raise RuntimeError("no such unit")
        return runtime.ring(dossier, token, at=at)

    return fails_for_one


def test_a_service_runs_inside_the_act_and_the_timer_goes_with_its_task(desk: Desk) -> None:
    _publish(desk)
    dossier = desk.receive()
    desk.hand_over(dossier)
    by, task = desk.by(Role.SPECIALIST), desk.open_task(dossier)
    appraise.appraise(task.pk, opinion="Đủ", is_eligible=True, by=by, now=desk.now)
    appraise.submit_for_approval(task.pk, by=by, now=desk.now)
    assert [text for _, text in notices_of(dossier.pk)] == [
        f"Hồ sơ {dossier.code} đang được giải quyết."
    ]
    assert desk.open_task(dossier).node_key == "approve"
    assert not Timer.objects.filter(dossier=dossier).exists()
