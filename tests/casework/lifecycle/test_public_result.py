"""Whatever signed version of a result somebody holds, the register says what became of it."""

from datetime import timedelta

from motcua.casework.documents.models import Result
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import recall
from motcua.casework.lifecycle.issue_replacement import issue_replacement
from motcua.casework.lifecycle.keep_original import keep_original, renew_originals
from motcua.casework.lifecycle.public_result import Force, PublicResult, result_of_file
from motcua.casework.lifecycle.replace_result import (
    replace_result,
    see_replacement,
    sign_replacement,
)
from motcua.casework.lifecycle.revoke_result import revoke_result
from motcua.casework.lifecycle.seal_result import seal_results
from motcua.casework.signing.models import Report
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.lifecycle.test_replace_result import WORDS, in_force
from tests.casework.lifecycle.test_sign_result import result_of, seen, sign, to_decide
from tests.casework.lifecycle.test_sign_result import today as today
from tests.casework.signing.hands import Hands


def issued(desk: Desk, hands: Hands) -> Dossier:
    """A dossier whose result is signed and numbered now."""
    hands.leader()
    dossier = to_decide(desk)
    sign(desk, hands, seen(desk, dossier))
    desk.now = clock.now()
    desk.issue(dossier)
    return dossier


def seal(desk: Desk, hands: Hands, row: Result) -> str:
    seal_results([row.pk], hands.pin, by=desk.by(Role.CLERK_SEAL), now=clock.now())
    return version_of(row)


def version_of(row: Result) -> str:
    row.refresh_from_db()
    return str(row.file_id)


def told(file: str) -> PublicResult:
    found = result_of_file(file)
    assert found is not None
    return found


def test_every_version_handed_out_is_told_as_revoked(today: Desk, hands: Hands) -> None:
    dossier = issued(today, hands)
    row = in_force(dossier)
    versions = [version_of(row), seal(today, hands, row)]
    keep_original(row.pk, clock.now())
    versions.append(version_of(row))
    Report.objects.filter(sha256=versions[-1]).update(until=clock.now() + timedelta(days=10))
    assert renew_originals(clock.now()) == 1
    versions.append(version_of(row))
    assert len(set(versions)) == 4
    assert {told(one).force for one in versions} == {Force.IN_FORCE}
    leader = today.by(Role.UNIT_LEADER)
    revoke_result(dossier.pk, reason="Cấp sai", by=leader, now=clock.now())
    assert {told(one).force for one in versions} == {Force.REVOKED}


def test_an_old_result_sealed_late_is_told_as_replaced(today: Desk, hands: Hands) -> None:
    dossier = issued(today, hands)
    clerk, leader = today.by(Role.CLERK_SEAL), today.by(Role.UNIT_LEADER)
    old = in_force(dossier)
    new = replace_result(dossier.pk, WORDS, by=leader, now=clock.now())
    original = see_replacement(new.pk, by=leader, now=clock.now())
    sign_replacement(new.pk, original.sha256, hands.pin, by=leader, now=clock.now())
    sealed = seal(today, hands, old)
    keep_original(old.pk, clock.now())
    issue_replacement(new.pk, by=clerk, now=clock.now())
    new.refresh_from_db()
    found = told(sealed)
    assert (found.number, found.force, found.replaced_by) == (
        old.number,
        Force.REPLACED,
        new.number,
    )
    assert told(version_of(new)).number == new.number


def test_what_was_signed_and_taken_back_is_no_version(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    sign(today, hands, seen(today, dossier))
    taken_back = str(result_of(dossier).file_id)
    by = today.by(Role.UNIT_LEADER)
    recall.recall(dossier.pk, reason="Xem lại", by=by, now=today.later(minutes=1).now)
    Result.objects.filter(dossier=dossier).update(body={"text": "Văn bản khác."})
    sign(today, hands, seen(today, dossier))
    today.now = clock.now()
    today.issue(dossier)
    assert result_of_file(taken_back) is None
    assert told(str(result_of(dossier).file_id)).force is Force.IN_FORCE
