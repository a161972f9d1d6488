"""A version's content as frozen rows, a statement per kind."""

from collections.abc import Iterable
from decimal import Decimal

from motcua.engine.process.table import Step
from motcua.engine.worktime import LimitUnit, Mode
from motcua.registers.catalogue.models import (
    ExemptionClass,
    FeeExemption,
    FeeRule,
    ProcessStep,
    TimeLimit,
)
from motcua.registers.catalogue.rules.draft import StepDraft
from motcua.registers.catalogue.rules.fees import FeeRow
from motcua.registers.catalogue.rules.kinds import Channel, DueWhen, FeeKind, FeePer, StepUnit
from motcua.registers.catalogue.rules.limits import LimitRow
from motcua.registers.catalogue.rules.steps import steps_of_case


def fee_rows(version_id: int) -> tuple[FeeRow, ...]:
    """Return the version's fee rules with their exemptions, in two statements."""
    exempt: dict[int, dict[str, int]] = {}
    taken_off = FeeExemption.objects.filter(fee_rule__version=version_id)
    for fee_id, code, percent in taken_off.values_list(
        "fee_rule_id", "exemption_class__code", "percent_off"
    ):
        exempt.setdefault(fee_id, {})[code] = percent
    rules = FeeRule.objects.filter(version=version_id).order_by("number")
    return tuple(_fee(rule, exempt.get(rule.pk, {})) for rule in rules)


def _fee(rule: FeeRule, exempt: dict[str, int]) -> FeeRow:
    return FeeRow(
        fee_id=rule.pk,
        kind=FeeKind(rule.kind),
        name=rule.name,
        name_en=rule.name_en,
        amount_vnd=rule.amount_vnd,
        legal_source=rule.legal_source,
        per=FeePer(rule.per),
        threshold=rule.threshold,
        beyond_amount_vnd=rule.beyond_amount_vnd,
        cap_vnd=rule.cap_vnd,
        channel=Channel(rule.channel) if rule.channel else None,
        case_id=rule.case_id,
        valid_from=rule.valid_from,
        valid_to=rule.valid_to,
        condition_text=rule.condition_text,
        due_when=DueWhen(rule.due_when),
        certainty=rule.certainty,
        exempt=exempt,
    )


def limit_rows(version_id: int) -> tuple[LimitRow, ...]:
    """Return the version's time limits, the general ones first."""
    limits = TimeLimit.objects.filter(version=version_id).order_by("pk")
    return tuple(
        LimitRow(
            limit_id=limit.pk,
            unit=LimitUnit(limit.unit),
            amount=None if limit.amount is None else Decimal(limit.amount),
            mode=Mode(limit.mode),
            cut_off=limit.cut_off,
            channel=Channel(limit.channel) if limit.channel else None,
            case_id=limit.case_id,
            condition_text=limit.condition_text,
            certainty=limit.certainty,
        )
        for limit in limits
    )


def step_drafts(version_id: int) -> tuple[StepDraft, ...]:
    """Return the version's step table in order; `case` holds the key of the case or nothing."""
    steps = ProcessStep.objects.filter(version=version_id).select_related("case")
    return tuple(
        StepDraft(
            key=step.key,
            name=step.name,
            name_en=step.name_en,
            role=step.role,
            unit_kind=StepUnit(step.unit_kind),
            unit_code=step.unit_code,
            act=step.act,
            case=step.case.key if step.case else "",
            working_minutes=step.working_minutes,
            returns_to=step.returns_to,
            parallel_group=step.parallel_group,
            is_optional=step.is_optional,
            is_counted=step.is_counted,
            wait=step.wait,
        )
        for step in steps.order_by("number")
    )


def process_table(version_id: int, case_key: str = "") -> tuple[Step, ...]:
    """Return the case's step table as the process engine reads it, in one statement."""
    return tuple(
        Step(
            key=step.key,
            name=step.name,
            role=step.role,
            unit_kind=step.unit_kind.value,
            working_minutes=step.working_minutes if step.is_counted else 0,
            act=step.act,
            returns_to=step.returns_to or None,
            parallel_group=step.parallel_group or None,
            is_optional=step.is_optional,
            wait=step.wait or None,
        )
        for step in steps_of_case(step_drafts(version_id), case_key)
    )


def exemption_names(codes: Iterable[str]) -> tuple[tuple[str, str, str], ...]:
    """Return code, name and English name of these exemption classes; one statement or none."""
    wanted = sorted(set(codes))
    if not wanted:
        return ()
    found = ExemptionClass.objects.filter(code__in=wanted).order_by("name")
    return tuple(found.values_list("code", "name", "name_en"))
