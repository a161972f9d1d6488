"""What is owed: by case, channel and day, with the most favourable exemption."""

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from motcua.engine.worktime import LimitUnit, Mode
from motcua.registers.catalogue.rules import (
    BlockerKind,
    Channel,
    Charging,
    FeeKind,
    FeePer,
    FeeRow,
    Filing,
    Level,
    LimitRow,
    OnlineLevel,
    Quantity,
    Route,
    VersionFacts,
    VersionState,
    applicable_limit,
    blockers,
    conditional_limits,
    fees_owed,
)
from tests.registers.catalogue.conftest import NOW

TODAY = date(2026, 11, 20)
FEE = FeeRow(1, FeeKind.FEE, "Phí", 10_000, "Thông tư")
LIMIT = LimitRow(1, LimitUnit.WORKING_DAY, None, Mode.DAY_BOUNDARY)
PAGES = replace(
    FEE, amount_vnd=2000, per=FeePer.PAGE, threshold=2, beyond_amount_vnd=1000, cap_vnd=200_000
)
FACTS = VersionFacts(
    version_id=1,
    state=VersionState.PUBLISHED,
    is_announced=True,
    effective_from=date(2025, 7, 1),
    effective_to=None,
    level=Level.COMMUNE,
    route=Route.LOCAL,
    route_system="",
    online_level=OnlineLevel.FULL,
    charging=Charging.CHARGED,
    is_counter=True,
    is_postal=True,
    competent_unit_id=None,
    is_cross_boundary=False,
    internal_process_approved_at=NOW,
    electronic_process_activated_at=NOW,
)


def owed(*rules: FeeRow, channel: Channel = Channel.COUNTER, **more: object) -> list[int | None]:
    """Return the sums owed today."""
    return [line.amount_vnd for line in fees_owed(rules, channel, TODAY, **more)]  # type: ignore[arg-type]


def test_a_channels_own_rule_replaces_the_general_one() -> None:
    online = replace(FEE, fee_id=2, amount_vnd=0, channel=Channel.ONLINE)
    assert owed(FEE, online) == [10_000]
    assert owed(FEE, online, channel=Channel.ONLINE) == [0]


def test_a_discount_that_ran_out_gives_way_to_the_general_rule() -> None:
    gone = replace(FEE, fee_id=2, amount_vnd=5000, valid_to=TODAY - timedelta(1))
    assert owed(FEE, gone) == [10_000]


def test_a_cases_own_rule_comes_before_a_channels() -> None:
    late = replace(FEE, fee_id=2, amount_vnd=30_000, case_id=7)
    online = replace(FEE, fee_id=3, amount_vnd=0, channel=Channel.ONLINE)
    assert owed(FEE, late, online, channel=Channel.ONLINE, case_id=7) == [30_000]


def test_pages_after_the_second_are_cheaper_up_to_the_cap_for_each_copy() -> None:
    assert owed(PAGES, quantity=Quantity(copies=1, pages=2)) == [4000]
    assert owed(PAGES, quantity=Quantity(copies=3, pages=5)) == [21_000]
    assert owed(PAGES, quantity=Quantity(copies=2, pages=1000)) == [400_000]


def test_the_most_favourable_exemption_counts_once() -> None:
    rule = replace(FEE, exempt={"student": 50, "poor_household": 100})
    (line,) = fees_owed([rule], Channel.COUNTER, TODAY, exemption_classes={"student"})
    assert (line.full_amount_vnd, line.percent_off, line.amount_vnd) == (10_000, 50, 5000)
    both = {"student", "poor_household"}
    (line,) = fees_owed([rule], Channel.COUNTER, TODAY, exemption_classes=both)
    assert (line.exemption_class, line.amount_vnd) == ("poor_household", 0)


