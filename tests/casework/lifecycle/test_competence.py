"""Who decides is what was announced, not what a form says."""

from dataclasses import replace
from datetime import date

import pytest

from motcua.casework.lifecycle import receive, refuse
from motcua.casework.lifecycle.competence import NotCompetent
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.lifecycle.supplement import ask_before_reception
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.registers.catalogue.rules.kinds import Level
from motcua.registers.organisation.actions import found_unit
from motcua.registers.organisation.rules import THE_SYSTEM, Role, UnitFacts
from motcua.registers.organisation.rules import Level as UnitLevel
from tests.casework.desk import Desk
from tests.casework.procedures import ON_THE_SPOT, announced
from tests.cast import FOUNDED_AT

DEMAND = Demand((Lacking("Điều lệ", "thiếu"),), "Thiếu", "Điều 19", "Người duyệt")


def _refused(desk: Desk, filing: Filing) -> str:
    by = desk.by(Role.RECEPTION_OFFICER)
    with pytest.raises(NotCompetent) as refused:
        receive.receive(filing, by=by, now=desk.now)
    return refused.value.reason


def test_another_unit_or_code_than_the_announced_is_refused(desk: Desk) -> None:
    civil, centre = desk.cast.unit("civil"), desk.cast.unit("centre")
    assert _refused(desk, desk.filing(competent_unit_id=civil)) == "not_competent"
    assert _refused(desk, desk.filing(competent_unit_id=centre)) == "not_competent"
    assert _refused(desk, desk.filing(competent_unit_id=10**9)) == "not_competent"
    assert _refused(desk, desk.filing(competent_unit_code="H41.17")) == "wrong_code"


def test_a_form_given_before_reception_names_the_right_unit_too(desk: Desk) -> None:
    filing = desk.filing(competent_unit_id=desk.cast.unit("civil"))
    who = {"by": desk.by(Role.RECEPTION_OFFICER), "now": desk.now}
    with pytest.raises(NotCompetent):
        refuse.refuse_at_counter(filing, reason="Ngoài phạm vi", **who)
    with pytest.raises(NotCompetent):
        ask_before_reception(filing, DEMAND, **who)


@pytest.mark.parametrize("knows_no_boundary", [True, False])
def test_one_commune_receives_for_another_only_without_boundaries(
    desk: Desk, knows_no_boundary: bool
) -> None:
    facts = replace(
        ON_THE_SPOT,
        code="9.000042",
        level=Level.COMMUNE,
        unit_code="",
        competent_body="Ủy ban nhân dân cấp xã",
        is_on_the_spot=False,
        is_cross_boundary=knows_no_boundary,
    )
    desk.version_id = announced(desk.cast, facts)
    here = desk.cast.unit("commune")
    called = "Ủy ban nhân dân phường Vinh Phú"
    named = UnitFacts("H41.102", called, UnitLevel.COMMUNE, valid_from=date(2018, 1, 1))
    other = found_unit(named, desk.cast.unit("province"), by=THE_SYSTEM, now=FOUNDED_AT)
    by = desk.cast.acting(Role.RECEPTION_OFFICER, unit="commune", now=desk.now)
    filing = desk.filing(
        receiving_unit_id=here,
        return_unit_id=here,
        competent_unit_id=other,
        competent_unit_code="H41.102",
    )
    if knows_no_boundary:
        dossier = receive.receive(filing, by=by, now=desk.now).dossier
        assert str(dossier.code).startswith("H41.102-")
    else:
        with pytest.raises(NotCompetent):
            receive.receive(filing, by=by, now=desk.now)
    at_the_centre = desk.filing(competent_unit_id=other, competent_unit_code="H41.102")
    receive.receive(at_the_centre, by=desk.by(Role.RECEPTION_OFFICER), now=desk.now)
