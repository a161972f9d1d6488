"""R-18, R-45: what the State has issued is offered at the next reception, on a recorded ground."""

from dataclasses import replace

import pytest
from django.test import Client

from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.queries import sheet_of
from motcua.casework.documents.rules.packs import FormKind
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle import receive
from motcua.casework.lifecycle.filing import Filing, PaperGiven
from motcua.casework.vault.actions import CannotReuse, end_of_result
from motcua.casework.vault.models import StoredPaper
from motcua.casework.vault.queries import uses_of_owner
from motcua.casework.vault.rules import Standing, Unfit
from motcua.doors.portal.naming import public_number
from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.reactions import deliver_at_once
from motcua.registers.catalogue.models import RequiredPaper
from motcua.registers.organisation.rules import Role
from tests.casework.desk import OWNER, Desk
from tests.casework.procedures import CHANGE_FIRM, announced
from tests.cast import Cast
from tests.doors.backstage.asking import text_of

OTHER = replace(OWNER, full_name="Hồ Văn Lâm", identity_number="040089001234")


@pytest.fixture
def change(cast: Cast, desk: Desk) -> Desk:
    """The desk a day later, at a procedure that wants a copy of the first one's result."""
    desk.finished()
    deliver_at_once()
    return Desk(cast, announced(cast, CHANGE_FIRM), desk.now).later(days=1)


def _with_stored(change: Desk, stored_id: int, number: int = 2) -> Filing:
    wanted = RequiredPaper.objects.get(version_id=change.version_id, number=number)
    filing = change.filing()
    papers = tuple(
        PaperGiven(wanted.pk, wanted.name, PaperState.RECEIVED, stored_id=stored_id)
        if paper.required_paper_id == wanted.pk
        else paper
        for paper in filing.papers
    )
    return replace(filing, papers=papers)


def _receive(change: Desk, filing: Filing) -> Dossier:
    by = change.by(Role.RECEPTION_OFFICER)
    return receive.receive(filing, by=by, now=change.now, takes_cash=True).dossier


def test_an_issued_result_stands_for_its_copy_and_the_owner_can_see_it(change: Desk) -> None:
    stored = StoredPaper.objects.get()

    dossier = _receive(change, _with_stored(change, stored.pk))

    (use,) = uses_of_owner(dossier.owner_id)
    assert use.dossier_code == dossier.code
    assert use.number == stored.number
    assert use.ground.startswith("Nghị định 45/2020")
    told = Entry.objects.get(kind="dossier.paper_reused")
    assert (told.dossier_id, told.body["number"]) == (dossier.pk, stored.number)
    assert PaperItem.objects.get(dossier=dossier, originals=0, copies=0).state == "received"


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("vi", "Giấy tờ dùng lại, không phải nộp"),
        ("en", "Papers used again, not asked for"),
        ("fr", "Pièces réutilisées, non redemandées"),
    ],
)
def test_the_owner_sees_at_tracking_what_was_not_asked_for_again(
    change: Desk, monkeypatch: pytest.MonkeyPatch, language: str, words: str
) -> None:
    monkeypatch.setattr("motcua.kit.clock.now", lambda: change.now)
    stored = StoredPaper.objects.get()
    dossier = _receive(change, _with_stored(change, stored.pk))
    client = Client(headers={"accept-language": language})

    page = text_of(client.get("/track/", {"code": dossier.code, "key": dossier.look_up_key}))

    assert words in page
    assert stored.number in page
    assert "Nghị định 45/2020/NĐ-CP" in page


def test_the_receipt_says_that_a_reused_paper_was_not_filed(change: Desk) -> None:
    dossier = _receive(change, _with_stored(change, StoredPaper.objects.get().pk))
    sheet = sheet_of(dossier.pk, FormKind.RECEIPT)

    assert sheet is not None
    said = [(paper["kind"], paper["quantity"]) for paper in sheet.says["papers"]]
    assert said == [("Bản chính", "1"), ("Dùng lại, không phải nộp", ""), ("Bản chính", "1")]


def test_a_persons_own_number_is_not_shown_whole() -> None:
    assert public_number("040192006318") == "•••318"
    assert public_number("12/GPXD") == "12/GPXD"


def test_nobody_uses_the_paper_of_another(change: Desk) -> None:
    filing = replace(_with_stored(change, StoredPaper.objects.get().pk), parties=(OTHER,))

    with pytest.raises(CannotReuse) as refused:
        _receive(change, filing)

    assert refused.value.reason is Unfit.ANOTHERS


def test_an_original_is_still_brought(change: Desk) -> None:
    with pytest.raises(CannotReuse) as refused:
        _receive(change, _with_stored(change, StoredPaper.objects.get().pk, number=3))

    assert refused.value.reason is Unfit.NOT_REUSABLE


def test_a_revoked_result_is_used_no_more(change: Desk) -> None:
    stored = StoredPaper.objects.get()
    end_of_result(stored.result_id or 0, Standing.REVOKED, now=change.now)

    with pytest.raises(CannotReuse) as refused:
        _receive(change, _with_stored(change, stored.pk))

    assert refused.value.reason is Unfit.NOT_IN_FORCE
    assert Dossier.objects.count() == 1


def test_the_counter_is_offered_the_paper_by_the_number_on_the_card(
    change: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("motcua.kit.clock.now", lambda: change.now)
    client = change.cast.client(Role.RECEPTION_OFFICER)
    asked = {"number": OWNER.identity_number, "name": OWNER.full_name, "code": CHANGE_FIRM.code}

    offered = text_of(client.post("/desk/reception/panes/", asked))
    to_a_stranger = text_of(client.post("/desk/reception/panes/", asked | {"number": ""}))

    assert "Dùng bản đã có" in offered
    assert StoredPaper.objects.get().number in offered
    assert "Dùng bản đã có" not in to_a_stranger


def test_the_known_applicants_page_lists_the_store(change: Desk) -> None:
    stored = StoredPaper.objects.get()
    client = change.cast.client(Role.RECEPTION_OFFICER)

    page = text_of(client.get(f"/desk/applicants/{stored.owner_id}/"))

    assert "Kho dữ liệu của người này" in page
    assert stored.number in page
