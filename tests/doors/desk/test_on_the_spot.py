"""Four on the spot: one page, one sending; offered to whom holds every part, and kept in words."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client

from motcua.casework.documents.models import Result
from motcua.casework.dossiers.models import Delivery, Dossier
from motcua.casework.lifecycle.receive import receive
from motcua.foundation.journal.models import Entry
from motcua.kit import clock
from motcua.registers.organisation.actions import delegate
from motcua.registers.organisation.rules import Acting, Loan, Period, Role
from tests.casework.desk import Desk
from tests.casework.procedures import ON_THE_SPOT, announced

PARTS = (Role.RECEPTION_OFFICER, Role.SPECIALIST, Role.CLERK_SEAL, Role.RESULT_OFFICER)
ALL = (*PARTS, Role.UNIT_LEADER)
OFFERED = "Giải quyết tại chỗ"
SITTING = {
    "opinion": "Đủ điều kiện, đã tra sổ.",
    "title": "Bản sao trích lục",
    "symbol": "TLHT",
    "why_on_paper": "Người ký chưa được cấp chứng thư số.",
    "who": "owner",
    "taken_by": "Phan Thị Ngọc Ánh",
    "checks": ["identity", "signed"],
}


@pytest.fixture
def at(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """A commune's desk whose pages live at the desk's own instant."""
    monkeypatch.setattr(clock, "now", lambda: desk.now)
    desk.version_id = announced(desk.cast, ON_THE_SPOT)
    return desk


def received(at: Desk, by: Acting, *, is_on_the_spot: bool = True) -> Dossier:
    commune = at.cast.unit("commune")
    filing = at.filing(
        receiving_unit_id=commune,
        competent_unit_id=commune,
        competent_unit_code="H41.101",
        return_unit_id=commune,
        is_on_the_spot=is_on_the_spot,
    )
    return receive(filing, by=by, now=at.now).dossier


def there(dossier: Dossier) -> str:
    return f"/desk/dossiers/{dossier.pk}/acts/on-the-spot/"


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_from_the_receipt_one_sending_settles_and_a_second_leads_to_the_papers(at: Desk) -> None:
    dossier = received(at, at.cast.acting(*ALL, unit="commune", now=at.now))
    client = at.cast.client(*ALL, unit="commune")
    receipt = f"/desk/dossiers/{dossier.code}/receipt/"
    assert there(dossier) in shown(client, receipt)
    assert there(dossier) in shown(client, f"/desk/dossiers/{dossier.pk}/")
    form = {"idempotency_key": str(uuid4()), **SITTING}
    first, second = client.post(there(dossier), form), client.post(there(dossier), form)
    assert first["Location"] == second["Location"] == f"/desk/dossiers/made/{dossier.pk}/"
    assert client.get(first["Location"])["Location"] == receipt
    dossier.refresh_from_db()
    assert dossier.state == "returned"
    assert Result.objects.get().number.endswith("/TLHT")
    assert Delivery.objects.get().taken_by == "Phan Thị Ngọc Ánh"
    assert Entry.objects.filter(request_key=form["idempotency_key"]).exists()
    assert OFFERED not in shown(client, receipt)


def test_the_page_proposes_what_the_dossier_already_says(at: Desk) -> None:
    dossier = received(at, at.cast.acting(*ALL, unit="commune", now=at.now))
    page = shown(at.cast.client(*ALL, unit="commune"), there(dossier))
    for words in ("Bản sao trích lục", 'value="KQ"', 'value="Phan Thị Ngọc Ánh"', "F10"):
        assert words in page


def test_what_lacks_is_named_at_its_field_and_everything_typed_stays(at: Desk) -> None:
    dossier = received(at, at.cast.acting(*ALL, unit="commune", now=at.now))
    lacking = {**SITTING, "checks": ["identity"], "symbol": "XYZ"}
    form = {"idempotency_key": str(uuid4()), **lacking}
    answer = at.cast.client(*ALL, unit="commune").post(there(dossier), form)
    page = answer.content.decode()
    assert answer.status_code in (409, 422)
    assert page.count("Cần đối chiếu giấy tờ tùy thân và có chữ ký nhận.") == 2
    assert "Còn 1 chỗ" in page
    assert 'href="#f-checks"' in page
    for words in ("Đủ điều kiện, đã tra sổ.", 'value="XYZ"'):
        assert words in page
    dossier.refresh_from_db()
    assert (dossier.state, Result.objects.count()) == ("in_process", 0)


def test_a_lent_signature_is_enough_and_its_lack_hides_the_page(at: Desk) -> None:
    by = at.cast.acting(*PARTS, unit="commune", now=at.now)
    dossier = received(at, by)
    client = at.cast.client(*PARTS, unit="commune")
    receipt = f"/desk/dossiers/{dossier.code}/receipt/"
    assert OFFERED not in shown(client, receipt)
    assert OFFERED not in shown(client, f"/desk/dossiers/{dossier.pk}/")
    leader = at.cast.acting(Role.UNIT_LEADER, unit="commune", now=at.now)
    month = Period(at.now, at.now + timedelta(days=30))
    loan = Loan(by.post_id, (Role.UNIT_LEADER,), month, "Ký tại chỗ")
    delegate(loan, by=leader, now=at.now)
    assert OFFERED in shown(client, receipt)
    client.post(there(dossier), {"idempotency_key": str(uuid4()), **SITTING})
    dossier.refresh_from_db()
    assert dossier.state == "returned"


def test_a_dossier_that_takes_the_usual_way_is_not_offered(at: Desk) -> None:
    by = at.cast.acting(*ALL, unit="commune", now=at.now)
    dossier = received(at, by, is_on_the_spot=False)
    client = at.cast.client(*ALL, unit="commune")
    assert there(dossier) not in shown(client, f"/desk/dossiers/{dossier.code}/receipt/")
    assert there(dossier) not in shown(client, f"/desk/dossiers/{dossier.pk}/")
