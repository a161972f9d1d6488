"""Two small procedures, announced, approved and active, for the stories of casework."""

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

from motcua.casework.processes.actions import publish_from_table
from motcua.engine.worktime import LimitUnit
from motcua.registers.calendar.actions import load_years
from motcua.registers.catalogue.actions import (
    announce,
    approve_internal_process,
    draft,
    publish,
)
from motcua.registers.catalogue.rules.decisions import Decision
from motcua.registers.catalogue.rules.draft import (
    FeeDraft,
    LimitDraft,
    PaperDraft,
    ResultDraft,
    StepDraft,
    VersionDraft,
)
from motcua.registers.catalogue.rules.kinds import Charging, FeeKind, Level, StepUnit
from motcua.registers.organisation.rules import Role
from tests.cast import Cast

FIRST_DAY = date(2026, 1, 1)
BEFORE = datetime(2026, 1, 2, 1, 0, tzinfo=UTC)
DECISION = Decision("1/QĐ-THU", "Công bố", date(2025, 12, 1), FIRST_DAY, "UBND tỉnh", is_demo=True)


def _step(key: str, role: Role, unit: StepUnit, act: str, hours: int, back: str = "") -> StepDraft:
    return StepDraft(
        key, key, role, unit, act, working_minutes=hours * 60, returns_to=back, is_counted=hours > 0
    )


STEPS = (
    _step("receive", Role.RECEPTION_OFFICER, StepUnit.CENTRE, "hand_over", 4),
    _step("assign", Role.DIVISION_LEADER, StepUnit.DIVISION, "assign", 4),
    _step("appraise", Role.SPECIALIST, StepUnit.DIVISION, "appraise", 20),
    _step("check", Role.DIVISION_LEADER, StepUnit.DIVISION, "check", 4, "appraise"),
    _step("approve", Role.UNIT_LEADER, StepUnit.UNIT, "approve", 4, "appraise"),
    _step("issue", Role.CLERK_SEAL, StepUnit.UNIT, "number_and_issue", 2),
    _step("collect", Role.RESULT_OFFICER, StepUnit.CENTRE, "receive_result", 2),
    _step("return", Role.RESULT_OFFICER, StepUnit.CENTRE, "return_result", 0),
)
REGISTER_FIRM = VersionDraft(
    code="9.000001",
    name="Đăng ký thành lập công ty",
    name_en="Register a company",
    field_code="dn",
    field_name="Doanh nghiệp",
    level=Level.PROVINCE,
    charging=Charging.CHARGED,
    unit_code="H41.14.01",
    papers=(
        PaperDraft("Giấy đề nghị đăng ký", originals=1),
        PaperDraft("Điều lệ công ty", originals=1),
        PaperDraft(
            "Văn bản ủy quyền", originals=1, is_required=False, condition_text="Nếu nộp thay"
        ),
    ),
    fees=(FeeDraft(FeeKind.CHARGE, "Lệ phí đăng ký", 50_000, "Thông tư 47/2019/TT-BTC"),),
    limits=(LimitDraft(LimitUnit.WORKING_DAY, Decimal(5)),),
    results=(ResultDraft("Giấy chứng nhận đăng ký doanh nghiệp"),),
    steps=STEPS,
)
CHANGE_FIRM = replace(
    REGISTER_FIRM,
    code="9.000003",
    name="Thay đổi đăng ký công ty",
    name_en="Change a company's registration",
    papers=(
        PaperDraft("Giấy đề nghị thay đổi", originals=1),
        PaperDraft("Bản sao Giấy chứng nhận đăng ký doanh nghiệp", copies=1, is_reusable=True),
        PaperDraft("Giấy chứng nhận đăng ký doanh nghiệp (bản gốc)", originals=1),
    ),
)
ON_THE_SPOT = VersionDraft(
    code="9.000002",
    name="Cấp bản sao trích lục hộ tịch",
    name_en="Extract copy of civil status",
    field_code="ht",
    field_name="Hộ tịch",
    level=Level.COMMUNE,
    charging=Charging.FREE,
    is_on_the_spot=True,
    unit_code="H41.101",
    papers=(PaperDraft("Tờ khai", originals=1),),
    limits=(LimitDraft(LimitUnit.SAME_DAY),),
    results=(ResultDraft("Bản sao trích lục"),),
    steps=(
        _step("receive", Role.RECEPTION_OFFICER, StepUnit.CENTRE, "hand_over", 1),
        _step("appraise", Role.SPECIALIST, StepUnit.CENTRE, "appraise", 2),
        _step("approve", Role.UNIT_LEADER, StepUnit.CENTRE, "approve", 1),
        _step("issue", Role.CLERK_SEAL, StepUnit.CENTRE, "number_and_issue", 1),
        _step("return", Role.RESULT_OFFICER, StepUnit.CENTRE, "return_result", 0),
    ),
)


def announced(cast: Cast, facts: VersionDraft) -> int:
    """Bring a procedure from draft to reception through public actions; return its version."""
    load_years(by=cast.acting(Role.SYSTEM_ADMIN), now=BEFORE)
    by = cast.acting(Role.PROCEDURE_CONTROLLER)
    version = draft(facts, by=by, now=BEFORE)
    announce(version.pk, DECISION, FIRST_DAY, by=by, now=BEFORE)
    approve_internal_process(version.pk, DECISION, by=by, now=BEFORE)
    publish(version.pk, by=by, now=BEFORE)
    publish_from_table(version.pk, by=by, now=BEFORE)
    return version.pk
