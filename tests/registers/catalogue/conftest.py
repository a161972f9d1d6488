"""A controller and a small procedure, for tests of the catalogue."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from motcua.engine.worktime import LimitUnit
from motcua.foundation.journal.rules import Actor, ActorKind
from motcua.registers.catalogue.rules.decisions import Decision
from motcua.registers.catalogue.rules.draft import (
    LimitDraft,
    PaperDraft,
    ResultDraft,
    StepDraft,
    VersionDraft,
)
from motcua.registers.catalogue.rules.kinds import Charging, Level, StepUnit
from motcua.registers.organisation.rules import Acting, Role

NOW = datetime(2026, 10, 14, 2, 0, tzinfo=UTC)
FIRST_DAY = date(2026, 1, 1)
DECISION = Decision("1/QĐ-THU", "Công bố", date(2025, 12, 1), FIRST_DAY, "UBND tỉnh", is_demo=True)
SMALL = VersionDraft(
    code="9.000001",
    name="Cấp giấy thử",
    name_en="Issue a test paper",
    field_code="thu",
    field_name="Thử",
    level=Level.COMMUNE,
    charging=Charging.FREE,
    competent_body="UBND xã",
    papers=(PaperDraft("Đơn đề nghị", originals=1),),
    limits=(LimitDraft(LimitUnit.WORKING_DAY, Decimal(3)),),
    results=(ResultDraft("Giấy thử"),),
    steps=(
        StepDraft("receive", "Tiếp nhận", "reception_officer", StepUnit.CENTRE, "receive"),
        StepDraft("appraise", "Thẩm định", "specialist", StepUnit.UNIT, "appraise"),
    ),
)
SMALL = replace(SMALL, steps=tuple(replace(step, working_minutes=240) for step in SMALL.steps))


def acting(*roles: Role) -> Acting:
    """Return an officer with these roles, of no unit in particular."""
    actor = Actor(ActorKind.OFFICER, "7", "Nguyễn Thị Kiểm, kiểm soát TTHC")
    return Acting(actor, 7, 7, 0, "H41.01", "Văn phòng", frozenset(roles), frozenset())


@pytest.fixture
def controller() -> Acting:
    """Return the officer who keeps the catalogue."""
    return acting(Role.PROCEDURE_CONTROLLER)