def test_an_unknown_sum_stays_unknown_unless_wholly_exempt() -> None:
    rule = replace(FEE, amount_vnd=None, exempt={"merit": 100, "student": 50})
    assert owed(rule) == [None]
    assert owed(rule, exemption_classes={"student"}) == [None]
    assert owed(rule, exemption_classes={"merit"}) == [0]


def test_a_conditional_fee_is_never_charged_by_itself() -> None:
    assert owed(replace(FEE, condition_text="Mức 2")) == []


@given(
    st.integers(0, 10**7),
    st.integers(0, 200),
    st.integers(0, 300),
    st.integers(0, 100),
    st.booleans(),
)
def test_nobody_pays_less_than_nothing_or_more_than_the_full_sum(
    amount: int, copies: int, pages: int, percent: int, is_capped: bool
) -> None:
    rule = replace(
        PAGES, amount_vnd=amount, cap_vnd=amount if is_capped else None, exempt={"merit": percent}
    )
    (line,) = fees_owed([rule], Channel.POST, TODAY, Quantity(copies, pages), {"merit"})
    assert line.amount_vnd is not None
    assert line.full_amount_vnd is not None
    assert 0 <= line.amount_vnd <= line.full_amount_vnd
    assert not is_capped or line.full_amount_vnd <= amount * copies


@given(st.integers(1, 50), st.integers(1, 50))
def test_one_more_page_never_costs_less(pages: int, copies: int) -> None:
    less, more = (
        owed(PAGES, quantity=Quantity(copies, pages)),
        owed(PAGES, quantity=Quantity(copies, pages + 1)),
    )
    assert less[0] is not None
    assert more[0] is not None
    assert less[0] <= more[0]


def missing(facts: VersionFacts, *fees: FeeRow, on: date = TODAY) -> set[BlockerKind]:
    """Return what keeps these facts from receiving at the counter."""
    filing = Filing(None, Channel.COUNTER, on)
    return {blocker.kind for blocker in blockers(facts, fees, [LIMIT], filing)}


def test_each_missing_thing_has_its_name() -> None:
    assert missing(FACTS, FEE) == set()
    assert missing(FACTS) == {BlockerKind.FEES_NOT_STATED}
    assert missing(replace(FACTS, charging=Charging.FREE)) == set()
    assert missing(replace(FACTS, charging=Charging.UNKNOWN)) == {BlockerKind.FEES_NOT_STATED}
    gone = replace(FEE, valid_to=TODAY - timedelta(1))
    assert missing(FACTS, gone) == {BlockerKind.FEE_RULE_NOT_VALID}
    assert missing(FACTS, replace(FEE, amount_vnd=None)) == {BlockerKind.FEE_AMOUNT_UNKNOWN}
    online = replace(FEE, channel=Channel.ONLINE)
    assert missing(FACTS, online) == {BlockerKind.FEE_RULE_NOT_VALID}
    external = replace(FACTS, route=Route.EXTERNAL)
    assert missing(external, FEE) == {BlockerKind.EXTERNAL_ROUTE}
    province = replace(FACTS, level=Level.DEPARTMENT)
    assert missing(province, FEE) == {BlockerKind.NO_COMPETENT_UNIT}
    with_cases = replace(FACTS, case_ids=(1, 2))
    assert missing(with_cases, FEE) == {BlockerKind.CASE_NOT_CHOSEN}


def test_the_closest_limit_binds_and_conditions_are_left_to_a_person() -> None:
    online = replace(LIMIT, limit_id=2, channel=Channel.ONLINE)
    case = replace(LIMIT, limit_id=3, case_id=7)
    checked = replace(LIMIT, limit_id=4, condition_text="Phải xác minh")
    limits = [LIMIT, online, case, checked]
    assert applicable_limit(limits, Channel.COUNTER) == LIMIT
    assert applicable_limit(limits, Channel.ONLINE) == online
    assert applicable_limit(limits, Channel.ONLINE, 7) == case
    assert applicable_limit([checked], Channel.POST) is None
    assert conditional_limits(limits, Channel.POST) == (checked,)
