"""A wrong result is replaced by its like: never two in force, and whoever asks is told."""

from datetime import timedelta

import pytest

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ResultState, Signing
from motcua.casework.dossiers.models import Delivery, Dossier
from motcua.casework.dossiers.rules import DeliveryState, State
from motcua.casework.lifecycle.issue import CannotReturn
from motcua.casework.lifecycle.issue_replacement import issue_replacement
from motcua.casework.lifecycle.public_result import Force, result_by_check, result_of_file
from motcua.casework.lifecycle.refusals import NotNow, NotYours
from motcua.casework.lifecycle.replace_result import (
    CannotReplace,
    Corrected,
    approve_replacement,
    replace_result,
    replacements_of,
    see_replacement,
    sign_replacement,
)
from motcua.casework.lifecycle.revoke_result import revoke_result
from motcua.casework.lifecycle.seal_result import seal_results, waiting_for_seal
from motcua.casework.signing.examining import verdict
from motcua.casework.signing.rules.verdicts import Colour
from motcua.casework.vault.models import StoredPaper
from motcua.casework.vault.rules import Standing
from motcua.foundation.files.queries import read
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.lifecycle.test_sign_result import seen, sign, to_decide
from tests.casework.lifecycle.test_sign_result import today as today
from tests.casework.signing.hands import Hands

WORDS = Corrected("Giấy chứng nhận", "Tên công ty: Ánh Dương.", "Sai tên công ty")
WHY = "Chưa có chứng thư số"


def drafted(desk: Desk, dossier: Dossier, words: Corrected = WORDS) -> Result:
    by = desk.by(Role.UNIT_LEADER)
    return replace_result(dossier.pk, words, by=by, now=desk.later(minutes=1).now)


def approved(desk: Desk, dossier: Dossier) -> Result:
    row = drafted(desk, dossier)
    approve_replacement(row.pk, by=desk.by(Role.UNIT_LEADER), now=desk.later(minutes=1).now)
    return row


def issued(desk: Desk, row: Result, why: str = WHY) -> Result:
    by, now = desk.by(Role.CLERK_SEAL), desk.later(minutes=1).now
    return issue_replacement(row.pk, why_on_paper=why, by=by, now=now)


def in_force(dossier: Dossier) -> Result:
    return Result.objects.get(dossier=dossier, state=ResultState.ISSUED)


def test_the_old_result_holds_until_the_new_one_is_issued(desk: Desk) -> None:
    dossier = desk.finished()
    old = in_force(dossier)
    row = approved(desk, dossier)
    assert in_force(dossier) == old
    issued(desk, row)
    new = in_force(dossier)
    old.refresh_from_db()
    assert (old.state, old.revoked_at) == (ResultState.REPLACED, new.issued_at)
    assert new.number != old.number
    assert new.form is not None
    assert f"thay thế văn bản số {old.number}" in str(new.form.data["parts"])
    assert "Ánh Dương" in str(new.form.data["parts"])
    entry = Entry.objects.get(dossier_id=dossier.pk, kind="dossier.result_replaced")
    assert (entry.body["number"], entry.body["replaces"]) == (new.number, old.number)


