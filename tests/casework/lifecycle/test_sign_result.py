"""The leader signs what was seen, the clerk numbers and seals, the evidence is kept."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import Signing
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import drafting, recall
from motcua.casework.lifecycle.keep_original import keep_original
from motcua.casework.lifecycle.seal_result import seal_results, waiting_for_seal
from motcua.casework.lifecycle.sign_result import (
    CannotSignResult,
    see_original,
    sign_results,
)
from motcua.casework.lifecycle.signing_batch import Chosen, Original, Signed
from motcua.casework.signing.examining import verdict
from motcua.casework.signing.making import CannotSign
from motcua.casework.signing.models import Signature
from motcua.casework.signing.rules.verdicts import Changes, Colour
from motcua.foundation.files.queries import read
from motcua.foundation.files.store import Folder
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.signing.hands import Hands


@pytest.fixture
def today(desk: Desk) -> Desk:
    """The certificates of the test authority live now, not on the desk's usual Monday."""
    desk.now = clock.now() - timedelta(hours=9)
    return desk


def to_decide(desk: Desk) -> Dossier:
    dossier = desk.in_appraisal()
    desk.later(minutes=5).submit(dossier)
    desk.later(minutes=5).check(dossier)
    return dossier


def seen(desk: Desk, dossier: Dossier) -> Original:
    return see_original(desk.open_task(dossier).pk, by=desk.by(Role.UNIT_LEADER), now=desk.now)


def sign(desk: Desk, hands: Hands, *originals: Original, pin: str = "") -> Signed:
    chosen = [Chosen(one.task_id, one.sha256) for one in originals]
    by = desk.by(Role.UNIT_LEADER)
    return sign_results(chosen, pin or hands.pin, by=by, now=clock.now())


def result_of(dossier: Dossier) -> Result:
    return Result.objects.get(dossier=dossier)


