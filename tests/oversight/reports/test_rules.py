"""Periods, matters for a leader, and what differs between two counts."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.oversight.indicators.rules import Measure, Period
from motcua.oversight.reports.rules import (
    Kind,
    a_year_before,
    differences,
    fingerprint,
    form_of,
    matters,
    name_of,
    usual_spans,
)
from motcua.oversight.reports.rules.decisions import Told

OVER = {
    "late_percent": 5, "fallen_points": 5, "waiting_dossiers": 30, "supplemented_percent": 20,
    "withdrawn_percent": 5,
}  # fmt: skip
M = Measure
json = st.recursive(
    st.none() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


def counted(**figures: int) -> dict[Measure, int]:
    return dict.fromkeys(Measure, 0) | {Measure(key): n for key, n in figures.items()}


@pytest.mark.parametrize(
    ("first", "last", "name", "before"),
    [
        ((2026, 1, 1), (2026, 6, 30), "6 tháng đầu năm 2026", (2025, 6, 30)),
        ((2026, 7, 1), (2026, 12, 31), "6 tháng cuối năm 2026", (2025, 12, 31)),
        ((2026, 1, 1), (2026, 12, 31), "năm 2026", (2025, 12, 31)),
        ((2026, 7, 1), (2026, 9, 30), "quý III năm 2026", (2025, 9, 30)),
        ((2024, 2, 1), (2024, 2, 29), "tháng 2 năm 2024", (2023, 2, 28)),
        ((2025, 2, 1), (2025, 2, 28), "tháng 2 năm 2025", (2024, 2, 29)),
        ((2024, 2, 29), (2024, 3, 5), "từ ngày 29/02/2024 đến ngày 05/03/2024", (2023, 3, 5)),
    ],
)
def test_a_period_has_its_name_and_its_year_before(
    first: tuple[int, int, int], last: tuple[int, int, int], name: str, before: tuple[int, int, int]
) -> None:
    period = Period(date(*first), date(*last))
    assert name_of(period) == name
    assert a_year_before(period).last == date(*before)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_usual_periods_hold_today_and_do_not_overlap(today: date) -> None:
    found = list(usual_spans(today))
    for kind in {named.span for named in found}:
        of_kind = [named.period for named in found if named.span is kind]
        assert of_kind[0].first <= today <= of_kind[0].last
        for newer, older in pairwise(of_kind):
            assert (newer.first - older.last).days == 1


@given(json, json)
def test_equal_data_and_only_equal_data_have_no_difference(one: object, other: object) -> None:
    same = fingerprint(one) == fingerprint(other)
    assert same == (not list(differences(one, other)))
    assert not list(differences(one, one))


def test_a_difference_names_its_place() -> None:
    stored = {"total": {"late": 3}, "rows": [{"name": "a"}]}
    counted_again = {"total": {"late": 4}, "rows": [{"name": "b"}]}
    assert list(differences(stored, counted_again)) == [
        ("/rows/1/name", '"a"', '"b"'), ("/total/late", "3", "4"),
    ]  # fmt: skip


def test_a_null_is_not_nothing() -> None:
    assert list(differences({"a": None}, {})) == [("/a", "null", "–")]
    assert list(differences({}, {"a": None})) == [("/a", "–", "null")]


def test_what_passes_a_threshold_is_laid_before_the_leader() -> None:
    good = counted(received=100, settled=100, on_time=96, late=4)
    bad = counted(received=100, settled=100, on_time=80, late=20, withdrawn=5)
    units = [Told("1", "Tốt", good, good, 19), Told("2", "Kém", bad, good, 20)]
    found = [(m["what"], m["name"]) for m in matters(units, units, OVER)]
    assert found == [
        ("late_procedure", "Kém"), ("fallen", "Kém"), ("supplemented", "Kém"), ("withdrawn", "Kém"),
    ]  # fmt: skip


def test_small_numbers_accuse_nobody_but_an_overdue_promise_counts() -> None:
    few = counted(received=29, settled=28, late=28, in_process=1, overdue=1, withdrawn=29)
    found = list(matters([Told("1", "Ít", few, few, 29)], [Told("1", "Ít", few, few)], OVER))
    assert found == [{"what": "overdue", "name": "Ít", "part": 1, "whole": 1}]


def test_a_form_is_that_of_the_day() -> None:
    assert form_of(Kind.REGISTER, date(2025, 6, 30)).number == "06"
    assert form_of(Kind.REGISTER, date(2025, 7, 1)).number == "07"
    assert all(form_of(kind, date(2022, 6, 30)).basis for kind in Kind)
