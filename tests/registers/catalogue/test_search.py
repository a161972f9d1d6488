"""People find procedures by the words they use."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kit.text import fold
from motcua.registers.catalogue import actions, queries
from motcua.registers.catalogue.permissions import FOUNDER
from motcua.registers.catalogue.rules.searching import words_of, worth
from motcua.registers.catalogue.seed.reading import sample_procedures
from motcua.registers.organisation.models import Unit
from tests.registers.catalogue.conftest import NOW

TODAY = date(2026, 11, 20)
PHRASES = [(phrase, draft.code) for draft in sample_procedures() for phrase in draft.folk_names]
ASKED = [
    ("tôi muốn làm sổ đỏ thì phải làm gì", "1.013978"),
    ("giay khai sinh", "1.001193"),
    ("xin cấp bản sao giấy khai sinh", "2.000635"),
    ("sinh khai ký đăng", "1.001193"),
    ("bang lai xe", "1.002809"),
    ("lập công ty", "2.001583"),
    ("nhà ở", "TAM-GPXD-NHA-O"),
    ("1.012784", "1.012784"),
    ("2.000488", "3.000333"),
    ("building permit", "TAM-GPXD-NHA-O"),
]


def found(text: str) -> list[str]:
    """Return the codes of the first three answers."""
    return [row.code for row in queries.search_procedures(text, TODAY, limit=3)]


@pytest.mark.slow
@pytest.mark.usefixtures("shipped")
@pytest.mark.django_db
class TestSearch:
    """Against the shipped catalogue."""

    def test_every_folk_phrase_finds_its_procedure_among_the_first_three(self) -> None:
        missed = [(text, code, found(text)) for text, code in PHRASES if code not in found(text)]
        assert missed == []
        assert len(PHRASES) >= 190

    def test_accents_do_not_matter(self) -> None:
        missed = [text for text, code in PHRASES if code not in found(fold(text))]
        assert missed == []

    @pytest.mark.parametrize(("text", "code"), ASKED)
    def test_a_wish_in_plain_words_is_answered(self, text: str, code: str) -> None:
        assert code in found(text)

    def test_nothing_typed_finds_nothing(self) -> None:
        assert queries.search_procedures("  ?! ", TODAY) == ()

    def test_drafts_are_not_shown_to_the_public(self) -> None:
        assert "1.004194" not in found("Đăng ký tạm trú")
        assert "1.004194" not in found("1.004194")

    def test_a_search_takes_at_most_two_statements(self, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
        with django_assert_max_num_queries(2):
            queries.search_procedures("zzz khai sinh", TODAY)

    def test_the_centre_receives_for_all_and_a_department_its_own(self) -> None:
        for code in ("1.012784", "1.001193", "2.001583"):
            version = queries.current_version(code, TODAY)
            assert version is not None
            actions.activate_electronic_process(version.pk, by=FOUNDER, now=NOW)
        centre, land = Unit.objects.get(code="H41.01.01"), "H41.13"
        department = Unit.objects.get(code=land, valid_to=None)
        assert {r.code for r in queries.receivable(TODAY, centre.pk)} == {"1.012784", "1.001193"}
        assert {r.code for r in queries.receivable(TODAY, department.pk)} == {"1.012784"}
        assert queries.receivable(date(2025, 6, 30), centre.pk) == ()

    def test_the_page_shows_every_published_field(self, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
        queries.procedure_page("1.002809", TODAY)
        with django_assert_max_num_queries(2):
            page = queries.procedure_page("1.002809", TODAY)
        assert page is not None
        assert page.announcement is not None
        assert page.announcement.is_demo
        assert [(t.channel, t.fees[0].amount_vnd) for t in page.terms()] == [
            ("counter", 135_000),
            ("online", 135_000),
            ("post", 135_000),
        ]
        last_year = queries.procedure_page("1.002809", date(2025, 12, 31))
        assert last_year is not None
        assert last_year.terms()[1].fees[0].amount_vnd == 115_000
        assert queries.procedure_page("1.002809", date(2025, 6, 30)) is None


@given(st.text(max_size=60), st.text(max_size=60))
def test_the_worth_of_a_line_lies_between_nothing_and_all(text: str, key: str) -> None:
    assert 0 <= worth(words_of(text), key) <= 1


@given(st.permutations(["cap", "ban", "sao", "trich", "luc"]))
def test_the_order_of_words_does_not_matter(words: list[str]) -> None:
    assert worth(words_of(" ".join(words)), "cap ban sao trich luc") == 1
