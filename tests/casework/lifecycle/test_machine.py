"""Any act, by anybody, in any order, while time moves on: what must hold after each.

The usual officer does the usual next act, so that dossiers get somewhere; between them anybody of
the cast tries anything. Each run begins in a savepoint and leaves nothing behind.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    rule,
    run_state_machine_as_test,
)

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ResultState
from motcua.casework.dossiers.clocks import clock_of
from motcua.casework.dossiers.models import Dossier, Handover, SupplementItem
from motcua.casework.dossiers.rules import ENDED, PAUSED, State, SuspensionReason, may_become
from motcua.casework.fees.actions import (
    CannotCancelReceipt,
    CannotTakeCash,
    cancel_receipt,
    take_cash,
)
from motcua.casework.fees.models import CashReceipt, FeeDemand, LedgerEntry
from motcua.casework.fees.queries import balance_of
from motcua.casework.fees.rules import DemandState
from motcua.casework.lifecycle import (
    appraise,
    assign,
    consult,
    decide,
    extend,
    hand_over,
    issue,
    recall,
    receive,
    record_no_answer,
    replace_result,
    revoke_result,
    stop,
    supplement,
    suspend,
)
from motcua.casework.lifecycle.issue_replacement import issue_replacement
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.casework.processes.actions import publish_graph
from motcua.casework.processes.models import Task, Timer
from motcua.casework.processes.rules import Act, TaskState
from motcua.demo import walk
from motcua.demo.specimen import keep_specimen
from motcua.engine.process.table import Step, graph_of
from motcua.foundation.journal.models import Entry
from motcua.kit.clock import VIETNAM
from motcua.oversight.indicators.figures import figures
from motcua.oversight.indicators.queries import lines
from motcua.oversight.indicators.rules import Dimension, Period
from motcua.registers.organisation.rules import THE_SYSTEM, Acting, Role
from tests.casework.desk import UNSCANNED, Desk

Tried = Callable[..., Any]
CAST = (
    (Role.RECEPTION_OFFICER, ""),
    (Role.RESULT_OFFICER, ""),
    (Role.CASHIER, ""),
    (Role.POSTAL_CLERK, "centre"),
    (Role.SPECIALIST, ""),
    (Role.SPECIALIST, "civil"),
    (Role.DIVISION_LEADER, ""),
    (Role.UNIT_LEADER, ""),
    (Role.UNIT_LEADER, "justice"),
    (Role.CLERK_SEAL, ""),
    (Role.INSPECTOR, ""),
)
REFUSALS = (CannotAct, CannotTakeCash, CannotCancelReceipt)
DEMAND = Demand((Lacking("Điều lệ công ty", "thiếu chữ ký"),), "Chưa ký", "Điều 19", "Người duyệt")
WITH_DUTY = graph_of(
    (
        Step("receive", "Tiếp nhận", "reception_officer", "centre", 240, "hand_over"),
        Step("assign", "Phân công", "division_leader", "division", 240, "assign"),
        Step("appraise", "Thẩm định", "specialist", "division", 480, "appraise"),
        Step("duty", "Chờ nộp", "", "partner", 0, "wait", wait="financial_duty"),
        Step("check", "Kiểm tra", "division_leader", "division", 240, "check", "appraise"),
        Step("approve", "Phê duyệt", "unit_leader", "unit", 240, "approve", "appraise"),
        Step("issue", "Ban hành", "clerk_seal", "unit", 120, "number_and_issue"),
        Step("collect", "Nhận kết quả", "result_officer", "centre", 120, "receive_result"),
        Step("return", "Trả kết quả", "result_officer", "centre", 0, "return_result"),
    ),
    key="duty",
)
ON_DOSSIER: dict[str, Tried] = {
    "hand_over": lambda d, **h: hand_over.hand_over([d.pk], **h, unscanned=UNSCANNED),
    "ask_supplement": lambda d, **h: supplement.ask_supplement(d.pk, DEMAND, **h),
    "bring": lambda d, **h: supplement.receive_supplement(d.pk, _asked(d), **h),
    "suspend": lambda d, **h: suspend.suspend(
        d.pk, SuspensionReason.FIELD_CHECK, legal_basis="Giấy mời 1", **h
    ),
    "resume": lambda d, **h: suspend.resume(d.pk, proof="Biên bản", **h),
    "propose": lambda d, **h: extend.propose_extension(d.pk, _later(d, h), reason="Chờ", **h),
    "extend": lambda d, **h: extend.extend(d.pk, _later(d, h), reason="Chờ", **h),
    "stop": lambda d, **h: stop.stop(d.pk, reason="Theo đơn", legal_basis="Điều 5", **h),
    "withdraw": lambda d, **h: stop.withdraw(d.pk, reason="Đổi ý", **h),
    "recall": lambda d, **h: recall.recall(d.pk, reason="Nhầm", **h),
    "return": lambda d, **h: issue.return_result(
        d.pk, issue.Handing("Ánh", identity_checked=True, signed_for=True), **h
    ),
    "take_cash": lambda d, **h: take_cash(d.pk, payer_name="Ánh", **h),
    "revoke": lambda d, **h: revoke_result.revoke_result(d.pk, reason="Cấp sai", **h),
    "replace": lambda d, **h: replace_result.replace_result(
        d.pk, replace_result.Corrected("Giấy", "Đúng", "Sai tên"), **h
    ),
    "approve_replacement": lambda d, **h: replace_result.approve_replacement(_pending(d), **h),
    "issue_replacement": lambda d, **h: issue_replacement(_pending(d), why_on_paper="Giấy", **h),
}
ON_TASK: dict[str, Tried] = {
    "claim": assign.claim_task,
    "appraise": partial(appraise.appraise, opinion="Đủ", is_eligible=True),
    "submit": partial(appraise.submit_for_approval, opinion="Đủ"),
    "send_back": partial(appraise.send_back, reason="Xem lại"),
    "approve": decide.approve,
    "reject": partial(decide.reject, reason="Không đủ điều kiện"),
    "answer": partial(consult.answer_consultation, answer="Không trùng", agrees=True),
    "no_answer": partial(
        record_no_answer.record_no_answer, reason="Đã nhắc hai lần", legal_basis="Công văn 12"
    ),
    "issue": lambda task, **h: issue.number_and_issue(
        task, issue.Outgoing("Giấy", "GCN", "", "Giấy"), **h
    ),
    "collect": issue.receive_result,
}
pick = st.integers(0, 1_000)


def _asked(dossier: Dossier) -> frozenset[int]:
    items = SupplementItem.objects.filter(request__dossier=dossier)
    return frozenset(items.values_list("pk", flat=True))


def _pending(dossier: Dossier) -> int:
    rows = Result.objects.replacing().filter(dossier=dossier)
    return rows.values_list("pk", flat=True).first() or 0


def _later(dossier: Dossier, hand: dict[str, Any]) -> Any:
    return max(dossier.due_at or hand["now"], hand["now"]) + timedelta(days=3)


class Office(RuleBasedStateMachine):
    """A desk, its cast, and dossiers on which anything may be tried."""

    def __init__(self, desk: Desk, people: tuple[Acting, ...]) -> None:
        super().__init__()
        self.desk = Desk(desk.cast, desk.version_id, desk.now)
        self.people = people
        self.usual = walk.Cast(people, Random(7))
        self.known: dict[int, tuple[State, int]] = {}
        self.savepoint = transaction.atomic()
        self.savepoint.__enter__()

    def teardown(self) -> None:
        """Forget the run."""
        transaction.set_rollback(True)
        self.savepoint.__exit__(None, None, None)

    @initialize()
    def receive(self) -> None:
        """Receive two dossiers at the Centre, one paid."""
        by = self.desk.by(Role.RECEPTION_OFFICER)
        for pays in (True, False):
            receive.receive(self.desk.filing(), by=by, now=self.desk.now, takes_cash=pays)
        self.everything_holds()

    @rule(nth=pick, hours=st.integers(0, 30), acts=st.integers(1, 6))
    def go_on(self, nth: int, hours: int, acts: int) -> None:
        """Time passes, and the usual officers do what is usually next."""
        for _ in range(acts):
            self.desk.later(hours=hours)
            self._try(walk.step, self._dossier(nth), self.usual, self.desk.now)

    @rule(nth=pick, who=pick, what=st.sampled_from(sorted(ON_DOSSIER)))
    def try_on_a_dossier(self, nth: int, who: int, what: str) -> None:
        """Anybody tries an act of a dossier."""
        self._anybody(ON_DOSSIER[what], self._dossier(nth), who=who)

    @rule(nth=pick, who=pick, what=st.sampled_from(sorted(ON_TASK)))
    def try_on_a_task(self, nth: int, who: int, what: str) -> None:
        """Anybody tries an act of a step, of an open one rather than of a closed one."""
        tasks = Task.objects.order_by("-state", "id").values_list("pk", flat=True)
        self._anybody(ON_TASK[what], tasks[nth % len(tasks)], who=who)

    @rule(nth=pick, who=pick)
    def ask_another_unit(self, nth: int, who: int) -> None:
        """Anybody tries to consult the Department of Justice."""
        question = consult.Question(self.desk.cast.unit("civil"), "Có trùng tên?", 480)
        self._anybody(consult.consult, self._dossier(nth).pk, question, who=who)

    @rule(nth=pick, who=pick)
    def confirm_a_list(self, nth: int, who: int) -> None:
        """Anybody tries to confirm a list, twice over."""
        for sent in Handover.objects.order_by("id")[nth % 3 : nth % 3 + 1]:
            self._anybody(hand_over.acknowledge, sent.pk, {}, who=who)

    @rule(nth=pick, who=pick)
    def cancel_a_receipt(self, nth: int, who: int) -> None:
        """Anybody tries to cancel a receipt."""
        for receipt in CashReceipt.objects.order_by("id")[nth % 3 : nth % 3 + 1]:
            self._anybody(cancel_receipt, receipt.pk, reason="Ghi nhầm", who=who)

    def everything_holds(self) -> None:
        """Check every dossier and every book."""
        for dossier in Dossier.objects.all():
            self._state_and_journal(dossier)
            _work(dossier)
            _promise(dossier)
            _money(dossier)
            _results(dossier)
        _books()
        _figures(self.desk.now)

    def _state_and_journal(self, dossier: Dossier) -> None:
        """The table of states is kept, and no state changes without an entry of the journal."""
        told = Entry.objects.filter(dossier_id=dossier.pk).exclude(kind__startswith="task.").count()
        state = State(dossier.state)
        before, had = self.known.get(dossier.pk, (state, 0))
        assert state is before or may_become(before, state), (before, state)
        assert state is before or told > had
        assert told
        self.known[dossier.pk] = (state, told)

    def _dossier(self, nth: int) -> Dossier:
        return Dossier.objects.get(pk=sorted(self.known)[nth % len(self.known)])

    def _anybody(self, act: Tried, *given: Any, who: int, **named: Any) -> None:
        """One after the other tries, beginning with `who`, until one is let."""
        first = who % len(self.people)
        for by in (*self.people[first:], *self.people[:first]):
            if self._try(act, *given, by=by, now=self.desk.now, **named):
                return

    def _try(self, act: Tried, *given: Any, **named: Any) -> bool:
        """Tell whether it was let; a refusal changes nothing, after an act all is checked."""
        before = Entry.objects.count()
        try:
            with transaction.atomic():
                act(*given, **named)
        except REFUSALS:
            assert Entry.objects.count() == before
            return False
        self.everything_holds()
        return True


def _work(dossier: Dossier) -> None:
    """Somebody or something moves an open dossier, and its tasks know whether it stands still;
    nobody works on an ended one."""
    tasks = Task.objects.filter(dossier=dossier, state=TaskState.OPEN)
    assert set(tasks.values_list("is_paused", flat=True)) <= {dossier.is_paused}
    if dossier.state == State.FINISHED:
        assert set(tasks.values_list("act", flat=True)) <= {Act.RECEIVE_RESULT, Act.RETURN}
    elif dossier.state in ENDED:
        assert not tasks.exists()
        assert not Timer.objects.filter(dossier=dossier).exists()
    elif dossier.state not in PAUSED:
        assert tasks.filter(token__isnull=False).exists()


def _promise(dossier: Dossier) -> None:
    """The stored promise is what the clock says when it is run again."""
    if dossier.state in PAUSED or dossier.state in ENDED:
        return
    again = clock_of(dossier, list(dossier.clock_events.all()))
    assert (again.due_at, again.original_due_at) == (dossier.due_at, dossier.original_due_at)


def _money(dossier: Dossier) -> None:
    """Every entry balances; the ledger leaves open what is demanded, after an early end nothing."""
    entries = LedgerEntry.objects.filter(dossier=dossier)
    assert not entries.annotate(sum=Sum("postings__amount_vnd")).exclude(sum=0).exists()
    owed = FeeDemand.objects.filter(dossier=dossier, state=DemandState.OWED)
    balance = balance_of(dossier.pk)
    assert balance == sum(owed.values_list("amount_vnd", flat=True))
    if dossier.state in (State.STOPPED, State.WITHDRAWN):
        assert not balance


def _results(dossier: Dossier) -> None:
    """At most one result is in force; what was replaced is so by one that was issued."""
    rows = Result.objects.filter(dossier=dossier)
    assert rows.filter(state=ResultState.ISSUED).count() <= 1
    for old in rows.filter(state=ResultState.REPLACED):
        assert rows.get(replaces=old).issued_at == old.revoked_at


def _books() -> None:
    """Codes, receipts and results are numbered from 1 without a gap."""
    codes = [str(code).rsplit("-", 1) for code in Dossier.objects.values_list("code", flat=True)]
    receipts = [list(row) for row in CashReceipt.objects.values_list("book", "number")]
    issued = Result.objects.exclude(number="").values_list("number", flat=True)
    results = [["", number.split("/")[0]] for number in issued]
    for book in (codes, receipts, results):
        for _, rows in groupby(sorted([name, int(number)] for name, number in book), _name):
            numbers = [number for _, number in rows]
            assert numbers == list(range(1, len(numbers) + 1))


def _figures(now: datetime) -> None:
    """The board shows what counting the dossiers gives, today and as at days before."""
    connection.check_constraints()
    day = now.astimezone(VIETNAM).date()
    for last in (day, day - timedelta(days=2)):
        asked = [Period(last - timedelta(days=3), last)]
        everybody = {"by": replace(THE_SYSTEM, sees_all=True), "now": now}
        counted = lines(asked, Dimension.CHANNEL, **everybody)
        assert figures(asked, Dimension.CHANNEL, **everybody) == (counted,)


def _name(row: list[Any]) -> Any:
    return row[0]


@pytest.mark.parametrize(("runs", "steps"), [(3, 16), pytest.param(12, 20, marks=pytest.mark.slow)])
def test_any_act_by_anybody_in_any_order(desk: Desk, runs: int, steps: int) -> None:
    by = desk.by(Role.PROCEDURE_CONTROLLER)
    publish_graph(desk.version_id, WITH_DUTY, by=by, now=desk.now)
    keep_specimen(desk.now)
    people = tuple(desk.cast.acting(role, unit=unit, now=desk.now) for role, unit in CAST)
    run_state_machine_as_test(
        partial(Office, desk, people),
        settings=settings(
            max_examples=runs,
            stateful_step_count=steps,
            derandomize=True,
            database=None,
            phases=(Phase.generate,),
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
