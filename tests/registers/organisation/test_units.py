"""Units under the name they had on a day, and what became of them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.registers.organisation.actions import found_unit, load_province, succeed
from motcua.registers.organisation.queries import (
    predecessors,
    successors,
    unit_as_of,
    units_as_of,
)
from motcua.registers.organisation.rules import (
    THE_SYSTEM,
    CannotChangeUnit,
    Level,
    Role,
    UnitFacts,
    is_unit_code,
    new_code,
    old_code,
)
from tests.cast import Cast

NOW = datetime(2026, 11, 20, 2, 0, tzinfo=UTC)
THEN, TODAY = date(2022, 8, 8), date(2026, 11, 20)


@pytest.fixture
def province(db: None) -> None:
    load_province(now=NOW)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("000.00.00.H41", "H41"),
        ("000.00.12.H41", "H41.12"),
        ("000.01.12.H41", "H41.12.01"),
        ("004.01.12.H41", "H41.12.01.004"),
    ],
)
def test_codes_are_converted_both_ways(old: str, new: str) -> None:
    assert new_code(old) == new
    assert old_code(new) == old


@pytest.mark.parametrize("code", ["000.04.00.H41", "H41.12", "00.00.12.H41", ""])
def test_nonsense_is_no_old_code(code: str) -> None:
    assert new_code(code) is None


two = st.integers(1, 99).map(lambda n: f"{n:02}")


@given(st.sampled_from("AGH"), st.lists(two, min_size=1, max_size=3))
def test_a_converted_code_comes_back(letter: str, below: list[str]) -> None:
    code = ".".join([f"{letter}{below[0]}", *below[1:]])
    written = old_code(code)
    assert written is not None
    assert new_code(written) == code


def test_a_code_has_at_most_35_characters() -> None:
    assert is_unit_code("H41" + ".01" * 10)
    assert not is_unit_code("H41" + ".01" * 11)


@pytest.mark.usefixtures("province")
def test_the_province_has_its_130_communes_and_wards() -> None:
    names = [unit.short_name for unit in units_as_of(TODAY, Level.COMMUNE)]
    assert len(names) == 130
    assert sum(name.startswith("Phường") for name in names) == 11
    assert units_as_of(THEN, Level.COMMUNE) == ()


@pytest.mark.usefixtures("province")
def test_a_report_on_2022_prints_the_names_of_2022() -> None:
    then = {unit.name for unit in units_as_of(THEN, Level.DEPARTMENT)}
    today = {unit.name for unit in units_as_of(TODAY, Level.DEPARTMENT)}
    assert "Sở Kế hoạch và Đầu tư" in then - today
    assert "Sở Nông nghiệp và Môi trường" in today - then
    assert "Sở Tư pháp" in then & today
    named = unit_as_of("H41.13", THEN)
    assert named is not None
    assert named.name == "Sở Nông nghiệp và Phát triển nông thôn"


@pytest.mark.usefixtures("province")
def test_a_trend_line_follows_the_succession_both_ways() -> None:
    finance = unit_as_of("H41.14", TODAY)
    planning = unit_as_of("H41.08", THEN)
    assert finance is not None
    assert planning is not None
    assert [unit.id for unit in successors(planning.id, TODAY)] == [finance.id]
    names = {unit.name for unit in predecessors(finance.id, THEN)}
    assert names == {"Sở Tài chính", "Sở Kế hoạch và Đầu tư"}


@pytest.mark.usefixtures("province")
def test_vinh_and_cua_lo_go_on_in_six_wards() -> None:
    town = next(u for u in units_as_of(THEN, Level.DISTRICT) if u.short_name == "Thị xã Cửa Lò")
    wards = {unit.short_name for unit in successors(town.id, TODAY)}
    assert len(wards) == 6
    assert {"Phường Cửa Lò", "Phường Trường Vinh"} <= wards


@pytest.mark.usefixtures("province")
def test_loading_twice_adds_nothing() -> None:
    assert load_province(now=NOW) == 0


def test_a_successor_may_keep_the_code(cast: Cast) -> None:
    old = [cast.unit("finance"), cast.unit("justice")]
    facts = UnitFacts("H41.14", "Sở Tài chính và Tư pháp", Level.DEPARTMENT, date(2026, 12, 1))
    new = succeed(old, facts, on=date(2026, 12, 1), by=THE_SYSTEM, now=NOW)
    before, after = (
        unit_as_of("H41.14", date(2026, 11, 30)),
        unit_as_of("H41.14", date(2026, 12, 1)),
    )
    assert before is not None
    assert after is not None
    assert (before.id, after.id) == (old[0], new)
    with pytest.raises(CannotChangeUnit):
        succeed(old, new, on=date(2027, 1, 1), by=THE_SYSTEM, now=NOW)


def test_a_living_code_is_not_given_twice(cast: Cast) -> None:
    cast.unit("finance")
    facts = UnitFacts("H41.14", "Khác", Level.DEPARTMENT, date(2026, 1, 1))
    with pytest.raises(CannotChangeUnit, match="living"):
        found_unit(facts, cast.unit("province"), by=THE_SYSTEM, now=NOW)


def test_a_unit_admin_founds_only_below_the_own_unit(cast: Cast) -> None:
    admin = cast.acting(Role.UNIT_ADMIN, now=NOW)
    facts = UnitFacts("H41.14.09", "Phòng mới", Level.DIVISION, date(2026, 1, 1))
    found_unit(facts, admin.unit_id, by=admin, now=NOW)
    with pytest.raises(CannotChangeUnit, match="reach"):
        found_unit(facts, cast.unit("province"), by=admin, now=NOW)
