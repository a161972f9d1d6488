"""Ask for what is missing: before reception, or in appraisal with the clock stopped."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier, SupplementItem, SupplementRequest
from motcua.casework.dossiers.rules import State, SuspensionReason
from motcua.casework.lifecycle import clockwork, forms
from motcua.casework.lifecycle.competence import check_filing
from motcua.casework.lifecycle.decision import is_decided
from motcua.casework.lifecycle.events import SupplementAsked, SupplementReceived
from motcua.casework.lifecycle.file import file
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.lifecycle.lengths import check_given
from motcua.casework.lifecycle.opening import check_place, open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import SUPPLEMENT_ROUNDS_WITHOUT_APPROVAL, Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.lifecycle.supplying import Demand
from motcua.foundation.journal.actions import claim
from motcua.registers.catalogue.queries.content import content_of
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.organisation.rules import Acting


class CannotAskSupplement(CannotAct):
    """No item, no reason; a further round or a paper outside the list (`foreign`, by name) without
    legal basis and approver."""


@transaction.atomic
def ask_before_reception(
    filing: Filing, demand: Demand, *, by: Acting, now: datetime, key: UUID | None = None
) -> Dossier:
    """Give form 02 at the counter: the filing is kept with a code, no clock runs.

    Raises `CannotAskSupplement`, `CannotFile`, `NotYours`.
    Basis: Decree 61/2018, art. 17 (form 02 once, full and precise; mem-mid).
    """
    if key is not None:
        claim(key, by=by.actor)
    check_place(filing, Verb.ASK_BEFORE_RECEPTION, by)
    _check(demand, rounds_before=0)
    _check_on_the_list(demand, filing.version_id, filing.case_id)
    check_filing(filing)
    dossier = file(filing, state=State.TO_COMPLETE, now=now)
    _ask(dossier, demand, "reception", Stamp(by, now, key))
    return dossier


@transaction.atomic
def ask_supplement(
    dossier_id: int, demand: Demand, *, by: Acting, now: datetime, key: UUID | None = None
) -> Dossier:
    """Give form 02 in appraisal: the clock stops until the papers come.

    A second round needs a legal basis and an approver.
    Raises `CannotAskSupplement`, `NotYours`, `NotNow`.
    Basis: Decree 61/2018, art. 19 (at most once in appraisal; mem-mid).
    """
    dossier = open_dossier(dossier_id, Verb.ASK_SUPPLEMENT, by=by, key=key)
    if is_decided(dossier):
        raise CannotAskSupplement("already_decided")
    _check(demand, rounds_before=dossier.supplement_rounds)
    _check_on_the_list(demand, dossier.version_id, dossier.case_id)
    clockwork.pause(
        dossier,
        SuspensionReason.SUPPLEMENT,
        legal_basis=demand.legal_basis,
        actor_label=by.actor.label,
        at=now,
    )
    dossier.supplement_rounds += 1
    dossier.save(update_fields=["supplement_rounds"])
    _ask(dossier, demand, "appraisal", Stamp(by, now, key))
    return dossier


@transaction.atomic
def receive_supplement(
    dossier_id: int,
    brought: frozenset[int],
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> Dossier:
    """Take in what was asked for: all items `brought` (ids), then the clock runs on.

    Raises `CannotAskSupplement("incomplete")` with the names still missing.
    Basis: handbook 4.4 (remaining = limit - consumed; due = add(resume, remaining)).
    """
    dossier = open_dossier(dossier_id, Verb.RECEIVE_SUPPLEMENT, by=by, key=key)
    request = SupplementRequest.objects.get(dossier=dossier, answered_at__isnull=True)
    items = list(request.items.order_by("id"))
    lacking = tuple(item.name for item in items if item.pk not in brought)
    if lacking:
        raise CannotAskSupplement("incomplete", missing=lacking)
    request.answered_at = now
    request.save(update_fields=["answered_at"])
    request.items.update(is_brought=True)
    PaperItem.objects.filter(
        dossier=dossier, required_paper_id__in=[item.paper_id for item in items if item.paper_id]
    ).update(state=PaperState.RECEIVED, received_at=now)
    before, after = clockwork.resume(dossier, actor_label=by.actor.label, at=now)
    names = tuple(item.name for item in items)
    event = SupplementReceived(dossier.pk, names, before, after)
    Stamp(by, now, key).record(event)
    return dossier


def _check(demand: Demand, *, rounds_before: int) -> None:
    check_given(demand, SupplementRequest)
    for item in demand.items:
        check_given(item, SupplementItem)
    if not demand.items:
        raise CannotAskSupplement("no_item")
    if not demand.reason.strip() or not all(item.what.strip() for item in demand.items):
        raise CannotAskSupplement("no_reason")
    further = rounds_before >= SUPPLEMENT_ROUNDS_WITHOUT_APPROVAL
    if further and not _is_approved(demand):
        raise CannotAskSupplement("second_round", rounds=rounds_before)


def _check_on_the_list(demand: Demand, version_id: int, case_id: int | None) -> None:
    """A paper outside the announced list needs a law that asks for it, and an approver (R-47)."""
    listed = content_of(version_id, VersionState.PUBLISHED).papers_of(case_id)
    known = {paper.paper_id for paper in listed} | {paper.name for paper in listed}
    foreign = tuple(
        item.name for item in demand.items if not known & {item.required_paper_id, item.name}
    )
    if foreign and not _is_approved(demand):
        raise CannotAskSupplement("outside_the_list", foreign=foreign)


def _is_approved(demand: Demand) -> bool:
    return bool(demand.legal_basis.strip() and demand.approver.strip())


def _ask(dossier: Dossier, demand: Demand, stage: str, stamp: Stamp) -> None:
    request = SupplementRequest.objects.create(
        dossier=dossier,
        stage=stage,
        round=dossier.supplement_rounds or 1,
        reason=demand.reason,
        legal_basis=demand.legal_basis,
        approver=demand.approver,
        requested_at=stamp.now,
        requested_by=stamp.by.actor.label,
        answer_by=demand.answer_by,
    )
    SupplementItem.objects.bulk_create(
        SupplementItem(
            request=request, paper_id=item.required_paper_id, name=item.name, what=item.what
        )
        for item in demand.items
    )
    forms.supplement_request(dossier, demand, stage, stamp)
    event = SupplementAsked(
        dossier.pk,
        stage,
        request.round,
        tuple(item.name for item in demand.items),
        demand.reason,
        demand.legal_basis,
    )
    stamp.record(event)
