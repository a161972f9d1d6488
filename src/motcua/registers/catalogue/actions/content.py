"""Write the papers, fees, limits, results, bases and steps of a draft, a statement per kind."""

from dataclasses import asdict
from typing import Any

from motcua.registers.catalogue.models import (
    ExemptionClass,
    FeeExemption,
    FeeRule,
    LegalBasis,
    ProcedureCase,
    ProcedureVersion,
    ProcessStep,
    Regulation,
    RequiredPaper,
    ResultKind,
    TimeLimit,
)
from motcua.registers.catalogue.rules.decisions import CannotDraft
from motcua.registers.catalogue.rules.draft import VersionDraft


def clear_content(version: ProcedureVersion) -> None:
    """Take away what a draft says; an approved internal process stands."""
    for kind in (RequiredPaper, FeeRule, TimeLimit, ResultKind, LegalBasis):
        kind.objects.filter(version=version).delete()
    if version.internal_process_approved_at is None:
        ProcessStep.objects.filter(version=version).delete()
    ProcedureCase.objects.filter(version=version).delete()


def write_content(version: ProcedureVersion, facts: VersionDraft) -> None:
    """Write what a draft says, where nothing is said yet. Raises CannotDraft."""
    _refuse_unknown_words(facts)
    cases = _write_cases(version, facts)
    RequiredPaper.objects.bulk_create(
        RequiredPaper(version=version, number=n, **_row(paper, cases))
        for n, paper in enumerate(facts.papers, 1)
    )
    TimeLimit.objects.bulk_create(
        TimeLimit(version=version, **_row(limit, cases)) for limit in facts.limits
    )
    if version.internal_process_approved_at is None:
        ProcessStep.objects.bulk_create(
            ProcessStep(version=version, number=n, **_row(step, cases))
            for n, step in enumerate(facts.steps, 1)
        )
    ResultKind.objects.bulk_create(
        ResultKind(version=version, number=n, **asdict(result))
        for n, result in enumerate(facts.results, 1)
    )
    _write_bases(version, facts)
    _write_fees(version, facts, cases)


def _refuse_unknown_words(facts: VersionDraft) -> None:
    known = {"", *(case.key for case in facts.cases)}
    named = {paper.case for paper in facts.papers} | {fee.case for fee in facts.fees}
    named |= {limit.case for limit in facts.limits} | {step.case for step in facts.steps}
    unknown = sorted(named - known)
    if unknown:
        raise CannotDraft(facts.code, tuple(unknown))


def _write_cases(version: ProcedureVersion, facts: VersionDraft) -> dict[str, int | None]:
    rows = ProcedureCase.objects.bulk_create(
        ProcedureCase(version=version, number=n, **asdict(case))
        for n, case in enumerate(facts.cases, 1)
    )
    return {"": None, **{row.key: row.pk for row in rows}}


def _row(part: Any, cases: dict[str, int | None]) -> dict[str, Any]:
    """Return the columns of a part, its case key replaced by the case's id."""
    columns = asdict(part)
    columns["case_id"] = cases[columns.pop("case")]
    return columns


def _write_bases(version: ProcedureVersion, facts: VersionDraft) -> None:
    if not facts.bases:
        return
    numbers = [basis.document_no for basis in facts.bases]
    known = dict(Regulation.objects.filter(code__in=numbers).values_list("code", "pk"))
    LegalBasis.objects.bulk_create(
        LegalBasis(
            version=version, number=n, regulation_id=known.get(basis.document_no), **asdict(basis)
        )
        for n, basis in enumerate(facts.bases, 1)
    )


def _write_fees(
    version: ProcedureVersion, facts: VersionDraft, cases: dict[str, int | None]
) -> None:
    if not facts.fees:
        return
    rows = []
    for number, fee in enumerate(facts.fees, 1):
        columns = _row(fee, cases)
        columns.pop("exempt")
        rows.append(FeeRule(version=version, number=number, **columns))
    FeeRule.objects.bulk_create(rows)
    wanted = {code for fee in facts.fees for code in fee.exempt}
    known = dict(ExemptionClass.objects.filter(code__in=wanted).values_list("code", "pk"))
    if wanted - known.keys():
        raise CannotDraft(facts.code, tuple(sorted(wanted - known.keys())))
    FeeExemption.objects.bulk_create(
        FeeExemption(fee_rule=row, exemption_class_id=known[code], percent_off=percent)
        for row, fee in zip(rows, facts.fees, strict=True)
        for code, percent in fee.exempt.items()
    )
