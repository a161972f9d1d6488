"""A rejection is seen with its reason, signed, numbered and sealed exactly as a granting result."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ResultKind, Signing
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import decide, recall
from motcua.casework.lifecycle.seal_result import seal_results, waiting_for_seal
from motcua.casework.lifecycle.sign_result import CannotSignResult, turn_original
from motcua.casework.lifecycle.signing_batch import Original
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome
from motcua.casework.signing.examining import verdict
from motcua.casework.signing.rules.verdicts import Colour
from motcua.casework.vault.models import StoredPaper
from motcua.foundation.files.queries import read
from motcua.foundation.journal.models import Entry
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.lifecycle.test_sign_result import (
    result_of,
    seen,
    sign,
    to_decide,
)
from tests.casework.lifecycle.test_sign_result import today as today
from tests.casework.signing.hands import Hands

REASON = "Trụ sở nằm ngoài địa bàn được phép."


def turned(desk: Desk, dossier: Dossier, reason: str | None = REASON) -> Original:
    by = desk.by(Role.UNIT_LEADER)
    turn_original(desk.open_task(dossier).pk, refusing=reason, by=by, now=desk.now)
    return seen(desk, dossier)


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def decision_of(dossier: Dossier) -> Task:
    return Task.objects.filter(dossier=dossier, act=Act.APPROVE).latest("id")


def test_a_rejection_is_seen_signed_numbered_and_sealed(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    original = turned(today, dossier)
    assert REASON in words_of(original.pdf)
    sign(today, hands, original)
    decided = decision_of(dossier)
    assert (decided.outcome, decided.opinion) == (Outcome.REJECTED, REASON)
    today.later(minutes=5).issue(dossier)
    clerk = today.by(Role.CLERK_SEAL)
    (waiting,) = waiting_for_seal(clerk)
    seal_results([waiting.result_id], hands.pin, by=clerk, now=clock.now())
    row = result_of(dossier)
    file = read(str(row.file_id))
    assert (row.kind_code, row.signing) == (ResultKind.REFUSAL, Signing.SEALED)
    assert verdict(file, clock.now()).colour is Colour.GREEN
    assert file.startswith(original.pdf)
    assert row.form is not None
    assert REASON in str(row.form.data["parts"])
    assert row.form.data["title"] == original.title
    issued = Entry.objects.get(dossier_id=dossier.pk, kind="dossier.result_issued")
    assert issued.body["is_refusal"] is True
    assert not StoredPaper.objects.exists()


def test_the_file_seen_before_the_turn_is_not_signed(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    granting = seen(today, dossier)
    turned(today, dossier)
    assert sign(today, hands, granting).left == ((granting.task_id, "replaced"),)


def test_turned_back_it_grants_what_was_drafted(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    first = seen(today, dossier)
    turned(today, dossier)
    again = turned(today, dossier, None)
    assert (again.sha256, again.refusal) == (first.sha256, "")
    assert sign(today, hands, again).done
    assert decision_of(dossier).outcome == Outcome.APPROVED


def test_a_refusal_needs_its_reason(today: Desk, hands: Hands) -> None:
    dossier = to_decide(today)
    with pytest.raises(CannotSignResult, match="no_reason"):
        turned(today, dossier, "  ")


def test_a_signed_grant_taken_back_never_goes_out_as_a_refusal(today: Desk, hands: Hands) -> None:
    hands.leader()
    dossier = to_decide(today)
    sign(today, hands, seen(today, dossier))
    by = today.by(Role.UNIT_LEADER)
    recall.recall(dossier.pk, reason="Xem lại", by=by, now=clock.now())
    today.now = clock.now()
    decide.reject(today.open_task(dossier).pk, reason=REASON, by=by, now=today.now)
    today.later(minutes=5).issue(dossier)
    row = result_of(dossier)
    assert (row.kind_code, row.signing, row.file) == (ResultKind.REFUSAL, Signing.PAPER, None)


def test_without_a_certificate_a_rejection_says_that_it_is_not_signed(today: Desk) -> None:
    dossier = to_decide(today)
    by = today.by(Role.UNIT_LEADER)
    decide.reject(today.open_task(dossier).pk, reason=REASON, by=by, now=today.now)
    today.later(minutes=5).issue(dossier)
    row = Result.objects.get(dossier=dossier)
    assert row.form is not None
    assert row.form.data["is_digitally_signed"] is False
