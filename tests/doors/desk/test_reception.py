"""R2: what is typed becomes a dossier; what lacks is named; nothing typed is lost."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.casework.dossiers.models import Dossier, Draft, Party
from motcua.casework.fees.models import CashReceipt
from motcua.registers.catalogue.models import RequiredPaper
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk

CARD = "040192006318|186123456|Phan Thị Ngọc Ánh|08031992|Nữ|Số 24, Trường Vinh, Nghệ An|01072021"


def papers(desk: Desk) -> list[str]:
    rows = RequiredPaper.objects.filter(version_id=desk.version_id, is_required=True)
    return [str(pk) for pk in rows.values_list("pk", flat=True)]


def typed(desk: Desk, **changes: Any) -> dict[str, Any]:
    """Return a complete form as a browser posts it."""
    form = {
        "idempotency_key": str(uuid4()),
        "act": "receive",
        "number": "040192006318",
        "looked_up": "040192006318",
        "name": "Phan Thị Ngọc Ánh",
        "born": "08/03/1992",
        "phone": "0912345318",
        "for_whom": "self",
        "code": "9.000001",
        "procedure": "Đăng ký thành lập công ty",
        "paper": papers(desk),
        "pay": "cash",
        "return_method": "counter",
    }
    return form | changes


@pytest.fixture
def client(desk: Desk) -> Client:
    return desk.cast.client(Role.RECEPTION_OFFICER)


def test_a_complete_form_becomes_a_dossier_and_leads_to_its_receipt(
    desk: Desk, client: Client
) -> None:
    answer = client.post("/desk/reception/", typed(desk))
    dossier = Dossier.objects.get()
    assert answer.status_code == 302
    assert answer["Location"] == f"/desk/dossiers/{dossier.code}/receipt/"
    assert CashReceipt.objects.get().amount_vnd == 50_000
    shown = client.get(answer["Location"]).content.decode()
    assert "Phan Thị Ngọc Ánh" in shown
    assert str(dossier.code) in shown


def test_a_form_sent_twice_makes_one_dossier(desk: Desk, client: Client) -> None:
    form = typed(desk)
    first, second = client.post("/desk/reception/", form), client.post("/desk/reception/", form)
    assert Dossier.objects.count() == 1
    assert client.get(second["Location"])["Location"] == first["Location"]


def test_a_missing_paper_is_named_and_everything_typed_is_kept(desk: Desk, client: Client) -> None:
    answer = client.post("/desk/reception/", typed(desk, paper=papers(desk)[:1], note="Gấp"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Còn thiếu: Điều lệ công ty" in page
    assert 'value="Phan Thị Ngọc Ánh"' in page
    assert "Gấp" in page
    assert not Dossier.objects.exists()


def test_a_scanned_card_fills_the_person(desk: Desk, client: Client) -> None:
    page = client.post("/desk/reception/panes/", {"number": CARD}).content.decode()
    assert 'value="Phan Thị Ngọc Ánh"' in page
    assert 'value="08/03/1992"' in page
    assert 'value="040192006318"' in page


def test_a_known_number_brings_what_the_register_knows(desk: Desk, client: Client) -> None:
    desk.receive()
    page = client.post("/desk/reception/panes/", {"number": "040 192 006 318"}).content.decode()
    assert 'value="Phan Thị Ngọc Ánh"' in page
    assert 'value="0912345318"' in page


def test_the_panes_promise_a_day_and_a_sum(desk: Desk, client: Client) -> None:
    page = client.post("/desk/reception/panes/", typed(desk, paper=[])).content.decode()
    assert "50.000" in page
    assert "duebig" in page
    assert "2 giấy tờ" in page


def test_a_draft_comes_back_in_a_new_session(desk: Desk, client: Client) -> None:
    form = typed(desk, name="Hồ Sỹ Quân", note="dở dang")
    assert client.post("/desk/reception/draft/", form).status_code == 204
    page = desk.cast.client(Role.RECEPTION_OFFICER).get("/desk/reception/").content.decode()
    assert 'value="Hồ Sỹ Quân"' in page
    assert "dở dang" in page


def test_the_three_parties_stay_apart(desk: Desk, client: Client) -> None:
    form = typed(
        desk, for_whom="representative", owner_name="Hồ Sỹ Quân", owner_number="040086012745",
        authority="Số 12, 1/10/2026",
    )  # fmt: skip
    client.post("/desk/reception/", form)
    assert dict(Party.objects.values_list("role", "full_name")) == {
        "owner": "Hồ Sỹ Quân",
        "representative": "Phan Thị Ngọc Ánh",
    }


def test_suggestions_need_no_accents(desk: Desk, client: Client) -> None:
    page = client.get("/desk/reception/procedures/", {"q": "dang ky cong ty"}).content.decode()
    assert 'data-value="9.000001"' in page


def test_a_draft_that_was_sent_is_spent_and_a_refused_one_stays(desk: Desk, client: Client) -> None:
    form = typed(desk, note="lần này")
    client.post("/desk/reception/draft/", form)
    client.post("/desk/reception/", form | {"paper": []})
    assert "lần này" in client.get("/desk/reception/").content.decode()
    client.post("/desk/reception/", form)
    assert "lần này" not in client.get("/desk/reception/").content.decode()


def test_a_new_dossier_drops_the_draft(desk: Desk, client: Client) -> None:
    client.post("/desk/reception/draft/", typed(desk, note="bỏ đi"))
    client.post("/desk/reception/", {"act": "new", "idempotency_key": str(uuid4())})
    assert not Draft.objects.exists()


def test_a_reception_costs_four_statements_besides_session_user_and_rights(
    desk: Desk, client: Client
) -> None:
    """The budget of the issue; it does not grow with the dossiers that are there."""
    client.post("/desk/reception/panes/", typed(desk))
    client.post("/desk/reception/", typed(desk, version=desk.version_id))
    counts = []
    for _more in range(2):
        form = typed(desk, version=desk.version_id)
        with CaptureQueriesContext(connection) as seen:
            assert client.post("/desk/reception/", form).status_code == 302
        counts.append(sum(not each["sql"].startswith(UNCOUNTED) for each in seen))
    assert counts[0] == counts[1] <= 4 + 1


UNCOUNTED = ("SAVEPOINT", "RELEASE SAVEPOINT", "BEGIN", "COMMIT")
