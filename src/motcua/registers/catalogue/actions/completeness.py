"""What a version must have before the public sees it, and its process before anyone follows it."""

from datetime import date

from motcua.engine.worktime import LimitUnit
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries.rows import limit_rows, step_drafts
from motcua.registers.catalogue.rules.decisions import CannotApproveInternalProcess, CannotPublish
from motcua.registers.catalogue.rules.kinds import Channel, Charging, Level
from motcua.registers.catalogue.rules.limits import LimitRow, applicable_limit
from motcua.registers.catalogue.rules.steps import counted_minutes, steps_of_case

COUNTED_IN_HOURS = (LimitUnit.WORKING_DAY, LimitUnit.WORKING_HOUR)


def refuse_an_unfinished_version(version: ProcedureVersion) -> date:
    """Raise CannotPublish naming each thing the public must be told; return the first day.

    Basis: Decree 63/2010/NĐ-CP, art. 8 and 15 (mem-mid)
    """
    has_unit = version.competent_unit_id is not None or bool(version.competent_body)
    complete = {
        "announcement": version.announcement_id is not None,
        "effective_from": version.effective_from is not None,
        "level": version.level != Level.OTHER,
        "competent_unit": has_unit,
        "charging": version.charging != Charging.UNKNOWN,
        "fee_rules": version.charging != Charging.CHARGED or version.fee_rules.exists(),
        "time_limit": version.limits.filter(condition_text="").exists(),
        "papers": version.papers.exists(),
        "results": version.results.exists(),
    }
    missing = tuple(name for name, is_there in complete.items() if not is_there)
    if missing or version.effective_from is None:
        raise CannotPublish(missing)
    return version.effective_from


def refuse_an_overlong_process(version: ProcedureVersion) -> None:
    """Raise CannotApproveInternalProcess when the steps outlast the law, per case.

    Basis: Circular 01/2018/TT-VPCP, art. 8 (mem-mid)
    """
    if version.internal_process_approved_at is not None:
        raise CannotApproveInternalProcess("approved_already")
    steps = step_drafts(version.pk)
    if not steps:
        raise CannotApproveInternalProcess("no_steps")
    limits = limit_rows(version.pk)
    cases: list[tuple[int | None, str]] = [(None, ""), *version.cases.values_list("pk", "key")]
    for case_id, key in cases:
        binding = (applicable_limit(limits, channel, case_id) for channel in Channel)
        allowed = max(_minutes(limit) for limit in binding)
        taken = counted_minutes(steps_of_case(steps, key))
        if allowed and taken > allowed:
            raise CannotApproveInternalProcess("too_long", taken, allowed)


def _minutes(limit: LimitRow | None) -> int:
    """Return the limit in working minutes; 0 when it is not counted in hours."""
    return limit.as_rule().minutes if limit and limit.unit in COUNTED_IN_HOURS else 0
