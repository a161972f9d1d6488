"""R-2: close coordination between Centre and departments: what is sent is confirmed, or missed."""

from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle import hand_over
from motcua.foundation.journal.queries import entries_of
from motcua.registers.organisation.rules import Role
from tests.casework.desk import UNSCANNED, Desk


def test_a_dossier_lost_on_the_way_stays_the_senders_and_is_sent_again(desk: Desk) -> None:
    arrived, lost = desk.receive(), desk.receive()
    sender, receiver = desk.by(Role.RECEPTION_OFFICER), desk.by(Role.DIVISION_LEADER)
    sent = hand_over.hand_over([arrived.pk, lost.pk], by=sender, now=desk.now, unscanned=UNSCANNED)
    missing = {lost.pk: "Không có trong túi hồ sơ"}
    hand_over.acknowledge(sent.pk, missing, by=receiver, now=desk.later(hours=2).now)
    for dossier in (arrived, lost):
        dossier.refresh_from_db()
    assert (arrived.state, lost.state) == (State.IN_PROCESS, State.RECEIVED)
    assert entries_of(lost.pk)[-1].body["note"] == missing[lost.pk]
    again = hand_over.hand_over([lost.pk], by=sender, now=desk.now, unscanned=UNSCANNED)
    hand_over.acknowledge(again.pk, {}, by=receiver, now=desk.later(hours=1).now)
    lost.refresh_from_db()
    assert lost.state == State.IN_PROCESS
