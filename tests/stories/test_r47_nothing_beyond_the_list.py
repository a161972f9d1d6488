"""R-47: no paper is asked for that the announced list does not know, unless a law does."""

from dataclasses import replace

import pytest

from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import supplement
from motcua.casework.lifecycle.supplement import CannotAskSupplement
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk

FOREIGN = Demand((Lacking("Giấy xác nhận của tổ dân phố", "chưa có"),), "Cần thêm")
BY_LAW = replace(FOREIGN, legal_basis="Luật Doanh nghiệp, Điều 21", approver="Lê Văn Trưởng Phòng")


def test_in_appraisal_a_foreign_paper_needs_a_law_and_an_approver(desk: Desk) -> None:
    dossier = desk.in_appraisal()
    by = desk.by(Role.SPECIALIST)
    with pytest.raises(CannotAskSupplement) as refused:
        supplement.ask_supplement(dossier.pk, FOREIGN, by=by, now=desk.now)
    assert refused.value.reason == "outside_the_list"
    assert refused.value.facts["foreign"] == ("Giấy xác nhận của tổ dân phố",)
    supplement.ask_supplement(dossier.pk, BY_LAW, by=by, now=desk.now)
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_SUPPLEMENT


def test_at_the_counter_too(desk: Desk) -> None:
    by = desk.by(Role.RECEPTION_OFFICER)
    with pytest.raises(CannotAskSupplement):
        supplement.ask_before_reception(desk.filing(), FOREIGN, by=by, now=desk.now)
    assert not Dossier.objects.exists()