def test_it_is_seen_signed_numbered_and_sealed_like_any_other(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    sign(today, hands, seen(today, dossier))
    today.now = clock.now()
    today.issue(dossier)
    clerk, leader = today.by(Role.CLERK_SEAL), today.by(Role.UNIT_LEADER)
    seal_results([in_force(dossier).pk], hands.pin, by=clerk, now=clock.now())
    old = in_force(dossier)
    row = replace_result(dossier.pk, WORDS, by=leader, now=clock.now())
    original = see_replacement(row.pk, by=leader, now=clock.now())
    signed = sign_replacement(row.pk, original.sha256, hands.pin, by=leader, now=clock.now())
    assert signed.done == (row.pk,)
    issue_replacement(row.pk, by=clerk, now=clock.now())
    (waiting,) = waiting_for_seal(clerk)
    seal_results([waiting.result_id], hands.pin, by=clerk, now=clock.now())
    new = in_force(dossier)
    assert (new.pk, new.signing) == (row.pk, Signing.SEALED)
    assert verdict(read(str(new.file_id)), clock.now()).colour is Colour.GREEN
    told = result_by_check(str(dossier.code), old.check_code)
    assert told is not None
    assert (told.force, told.replaced_by) == (Force.REPLACED, new.number)
    by_file = result_of_file(str(old.file_id))
    assert by_file is not None
    assert (by_file.force, by_file.number) == (Force.REPLACED, old.number)
    newer = result_by_check(str(dossier.code), new.check_code)
    assert newer is not None
    assert (newer.force, newer.replaced_by) == (Force.IN_FORCE, "")


def test_what_was_not_seen_or_was_rewritten_is_not_signed(today: Desk, hands: Hands) -> None:
    hands.leader()
    today.now = clock.now() - timedelta(days=1)
    dossier = today.finished()
    leader, now = today.by(Role.UNIT_LEADER), clock.now()
    row = drafted(today, dossier)
    unseen = sign_replacement(row.pk, "0" * 64, hands.pin, by=leader, now=now)
    assert unseen.left == ((row.pk, "not_seen"),)
    original = see_replacement(row.pk, by=leader, now=now)
    drafted(today, dossier, Corrected("Giấy", "Khác.", "Sai"))
    later = sign_replacement(row.pk, original.sha256, hands.pin, by=leader, now=now)
    assert later.left == ((row.pk, "replaced"),)


def test_what_was_handed_over_is_to_be_returned_anew(desk: Desk) -> None:
    dossier = desk.finished()
    desk.later(hours=1).collect(dossier)
    desk.later(hours=1).return_result(dossier)
    settled_at = Dossier.objects.get(pk=dossier.pk).finished_at
    issued(desk, approved(desk, dossier))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.delivery_state) == (State.FINISHED, DeliveryState.ISSUED)
    assert dossier.finished_at == settled_at
    desk.later(hours=1).return_result(dossier)
    dossier.refresh_from_db()
    assert dossier.state == State.RETURNED
    assert Delivery.objects.filter(dossier=dossier).count() == 2


def test_the_owners_store_goes_on_with_the_new_result(desk: Desk) -> None:
    dossier = desk.finished()
    deliver_at_once()
    new = issued(desk, approved(desk, dossier))
    deliver_at_once()
    kept = {row.number: row.standing for row in StoredPaper.objects.exclude(result=None)}
    assert kept.pop(new.number) == Standing.IN_FORCE
    assert set(kept.values()) == {Standing.REPLACED}


def test_a_replacement_can_be_replaced_and_revoked(desk: Desk) -> None:
    dossier = desk.finished()
    for _ in range(2):
        issued(desk, approved(desk, dossier))
    assert Result.objects.filter(dossier=dossier, state=ResultState.REPLACED).count() == 2
    revoke_result(dossier.pk, reason="Sai", by=desk.by(Role.UNIT_LEADER), now=desk.now)
    assert not Result.objects.filter(dossier=dossier, state=ResultState.ISSUED).exists()


def test_nothing_replaces_a_result_that_was_revoked_meanwhile(desk: Desk) -> None:
    dossier = desk.finished()
    row = approved(desk, dossier)
    revoke_result(dossier.pk, reason="Sai", by=desk.by(Role.UNIT_LEADER), now=desk.now)
    with pytest.raises(CannotReplace, match="nothing_to_replace"):
        issued(desk, row)
    assert replacements_of(desk.by(Role.CLERK_SEAL)) == ()


def test_what_was_revoked_is_not_given_out_though_another_is_being_made(desk: Desk) -> None:
    dossier = desk.finished()
    drafted(desk, dossier)
    desk.later(hours=1).collect(dossier)
    told = Entry.objects.get(dossier_id=dossier.pk, kind="dossier.result_at_centre")
    assert told.body["number"] == in_force(dossier).number
    revoke_result(dossier.pk, reason="Sai", by=desk.by(Role.UNIT_LEADER), now=desk.now)
    with pytest.raises(CannotReturn, match="result_revoked"):
        desk.return_result(dossier)


def test_it_needs_words_the_right_a_settled_dossier_and_an_approval(desk: Desk) -> None:
    running, leader = desk.in_appraisal(), desk.by(Role.UNIT_LEADER)
    with pytest.raises(NotNow):
        replace_result(running.pk, WORDS, by=leader, now=desk.now)
    dossier = desk.finished()
    with pytest.raises(CannotReplace, match="no_words"):
        drafted(desk, dossier, Corrected("Giấy", "Đúng", " "))
    with pytest.raises(NotYours):
        replace_result(dossier.pk, WORDS, by=desk.by(Role.SPECIALIST), now=desk.now)
    row = drafted(desk, dossier)
    with pytest.raises(CannotReplace, match="not_approved"):
        issued(desk, row)
    approve_replacement(row.pk, by=leader, now=desk.now)
    with pytest.raises(CannotReplace, match="no_reason_for_paper"):
        issued(desk, row, why=" ")
    with pytest.raises(NotYours):
        issue_replacement(row.pk, why_on_paper=WHY, by=leader, now=desk.now)
