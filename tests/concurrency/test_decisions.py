"""P6: of many who reach for the same thing, one gets it and the others are told."""

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from motcua.casework.documents.models import Result
from motcua.casework.dossiers.models import Dossier, Handover, HandoverItem
from motcua.casework.lifecycle import assign, decide, hand_over, issue, suspend
from motcua.casework.lifecycle.refusals import TaskTaken
from motcua.casework.processes.models import Task
from motcua.foundation.journal.models import Entry
from motcua.kit.ids import new_key
from motcua.registers.organisation.rules import Role
from tests.casework.desk import UNSCANNED, Desk
from tests.concurrency.racers import race

RACERS = 50
pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.xdist_group("concurrency"),
]


def _keyed(act: Callable[..., Any], *facts: Any, **named: Any) -> Callable[[], Any]:
    """Each racer sends a request of its own: keys do not help here, the lock must."""
    return lambda: act(*facts, key=new_key(), **named)


def _to_approve(desk: Desk) -> Dossier:
    dossier = desk.in_appraisal()
    desk.submit(dossier)
    desk.check(dossier)
    return dossier


def test_fifty_leaders_decide_one_task_once(desk: Desk) -> None:
    dossier = _to_approve(desk)
    by, task = desk.by(Role.UNIT_LEADER), desk.open_task(dossier)
    yes = _keyed(decide.approve, task.pk, by=by, now=desk.now)
    no = _keyed(decide.reject, task.pk, reason="Không đủ điều kiện", by=by, now=desk.now)
    outcome = race([yes, no] * (RACERS // 2))
    assert len(outcome.results) == 1
    assert outcome.refused_as() == {"TaskTaken"}
    decided = Entry.objects.filter(kind__in=["dossier.approved", "dossier.rejected"])
    assert decided.count() == 1
    assert Task.objects.get(dossier=dossier, act="approve").assignee_id == by.officer_id


def test_one_of_two_specialists_gets_the_task_from_the_pool(desk: Desk) -> None:
    dossier = desk.receive()
    desk.hand_over(dossier)
    task = desk.open_task(dossier)
    leaders = [
        desk.by(Role.DIVISION_LEADER),
        desk.cast.acting(
            Role.DIVISION_LEADER, Role.INTEGRATION_ENGINEER, unit="business", now=desk.now
        ),
    ]
    acts = [_keyed(assign.claim_task, task.pk, by=by, now=desk.now) for by in leaders]
    outcome = race(acts)
    (won,) = outcome.results
    assert [type(refusal) for refusal in outcome.refusals] == [TaskTaken]
    task.refresh_from_db()
    assert task.assignee_id == won.assignee_id
    assert Entry.objects.filter(kind="task.assigned", subject_id=str(task.pk)).count() == 1


def test_a_dossier_is_handed_over_on_one_list_only(desk: Desk) -> None:
    dossiers = [desk.receive().pk for _ in range(4)]
    by = desk.by(Role.RECEPTION_OFFICER)
    lists = [dossiers, dossiers[::-1], dossiers[:1], dossiers[2:]]
    acts = [
        _keyed(hand_over.hand_over, ids, by=by, now=desk.now, unscanned=UNSCANNED)
        for ids in lists * 4
    ]
    outcome = race(acts)
    assert {getattr(refusal, "reason", "") for refusal in outcome.refusals} == {"on_their_way"}
    travelling = HandoverItem.objects.values_list("dossier_id", flat=True)
    assert len(travelling) == len(set(travelling))
    assert sorted(Handover.objects.values_list("number", flat=True)) == [
        f"BG-H41.01.01-261012-{nth:03d}" for nth in range(1, len(outcome.results) + 1)
    ]


def test_a_list_is_confirmed_once(desk: Desk) -> None:
    dossier = desk.receive()
    sent = hand_over.hand_over(
        [dossier.pk], by=desk.by(Role.RECEPTION_OFFICER), now=desk.now, unscanned=UNSCANNED
    )
    by = desk.by(Role.DIVISION_LEADER)
    outcome = race([_keyed(hand_over.acknowledge, sent.pk, {}, by=by, now=desk.now)] * 10)
    assert len(outcome.results) == 1
    assert outcome.refused_as() == {"CannotAcknowledge"}
    assert desk.open_task(dossier).node_key == "assign"


def test_results_of_one_office_are_numbered_without_gap(desk: Desk) -> None:
    tasks = []
    for _ in range(6):
        dossier = _to_approve(desk)
        desk.approve(dossier)
        tasks.append(desk.open_task(dossier).pk)
    by, outgoing = desk.by(Role.CLERK_SEAL), issue.Outgoing("Giấy chứng nhận", "GCN", "", "Giấy")
    acts = [_keyed(issue.number_and_issue, task, outgoing, by=by, now=desk.now) for task in tasks]
    outcome = race(acts * 2)
    assert len(outcome.results) == len(tasks)
    numbers = sorted(Result.objects.values_list("number", flat=True))
    assert numbers == [f"{nth}/GCN" for nth in range(1, len(tasks) + 1)]


def test_the_clock_is_stopped_once(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    by = desk.by(Role.SPECIALIST)
    act = partial(
        suspend.suspend,
        dossier.pk,
        suspend.SuspensionReason.FIELD_CHECK,
        legal_basis="Giấy mời 12",
        by=by,
        now=desk.now,
    )
    outcome = race([_keyed(act)] * 10)
    assert len(outcome.results) == 1
    assert outcome.refused_as() == {"NotNow"}
    assert dossier.clock_events.count() == 1
