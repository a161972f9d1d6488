"""The public catalogue: found by plain words, every published fact shown, a sheet for the board."""

import re
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from motcua.registers.catalogue.queries import browse as walking
from tests.casework.desk import Desk
from tests.casework.procedures import ON_THE_SPOT, announced

pytestmark = pytest.mark.django_db
PAGE = "/procedures/9.000001/"


def read(address: str, language: str = "vi") -> str:
    answer = Client(headers={"Accept-Language": language}).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_home_offers_what_is_open_and_says_when_it_is_ready(desk: Desk) -> None:
    page = read("/")
    assert "Đăng ký thành lập công ty" in page
    assert "5 ngày làm việc" in page
    assert 'class="promises"' in page
    assert "<script>" not in page


def test_home_stands_without_a_single_procedure(db: None) -> None:
    assert "Hiện chưa có thủ tục nào được mở tiếp nhận tại đây." in read("/")


@pytest.mark.parametrize("words", ["dang ky cong ty", "THÀNH LẬP công ty", "company"])
def test_plain_words_find_the_procedure(desk: Desk, words: str) -> None:
    assert PAGE in read(f"/procedures/?q={words}")


def test_a_dossier_code_in_the_box_leads_to_tracking(desk: Desk) -> None:
    answer = Client().get("/procedures/", {"q": "h41.14-261012-0001 "})
    assert answer["Location"] == "/track/?code=H41.14-261012-0001"


def test_nothing_found_says_what_to_do(desk: Desk) -> None:
    assert "Chưa tìm thấy thủ tục nào" in read("/procedures/?q=zzzzqqq")


def test_every_published_fact_is_shown(desk: Desk) -> None:
    page = read(PAGE)
    for fact in (
        "Giấy đề nghị đăng ký", "Điều lệ công ty", "Nếu nộp thay", "1 bản chính", "50.000",
        "5 ngày làm việc", "Giấy chứng nhận đăng ký doanh nghiệp", "1/QĐ-THU", "cập nhật lúc",
        "9.000001", "Nộp đủ giấy tờ tại quầy", "mc-diagram",
    ):  # fmt: skip
        assert fact in page, fact


def test_a_case_or_procedure_that_is_not_there(desk: Desk) -> None:
    assert Client().get("/procedures/khong-co/").status_code == 404
    assert Client().get("/procedures/khong-co/notice.pdf").status_code == 404
    read(PAGE + "?case=99999999999999999999999")


def test_the_notice_sheet_fits_two_pages_and_leads_back(desk: Desk) -> None:
    answer = Client().get(PAGE + "notice.pdf")
    reader = PdfReader(BytesIO(answer.content))
    words = re.sub(r"\s+", " ", "".join(page.extract_text() for page in reader.pages))
    assert len(reader.pages) <= 2
    assert "Đăng ký thành lập công ty" in words
    assert answer["Content-Type"] == "application/pdf"


def test_the_list_goes_on_where_it_stopped(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    announced(desk.cast, ON_THE_SPOT)
    monkeypatch.setattr(walking, "PAGE", 1)
    first = read("/procedures/")
    following = re.search(r'rel="next" href="(\?[^"]+)"', first)
    assert following
    assert PAGE in first
    assert "/procedures/9.000002/" not in first
    second = read("/procedures/" + following[1].replace("&amp;", "&"))
    assert "/procedures/9.000002/" in second
    assert 'rel="next"' not in second


def test_a_field_shows_only_its_own(desk: Desk) -> None:
    announced(desk.cast, ON_THE_SPOT)
    page = read("/procedures/?field=ht")
    assert "/procedures/9.000002/" in page
    assert PAGE not in page


@pytest.mark.parametrize(
    ("address", "most"), [("/", 3), ("/procedures/", 2), ("/procedures/?q=cong+ty", 2), (PAGE, 5)]
)
def test_pages_cost_few_statements(desk: Desk, address: str, most: int) -> None:
    read(address)
    with CaptureQueriesContext(connection) as captured:
        read(address)
    assert len(captured) <= most


def test_english_readers_read_english(desk: Desk) -> None:
    page = read(PAGE, "en")
    assert "Register a company" in page
    assert "What to bring" in page
    assert "5 working days" in page
