"""R-42: received anywhere, settled by who is competent, returned where the citizen wants."""

import pytest

from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import hand_over, issue, receive
from motcua.casework.lifecycle.queries import visible_to
from motcua.casework.lifecycle.refusals import NotYours
from motcua.registers.organisation.rules import Role
from tests.casework.desk import UNSCANNED, Desk


def test_filed_in_a_ward_settled_by_a_department_returned_at_the_centre(desk: Desk) -> None:
    ward = desk.cast.acting(Role.RECEPTION_OFFICER, unit="commune", now=desk.now)
    filing = desk.filing(receiving_unit_id=desk.cast.unit("commune"))
    dossier = receive.receive(filing, by=ward, now=desk.now, takes_cash=True).dossier
    assert str(dossier.code).startswith("H41.14-")
    sent = hand_over.hand_over([dossier.pk], by=ward, now=desk.now, unscanned=UNSCANNED)
    hand_over.acknowledge(sent.pk, {}, by=desk.by(Role.DIVISION_LEADER), now=desk.now)
    desk.assign(dossier)
    for step in (desk.submit, desk.check, desk.approve, desk.issue, desk.collect):
        step(dossier)
    handing = issue.Handing("Phan Thị Ngọc Ánh", identity_checked=True, signed_for=True)
    with pytest.raises(NotYours):
        issue.return_result(dossier.pk, handing, by=ward, now=desk.now)
    desk.return_result(dossier)
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED


def test_the_ward_that_received_it_follows_it_and_its_neighbour_does_not(desk: Desk) -> None:
    ward = desk.cast.acting(Role.RECEPTION_OFFICER, unit="commune", now=desk.now)
    filing = desk.filing(receiving_unit_id=desk.cast.unit("commune"))
    dossier = receive.receive(filing, by=ward, now=desk.now).dossier
    assert dossier in visible_to(ward)
    other = desk.cast.acting(Role.SPECIALIST, unit="civil", now=desk.now)
    assert dossier not in visible_to(other)


def test_nobody_receives_in_the_name_of_another_place(desk: Desk) -> None:
    ward = desk.cast.acting(Role.RECEPTION_OFFICER, unit="commune", now=desk.now)
    with pytest.raises(NotYours):
        receive.receive(desk.filing(), by=ward, now=desk.now)
