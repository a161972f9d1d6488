"""The turns a life can take, as short programs over the public acts.

A program is a generator: it does one act (or a few of one sitting) and yields what came before it,
a `Beat`, from which the teller of the history draws how long that took.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from motcua.casework.dossiers.rules import SuspensionReason
from motcua.casework.lifecycle import consult, extend, stop, supplement, suspend
from motcua.casework.lifecycle.imported import IMPORTERS, Past, take_over
from motcua.casework.lifecycle.issue import Handing
from motcua.casework.lifecycle.on_the_spot import Sitting, settle_on_the_spot
from motcua.casework.lifecycle.receive import receive, receive_filed
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.lifecycle.refuse import refuse_at_counter
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.casework.processes.rules import Act
from motcua.demo.history.walker import LACKING, OPINION, Step, Walker
from motcua.foundation.journal.rules import SYSTEM
from motcua.registers.catalogue.rules import Channel
from motcua.registers.organisation.rules import Role

SOURCE = "Hệ thống một cửa điện tử trước đây"


class Path(StrEnum):
    """The turns that are told."""

    SMOOTH = "smooth"
    SPOT = "spot"
    SUPPLEMENT = "supplement"
    TWICE = "supplement_twice"
    BEFORE = "supplement_before_reception"
    DUTY = "financial_duty"
    CONSULTED = "consulted"
    EXTENDED = "extended"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    STOPPED = "stopped"
    REFUSED = "refused"
    IMPORTED = "imported"


@dataclass(frozen=True)
class Beat:
    """How a move came about: `kind` says by what the time before it is drawn.

    begin: it is the first; desk: somebody at a desk got to it; work: a step of `minutes` was done;
    wait: the applicant had to bring something; pickup: the applicant came for the result.
    """

    kind: str
    minutes: int = 0


LOOK = Beat("look")
"""No move: the caller is asked to show the walker what stands in the tables now."""
Told = Iterator[Beat]
_REASON = "Thành phần hồ sơ chưa hợp lệ."
_BASIS = "Nghị định 118/2025/NĐ-CP"
_DUTY = "Thông báo của cơ quan thuế về nghĩa vụ tài chính"


def play(path: Path, walker: Walker) -> Told:
    """Do the life act by act; between two acts the caller sets `walker.now`."""
    yield from _BEGINNINGS.get(path, _received)(walker)
    if path in (Path.SPOT, Path.REFUSED, Path.IMPORTED):
        return
    has_turned = path not in _TURNS
    while True:
        yield LOOK
        beat = walker.next_beat()
        if beat is None:
            return
        yield Beat(*beat)
        step = walker.step()
        if not has_turned and step is not None and step.act == Act.APPRAISE:
            has_turned = True
            yield from _TURNS[path](walker, step)
            continue
        walker.act()


def _received(walker: Walker) -> Told:
    yield Beat("begin")
    taken = receive(
        walker.filing,
        by=walker.desk(),
        now=walker.now,
        takes_cash=walker.filing.channel == Channel.COUNTER,
    )
    walker.begin(taken.dossier.pk)


def _on_the_spot(walker: Walker) -> Told:
    yield from _received(walker)
    yield Beat("desk")
    walker.scan()
    everything = walker.everything()
    handing = Handing(walker.filing.owner().full_name, identity_checked=True, signed_for=True)
    sitting = Sitting(OPINION, walker.outgoing(), handing)
    settle_on_the_spot(walker.dossier_id, sitting, by=everything, now=walker.now)
    walker.scan()


def _refused(walker: Walker) -> Told:
    yield Beat("begin")
    reason = "Hồ sơ không thuộc phạm vi tiếp nhận theo quyết định công bố."
    refused = refuse_at_counter(walker.filing, reason=reason, by=walker.desk(), now=walker.now)
    walker.begin(refused.pk)


def _completed(walker: Walker) -> Told:
    yield Beat("begin")
    asked = supplement.ask_before_reception(
        walker.filing, _demand(walker), by=walker.desk(), now=walker.now
    )
    walker.begin(asked.pk)
    yield Beat("wait")
    receive_filed(asked.pk, walker.filing, by=walker.desk(), now=walker.now, takes_cash=True)


def _imported(walker: Walker) -> Told:
    """A past settled in the system before this one, as its takeover leaves it."""
    yield Beat("begin")
    received_at = walker.now
    yield Beat("work", 960)
    past = Past(
        filing=replace(walker.filing, papers=()),
        source=SOURCE,
        filed_by=walker.filing.channel.value,
        received_at=received_at,
        due_at=received_at + timedelta(days=9),
        ended_at=walker.now,
        first="",
        steps=(),
    )
    by = replace(walker.desk(), actor=SYSTEM, roles=IMPORTERS)
    walker.begin(take_over(past, by=by).pk)


def _demand(walker: Walker, basis: str = "", approver: str = "") -> Demand:
    if not walker.filing.papers:
        raise CannotAct("no_paper")
    paper = walker.filing.papers[0]
    lacking = Lacking(paper.name, LACKING, paper.required_paper_id)
    return Demand(items=(lacking,), reason=_REASON, legal_basis=basis, approver=approver)


def _supplement(walker: Walker, step: Step) -> Told:
    by = walker.holder(step)
    supplement.ask_supplement(walker.dossier_id, _demand(walker), by=by, now=walker.now)
    yield from ()


def _twice(walker: Walker, step: Step) -> Told:
    yield from _supplement(walker, step)
    yield Beat("wait")
    walker.act()
    yield Beat("desk")
    leader = walker.people.one(walker.filing.competent_unit_id, Role.UNIT_LEADER)
    again = _demand(walker, _BASIS, leader.actor.label)
    supplement.ask_supplement(walker.dossier_id, again, by=walker.holder(step), now=walker.now)


def _duty(walker: Walker, step: Step) -> Told:
    by, reason = walker.holder(step), SuspensionReason.FINANCIAL_DUTY
    suspend.suspend(walker.dossier_id, reason, legal_basis=_DUTY, by=by, now=walker.now)
    yield from ()


def _consulted(walker: Walker, step: Step) -> Told:
    text = "Đề nghị cho ý kiến đối với nội dung thuộc lĩnh vực quản lý."
    question = consult.Question(walker.asked_unit_id, text, 960)
    consult.consult(walker.dossier_id, question, by=walker.holder(step), now=walker.now)
    yield Beat("work", 480)
    walker.answer()


def _extended(walker: Walker, step: Step) -> Told:
    """The apology names a date that the teller chooses; here any later one."""
    reason = "Hồ sơ phức tạp, cần xác minh thêm."
    due_at = walker.later_promise()
    by = walker.holder(step)
    extend.propose_extension(walker.dossier_id, due_at, reason=reason, by=by, now=walker.now)
    yield Beat("desk")
    leader = walker.people.one(walker.filing.competent_unit_id, Role.UNIT_LEADER)
    extend.extend(walker.dossier_id, due_at, reason=reason, by=leader, now=walker.now)


def _withdrawn(walker: Walker, _step: Step) -> Told:
    reason = "Người nộp xin rút hồ sơ để thay đổi nhu cầu."
    stop.withdraw(walker.dossier_id, reason=reason, by=walker.desk(), now=walker.now)
    yield from ()


def _stopped(walker: Walker, _step: Step) -> Told:
    reason = "Cơ quan có thẩm quyền yêu cầu dừng giải quyết để xác minh."
    leader = walker.people.one(walker.filing.competent_unit_id, Role.UNIT_LEADER)
    stop.stop(walker.dossier_id, reason=reason, legal_basis=_BASIS, by=leader, now=walker.now)
    yield from ()


_BEGINNINGS: dict[Path, Callable[[Walker], Told]] = {
    Path.SPOT: _on_the_spot,
    Path.REFUSED: _refused,
    Path.BEFORE: _completed,
    Path.IMPORTED: _imported,
}
_TURNS: dict[Path, Callable[[Walker, Step], Told]] = {
    Path.SUPPLEMENT: _supplement,
    Path.TWICE: _twice,
    Path.DUTY: _duty,
    Path.CONSULTED: _consulted,
    Path.EXTENDED: _extended,
    Path.WITHDRAWN: _withdrawn,
    Path.STOPPED: _stopped,
}
