"""Whoever wrote an opinion signs its sheet; from then on it belongs to the step, unchanged."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import IntegrityError, transaction
from pypdf import PdfReader

from motcua.casework.archive.packing import files_of
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import appraise, consult, recall
from motcua.casework.lifecycle.refusals import NotNow, NotYours
from motcua.casework.lifecycle.sign_opinion import (
    CannotSignOpinion,
    opinion_file,
    opinions_to_sign,
    see_opinion,
    sign_opinions,
)
from motcua.casework.lifecycle.signing_batch import Chosen, Original, Signed
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, Outcome
from motcua.casework.signing.examining import verdict
from motcua.casework.signing.models import Signature
from motcua.casework.signing.rules.verdicts import Colour
from motcua.foundation.files.queries import read
from motcua.foundation.journal.models import Entry
from motcua.kit import clock
from motcua.registers.organisation.rules import Acting, Role
from tests.casework.desk import Desk
from tests.casework.signing.hands import Hands


@pytest.fixture
def today(desk: Desk, hands: Hands) -> Desk:
    """The specialist holds a certificate of the test authority, which lives now."""
    hands.give("second", officer_id=desk.cast.officer(Role.SPECIALIST).pk)
    desk.now = clock.now() - timedelta(hours=9)
    return desk


def said(desk: Desk) -> tuple[Dossier, Task]:
    dossier = desk.in_appraisal()
    desk.later(minutes=5).submit(dossier)
    return dossier, Task.objects.get(dossier=dossier, act=Act.APPRAISE)


def see(desk: Desk, task: Task, by: Acting | None = None) -> Original:
    return see_opinion(task.pk, by=by or desk.by(Role.SPECIALIST), now=desk.now)


def sign(desk: Desk, hands: Hands, original: Original, by: Acting | None = None) -> Signed:
    chosen = [Chosen(original.task_id, original.sha256)]
    return sign_opinions(chosen, hands.pin, by=by or desk.by(Role.SPECIALIST), now=clock.now())


def words_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages)


def test_the_opinion_that_was_seen_is_signed_and_bound_to_its_step(
    today: Desk, hands: Hands
) -> None:
    dossier, task = said(today)
    original = see(today, task)
    assert "Đủ điều kiện." in words_of(original.pdf)
    assert "Đủ điều kiện giải quyết" in words_of(original.pdf)
    assert sign(today, hands, original).done == (task.pk,)
    task.refresh_from_db()
    file = read(str(task.signed_opinion_id))
    assert file.startswith(original.pdf)
    found = verdict(file, clock.now())
    assert found.colour is Colour.GREEN, found
    entry = Entry.objects.get(dossier_id=dossier.pk, kind="dossier.opinion_signed")
    assert entry.body["sha256"] == task.signed_opinion_id
    assert opinion_file(task.pk, by=today.by(Role.UNIT_LEADER), now=today.now).pdf == file


def test_a_consulted_unit_signs_its_answer(today: Desk, hands: Hands) -> None:
    dossier = today.in_appraisal()
    asked = consult.Question(today.cast.unit("justice"), "Trụ sở có hợp pháp không?", 480)
    task = consult.consult(dossier.pk, asked, by=today.by(Role.SPECIALIST), now=today.now)
    other = today.cast.acting(Role.SPECIALIST, unit="justice", now=today.now)
    hands.give("leader", officer_id=other.officer_id)
    consult.answer_consultation(
        task.pk, answer="Hợp pháp.", agrees=True, by=other, now=today.later(minutes=5).now
    )
    (waiting,) = opinions_to_sign(other)
    original = see(today, task, other)
    assert "Trụ sở có hợp pháp không?" in words_of(original.pdf)
    assert "Đồng ý" in words_of(original.pdf)
    assert sign(today, hands, original, other).done == (waiting.task_id,)
    assert opinions_to_sign(other) == ()


def test_what_was_not_seen_is_not_signed(today: Desk, hands: Hands) -> None:
    _, task = said(today)
    signed = sign(today, hands, Original(task.pk, "0" * 64, "", b""))
    assert signed.left == ((task.pk, "not_seen"),)
    assert not Signature.objects.exists()


def test_one_authorisation_signs_what_was_seen_and_says_of_the_others_why_not(
    today: Desk, hands: Hands
) -> None:
    """Of four sheets one was never shown, and what one says was changed after it was shown."""
    (_, good), (_, fine), (named, changed), (_, unseen) = (said(today) for _ in range(4))
    shown = [see(today, task) for task in (good, fine, changed)]
    named.owner_name = "CÔNG TY KHÁC"
    named.save(update_fields=["owner_name"])
    chosen = [Chosen(one.task_id, one.sha256) for one in shown]
    chosen.append(Chosen(unseen.pk, "0" * 64))
    by = today.by(Role.SPECIALIST)

    signed = sign_opinions(chosen, hands.pin, by=by, now=clock.now())

    assert signed.done == (good.pk, fine.pk)
    assert dict(signed.left) == {changed.pk: "replaced", unseen.pk: "not_seen"}
    bound = Task.objects.exclude(signed_opinion=None).order_by("pk")
    assert [read(str(task.signed_opinion_id))[: len(one.pdf)] for task, one in zip(
        bound, shown, strict=False)] == [one.pdf for one in shown[:2]]  # fmt: skip
    assert Signature.objects.count() == 2
    assert {one.task_id: one.seen for one in opinions_to_sign(by)} == {
        changed.pk: shown[2].sha256, unseen.pk: "",
    }  # fmt: skip


def test_an_opinion_is_signed_once(today: Desk, hands: Hands) -> None:
    _, task = said(today)
    original = see(today, task)
    sign(today, hands, original)
    assert sign(today, hands, original).left == ((task.pk, "already_signed"),)
    assert Signature.objects.count() == 1
    with pytest.raises(CannotSignOpinion, match="already_signed"):
        see(today, task)


def test_only_its_writer_signs_an_opinion(today: Desk, hands: Hands) -> None:
    _, task = said(today)
    with pytest.raises(NotYours):
        see(today, task, today.by(Role.DIVISION_LEADER))


def test_a_signed_opinion_is_never_changed(today: Desk, hands: Hands) -> None:
    _, task = said(today)
    sign(today, hands, see(today, task))
    by = today.by(Role.SPECIALIST)
    with pytest.raises(Exception, match="task_taken"):
        appraise.appraise(task.pk, opinion="Khác.", is_eligible=False, by=by, now=today.now)
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=task.pk).update(opinion="")


def test_an_opinion_that_was_taken_back_is_not_signed(today: Desk, hands: Hands) -> None:
    dossier, task = said(today)
    by = today.by(Role.SPECIALIST)
    original = see(today, task)
    recall.recall(dossier.pk, reason="Xem lại", by=by, now=today.later(minutes=1).now)
    task.refresh_from_db()
    assert task.outcome == Outcome.RECALLED
    assert sign(today, hands, original).left == ((task.pk, "not_yours"),)
    assert opinions_to_sign(by) == ()


def test_after_settlement_no_opinion_is_signed(today: Desk, hands: Hands) -> None:
    dossier, task = said(today)
    for step in (today.check, today.approve, today.issue):
        today.later(minutes=5)
        step(dossier)
    with pytest.raises(NotNow):
        see(today, task)


def test_the_archive_gets_the_signed_opinions(today: Desk, hands: Hands) -> None:
    dossier, task = said(today)
    sign(today, hands, see(today, task))
    task.refresh_from_db()
    files = files_of(Dossier.objects.get(pk=dossier.pk))
    assert read(str(task.signed_opinion_id)) in files.values()


def test_equal_data_gives_the_same_sheet(today: Desk, hands: Hands) -> None:
    _, task = said(today)
    assert see(today, task).sha256 == see(today, task).sha256
