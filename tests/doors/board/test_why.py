"""V4: why late. Every figure opens its rows, causes sum to the whole, strangers see nothing."""

import re
from collections.abc import Iterator
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.casework.dossiers.models import Dossier
from motcua.kit import clock
from motcua.oversight.clockwatch.actions import keep_splits
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.oversight.seeded import at, province

__all__ = ["province"]
pytestmark = pytest.mark.django_db
FIGURE = re.compile(r'<a class="fig" href="([^"]+)">([^<]+)</a>')
AUTUMN = {"from": "2026-09-01", "to": "2026-10-31"}


@pytest.fixture
def today(monkeypatch: pytest.MonkeyPatch, province: Desk) -> Desk:
    """The wall clock shows the noon of 31 October; what ended is explained."""
    province.now = at(31, 12)
    monkeypatch.setattr(clock, "now", lambda: province.now)
    ids = Dossier.objects.values_list("pk", flat=True)
    keep_splits(min(ids), max(ids), province.now)
    return province


def read(browser: Client, address: str, **query: str) -> str:
    answer = browser.get(address, query)
    assert answer.status_code == 200, address
    return answer.content.decode()


def figures_of(page: str) -> Iterator[tuple[str, str]]:
    for href, said in FIGURE.findall(page):
        yield unescape(href), said


@pytest.mark.parametrize("by", ["unit", "procedure"])
@pytest.mark.parametrize("which", ["", "all"])
def test_every_figure_opens_its_rows(today: Desk, by: str, which: str) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    found = list(figures_of(read(browser, "/board/why/", by=by, which=which, **AUTUMN)))
    counts = [(href, int(said)) for href, said in found if said.isdecimal()]
    assert counts
    for href, count in counts:
        assert read(browser, href).count("<tr>") - 1 == count, href
    for href, _said in found:
        assert 'class="bar"' in read(browser, href)


def test_the_causes_shown_sum_to_the_whole(today: Desk) -> None:
    page = read(today.cast.client(Role.INSPECTOR), "/board/why/", **AUTUMN)
    body, _tfoot, foot = page.partition('<figure class="bd">')[2].partition("<tfoot>")
    parts = [int(n.replace(".", "")) for n in re.findall(r">([\d.]+) giờ</a>", body)]
    assert parts
    assert f">{sum(parts)} giờ<" in foot.replace(".", "")
    shares = [int(whole) * 10 + int(tenth) for whole, tenth in re.findall(r">(\d+),(\d) %<", body)]
    assert sum(shares) == 1000
    assert re.search(r"\d+ hồ sơ trễ đã qua [\d.]+ giờ làm việc: nhiều nhất là", page)


def test_each_row_has_its_own_bar_and_sentence(today: Desk) -> None:
    page = read(today.cast.client(Role.INSPECTOR), "/board/why/rows/", **AUTUMN)
    rows = page.count("<tr>") - 1
    assert page.count('class="bar"') == rows > 2
    assert page.count("giờ") >= rows
    assert "chưa xong" in page


def test_a_selection_is_narrowed_and_widened(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    page = read(browser, "/board/why/", **AUTUMN)
    deeper = re.search(r'<th scope="row"[^>]*><a href="([^"]+)">Sở Tài chính', page)
    assert deeper
    narrowed = read(browser, unescape(deeper[1]))
    assert "Cấp giấy phép" in narrowed
    assert re.search(r'class="chip">Sở Tài chính <a href="/board/why/\?', narrowed)


@pytest.mark.parametrize(
    "query",
    [{"unit": "²", "procedure": "9" * 40, "channel": "'", "cause": "x", "after": "nonsense"},
     {"unit": "1", "by": "month"}, {"from": "x"}],
)  # fmt: skip
def test_nonsense_is_passed_over(today: Desk, query: dict[str, str]) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    read(browser, "/board/why/", **query)
    read(browser, "/board/why/rows/", **query)


def test_a_leader_elsewhere_sees_nothing(today: Desk) -> None:
    browser = today.cast.client(Role.UNIT_LEADER, unit="justice")
    assert "Không có hồ sơ nào trong lựa chọn này." in read(browser, "/board/why/", **AUTUMN)
    unit = str(today.cast.unit("finance"))
    assert "H41.14-" not in read(browser, "/board/why/rows/", unit=unit, which="all", **AUTUMN)


@pytest.mark.parametrize("role", [Role.SPECIALIST, Role.SYSTEM_ADMIN])
@pytest.mark.parametrize("path", ["why/", "why/rows/"])
def test_others_do_not_know_it(today: Desk, role: Role, path: str) -> None:
    assert today.cast.client(role).get(f"/board/{path}").status_code == 404


def test_it_costs_three_statements_and_those_of_the_session(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    for address in ("/board/why/", "/board/why/rows/"):
        read(browser, address, **AUTUMN)
        with CaptureQueriesContext(connection) as captured:
            read(browser, address, **AUTUMN)
        assert len(captured) <= 3 + 1


def test_it_speaks_english(today: Desk) -> None:
    browser = today.cast.client(Role.CENTRE_MANAGER)
    browser.defaults["HTTP_ACCEPT_LANGUAGE"] = "en"
    page = read(browser, "/board/why/", **AUTUMN)
    assert "late dossiers took" in page
    assert "Waiting for another agency" in page or "Queueing inside the agency" in page
