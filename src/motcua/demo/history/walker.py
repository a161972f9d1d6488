"""One stand-in dossier on its way: which act comes next, and who does it."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from motcua.casework.dossiers.rules import PAUSED, FinancialState, ReturnMethod, State
from motcua.casework.fees.actions import take_cash
from motcua.casework.fees.rules import DemandState
from motcua.casework.lifecycle import (
    appraise,
    assign,
    consult,
    decide,
    hand_over,
    issue,
    supplement,
    suspend,
)
from motcua.casework.lifecycle.bill import bill
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.processes.rules import Act, TaskState
from motcua.demo.history import stage as st
from motcua.demo.history.capture import DOSSIER, TASK, Row, Rows
from motcua.demo.history.stage import Stage
from motcua.demo.specimen import scan
from motcua.registers.organisation.rules import Acting, Role

OPINION = "Hồ sơ đầy đủ, hợp lệ; đủ điều kiện giải quyết theo quy định."
LACKING = "Bản nộp chưa có chữ ký ở trang cuối; đề nghị ký và nộp lại."
_PROOF = "Giấy nộp tiền vào ngân sách nhà nước"
_REFUSAL = "Nội dung đề nghị không phù hợp quy hoạch, quy định hiện hành."
_ANSWER = "Không có ý kiến khác đối với nội dung thuộc lĩnh vực quản lý."


@dataclass(frozen=True)
class Step:
    """An open task as the next act needs it."""

    pk: int
    act: str
    role: str
    unit_id: int
    assignee_id: int | None
    working_minutes: int | None


def _step(row: Row) -> Step:
    return Step(**{name: row["id" if name == "pk" else name] for name in Step.__dataclass_fields__})


@dataclass(frozen=True)
class Manner:
    """How a life goes besides its turn: does the leader refuse, does the desk scan the papers."""

    rejects: bool
    scans: bool


class Walker:
    """Knows the dossier, its filing, the stage, and the instant of the next act."""

    def __init__(
        self, people: Stage, filing: Filing, title: str, asked_unit_id: int, manner: Manner
    ) -> None:
        self.people, self.filing, self.manner = people, filing, manner
        self.asked_unit_id = asked_unit_id
        self.dossier_id = 0
        self._rows: Rows = {}
        self.now = datetime.min.replace(tzinfo=UTC)
        self._title = title

    def begin(self, dossier_id: int) -> None:
        """Hear which dossier the first act made."""
        self.dossier_id = dossier_id

    def look(self, rows: Rows) -> None:
        """Hear what stands in the tables after a move."""
        self._rows = rows

    @property
    def state(self) -> State:
        """Return the dossier's state."""
        return State(self._rows[DOSSIER][0]["state"])

    def step(self) -> Step | None:
        """Return the step that waits longest."""
        open_ones = (row for row in self._rows[TASK] if row["state"] == TaskState.OPEN)
        row = next(open_ones, None)
        return None if row is None else _step(row)

    def next_beat(self) -> tuple[str, int] | None:
        """Return how the next act comes about, None when the life is over."""
        if self.state in PAUSED:
            return ("wait", 0)
        step = self.step()
        if step is None:
            return None
        if step.act == Act.RETURN:
            return ("pickup", 0)
        at_a_desk = step.act in (Act.HAND_OVER, Act.ASSIGN, Act.RECEIVE_RESULT)
        return ("desk", 0) if at_a_desk else ("work", step.working_minutes or 60)

    def desk(self) -> Acting:
        """Return who sits at the counter."""
        return self.people.one(self.filing.receiving_unit_id, Role.RECEPTION_OFFICER)

    def holder(self, step: Step) -> Acting:
        """Return who does a step: who holds it, or the one of its unit and role."""
        if step.assignee_id is not None:
            return self.people.by_id[step.assignee_id].by
        return self.people.one(step.unit_id, Role(step.role))

    def everything(self) -> Acting:
        """Return an officer with all roles of a sitting on the spot: the specialist of the desk."""
        roles = frozenset({
            Role.SPECIALIST, Role.UNIT_LEADER, Role.CLERK_SEAL, Role.RESULT_OFFICER,
            Role.RECEPTION_OFFICER,
        })  # fmt: skip
        return replace(self.desk(), roles=roles, grants=())

    def outgoing(self) -> issue.Outgoing:
        """Return the result's title and symbol."""
        return issue.Outgoing(self._title[:200], "KQ", why_on_paper=self.people.on_paper)

    def scan(self) -> None:
        """The desk scans what it took in or gives out, where this life has a scanner."""
        if self.manner.scans:
            scan(self.dossier_id, by=self.desk(), now=self.now)

    def later_promise(self) -> datetime:
        """Return a due instant after the present one."""
        due_at = datetime.fromisoformat(self._rows[DOSSIER][0]["due_at"])
        return due_at + timedelta(days=7, minutes=-7)

    def act(self) -> None:
        """Do the next act as a smooth life knows it."""
        if self.state in PAUSED:
            self._end_pause()
            return
        step = self.step()
        if step is not None:
            _ACTS.get(Act(step.act), Walker._forward)(self, step)

    def answer(self) -> None:
        """The asked agency answers."""
        asked = next(row for row in self._rows[TASK] if row["token"] is None)
        self._answer(_step(asked))

    def _end_pause(self) -> None:
        by = self.desk()
        if self.state != State.AWAITING_SUPPLEMENT:
            suspend.resume(self.dossier_id, proof=_PROOF, by=by, now=self.now)
            return
        items = self._rows["dossiers.SupplementItem"]
        brought = frozenset(row["id"] for row in items if not row["is_brought"])
        supplement.receive_supplement(self.dossier_id, brought, by=by, now=self.now)

    def _hand_over(self, step: Step) -> None:
        sent = next(iter(self._rows["dossiers.Handover"]), None)
        if sent is None:
            self.scan()
            by, excuse = self.holder(step), self.people.excuse
            hand_over.hand_over([self.dossier_id], by=by, now=self.now, unscanned=excuse)
            return
        receiver = self.people.one(sent["to_unit_id"], Role.SPECIALIST)
        hand_over.acknowledge(sent["id"], {}, by=receiver, now=self.now)

    def _assign(self, step: Step) -> None:
        specialist = self.people.one(step.unit_id, Role.SPECIALIST).officer_id
        assign.assign(step.pk, specialist, by=self.holder(step), now=self.now)

    def _appraise(self, step: Step) -> None:
        by = self.holder(step)
        appraise.appraise(step.pk, opinion=OPINION, is_eligible=True, by=by, now=self.now)
        appraise.submit_for_approval(step.pk, by=by, now=self.now)

    def _forward(self, step: Step) -> None:
        opinion = "Đã kiểm tra, đồng ý trình." if step.act == Act.CHECK else OPINION
        by = self.holder(step)
        appraise.submit_for_approval(step.pk, opinion=opinion, by=by, now=self.now)

    def _answer(self, step: Step) -> None:
        by = self.holder(step)
        consult.answer_consultation(step.pk, answer=_ANSWER, agrees=True, by=by, now=self.now)

    def _decide(self, step: Step) -> None:
        by = self.holder(step)
        if self.manner.rejects:
            decide.reject(step.pk, reason=_REFUSAL, by=by, now=self.now)
            return
        decide.approve(step.pk, opinion="Đồng ý.", by=by, now=self.now)

    def _issue(self, step: Step) -> None:
        issue.number_and_issue(step.pk, self.outgoing(), by=self.holder(step), now=self.now)

    def _collect(self, step: Step) -> None:
        issue.receive_result(step.pk, by=self.holder(step), now=self.now)

    def _bill(self) -> bool:
        """Bill at the desk what was foreseen until now; tell whether there was anything."""
        demands = self._rows["fees.FeeDemand"]
        foreseen = [row for row in demands if row["state"] == DemandState.FORESEEN]
        sums = {row["id"]: row["amount_vnd"] for row in foreseen if row["amount_vnd"]}
        if sums:
            bill(self.dossier_id, sums, by=self.desk(), now=self.now)
        return bool(sums)

    def _return(self, step: Step) -> None:
        dossier, name = self._rows[DOSSIER][0], self.filing.owner().full_name
        is_billed = self._bill()
        if is_billed or dossier["financial_state"] == FinancialState.DUE:
            take_cash(self.dossier_id, payer_name=name, by=self.desk(), now=self.now)
        self.scan()
        method = ReturnMethod(dossier["return_method"])
        at_counter = method == ReturnMethod.COUNTER
        handing = issue.Handing(
            name,
            method,
            identity_checked=at_counter,
            signed_for=at_counter,
            post_number=st.PARCEL if method == ReturnMethod.POST else "",
        )
        issue.return_result(self.dossier_id, handing, by=self.holder(step), now=self.now)


_ACTS = {
    Act.HAND_OVER: Walker._hand_over,
    Act.ASSIGN: Walker._assign,
    Act.APPRAISE: Walker._appraise,
    Act.ANSWER_CONSULTATION: Walker._answer,
    Act.APPROVE: Walker._decide,
    Act.ISSUE: Walker._issue,
    Act.RECEIVE_RESULT: Walker._collect,
    Act.RETURN: Walker._return,
}
