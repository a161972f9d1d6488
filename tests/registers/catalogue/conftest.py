"""A controller, a small procedure, and the shipped catalogue, for tests of the catalogue."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import transaction

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
from motcua.registers.catalogue.seed import Loaded, load_catalogue
from motcua.registers.organisation.actions.province import load_province
from motcua.registers.organisation.rules import Acting, Role
from tests.standing import standing

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


@pytest.fixture(scope="module")
def shipped(django_db_setup: None, django_db_blocker: Any) -> Iterator[Loaded]:
    """The province and its catalogue, there for a module and taken away after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield standing("catalogue", _loaded)
        transaction.set_rollback(True)


def _loaded() -> Loaded:
    load_province(now=NOW)
    return load_catalogue(now=NOW)
