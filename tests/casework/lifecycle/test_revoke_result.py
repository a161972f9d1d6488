"""A result is revoked by its signatory, with a reason; whoever asks in public is told."""

from uuid import uuid4

import pytest

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ResultState
from motcua.casework.lifecycle.issue import CannotReturn
from motcua.casework.lifecycle.refusals import NotNow, NotYours
from motcua.casework.lifecycle.revoke_result import CannotRevoke, revoke_result
from motcua.casework.vault.models import StoredPaper
from motcua.casework.vault.rules import Standing
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk


def test_a_leader_revokes_with_a_reason_and_only_once(desk: Desk) -> None:
    dossier = desk.finished()
    by = desk.by(Role.UNIT_LEADER)
    revoke_result(dossier.pk, reason="Cấp sai đối tượng", by=by, now=desk.now)
    assert Result.objects.get(dossier=dossier).state == ResultState.REVOKED
    with pytest.raises(CannotRevoke, match="no_result_in_force"):
        revoke_result(dossier.pk, reason="Lần nữa", by=by, now=desk.now)


def test_a_reason_a_result_and_the_right_are_needed(desk: Desk) -> None:
    running = desk.in_appraisal()
    leader = desk.by(Role.UNIT_LEADER)
    with pytest.raises(NotNow):
        revoke_result(running.pk, reason="x", by=leader, now=desk.now)
    dossier = desk.finished()
    with pytest.raises(CannotRevoke, match="no_reason"):
        revoke_result(dossier.pk, reason=" ", by=leader, now=desk.now)
    with pytest.raises(NotYours):
        revoke_result(dossier.pk, reason="x", by=desk.by(Role.SPECIALIST), now=desk.now)


def test_a_revoked_result_is_not_given_out_nor_used_again(desk: Desk) -> None:
    dossier = desk.finished()
    desk.collect(dossier)
    deliver_at_once()
    by = desk.by(Role.UNIT_LEADER)
    revoke_result(dossier.pk, reason="Cấp sai đối tượng", by=by, now=desk.now)

    with pytest.raises(CannotReturn, match="result_revoked"):
        desk.return_result(dossier)
    assert StoredPaper.objects.get().standing == Standing.REVOKED


def test_the_page_of_the_act_revokes(at: Desk) -> None:
    dossier = at.finished()
    leader = at.cast.client(Role.UNIT_LEADER)
    sent = {"reason": "Cấp sai đối tượng", "idempotency_key": str(uuid4())}
    there = f"/desk/dossiers/{dossier.pk}/acts/revoke-result/"
    assert leader.post(there, sent).status_code == 302
    assert Result.objects.get(dossier=dossier).state == ResultState.REVOKED
    assert "Thu hồi kết quả số" in leader.get(f"/desk/dossiers/{dossier.pk}/").content.decode()
