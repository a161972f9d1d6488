"""R-10, R-24: the Centre follows and supervises: its manager sees all and can change nothing."""

from collections.abc import Callable
from typing import Any

import pytest

from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import (
    appraise,
    assign,
    decide,
    extend,
    hand_over,
    receive,
    stop,
    suspend,
)
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.lifecycle.refusals import NotYours, TaskTaken
from motcua.foundation.journal.queries import entries_of
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.desk import UNSCANNED, Desk

WATCHERS = (Role.CENTRE_MANAGER, Role.INSPECTOR)


@pytest.mark.parametrize("role", WATCHERS)
def test_watchers_see_the_dossiers_of_every_unit(desk: Desk, role: Role) -> None:
    dossier = desk.in_appraisal()
    assert dossier in visible_to(desk.cast.acting(role, now=desk.now))
    justice = desk.cast.acting(Role.UNIT_LEADER, unit="justice", now=desk.now)
    assert dossier not in visible_to(justice)


@pytest.mark.parametrize("role", WATCHERS)
def test_watchers_change_nothing(desk: Desk, role: Role) -> None:
    dossier = desk.in_appraisal()
    by = desk.cast.acting(role, now=desk.now)
    before = entries_of(dossier.pk)
    for act in _acts(desk, dossier, by):
        with pytest.raises((NotYours, TaskTaken)):
            act()
    assert entries_of(dossier.pk) == before


def _acts(desk: Desk, dossier: Dossier, by: Acting) -> list[Callable[[], Any]]:
    dossier_id, task, at = dossier.pk, desk.open_task(dossier).pk, desk.now
    reason = suspend.SuspensionReason.FIELD_CHECK
    return [
        lambda: receive.receive(desk.filing(), by=by, now=at),
        lambda: hand_over.hand_over([dossier_id], by=by, now=at, unscanned=UNSCANNED),
        lambda: assign.assign(task, by.officer_id, by=by, now=at),
        lambda: assign.claim_task(task, by=by, now=at),
        lambda: appraise.appraise(task, opinion="Đủ", is_eligible=True, by=by, now=at),
        lambda: appraise.submit_for_approval(task, by=by, now=at),
        lambda: appraise.send_back(task, reason="Lại", by=by, now=at),
        lambda: decide.approve(task, by=by, now=at),
        lambda: decide.reject(task, reason="Không", by=by, now=at),
        lambda: suspend.suspend(dossier_id, reason, legal_basis="Giấy mời", by=by, now=at),
        lambda: extend.extend(dossier_id, at, reason="Chờ", by=by, now=at),
        lambda: stop.stop(dossier_id, reason="Dừng", legal_basis="Điều 5", by=by, now=at),
        lambda: stop.withdraw(dossier_id, reason="Rút", by=by, now=at),
    ]
