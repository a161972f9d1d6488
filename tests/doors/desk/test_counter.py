"""R4, R5, R7, R8, R9, R10 and F1 in a browser's hands."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client

from motcua.casework.documents.models import FormIssue, PaperItem
from motcua.casework.dossiers.models import Dossier, Handover
from motcua.casework.fees.models import CashReceipt
from motcua.doors.desk.views import handovers
from motcua.foundation.journal.models import AccessRead, Entry
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.doors.desk.test_reception import papers, typed


def keyed(**form: Any) -> dict[str, Any]:
    return {"idempotency_key": str(uuid4()), **form}


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.cast.client(Role.RECEPTION_OFFICER)


def unpaid(desk: Desk) -> Dossier:
    """Bring a dossier whose fee is still owed to the Centre's return desk."""
    from motcua.casework.lifecycle.receive import receive

    by = desk.by(Role.RECEPTION_OFFICER)
    dossier = receive(desk.filing(), by=by, now=desk.now).dossier
    desk.later(hours=1).hand_over(dossier)
    desk.later(hours=1).assign(dossier)
    for step in (desk.submit, desk.check, desk.approve, desk.issue, desk.collect):
        desk.later(hours=1)
        step(dossier)
    return dossier


def test_the_first_print_is_the_original_and_the_next_a_copy(desk: Desk, client: Client) -> None:
    form = FormIssue.objects.get(dossier=desk.receive())
    for _time in range(2):
        answer = client.post(f"/desk/forms/{form.pk}/print/", keyed())
        assert answer["Content-Type"] == "application/pdf"
    form.refresh_from_db()
    assert form.copies_printed == 2


def test_a_stranger_finds_no_receipt(desk: Desk) -> None:
    dossier = desk.receive()
    stranger = desk.cast.client(Role.RECEPTION_OFFICER, unit="commune")
    assert stranger.get(f"/desk/dossiers/{dossier.code}/receipt/").status_code == 404
    form = FormIssue.objects.get(dossier=dossier)
    assert stranger.post(f"/desk/forms/{form.pk}/print/", keyed()).status_code == 404


def test_a_look_at_a_dossier_is_noted(desk: Desk, client: Client) -> None:
    dossier = desk.receive()
    client.get(f"/desk/dossiers/{dossier.code}/receipt/")
    assert AccessRead.objects.get().dossier_id == dossier.pk


def test_what_lacks_is_asked_for_at_once_and_received_later(desk: Desk, client: Client) -> None:
    form = typed(desk, act="supplement", paper=papers(desk)[:1], reason="Thiếu điều lệ")
    answer = client.post("/desk/reception/", form)
    dossier = Dossier.objects.get()
    assert (answer.status_code, dossier.state) == (302, "to_complete")
    begun = client.get("/desk/reception/", {"filed": dossier.code}).content.decode()
    assert f'name="filed" value="{dossier.code}"' in begun
    client.post("/desk/reception/", typed(desk, filed=dossier.code))
    dossier.refresh_from_db()
    assert (dossier.state, dossier.financial_state) == ("received", "paid")
    assert CashReceipt.objects.get(dossier=dossier).amount_vnd == 50_000
    folder = PaperItem.objects.filter(dossier=dossier).order_by("id")
    assert list(folder.values_list("state", "originals")) == [
        ("received", 1), ("received", 1), ("not_needed", 0),
    ]  # fmt: skip


def test_money_sent_twice_is_taken_once_and_leads_back(desk: Desk, client: Client) -> None:
    dossier = unpaid(desk)
    there, form = f"/desk/fees/{dossier.code}/", keyed()
    answers = [client.post(there, form)["Location"] for _time in range(2)]
    assert answers == [there, there]
    receipt = CashReceipt.objects.get()
    assert Entry.objects.get(kind="fee.cash_taken").request_key is not None
    cashier, undo = desk.cast.client(Role.CASHIER), keyed(receipt=receipt.pk, reason="Ghi nhầm")
    assert [cashier.post(f"{there}cancel/", undo)["Location"] for _time in range(2)] == answers
    assert Entry.objects.get(kind="fee.receipt_cancelled").request_key is not None


def test_a_refusal_needs_a_reason_and_gives_form_03(desk: Desk, client: Client) -> None:
    silent = client.post("/desk/reception/", typed(desk, act="refuse"))
    assert silent.status_code == 409
    assert "Chưa ghi lý do" in silent.content.decode()
    client.post("/desk/reception/", typed(desk, act="refuse", reason="Không thuộc thẩm quyền"))
    assert Dossier.objects.get().state == "refused"
    assert FormIssue.objects.get().kind == "refusal_notice"


def test_a_batch_travels_and_what_does_not_arrive_comes_back(desk: Desk, client: Client) -> None:
    first, second = desk.receive(), desk.receive()
    page = client.get("/desk/handovers/").content.decode()
    assert str(first.code) in page
    client.post("/desk/handovers/", keyed(dossier=[first.pk, second.pk], unscanned="Máy quét hỏng"))
    sent = Handover.objects.get()
    leader = desk.cast.client(Role.DIVISION_LEADER)
    assert sent.number in leader.get("/desk/handovers/").content.decode()
    there = f"/desk/handovers/{sent.number}/confirm/"
    refused = leader.post(there, keyed(missing=[second.pk]))
    assert "cần ghi rõ lý do" in refused.content.decode()
    leader.post(there, keyed(missing=[second.pk], **{f"note-{second.pk}": "Không có trong túi"}))
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, second.state) == ("in_process", "received")
    assert str(second.code) in client.get("/desk/handovers/").content.decode()
    printed = client.post(f"/desk/handovers/{sent.number}/print/", keyed())
    assert printed["Content-Type"] == "application/pdf"


