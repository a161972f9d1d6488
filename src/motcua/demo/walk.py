"""One dossier walks on: its next act, done by the officer whose part it is."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from random import Random

from motcua.casework.documents.models import PaperItem
from motcua.casework.dossiers.models import Dossier, Handover, SupplementItem
from motcua.casework.dossiers.rules import PAUSED, State
from motcua.casework.fees.actions import take_cash
from motcua.casework.fees.models import FeeDemand
from motcua.casework.fees.rules import DemandState
from motcua.casework.lifecycle import (
    appraise,
    assign,
    consult,
    decide,
    hand_over,
    issue,
    stop,
    supplement,
    suspend,
)
from motcua.casework.lifecycle.bill import bill
from motcua.casework.lifecycle.rules import ACTS, Verb
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, TaskState
from motcua.demo.specimen import scan
from motcua.registers.organisation.rules import Acting, Role

UNSCANNED = "Quầy chưa được trang bị máy quét."
ON_PAPER = "Người ký chưa được cấp chứng thư số."
_SCANNED = 0.92
OPINION = "Hồ sơ đầy đủ, hợp lệ; đủ điều kiện giải quyết theo quy định."
LACKING = "Bản nộp chưa có chữ ký ở trang cuối; đề nghị ký và nộp lại."
PROOF = "Giấy nộp tiền vào ngân sách nhà nước"


@dataclass(frozen=True)
class Cast:
    """The officers with their rights, and the dice by which people differ."""

    everybody: tuple[Acting, ...]
    chance: Random

    def one(self, *roles: Role, unit_id: int) -> Acting:
        """Return an officer of a unit who holds one of the roles; those of the very unit first.

        The senior of them gets three times the work of a colleague.
        """
        able = [one for one in self.everybody if one.may(*roles) and unit_id in one.unit_ids]
        nearest = [one for one in able if one.unit_id == unit_id] or able
        ranked = sorted(nearest, key=lambda one: one.post_id)
        return self.chance.choices(ranked, [3, *([1] * (len(ranked) - 1))])[0]

    def holder(self, task: Task) -> Acting:
        """Return who does a task: its assignee, or somebody of its unit and role."""
        if task.assignee_id is None:
            return self.one(Role(task.role), unit_id=task.unit_id)
        return next(one for one in self.everybody if one.officer_id == task.assignee_id)


def open_task(dossier: Dossier) -> Task | None:
    """Return the step that waits longest, None when the dossier is through."""
    return Task.objects.filter(dossier=dossier, state=TaskState.OPEN).order_by("id").first()


def step(dossier: Dossier, cast: Cast, now: datetime) -> None:
    """Do the next act of a dossier at `now`."""
    if State(dossier.state) in PAUSED:
        _end_pause(dossier, cast, now)
        return
    task = open_task(dossier)
    if task is not None:
        _ACTS.get(Act(task.act), _forward)(dossier, task, cast, now)


def _end_pause(dossier: Dossier, cast: Cast, now: datetime) -> None:
    by = cast.one(*ACTS[Verb.RECEIVE].roles, unit_id=dossier.receiving_unit_id)
    if dossier.state != State.AWAITING_SUPPLEMENT:
        suspend.resume(dossier.pk, proof=PROOF, by=by, now=now)
        return
    asked = SupplementItem.objects.filter(request__dossier=dossier, is_brought=False)
    brought = frozenset(asked.values_list("pk", flat=True))
    supplement.receive_supplement(dossier.pk, brought, by=by, now=now)


def _hand_over(dossier: Dossier, task: Task, cast: Cast, now: datetime) -> None:
    """Send it on its list, or confirm that it came."""
    sent = Handover.objects.filter(items__dossier=dossier, closed_at=None).first()
    if sent is None:
        if cast.chance.random() < _SCANNED:
            scan(dossier.pk, by=cast.holder(task), now=now)
        hand_over.hand_over([dossier.pk], by=cast.holder(task), now=now, unscanned=UNSCANNED)
        return
    receiver = cast.one(Role.DIVISION_LEADER, Role.SPECIALIST, unit_id=sent.to_unit_id)
    hand_over.acknowledge(sent.pk, {}, by=receiver, now=now)


def _assign(_dossier: Dossier, task: Task, cast: Cast, now: datetime) -> None:
    specialist = cast.one(Role.SPECIALIST, unit_id=task.unit_id)
    assign.assign(task.pk, specialist.officer_id, by=cast.holder(task), now=now)


def _appraise(dossier: Dossier, task: Task, cast: Cast, now: datetime) -> None:
    """Mostly all is well; now and then papers are wanting, or the applicant changes his mind."""
    by, luck = cast.holder(task), cast.chance.random()
    if luck < 0.14 and not dossier.supplement_rounds and not dossier.is_on_the_spot:
        _ask_supplement(dossier, by, now)
        return
    if luck > 0.97:
        reason = "Người nộp xin rút hồ sơ để thay đổi nhu cầu."
        stop.withdraw(dossier.pk, reason=reason, by=_desk(dossier, cast), now=now)
        return
    appraise.appraise(task.pk, opinion=OPINION, is_eligible=True, by=by, now=now)
    appraise.submit_for_approval(task.pk, by=by, now=now)


def _ask_supplement(dossier: Dossier, by: Acting, now: datetime) -> None:
    paper = PaperItem.objects.filter(dossier=dossier).earliest("id")
    lacking = Lacking(paper.name, LACKING, paper.required_paper_id)
    demand = Demand(items=(lacking,), reason="Thành phần hồ sơ chưa hợp lệ.")
    supplement.ask_supplement(dossier.pk, demand, by=by, now=now)


def _desk(dossier: Dossier, cast: Cast) -> Acting:
    return cast.one(Role.RECEPTION_OFFICER, unit_id=dossier.receiving_unit_id)


def _forward(_dossier: Dossier, task: Task, cast: Cast, now: datetime) -> None:
    opinion = "Đã kiểm tra, đồng ý trình." if task.act == Act.CHECK else OPINION
    by = cast.holder(task)
    if task.act == Act.CHECK and cast.chance.random() < 0.06:
        appraise.send_back(task.pk, reason="Bổ sung căn cứ vào dự thảo.", by=by, now=now)
        return
    appraise.submit_for_approval(task.pk, opinion=opinion, by=by, now=now)


def _answer(_dossier: Dossier, task: Task, cast: Cast, now: datetime) -> None:
    answer = "Không có ý kiến khác đối với nội dung thuộc lĩnh vực quản lý."
    by = cast.holder(task)
    consult.answer_consultation(task.pk, answer=answer, agrees=True, by=by, now=now)


def _decide(_dossier: Dossier, task: Task, cast: Cast, now: datetime) -> None:
    by = cast.holder(task)
    if cast.chance.random() < 0.06:
        reason = "Nội dung đề nghị không phù hợp quy hoạch, quy định hiện hành."
        decide.reject(task.pk, reason=reason, by=by, now=now)
        return
    decide.approve(task.pk, opinion="Đồng ý.", by=by, now=now)


def _issue(dossier: Dossier, task: Task, cast: Cast, now: datetime) -> None:
    named = dossier.version.results.order_by("pk").values_list("name", "symbol").first()
    title, symbol = named or (dossier.version.name, "")
    outgoing = issue.Outgoing(title[:200], symbol or "KQ", why_on_paper=ON_PAPER)
    issue.number_and_issue(task.pk, outgoing, by=cast.holder(task), now=now)


def _collect(_dossier: Dossier, task: Task, cast: Cast, now: datetime) -> None:
    issue.receive_result(task.pk, by=cast.holder(task), now=now)


def _return(dossier: Dossier, task: Task, cast: Cast, now: datetime) -> None:
    handing = issue.Handing(dossier.owner_name, identity_checked=True, signed_for=True)
    foreseen = FeeDemand.objects.filter(dossier=dossier, state=DemandState.FORESEEN)
    sums = dict(foreseen.exclude(amount_vnd=0).values_list("pk", "amount_vnd"))
    till = _desk(dossier, cast)
    if sums:
        bill(dossier.pk, sums, by=till, now=now)
        take_cash(dossier.pk, payer_name=dossier.owner_name, by=till, now=now)
    issue.return_result(dossier.pk, handing, by=cast.holder(task), now=now)


_Step = Callable[[Dossier, Task, Cast, datetime], None]
_ACTS: dict[Act, _Step] = {
    Act.HAND_OVER: _hand_over,
    Act.ASSIGN: _assign,
    Act.APPRAISE: _appraise,
    Act.ANSWER_CONSULTATION: _answer,
    Act.APPROVE: _decide,
    Act.ISSUE: _issue,
    Act.RECEIVE_RESULT: _collect,
    Act.RETURN: _return,
}
