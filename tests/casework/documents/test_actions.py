"""Issue, number and print forms; bring a result to its issue."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.casework.documents import actions, queries
from motcua.casework.documents.actions import CannotMoveResult, issue_form, print_form
from motcua.casework.documents.attesting import without_proof
from motcua.casework.documents.models import FormIssue, Result
from motcua.casework.documents.rules import (
    CannotIssue,
    FormKind,
    Lack,
    NoSuchForm,
    Receipt,
    ResultState,
)
from motcua.casework.dossiers.models import Dossier
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.rules import SYSTEM, Actor, ActorKind
from tests.casework.desk import Desk
from tests.casework.documents import samples
from tests.casework.documents.reading import squeezed, text

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 9, 22, 1, 10, tzinfo=UTC)
OFFICER = Actor(ActorKind.OFFICER, "3", "Lê Thị Thu Hà, cán bộ một cửa")
UNNUMBERED = replace(samples.HEAD, number="")


@pytest.fixture
def dossier_id(desk: Desk) -> int:
    """A dossier received at the Centre; its own receipt is its first form."""
    return desk.receive().pk


def issued(form: Any, dossier_id: int | None, now: datetime = NOW) -> FormIssue:
    return issue_form(form.kind, dossier_id, form, by=OFFICER, now=now)


def test_a_receipt_takes_its_number_from_its_dossier_code(dossier_id: int) -> None:
    issue = issued(samples.receipt(head=UNNUMBERED), dossier_id)
    assert issue.number == "260922-0047/TNHS"
    assert issue.data["head"]["number"] == "260922-0047/TNHS"
    assert issue.pack == "2025"


def test_issuing_a_receipt_is_one_statement(
    dossier_id: int, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(1):
        issued(samples.receipt(head=UNNUMBERED), dossier_id)


def test_other_forms_are_numbered_per_kind_unit_and_year(dossier_id: int) -> None:
    request = samples.supplement_request(head=UNNUMBERED)
    elsewhere = replace(request, head=replace(UNNUMBERED, unit_code="H41.17"))
    next_year = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
    numbers = [
        issued(request, dossier_id).number,
        issued(request, dossier_id).number,
        issued(elsewhere, dossier_id).number,
        issued(samples.refusal_notice(head=UNNUMBERED), dossier_id).number,
        issued(request, dossier_id, next_year).number,
    ]
    assert numbers == ["1/HDHS", "2/HDHS", "1/HDHS", "1/TCHS", "1/HDHS"]


def test_the_act_of_june_2025_uses_the_old_pack(dossier_id: int) -> None:
    june = datetime(2025, 6, 30, 16, 59, tzinfo=UTC)
    july = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)
    letter = samples.apology_letter()
    assert issued(letter, dossier_id, june).pack == "2018"
    assert issued(letter, dossier_id, july).pack == "2025"
    with pytest.raises(NoSuchForm):
        issued(samples.stop_notice(), dossier_id, june)


def test_an_incomplete_form_is_not_issued_and_takes_no_number(dossier_id: int) -> None:
    with pytest.raises(CannotIssue) as refused:
        issued(samples.supplement_request(head=UNNUMBERED, reason="", items=()), dossier_id)
    assert refused.value.missing == (Lack.ITEMS, Lack.REASON)
    assert issued(samples.supplement_request(head=UNNUMBERED), dossier_id).number == "1/HDHS"


def test_a_form_of_one_kind_is_not_issued_as_another(dossier_id: int) -> None:
    with pytest.raises(CannotIssue):
        issue_form(FormKind.RECEIPT, dossier_id, samples.result(), by=OFFICER, now=NOW)


def test_a_receipt_belongs_to_a_dossier() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        issued(samples.receipt(), None)


def test_the_setting_chooses_the_sheet(dossier_id: int, settings: Any) -> None:
    as_set: Receipt = samples.receipt(sheet=None)
    assert issued(as_set, dossier_id).data["sheet"] == "a5"
    settings.MOTCUA_RECEIPT_SHEET = "a4"
    assert issued(as_set, dossier_id).data["sheet"] == "a4"


def test_the_qr_leads_to_the_public_page_and_only_the_receipt_has_the_key(
    settings: Any,
) -> None:
    settings.MOTCUA_PUBLIC_URL = "https://motcua.example/"
    tracked = f"https://motcua.example/track/?code={samples.CODE}"
    assert without_proof(actions.verify_url(samples.receipt())) == tracked + "&key=K7QM"
    assert actions.verify_url(samples.stop_notice()) == tracked
    assert actions.verify_url(samples.register()) == "https://motcua.example/track/"
    assert (
        actions.verify_url(samples.notice_sheet())
        == "https://motcua.example/procedures/1.013236.H41/"
    )


def test_the_first_print_is_the_original_each_other_a_counted_copy() -> None:
    issue = issued(samples.handover_list(), None)
    prints = [print_form(issue.pk, by=OFFICER, now=NOW) for _ in range(3)]
    issue.refresh_from_db()
    assert issue.copies_printed == 3
    assert issue.sha256 == prints[0].sha256
    assert "BẢNSAOSỐ" not in text(prints[0])
    assert "BẢNSAOSỐ2" in text(prints[2])


def test_every_print_is_in_the_journal() -> None:
    issue = issued(samples.handover_list(), None)
    prints = [print_form(issue.pk, by=OFFICER, now=NOW) for _ in range(2)]
    entries = Entry.objects.filter(kind="form.printed", subject_id=str(issue.pk)).order_by("id")
    assert [(entry.body["copy_number"], entry.body["sha256"]) for entry in entries] == [
        (0, prints[0].sha256),
        (1, prints[1].sha256),
    ]


def test_the_original_can_be_made_again_to_the_byte() -> None:
    issue = issued(samples.register(), None)
    assert not queries.is_reproducible(issue.pk)
    original = print_form(issue.pk, by=OFFICER, now=NOW)
    assert queries.is_reproducible(issue.pk)
    issue.refresh_from_db()
    assert queries.draw(issue, copy_number=0).pdf == original.pdf
    FormIssue.objects.filter(pk=issue.pk).update(data=issue.data | {"source": "khác"})
    assert not queries.is_reproducible(issue.pk)


def test_stored_data_prints_what_was_issued(dossier_id: int) -> None:
    issue = issued(samples.receipt(), dossier_id)
    on_paper = text(print_form(issue.pk, by=OFFICER, now=NOW))
    assert squeezed("Nguyễn Thị Quỳnh Hương") in on_paper
    assert squeezed("17:00 thứ Ba, ngày 20/10/2026") in on_paper


def test_the_forms_of_a_dossier_are_listed_in_one_statement(
    dossier_id: int, django_assert_num_queries: Any
) -> None:
    receipt_id = queries.latest_form(dossier_id, FormKind.RECEIPT)
    request = issued(samples.supplement_request(head=UNNUMBERED), dossier_id)
    with django_assert_num_queries(1):
        rows = queries.forms_of(dossier_id)
    assert [(row.id, row.number) for row in rows] == [
        (receipt_id, "261012-0001/TNHS"),
        (request.pk, "1/HDHS"),
    ]
    assert queries.latest_form(dossier_id, FormKind.STOP_NOTICE) is None


def drafted(dossier_id: int) -> Result:
    return actions.draft_result(
        dossier_id, kind_code="KQ.1", title="Giấy phép", body={"text": "…"}, now=NOW
    )


def result_issued(dossier_id: int, kind_code: str = "") -> Result:
    dossier = Dossier.objects.select_related("version").get(pk=dossier_id)
    issuing = actions.Issuing(
        dossier.competent_unit_id, dossier.version.procedure_id, why_on_paper="Chưa có chữ ký số."
    )
    document = samples.result()
    return actions.issue_result(
        issuing, dossier_id, document, kind_code=kind_code, by=SYSTEM, now=NOW
    )


def test_a_result_goes_from_draft_to_approval_to_issue(dossier_id: int) -> None:
    drafted(dossier_id)
    actions.approve_result(dossier_id, signer_label="Trần Đức Ngữ, Phó Giám đốc", now=NOW)
    result = result_issued(dossier_id, kind_code="KQ.1")
    row = queries.result_of(dossier_id)
    assert row is not None
    assert (row.state, row.number) == (ResultState.ISSUED, samples.HEAD.number)
    assert row.form_id == result.form_id
    assert row.signer_label == "Trần Đức Ngữ, Phó Giám đốc"
    assert result.form is not None
    assert "chưakýsố" in text(print_form(result.form.pk, by=OFFICER, now=NOW))


def test_rewriting_an_approved_draft_takes_the_approval_away(dossier_id: int) -> None:
    drafted(dossier_id)
    actions.approve_result(dossier_id, signer_label="Trần Đức Ngữ", now=NOW)
    assert drafted(dossier_id).state == ResultState.DRAFT
    assert Result.objects.get(dossier_id=dossier_id).approved_at is None


def test_an_issued_result_is_neither_rewritten_nor_issued_again(dossier_id: int) -> None:
    result_issued(dossier_id)
    with pytest.raises(CannotMoveResult):
        drafted(dossier_id)
    with pytest.raises(CannotMoveResult):
        result_issued(dossier_id)


def test_a_revoked_result_makes_room_for_another(dossier_id: int) -> None:
    result_issued(dossier_id)
    actions.revoke_result(dossier_id, reason="Cấp sai thửa đất", now=NOW)
    assert queries.result_of(dossier_id) is None
    drafted(dossier_id)
    assert Result.objects.filter(dossier_id=dossier_id).count() == 2


def test_nothing_can_be_approved_or_revoked_before_it_is_there(dossier_id: int) -> None:
    with pytest.raises(CannotMoveResult):
        actions.approve_result(dossier_id, signer_label="Trần Đức Ngữ", now=NOW)
    with pytest.raises(CannotMoveResult):
        actions.revoke_result(dossier_id, reason="…", now=NOW)