def test_a_result_is_signed_numbered_sealed_and_kept(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    sign(today, hands, seen(today, dossier))
    assert result_of(dossier).signing == Signing.SIGNED
    today.later(minutes=5).issue(dossier)
    clerk = today.by(Role.CLERK_SEAL)
    (waiting,) = waiting_for_seal(clerk)
    seal_results([waiting.result_id], hands.pin, by=clerk, now=clock.now())
    keep_original(waiting.result_id, clock.now())
    row = result_of(dossier)
    found = verdict(read(str(row.file_id)), clock.now())
    assert row.signing == Signing.KEPT
    assert found.colour is Colour.GREEN, found
    leader, seal = found.signatures
    assert (leader.changes, leader.level) == (Changes.FORM_FILLED, "B-LTA")
    assert seal.signer == "Sở Xây dựng"


def test_the_hash_that_was_shown_is_the_hash_that_is_signed(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    original = seen(today, dossier)
    sign(today, hands, original)
    row = Signature.objects.get(dossier=dossier)
    signed = read(str(row.signed_id))
    assert row.source_id == original.sha256
    assert signed.startswith(original.pdf)


def test_what_was_not_seen_is_not_signed(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    task, unseen = today.open_task(dossier).pk, "0" * 64
    by = today.by(Role.UNIT_LEADER)
    signed = sign_results([Chosen(task, unseen)], hands.pin, by=by, now=clock.now())
    assert signed.left == ((task, "not_seen"),)
    assert not Signature.objects.exists()


def test_a_file_replaced_after_it_was_seen_is_not_signed(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    original = seen(today, dossier)
    Result.objects.filter(dossier=dossier).update(body={"text": "Văn bản khác."})
    newer = seen(today, dossier)
    assert newer.sha256 != original.sha256
    assert sign(today, hands, original).left == ((original.task_id, "replaced"),)
    assert sign(today, hands, newer).done == (newer.task_id,)


def test_a_batch_signs_what_it_can_and_says_what_it_left(today: Desk, hands: Hands) -> None:
    hands.leader()
    first, second = to_decide(today), to_decide(today)
    good, bad = seen(today, first), seen(today, second)
    Result.objects.filter(dossier=second).update(body={"text": "Văn bản khác."})
    seen(today, second)
    signed = sign(today, hands, good, bad)
    assert signed == Signed((good.task_id,), ((bad.task_id, "replaced"),))


def test_signing_again_signs_nothing_twice(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    original = seen(today, dossier)
    sign(today, hands, original)
    again = sign(today, hands, original)
    assert again.left == ((original.task_id, "task_taken"),)
    assert Signature.objects.filter(dossier=dossier).count() == 1


def test_a_decision_taken_back_is_signed_anew(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    sign(today, hands, seen(today, dossier))
    by = today.by(Role.UNIT_LEADER)
    recall.recall(dossier.pk, reason="Xem lại", by=by, now=today.later(minutes=1).now)
    assert sign(today, hands, seen(today, dossier)).done
    assert result_of(dossier).signing == Signing.SIGNED


@pytest.mark.parametrize("label", ["expired", "revoked"])
def test_a_certificate_out_of_force_signs_nothing(today: Desk, hands: Hands, label: str) -> None:
    from motcua.casework.signing.trusting import fetch_revocations

    hands.leader(label)
    fetch_revocations(clock.now())
    dossier = to_decide(today)
    with pytest.raises(CannotSign) as refused:
        sign(today, hands, seen(today, dossier))
    assert refused.value.reason == label


def test_a_wrong_pin_signs_nothing(today: Desk, hands: Hands) -> None:
    hands.leader()
    original = seen(today, to_decide(today))
    with pytest.raises(CannotSign) as refused:
        sign(today, hands, original, pin="000000")
    assert refused.value.reason == "wrong_pin"
    assert not Signature.objects.exclude(signed=None).exists()


def test_an_officer_without_a_certificate_still_works_on_paper(today: Desk, hands: Hands) -> None:
    dossier = to_decide(today)
    with pytest.raises(CannotSign):
        sign(today, hands, seen(today, dossier))
    today.later(minutes=5).approve(dossier)
    today.later(minutes=5).issue(dossier)
    assert result_of(dossier).form is not None
    assert result_of(dossier).signing == Signing.PAPER
    assert not waiting_for_seal(today.by(Role.CLERK_SEAL))


def test_a_draft_written_anew_asks_for_another_look(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = today.in_appraisal()
    by = today.by(Role.SPECIALIST)
    drafting.draft_result(
        today.open_task(dossier).pk, title="Giấy phép", text="Cho phép.", by=by, now=today.now
    )
    today.later(minutes=5).submit(dossier)
    today.later(minutes=5).check(dossier)
    original = seen(today, dossier)
    assert original.title == "Giấy phép"
    assert sign(today, hands, original).done


def test_only_the_step_that_decides_is_signed(today: Desk, hands: Hands) -> None:
    dossier = today.in_appraisal()
    with pytest.raises(Exception, match="task_taken"):
        seen(today, dossier)
    assert issubclass(CannotSignResult, Exception)


@pytest.mark.django_db(transaction=True)
def test_the_bytes_are_kept_before_the_transaction_and_the_dossier_locked_first(
    today: Desk, hands: Hands, monkeypatch: pytest.MonkeyPatch
) -> None:
    hands.leader()
    dossier = to_decide(today)
    real, inside = Folder.put, []

    def put(self: Folder, name: str, content: bytes) -> None:
        inside.append(connection.in_atomic_block)
        real(self, name, content)

    monkeypatch.setattr(Folder, "put", put)
    original = seen(today, dossier)
    with CaptureQueriesContext(connection) as asked:
        assert sign(today, hands, original).done
    assert inside == [False, False]
    locks = [one["sql"] for one in asked.captured_queries if "FOR UPDATE" in one["sql"]]
    taking = next(n for n, sql in enumerate(locks) if '"signing_signature"' in sql)
    after = [_first_table(sql) for sql in locks[taking + 1 :]]
    assert after.index("dossiers_dossier") < after.index("documents_result")


def _first_table(sql: str) -> str:
    tables = ("dossiers_dossier", "documents_result")
    found = {sql.find(table): table for table in tables if table in sql}
    return found[min(found)] if found else ""
