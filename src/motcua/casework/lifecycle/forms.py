"""The official form that each act gives, filled from what the act has just written."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from motcua.casework.documents.actions import Issuing, drawn_up, issue_form, issue_result
from motcua.casework.documents.models import FormIssue, Result
from motcua.casework.documents.rules.forms import (
    ApologyLetter,
    FiledPaper,
    Receipt,
    RefusalNotice,
    StopNotice,
    SupplementRequest,
)
from motcua.casework.documents.rules.house_papers import ResultDocument, ResultPart
from motcua.casework.documents.rules.packs import FormKind
from motcua.casework.documents.rules.papers import PaperState, ResultKind, Signing
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import FinancialState
from motcua.casework.fees.models import FeeDemand
from motcua.casework.fees.rules import DemandState
from motcua.casework.lifecycle import charging, wording
from motcua.casework.lifecycle.drafted import Outgoing, drafted_text, refusal_of, title_of
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.lifecycle.headed import Headed, headed, of_filing
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.lifecycle.supplying import Demand
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Outcome
from motcua.registers.calendar.places import Places


def receipt(
    dossier: Dossier,
    filing: Filing,
    places: Places,
    demands: Sequence[FeeDemand],
    stamp: Stamp,
) -> FormIssue:
    """Form 01, unwritten: what was filed, until when the State answers, and the look-up key.

    Basis: Circular 01/2018 and 03/2025/TT-VPCP, form 01 (mem-hi).
    """
    paper = headed(dossier, stamp, filer=of_filing(filing.filer()), places=places)
    form = Receipt(
        head=paper.head,
        dossier_code=str(dossier.code),
        filer=paper.filer,
        request=paper.procedure,
        procedure_code=paper.procedure_code,
        settling_unit=paper.competent,
        papers=_filed(filing),
        sets=dossier.set_count,
        limit_text=wording.limit(dossier.limit_unit, dossier.limit_amount),
        received_at=stamp.now,
        due_at=dossier.due_at,
        return_place=paper.return_place,
        filed_by=paper.filer.name,
        received_by=wording.name_of(stamp.by.actor.label),
        owner_name=dossier.owner_name,
        look_up_key=dossier.look_up_key,
        fees_text=wording.fees(
            charging.asked_now(demands),
            is_paid=dossier.financial_state == FinancialState.PAID,
            is_more_to_come=any(demand.state == DemandState.FORESEEN for demand in demands),
        ),
        notes=dossier.note,
    )
    return drawn_up(FormKind.RECEIPT, dossier.pk, form, by=stamp.by.actor, now=stamp.now)


def refusal(dossier: Dossier, reason: str, stamp: Stamp) -> FormIssue:
    """Form 03: the reasons of a refused reception."""
    paper = headed(dossier, stamp)
    form = RefusalNotice(
        head=paper.head,
        applicant=paper.filer,
        request=paper.procedure,
        reasons=(reason,),
        legal_basis=paper.announced_by,
        filed_by=paper.filer.name,
        signer=paper.signer,
        dossier_code=str(dossier.code),
    )
    return issue_form(FormKind.REFUSAL_NOTICE, dossier.pk, form, by=stamp.by.actor, now=stamp.now)


def supplement_request(dossier: Dossier, demand: Demand, stage: str, stamp: Stamp) -> FormIssue:
    """Form 02: exactly what lacks and why."""
    paper = headed(dossier, stamp)
    form = SupplementRequest(
        head=paper.head,
        applicant=paper.filer,
        request=paper.procedure,
        stage_text=wording.STAGES[stage],
        items=tuple(f"{item.name}: {item.what}" for item in demand.items),
        reason=demand.reason,
        legal_basis=demand.legal_basis or paper.announced_by,
        contact_name=paper.signer.name,
        contact_phone=paper.phone,
        signer=paper.signer,
        answer_by=demand.answer_by,
        dossier_code=str(dossier.code),
    )
    return issue_form(
        FormKind.SUPPLEMENT_REQUEST, dossier.pk, form, by=stamp.by.actor, now=stamp.now
    )


def apology(dossier: Dossier, before: datetime | None, reason: str, stamp: Stamp) -> FormIssue:
    """Form 04: apology and the one new date."""
    paper = headed(dossier, stamp)
    if dossier.received_at is None or dossier.due_at is None or before is None:
        raise ValueError("an apology needs a promise")
    form = ApologyLetter(
        head=paper.head,
        applicant=paper.filer,
        dossier_code=str(dossier.code),
        request=paper.procedure,
        settling_unit=paper.competent,
        received_at=dossier.received_at,
        original_due_at=dossier.original_due_at or before,
        new_due_at=dossier.due_at,
        reason=reason,
        signer=paper.signer,
    )
    return issue_form(FormKind.APOLOGY_LETTER, dossier.pk, form, by=stamp.by.actor, now=stamp.now)


def stop_notice(dossier: Dossier, reason: str, legal_basis: str, stamp: Stamp) -> FormIssue | None:
    """Form 05 of 2025; the pack of 2018 had none, so an act before July 2025 gives no form."""
    paper = headed(dossier, stamp)
    if dossier.received_at is None or not wording.has_stop_notice(stamp.now):
        return None
    form = StopNotice(
        head=paper.head,
        applicant=paper.filer,
        dossier_code=str(dossier.code),
        request=paper.procedure,
        received_at=dossier.received_at,
        stopped_at=stamp.now,
        stage_text=wording.STAGES["appraisal"],
        stop_request=reason,
        decision=legal_basis,
        reason=reason,
        finances=wording.finances(dossier.financial_state),
        papers_returned=wording.PAPERS_RETURNED,
        signer=paper.signer,
    )
    return issue_form(FormKind.STOP_NOTICE, dossier.pk, form, by=stamp.by.actor, now=stamp.now)


def original(dossier: Dossier, row: Result, stamp: Stamp) -> ResultDocument:
    """The result as a leader will sign it: number, day and seal left open for the clerk.

    `stamp.now` is the day in the file's own facts, not printed.
    Basis: Decree 30/2020/NĐ-CP, annex I (mem-hi).
    """
    paper = headed(dossier, stamp, by_competent=True)
    reason = refusal_of(row)
    text = wording.refused(reason) if reason else str(row.body.get("text", "")) or wording.APPROVED
    return ResultDocument(
        head=paper.head,
        dossier_code=str(dossier.code),
        title=title_of(row),
        abstract=paper.procedure,
        signer=paper.signer,
        authority=paper.competent,
        parts=(_facts(dossier, paper), ResultPart(text=text), *_replaced(row)),
        recipients=(dossier.owner_name, wording.KEPT),
        is_digitally_signed=True,
        check_code=row.check_code,
    )


def result(
    dossier: Dossier,
    decision: Task,
    outgoing: Outgoing,
    signed: Result | None,
    number: str,
    stamp: Stamp,
) -> Result:
    """The result document, numbered; `signed` is what a leader signed digitally, else it says so.

    Basis: Decree 30/2020/NĐ-CP, annex I (mem-hi).
    """
    paper = headed(dossier, stamp, number=number, by_competent=True)
    document = ResultDocument(
        head=paper.head,
        dossier_code=str(dossier.code),
        title=title_of(signed) if signed else outgoing.title,
        abstract=outgoing.abstract or paper.procedure,
        signer=wording.signer_of(decision.closed_by),
        authority=paper.competent,
        parts=_decided(dossier, decision, paper),
        recipients=(dossier.owner_name, wording.KEPT),
        is_digitally_signed=signed is not None,
        check_code=signed.check_code if signed else "",
    )
    is_refusal = decision.outcome == Outcome.REJECTED
    kind = ResultKind.REFUSAL if is_refusal else ResultKind.RESULT
    issuing = Issuing(
        dossier.competent_unit_id,
        dossier.version.procedure_id,
        stamp.by.officer_id,
        outgoing.why_on_paper.strip(),
    )
    return issue_result(
        issuing, dossier.pk, document, kind_code=kind, by=stamp.by.actor, now=stamp.now
    )


def _replaced(row: Result) -> tuple[ResultPart, ...]:
    return (ResultPart(text=wording.replaces(row.replaces.number)),) if row.replaces else ()


def replacement(dossier: Dossier, row: Result, number: str, stamp: Stamp) -> ResultDocument:
    """What replaces a result, numbered; where it is not signed digitally it says so."""
    drawn = original(dossier, row, stamp)
    is_signed = row.signing == Signing.SIGNED
    return replace(
        drawn,
        head=replace(drawn.head, number=number),
        signer=wording.signer_of(row.signer_label),
        is_digitally_signed=is_signed,
        check_code=row.check_code if is_signed else "",
    )


def _decided(dossier: Dossier, decision: Task, paper: Headed) -> tuple[ResultPart, ...]:
    if decision.outcome == Outcome.REJECTED:
        text = wording.refused(decision.opinion)
    else:
        text = drafted_text(dossier.pk) or f"{wording.APPROVED} {decision.opinion}".strip()
    return (_facts(dossier, paper), ResultPart(text=text))


def _facts(dossier: Dossier, paper: Headed) -> ResultPart:
    return ResultPart(
        rows=(
            (wording.LABELS["owner"], dossier.owner_name),
            (wording.LABELS["procedure"], paper.procedure),
            (wording.LABELS["dossier"], str(dossier.code)),
        )
    )


def _filed(filing: Filing) -> tuple[FiledPaper, ...]:
    """What was filed; a paper of the owner's store was not, and the receipt says so."""
    return tuple(
        FiledPaper(
            paper.name,
            wording.paper_kind(paper.originals, paper.copies),
            str(paper.originals + paper.copies),
        )
        if paper.stored_id is None
        else FiledPaper(paper.name, wording.FROM_STORE, "")
        for paper in filing.papers
        if paper.state == PaperState.RECEIVED
    )
