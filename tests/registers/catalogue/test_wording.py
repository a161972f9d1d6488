"""The catalogue's words in both languages: nothing left out, nothing left in Vietnamese."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from motcua.engine.worktime import LimitUnit, Mode
from motcua.project.messages import compile_all
from motcua.registers.catalogue import wording
from motcua.registers.catalogue.rules import (
    Blocker,
    BlockerKind,
    FeeKind,
    FeePer,
    FeeRow,
    LimitRow,
)

compile_all()
LIMIT = LimitRow(1, LimitUnit.WORKING_DAY, Decimal("3.00"), Mode.DAY_BOUNDARY)
FEE = FeeRow(1, FeeKind.FEE, "Phí", 2000, "Nghị quyết 1", per=FeePer.PAGE)


@pytest.mark.parametrize("kind", list(BlockerKind))
def test_every_blocker_is_a_sentence_in_both_languages(kind: BlockerKind) -> None:
    detail = "online" if kind is BlockerKind.CHANNEL_CLOSED else "ABC"
    blocker = Blocker(kind, detail, date(2026, 11, 22))
    with override("vi"):
        vietnamese = wording.blocker_sentence(blocker)
    with override("en"):
        english = wording.blocker_sentence(blocker)
    assert vietnamese.endswith(".")
    assert english.endswith(".")
    assert vietnamese != english
    assert "%(" not in vietnamese + english


@pytest.mark.parametrize(
    ("limit", "vietnamese", "english"),
    [
        (LIMIT, "3 ngày làm việc", "3 working days"),
        (replace(LIMIT, amount=Decimal("1.00")), "1 ngày làm việc", "1 working day"),
        (replace(LIMIT, amount=Decimal("10.00")), "10 ngày làm việc", "10 working days"),
        (replace(LIMIT, unit=LimitUnit.IMMEDIATE, amount=None), "Giải quyết ngay", "At once"),
    ],
)
def test_a_limit_is_said_as_the_law_prints_it(
    limit: LimitRow, vietnamese: str, english: str
) -> None:
    with override("vi"):
        assert wording.limit_phrase(limit) == vietnamese
    with override("en"):
        assert wording.limit_phrase(limit) == english


def test_a_fee_says_what_it_counts_and_who_sets_it() -> None:
    tiers = replace(FEE, threshold=2, beyond_amount_vnd=1000, cap_vnd=200_000)
    with override("vi"):
        said = wording.fee_phrase(tiers).replace("\xa0", " ")
        assert said == "2.000 ₫ / một trang; từ thứ 3 trở đi 1.000 ₫; tối đa 200.000 ₫"
        assert wording.fee_phrase(replace(FEE, amount_vnd=None)) == "Theo Nghị quyết 1"
        assert wording.fee_phrase(replace(FEE, amount_vnd=0)) == "Không thu"
