"""What a version must have before the public sees it, and its process before anyone follows it."""

from datetime import date

from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries.editing import lacks_of
from motcua.registers.catalogue.queries.rows import limit_rows, step_drafts
from motcua.registers.catalogue.rules.decisions import CannotApproveInternalProcess, CannotPublish
from motcua.registers.catalogue.rules.limits import allowed_minutes
from motcua.registers.catalogue.rules.steps import counted_minutes, steps_of_case


def refuse_an_unfinished_version(version: ProcedureVersion) -> date:
    """Raise CannotPublish naming each thing the public must be told; return the first day.

    Basis: Decree 63/2010/NĐ-CP, art. 8 and 15 (mem-mid)
    """
    missing = lacks_of(version)
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
        allowed = allowed_minutes(limits, case_id)
        taken = counted_minutes(steps_of_case(steps, key))
        if allowed and taken > allowed:
            raise CannotApproveInternalProcess("too_long", taken, allowed)
