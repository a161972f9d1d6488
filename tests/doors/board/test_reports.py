"""V5: a report is asked for, comes, stays, and is opened by those in sight only."""

from io import BytesIO

import openpyxl
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.kit import clock
from motcua.kit.ids import new_key
from motcua.oversight.reports import actions
from motcua.oversight.reports.models import Order
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.oversight.seeded import at, province

__all__ = ["province"]
pytestmark = pytest.mark.django_db
HALF = {"kind": "form_06a", "period": "2026-07-01..2026-12-31", "unit": ""}


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, province: Desk) -> Desk:
    """The wall clock shows the noon of 31 October."""
    province.now = at(31, 12)
    monkeypatch.setattr(clock, "now", lambda: province.now)
    return province


def ask(browser: Client, **changes: str) -> str:
    """Ask for a report; return the address one is led to."""
    sent = {**HALF, **changes, "idempotency_key": str(new_key())}
    answer = browser.post("/board/reports/order/", sent)
    assert answer.status_code == 302, answer.content.decode()
    return str(answer["Location"])


def have_made(browser: Client, **changes: str) -> str:
    """Ask, let the worker make it; return the report's address."""
    there = ask(browser, **changes)
    assert "data-mc-watch" in browser.get(there).content.decode()
    actions.make(Order.objects.latest("pk").pk, now=clock.now())
    return str(browser.get(there)["Location"])


def test_a_report_is_asked_for_and_opened(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    there = have_made(browser)
    page = browser.get(there).content.decode()
    assert "Biểu 06a" in page
    pdf = browser.get(f"{there}pdf/")
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Type"] == "application/pdf"
    sheet = openpyxl.load_workbook(BytesIO(browser.get(f"{there}xlsx/").content)).active
    assert sheet["A1"].value == "Cấp"
    assert browser.get(f"{there}ods/").content.startswith(b"PK")
    assert browser.get(f"{there}exe/").status_code == 404
    assert there.split("/")[-2] in browser.get("/board/reports/").content.decode()


def test_a_check_says_that_the_figures_stand(today: Desk) -> None:
    browser = today.cast.client(Role.INSPECTOR)
    there = have_made(browser, kind="performance")
    answer = browser.post(f"{there}check/", {"idempotency_key": str(new_key())})
    assert "Số liệu đúng như nhật ký" in answer.content.decode()
    assert "giống từng byte" in answer.content.decode()


def test_a_leader_asks_for_his_own_unit(today: Desk) -> None:
    browser = today.cast.client(Role.UNIT_LEADER)
    page = browser.get("/board/reports/").content.decode()
    assert "Toàn tỉnh" not in page
    own = str(today.cast.unit("finance"))
    assert have_made(browser, unit=own).startswith("/board/reports/BC-2026-")
    sent = {**HALF, "idempotency_key": str(new_key())}
    refused = browser.post("/board/reports/order/", sent)
    assert refused.status_code == 422
    assert "đơn vị mình" in refused.content.decode()


@pytest.mark.parametrize(
    "nonsense",
    [{"period": "custom", "from": "31/10/2026", "to": "1/10/2026"}, {"period": "x"},
     {"period": "2030-01-01..2030-06-30"}, {"period": "0001-01-01..0001-06-30"},
     {"period": "custom", "from": "²", "to": ""}],
)  # fmt: skip
def test_a_period_that_is_none_comes_back_as_typed(today: Desk, nonsense: dict[str, str]) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    sent = {**HALF, **nonsense, "idempotency_key": str(new_key())}
    answer = browser.post("/board/reports/order/", sent)
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "Kỳ báo cáo chưa đúng" in page
    assert nonsense.get("from", "") in page


def test_a_form_sent_twice_is_one_order(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    sent = {**HALF, "idempotency_key": str(new_key())}
    first, second = (browser.post("/board/reports/order/", sent)["Location"] for _nth in range(2))
    assert first == second


def test_an_order_that_was_given_up_says_so(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    there = ask(browser)
    lock = f"report order {Order.objects.latest('pk').pk}"
    assert "Chưa lập được báo cáo" not in browser.get("/board/reports/").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE lock = %s", [lock])
        assert cursor.rowcount == 1
    assert "thử nhiều lần" in browser.get(there).content.decode()
    assert "Chưa lập được báo cáo" in browser.get("/board/reports/").content.decode()


def test_nobody_sees_anothers_order(today: Desk) -> None:
    there = ask(today.cast.client(Role.CENTRE_MANAGER))
    assert today.cast.client(Role.INSPECTOR).get(there).status_code == 404


def test_the_list_costs_the_same_however_many(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    counts = []
    for _nth in range(2):
        have_made(browser)
        with CaptureQueriesContext(connection) as captured:
            browser.get("/board/reports/")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 3 + 1


def test_the_builder_speaks_english(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = browser.get("/board/reports/").content.decode()
    assert "Second half of 2026" in page
    assert "The whole province" in page
