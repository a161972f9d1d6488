"""Receive a dossier: the promise is made, the clock starts, the process begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.numbers import assign_code
from motcua.casework.dossiers.rules import State
from motcua.casework.fees.actions import assess, assess_and_take
from motcua.casework.fees.events import CashTaken
from motcua.casework.fees.models import CashReceipt, FeeDemand
from motcua.casework.lifecycle import charging, clockwork, forms
from motcua.casework.lifecycle.events import DossierReceived
from motcua.casework.lifecycle.file import complete_filing, file
from motcua.casework.lifecycle.filing import Filing, PaperGiven
from motcua.casework.lifecycle.hand_over import take_on
from motcua.casework.lifecycle.opening import check_place, open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.graphs import active_definition
from motcua.casework.processes.runtime import Moved, begin
from motcua.foundation.journal.actions import claim
from motcua.foundation.journal.queries import is_sealing_overdue
from motcua.foundation.journal.rules import Event
from motcua.kit.clock import VIETNAM
from motcua.registers.calendar.places import Places, places_of
from motcua.registers.catalogue.models import ProcedureVersion
from motcua.registers.catalogue.queries.content import Content, content_of
from motcua.registers.catalogue.queries.reception import reception_blockers
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.organisation.rules import Acting


class CannotReceive(CannotAct):
    """Reception is not lawful yet: `blockers` of the procedure, `missing` papers by name."""


@dataclass(frozen=True)
class Received:
    """What the counter prints: the dossier and, when cash was taken, its receipt."""

    dossier: Dossier
    receipt: CashReceipt | None


@transaction.atomic
def receive(
    filing: Filing,
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
    takes_cash: bool = False,
) -> Received:
    """Receive a complete dossier at the counter and give form 01.

    Raises `AlreadyDone`, `NotYours`, `CannotFile`, `CannotReceive`. `takes_cash` books what is owed
    as paid in cash by the filer in the same act.
    Basis: Decree 61/2018, art. 17; Decree 118/2025 (mem-mid).
    """
    if key is not None:
        claim(key, by=by.actor)
    check_place(filing, Verb.RECEIVE, by)
    sitting = _prepare(filing, Stamp(by, now, key))
    dossier = file(filing, state=State.RECEIVED, now=now, begin=sitting.start_clock)
    return sitting.receive(dossier, takes_cash=takes_cash)


@transaction.atomic
def receive_filed(
    dossier_id: int,
    filing: Filing,
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
    takes_cash: bool = False,
) -> Received:
    """Receive a dossier that was filed before and is complete now.

    The folder is what lies on the desk now; who decides and where it was filed stay as they were.
    `takes_cash` and refusals as `receive`.
    Basis: Decree 61/2018, art. 17 (mem-mid).
    """
    dossier = open_dossier(dossier_id, Verb.RECEIVE, by=by, key=key)
    sitting = _prepare(filing, Stamp(by, now, key))
    complete_filing(dossier, filing, now=now)
    dossier.state = State.RECEIVED
    sitting.start_clock(dossier)
    dossier.save()
    return sitting.receive(dossier, takes_cash=takes_cash)


def _prepare(filing: Filing, stamp: Stamp) -> "_Sitting":
    content = _check_lawful(filing, stamp.now)
    units = (filing.receiving_unit_id, filing.competent_unit_id, filing.return_unit_id)
    return _Sitting(filing, content, places_of([*units, stamp.by.unit_id]), stamp)


@dataclass(frozen=True)
class _Sitting:
    """One reception: the filing, the law that binds it, its places, and the hand that writes."""

    filing: Filing
    content: Content
    places: Places
    stamp: Stamp

    def start_clock(self, dossier: Dossier) -> None:
        """Make the promise by the competent unit's calendar."""
        calendar = self.places[self.filing.competent_unit_id].calendar
        clockwork.start(dossier, self.filing, self.content, calendar, now=self.stamp.now)

    def receive(self, dossier: Dossier, *, takes_cash: bool) -> Received:
        """Begin the process, book the money, take the code, give form 01, record."""
        filing, stamp = self.filing, self.stamp
        moved = self._begin_process(dossier)
        demands = charging.demands(dossier, self.content, filing, stamp.now)
        _check_paid_first(demands, takes_cash=takes_cash)
        paid = self._book(dossier, demands, takes_cash=takes_cash)
        self._number(dossier)
        forms.receipt(dossier, filing, self.places, demands, stamp)
        stamp.record(
            _received(dossier, filing),
            *moved.events,
            *_cash_events(paid),
            *_stay_in_the_room(dossier, stamp),
        )
        return Received(dossier, paid)

    def _number(self, dossier: Dossier) -> None:
        """Give the code, last of all; a dossier filed before keeps its own."""
        if dossier.code:
            dossier.save(update_fields=["financial_state"])
            return
        unit_code = self.filing.competent_unit_code
        dossier.code = assign_code(dossier, unit_code=unit_code, at=self.stamp.now)

    def _begin_process(self, dossier: Dossier) -> Moved:
        definition_id = active_definition(self.filing.version_id, self.filing.case_id)
        if definition_id is None:
            raise CannotReceive("no_process", blockers=(), missing=(), foreign=())
        officer_id = self.stamp.by.officer_id
        return begin(dossier, definition_id, self.places, at=self.stamp.now, assignee_id=officer_id)

    def _book(
        self, dossier: Dossier, demands: Sequence[FeeDemand], *, takes_cash: bool
    ) -> CashReceipt | None:
        """Book what is owed, paid at once in cash or left open; free dossiers write nothing."""
        if not takes_cash:
            assess(dossier, demands, at=self.stamp.now)
            return None
        payer = self.filing.filer().full_name
        return assess_and_take(
            dossier, demands, payer_name=payer, by=self.stamp.by, at=self.stamp.now
        )


