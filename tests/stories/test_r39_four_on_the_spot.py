"""R-39: receive, appraise, approve and return in one sitting."""

from dataclasses import replace

import pytest

from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import on_the_spot, receive
from motcua.casework.lifecycle.issue import Handing, Outgoing
from motcua.casework.lifecycle.refusals import NotYours
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.desk import Desk
from tests.casework.procedures import ON_THE_SPOT, announced

SITTING = on_the_spot.Sitting(
    "Đủ điều kiện",
    Outgoing("Trích lục hộ tịch", "TLHT", why_on_paper="Chưa có chứng thư số."),
    Handing("Phan Thị Ngọc Ánh", identity_checked=True, signed_for=True),
)
ALL_FOUR = (Role.RECEPTION_OFFICER, Role.SPECIALIST, Role.UNIT_LEADER, Role.CLERK_SEAL)


def _received(desk: Desk, by: Acting) -> int:
    commune = desk.cast.unit("commune")
    desk.version_id = announced(desk.cast, ON_THE_SPOT)
    filing = replace(
        desk.filing(),
        receiving_unit_id=commune,
        competent_unit_id=commune,
        competent_unit_code="H41.101",
        return_unit_id=commune,
        is_on_the_spot=True,
    )
    return receive.receive(filing, by=by, now=desk.now).dossier.pk


def test_one_officer_with_the_four_parts_settles_in_one_sitting(desk: Desk) -> None:
    by = desk.cast.acting(*ALL_FOUR, unit="commune", now=desk.now)
    dossier_id = _received(desk, by)
    done = on_the_spot.settle_on_the_spot(dossier_id, SITTING, by=by, now=desk.now)
    assert done.state == State.RETURNED


def test_without_the_signatorys_part_nothing_is_done(desk: Desk) -> None:
    by = desk.cast.acting(Role.RECEPTION_OFFICER, Role.SPECIALIST, unit="commune", now=desk.now)
    dossier_id = _received(desk, by)
    with pytest.raises(NotYours):
        on_the_spot.settle_on_the_spot(dossier_id, SITTING, by=by, now=desk.now)
