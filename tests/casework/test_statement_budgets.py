"""Acts cost few statements, however many papers, parties and fees there are."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.rules import PartyRole
from motcua.casework.lifecycle import appraise, receive
from motcua.casework.lifecycle.filing import Filing
from motcua.kit.ids import new_key
from motcua.registers.catalogue.rules.draft import PaperDraft
from motcua.registers.organisation.rules import Role
from tests.casework.desk import OWNER, Desk
from tests.casework.procedures import REGISTER_FIRM, announced

THIRTY = tuple(PaperDraft(f"Giấy tờ thứ {nth}", originals=1) for nth in range(30))
NO_WORK = ("SAVEPOINT", "RELEASE")


def _cost(captured: CaptureQueriesContext) -> int:
    return sum(not query["sql"].startswith(NO_WORK) for query in captured.captured_queries)


def _receive(desk: Desk, filing: Filing, *, takes_cash: bool) -> int:
    by = desk.by(Role.RECEPTION_OFFICER)
    with CaptureQueriesContext(connection) as captured:
        receive.receive(filing, by=by, now=desk.now, key=new_key(), takes_cash=takes_cash)
    return _cost(captured)


@pytest.mark.parametrize(("takes_cash", "budget"), [(True, 4), (False, 4)])
def test_a_reception_keeps_its_budget_at_any_size(
    desk: Desk, takes_cash: bool, budget: int
) -> None:
    desk.receive()
    small = _receive(desk, desk.filing(), takes_cash=takes_cash)
    facts: Any = replace(REGISTER_FIRM, code="9.000030", papers=THIRTY)
    desk.version_id = announced(desk.cast, facts)
    desk.receive()
    filer = replace(OWNER, role=PartyRole.FILER, full_name="Hồ Sỹ Quân", identity_number="")
    large = desk.filing(parties=(OWNER, filer))
    assert len([p for p in large.papers if p.state == PaperState.RECEIVED]) == 30
    assert small == _receive(desk, large, takes_cash=takes_cash) <= budget


def test_completing_a_step_keeps_its_budget(desk: Desk) -> None:
    _submit(desk)  # who comes first reads the calendars
    assert _submit(desk) <= 3


def _submit(desk: Desk) -> int:
    dossier = desk.in_appraisal()
    by, task = desk.by(Role.SPECIALIST), desk.open_task(dossier)
    appraise.appraise(task.pk, opinion="Đủ", is_eligible=True, by=by, now=desk.now)
    with CaptureQueriesContext(connection) as captured:
        appraise.submit_for_approval(task.pk, by=by, now=desk.now, key=new_key())
    return _cost(captured)
