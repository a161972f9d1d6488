"""R-5: filing at the counter, by post and online; the channel decides the term and is reported."""

from dataclasses import replace
from decimal import Decimal

import pytest

from motcua.casework.dossiers.rules import ReturnMethod, State
from motcua.casework.lifecycle import issue, receive
from motcua.engine.worktime import LimitUnit
from motcua.foundation.journal.queries import entries_of
from motcua.kit.clock import VIETNAM
from motcua.registers.catalogue.rules.draft import LimitDraft
from motcua.registers.catalogue.rules.kinds import Channel, OnlineLevel
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.procedures import REGISTER_FIRM, announced

THREE_WAYS = replace(
    REGISTER_FIRM,
    code="9.000005",
    is_postal=True,
    online_level=OnlineLevel.FULL,
    limits=(
        LimitDraft(LimitUnit.WORKING_DAY, Decimal(5)),
        LimitDraft(LimitUnit.WORKING_DAY, Decimal(3), channel=Channel.ONLINE),
    ),
)


@pytest.mark.parametrize(
    ("channel", "promised"), [("counter", "19/10"), ("post", "19/10"), ("online", "15/10")]
)
def test_each_channel_has_its_term_and_stands_in_the_record(
    desk: Desk, channel: str, promised: str
) -> None:
    desk.version_id = announced(desk.cast, THREE_WAYS)
    dossier = desk.receive(channel=Channel(channel))
    assert dossier.due_at is not None
    assert f"{dossier.due_at.astimezone(VIETNAM):%d/%m}" == promised
    assert entries_of(dossier.pk)[0].body["channel"] == channel


def test_a_channel_that_was_not_announced_is_closed(desk: Desk) -> None:
    with pytest.raises(receive.CannotReceive) as refused:
        desk.receive(channel=Channel.POST)
    assert [blocker.kind for blocker in refused.value.facts["blockers"]] == ["channel_closed"]


def test_the_post_office_receives_and_delivers(desk: Desk) -> None:
    """The clerk of the public post is the counter; the parcel's number proves the return."""
    desk.version_id = announced(desk.cast, THREE_WAYS)
    clerk = desk.cast.acting(Role.POSTAL_CLERK, now=desk.now)
    post = desk.cast.unit("post")
    filing = desk.filing(channel=Channel.POST, receiving_unit_id=post, return_unit_id=post)
    dossier = receive.receive(filing, by=clerk, now=desk.now, takes_cash=True).dossier
    assert dossier.state == State.RECEIVED
    handing = issue.Handing("Phan Thị Ngọc Ánh", ReturnMethod.POST, post_number="EH123456789VN")
    with pytest.raises(issue.CannotAct):
        issue.return_result(dossier.pk, handing, by=clerk, now=desk.now)
