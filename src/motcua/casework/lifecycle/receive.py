"""Receive a dossier: the promise is made, the clock starts, the process begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.dossiers.rules import State
from motcua.casework.fees.actions import assess, assess_and_take
from motcua.casework.fees.events import CashTaken
from motcua.casework.fees.models import CashReceipt, FeeDemand
from motcua.casework.lifecycle import charging, clockwork, forms
from motcua.casework.lifecycle.competence import check_competence
from motcua.casework.lifecycle.events import DossierReceived
from motcua.casework.lifecycle.file import Filed, complete_filing, file_on
from motcua.casework.lifecycle.filing import Filing, PaperGiven
from motcua.casework.lifecycle.ground import Ground, ground_of
from motcua.casework.lifecycle.hand_over import take_on
from motcua.casework.lifecycle.opening import check_place, open_dossier
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.reusing import mark_reused, reuse
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.runtime import Begun, begin
from motcua.casework.vault.actions import told
from motcua.foundation.journal.queries import is_sealing_overdue
from motcua.foundation.journal.rules import Event
from motcua.foundation.rows import Sheet
from motcua.kit.clock import VIETNAM
from motcua.registers.catalogue.queries.content import Content
from motcua.registers.catalogue.queries.reception import Standing
from motcua.registers.catalogue.rules.reception import Blocker, BlockerKind
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

    Raises `AlreadyDone`, `NotYours`, `CannotFile` (`NotCompetent` too), `CannotReceive`.
    `takes_cash` books what is owed as paid in cash by the filer in the same act.
    Basis: Decree 61/2018, art. 17; Decree 118/2025 (mem-mid).
    """
    ground = ground_of(filing, by=by, key=key)
    check_place(filing, Verb.RECEIVE, by)
    sitting = _Sitting(filing, _check_lawful(filing, ground, now), ground, Stamp(by, now, key))
    sheet = Sheet()
    filed = file_on(sheet, filing, state=State.RECEIVED, now=now, begin=sitting.start_clock)
    return sitting.receive(filed, sheet, takes_cash=takes_cash)


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
    ground = ground_of(filing, by=by, key=None)
    sitting = _Sitting(filing, _check_lawful(filing, ground, now), ground, Stamp(by, now, key))
    sheet = Sheet()
    filed = complete_filing(sheet, dossier, filing, now=now)
    dossier.state = State.RECEIVED
    sitting.start_clock(dossier)
    return sitting.receive(filed, sheet, takes_cash=takes_cash)


@dataclass(frozen=True)
class _Sitting:
    """One reception: the filing, the law that binds it, its ground, and the hand that writes."""

    filing: Filing
    content: Content
    ground: Ground
    stamp: Stamp

    def start_clock(self, dossier: Dossier) -> None:
        """Make the promise by the competent unit's calendar."""
        calendar = self.ground.places[self.filing.competent_unit_id].calendar
        clockwork.start(dossier, self.filing, self.content, calendar, now=self.stamp.now)

    def receive(self, filed: Filed, sheet: Sheet, *, takes_cash: bool) -> Received:
        """Book the money, begin the process, write; then give form 01 and record.

        The first writing takes the code: form and record say it, and nothing else is left to do.
        """
        dossier, filing, stamp = filed.dossier, self.filing, self.stamp
        demands = charging.demands(dossier, self.content, filing, stamp.now)
        _check_paid_first(demands, takes_cash=takes_cash)
        paid = self._book(dossier, demands, sheet, takes_cash=takes_cash)
        begun = self._begin_process(dossier, sheet)
        reused = reuse(dossier, self.content, filing, stamp)
        mark_reused(filed.papers, reused)
        sheet.insert([one.row for one in reused])
        sheet.write()
        moved = begun.go_on()
        sheet.insert([forms.receipt(dossier, filing, self.ground.places, demands, stamp)])
        stamp.record(
            _received(dossier, filing),
            *moved.events,
            *_cash_events(paid),
            *told(dossier.pk, reused),
            *_stay_in_the_room(dossier, stamp),
            sheet=sheet,
        )
        return Received(dossier, paid)

    def _begin_process(self, dossier: Dossier, sheet: Sheet) -> Begun:
        if self.ground.definition_id is None:
            raise CannotReceive("no_process", blockers=(), missing=(), foreign=())
        return begin(
            dossier,
            self.ground.definition_id,
            self.ground.places,
            sheet,
            at=self.stamp.now,
            assignee_id=self.stamp.by.officer_id,
        )

    def _book(
        self, dossier: Dossier, demands: Sequence[FeeDemand], sheet: Sheet, *, takes_cash: bool
    ) -> CashReceipt | None:
        """Book what is owed, paid at once in cash or left open; free dossiers write nothing."""
        if not takes_cash:
            assess(dossier, demands, sheet, at=self.stamp.now)
            return None
        payer, by = self.filing.filer().full_name, self.stamp.by
        return assess_and_take(dossier, demands, sheet, payer_name=payer, by=by, at=self.stamp.now)


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


def _check_lawful(filing: Filing, ground: Ground, now: datetime) -> Content:
    """Only an announced, approved, active procedure with all its papers (R-16, R-47)."""
    if is_sealing_overdue():
        raise CannotReceive("journal_unsealed", blockers=(), missing=(), foreign=())
    blockers = _blockers(filing, ground.standing, now.astimezone(VIETNAM).date())
    if blockers or ground.standing is None:
        raise CannotReceive("not_complete", blockers=blockers, missing=(), foreign=())
    check_competence(filing, ground.standing.facts, ground.places)
    if filing.is_on_the_spot and not ground.standing.is_on_the_spot:  # only what is listed
        raise CannotReceive("not_for_the_spot", blockers=(), missing=(), foreign=())
    content = ground.standing.content
    missing = tuple(paper.name for paper in _missing(content, filing))
    foreign = _not_on_the_list(content, filing)
    if missing or foreign:
        raise CannotReceive("not_complete", blockers=(), missing=missing, foreign=foreign)
    return content


def _blockers(filing: Filing, standing: Standing | None, on: date) -> tuple[Blocker, ...]:
    if standing is None:
        return (Blocker(BlockerKind.NO_SUCH_VERSION),)
    return standing.blockers(filing.case_id, filing.channel, on)


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