def test_what_waits_for_hand_over_goes_on_after_a_full_page(
    desk: Desk, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handovers, "PAGE", 2)
    codes = {str(desk.receive().code) for _nth in range(3)}
    first = client.get("/desk/handovers/").content.decode()
    (more,) = re.findall(r'rel="next" href="([^"]+)"', first)
    rest = client.get(more).content.decode()
    shown = [{code for code in codes if code in page} for page in (first, rest)]
    assert [len(some) for some in shown] == [2, 1]
    assert shown[0] | shown[1] == codes
    assert 'rel="next"' not in rest


def test_a_fee_owed_blocks_the_return_until_it_is_taken(desk: Desk) -> None:
    dossier = unpaid(desk)
    at_return = desk.cast.client(Role.RECEPTION_OFFICER)
    there = f"/desk/returns/{dossier.code}/"
    handing = {"taken_by": "Phan Thị Ngọc Ánh", "checks": ["identity", "signed"], "who": "owner"}
    refused = at_return.post(there, keyed(**handing))
    assert "còn nợ phí" in refused.content.decode()
    paid = at_return.post(f"/desk/fees/{dossier.code}/", keyed(then="return"))
    assert paid["Location"] == there
    at_return.post(there, keyed(**handing))
    dossier.refresh_from_db()
    assert dossier.state == "returned"


def test_an_unchecked_identity_is_named(desk: Desk) -> None:
    dossier = desk.finished()
    desk.later(hours=1).collect(dossier)
    page = desk.cast.client(Role.RESULT_OFFICER).post(
        f"/desk/returns/{dossier.code}/", keyed(taken_by="Phan Thị Ngọc Ánh", checks=["signed"])
    )
    assert "Cần đối chiếu giấy tờ tùy thân" in page.content.decode()


def test_the_result_is_taken_in_at_the_desk(desk: Desk) -> None:
    dossier = desk.finished()
    client = desk.cast.client(Role.RESULT_OFFICER)
    assert "đang chuyển về" in client.get("/desk/returns/").content.decode()
    client.post(f"/desk/returns/collect/{desk.open_task(dossier).pk}/", keyed())
    dossier.refresh_from_db()
    assert dossier.delivery_state == "at_centre"


def test_a_receipt_is_cancelled_by_a_second_person_only(desk: Desk, client: Client) -> None:
    dossier = desk.receive()
    receipt = CashReceipt.objects.get()
    there = f"/desk/fees/{dossier.code}/cancel/"
    client.post(there, keyed(receipt=receipt.pk, reason="Ghi nhầm"))
    receipt.refresh_from_db()
    assert receipt.cancelled_at is None
    cashier = desk.cast.client(Role.CASHIER)
    cashier.post(there, keyed(receipt=receipt.pk, reason="Ghi nhầm"))
    receipt.refresh_from_db()
    assert receipt.cancel_reason == "Ghi nhầm"
    printed = cashier.post(f"/desk/fees/receipts/{receipt.pk}/print/", keyed())
    assert printed["Content-Type"] == "application/pdf"


@pytest.mark.parametrize(
    "asked", ["anh ngoc phan", "Ánh", "5318", "0912345318", "040192006318", "phan thij ngocj"]
)
def test_one_box_finds_by_name_telephone_and_number(desk: Desk, client: Client, asked: str) -> None:
    dossier = desk.receive()
    page = client.post("/desk/search/", {"q": asked}).content.decode()
    assert str(dossier.code) in page
    assert "040192006318" not in page.replace(f'value="{asked}"', "")


def test_a_scanned_receipt_is_found_by_its_code(desk: Desk, client: Client) -> None:
    code = str(desk.receive().code)
    asked = f"https://motcua.example/track/?code={code}&key=ABCD"
    assert code in client.post("/desk/search/", {"q": asked}).content.decode()
    assert client.post("/desk/returns/", {"code": asked})["Location"] == f"/desk/returns/{code}/"


def test_the_applicant_begins_a_new_dossier(desk: Desk, client: Client) -> None:
    owner = desk.receive().owner_id
    page = client.get(f"/desk/applicants/{owner}/").content.decode()
    assert "040••••••318" in page
    begun = client.get("/desk/reception/", {"person": owner}).content.decode()
    assert 'value="Phan Thị Ngọc Ánh"' in begun
    assert AccessRead.objects.filter(purpose="desk.applicant").exists()


def test_the_numbers_of_the_first_page_open_their_lists(desk: Desk, client: Client) -> None:
    desk.receive()
    page = client.get("/desk/").content.decode()
    assert 'href="/desk/handovers/">1</a>' in page


@pytest.mark.parametrize("address", ["handovers", "returns", "fees", "", "search"])
def test_the_statements_of_a_list_do_not_grow_with_its_rows(
    desk: Desk, client: Client, address: str, django_assert_max_num_queries: Any
) -> None:
    from django.test.utils import CaptureQueriesContext

    counts = []
    for _more in range(2):
        desk.receive()
        client.get(f"/desk/{address}/".replace("//", "/"))
        with CaptureQueriesContext(connection) as seen:
            client.get(f"/desk/{address}/".replace("//", "/"))
        counts.append(len(seen))
    assert counts[0] == counts[1] <= 9


def test_a_person_without_a_dossier_in_sight_is_no_page(desk: Desk) -> None:
    owner = desk.receive().owner_id
    stranger = desk.cast.client(Role.RECEPTION_OFFICER, unit="commune")
    assert stranger.get(f"/desk/applicants/{owner}/").status_code == 404
    assert stranger.get("/desk/reception/", {"person": owner}).status_code == 404
    found = stranger.post("/desk/search/", {"q": "Phan Thị"}).content.decode()
    assert "Ngọc Ánh" not in found
