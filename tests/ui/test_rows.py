"""Compiled rows escape everything they are given."""

from dataclasses import dataclass
from html.parser import HTMLParser

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy
from hypothesis import given
from hypothesis import strategies as st

from motcua.ui import pieces
from motcua.ui.rows import Column, compile_rows, safe_href
from motcua.ui.values import Due

HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "Nguyễn Văn A' onclick='x",
    "</td></tr></table><h1>",
    "{{ 7|add:7 }}{% debug %}",
    "&lt;b&gt;",
    "%s%(x)s{0}",
    "\x00Đặng\u202eThị",
)


@dataclass(frozen=True)
class Row:
    name: str
    href: str = "/a/"


class Cells(HTMLParser):
    """Collect the tags and the text a browser would see."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attrs: list[tuple[str, str | None]] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attrs.extend(attrs)

    def handle_data(self, data: str) -> None:
        self.text += data


def read(html: str) -> Cells:
    cells = Cells()
    cells.feed(html)
    cells.close()
    return cells


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_text(name: str) -> None:
    rows = compile_rows(
        Column("Tên", "name", href="href", small="name"),
        mark=lambda row: {"data-name": row.name},
    )
    seen = read(rows.body([Row(name)]))
    assert seen.tags == ["tr", "td", "a", "small"]
    assert dict(seen.attrs)["data-name"] == name
    assert seen.text == name + name


@given(st.text(st.characters(exclude_categories=("Cs",)), max_size=40))
def test_any_text_comes_out_as_it_went_in(name: str) -> None:
    seen = read(compile_rows(Column("Tên", "name")).body([Row(name)]))
    assert seen.tags == ["tr", "td"]
    assert seen.text.replace("\r", "\n") == name.replace("\r", "\n")


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", " javascript:x", "data:text/html,x", "", "http://x"]
)
def test_an_unsafe_address_is_dropped(href: str) -> None:
    assert safe_href(href) == "#"


def test_an_address_of_another_host_needs_its_scheme() -> None:
    assert safe_href("//elsewhere.example/") == "#"


def test_pieces_pass_and_none_is_empty() -> None:
    rows = compile_rows(Column("Hạn", 0), Column("Ghi chú", 1))
    html = rows.body([(pieces.due(Due("late", "<3>", "quá hạn", 100)), None)])
    assert "&lt;3&gt;" in html
    assert '<span class="due late">' in html
    assert html.endswith('<td data-l="Ghi chú"></td></tr>')


def test_the_heading_is_escaped_too() -> None:
    assert "<b>" not in compile_rows(Column("<b>", "name")).table([], "<b>")


def test_headings_follow_the_language() -> None:
    rows = compile_rows(Column(gettext_lazy("Chủ hồ sơ"), "name"))
    with translation.override("vi"):
        assert 'data-l="Chủ hồ sơ"' in rows.table([Row("A")], "")
    with translation.override("en"):
        assert 'data-l="Owner"' in rows.table([Row("A")], "")


def test_only_safe_pieces_may_be_joined() -> None:
    with pytest.raises(TypeError, match="safe"):
        pieces.join(["<b>"])  # type: ignore[list-item]