def _check_paid_first(demands: Sequence[FeeDemand], *, takes_cash: bool) -> None:
    """What the law makes a condition of reception is taken in this act or nothing is received."""
    fees = charging.to_pay_first(demands)
    if fees and not takes_cash:
        raise CannotReceive("fee_first", blockers=(), missing=(), foreign=(), fees=fees)


def _stay_in_the_room(dossier: Dossier, stamp: Stamp) -> tuple[Event, ...]:
    """On the spot nothing is handed over: the reception step ends with the reception."""
    if not dossier.is_on_the_spot:
        return ()
    return take_on(dossier, by=stamp.by.actor, now=stamp.now)


def _cash_events(paid: CashReceipt | None) -> tuple[CashTaken, ...]:
    if paid is None:
        return ()
    return (CashTaken(paid.dossier_id, f"{paid.book}/{paid.number}", paid.amount_vnd),)


def _check_lawful(filing: Filing, now: datetime) -> Content:
    """Only an announced, approved, active procedure with all its papers (R-16, R-47)."""
    if is_sealing_overdue():
        raise CannotReceive("journal_unsealed", blockers=(), missing=(), foreign=())
    day = now.astimezone(VIETNAM).date()
    blockers = reception_blockers(filing.version_id, filing.case_id, filing.channel, day)
    if blockers:
        raise CannotReceive("not_complete", blockers=blockers, missing=(), foreign=())
    _check_on_the_spot(filing)
    content = content_of(filing.version_id, VersionState.PUBLISHED)
    missing = tuple(paper.name for paper in _missing(content, filing))
    foreign = _not_on_the_list(content, filing)
    if missing or foreign:
        raise CannotReceive("not_complete", blockers=(), missing=missing, foreign=foreign)
    return content


def _check_on_the_spot(filing: Filing) -> None:
    """Only what the list names is settled on the spot (R-39)."""
    listed = ProcedureVersion.objects.filter(pk=filing.version_id, is_on_the_spot=True)
    if filing.is_on_the_spot and not listed.exists():
        raise CannotReceive("not_for_the_spot", blockers=(), missing=(), foreign=())


def _missing(content: Content, filing: Filing) -> list[PaperGiven]:
    given = {paper.required_paper_id: paper for paper in filing.papers}
    lacking = []
    for paper in content.papers_of(filing.case_id):
        found = given.get(paper.paper_id)
        if found is None and paper.is_required:
            lacking.append(PaperGiven(paper.paper_id, paper.name, PaperState.MISSING))
        elif found is not None and _lacks(found, is_required=paper.is_required):
            lacking.append(found)
    return lacking


def _lacks(found: PaperGiven, *, is_required: bool) -> bool:
    """A required paper is there; only a conditional one may be marked as not needed."""
    if is_required:
        return found.state != PaperState.RECEIVED
    return found.state == PaperState.MISSING


def _not_on_the_list(content: Content, filing: Filing) -> tuple[str, ...]:
    """Papers outside the announced list may not be asked for (R-47)."""
    known = {paper.paper_id for paper in content.papers_of(filing.case_id)}
    return tuple(paper.name for paper in filing.papers if paper.required_paper_id not in known)


def _received(dossier: Dossier, filing: Filing) -> DossierReceived:
    return DossierReceived(
        dossier_id=dossier.pk,
        code=str(dossier.code),
        version_id=dossier.version_id,
        channel=dossier.channel,
        receiving_unit_id=dossier.receiving_unit_id,
        competent_unit_id=dossier.competent_unit_id,
        return_unit_id=dossier.return_unit_id,
        due_at=clockwork.iso(dossier.due_at),
        papers=tuple(paper.name for paper in filing.papers),
    )
