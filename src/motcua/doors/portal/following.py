"""A dossier in the words of the one who waits for it: the answer first, then why."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy

from motcua.casework.dossiers.likely import Likely
from motcua.casework.dossiers.rules import PAUSED, RUNNING, State
from motcua.casework.lifecycle.tracking import OpenStep, Tracked, Turn
from motcua.casework.processes.rules import Act
from motcua.doors.portal.naming import in_language, public_number
from motcua.doors.portal.promising import cells_of, due_words, span_of
from motcua.doors.portal.turning import REUSED, moments
from motcua.registers.calendar.explain import paragraph, reason_name
from motcua.ui.values import Fact, Moment, RulerCell
from motcua.ui.words import said as _

DOING = {
    Act.HAND_OVER: gettext_lazy("Đã nhận, đang chuyển cho cơ quan giải quyết"),
    Act.ASSIGN: gettext_lazy("Đã đến cơ quan giải quyết, đang phân công"),
    Act.APPRAISE: gettext_lazy("Đang thẩm định"),
    Act.PREPARE: gettext_lazy("Đang chuẩn bị kết quả"),
    Act.FIELD_CHECK: gettext_lazy("Đang kiểm tra thực địa"),
    Act.NOTIFY_DUTY: gettext_lazy("Đang xác định nghĩa vụ tài chính"),
    Act.CHECK: gettext_lazy("Đã thẩm định, đang kiểm tra lại"),
    Act.APPROVE: gettext_lazy("Đã thẩm định, đang chờ lãnh đạo quyết định"),
    Act.ISSUE: gettext_lazy("Đã có quyết định, đang cấp số"),
    Act.ANSWER_CONSULTATION: gettext_lazy("Đang lấy ý kiến cơ quan liên quan"),
    Act.APPROVE_EXTENSION: gettext_lazy("Đang xin hẹn lại ngày trả"),
}
ENDED = {
    State.SUBMITTED: gettext_lazy("Đã nộp, đang chờ tiếp nhận."),
    State.TO_COMPLETE: gettext_lazy("Chưa tiếp nhận: hồ sơ còn thiếu giấy tờ."),
    State.REFUSED: gettext_lazy("Hồ sơ không được tiếp nhận."),
    State.WITHDRAWN: gettext_lazy("Ông/Bà đã rút hồ sơ này."),
    State.STOPPED: gettext_lazy("Đã dừng giải quyết."),
}
TO_DO = {
    State.TO_COMPLETE: gettext_lazy("Mời Ông/Bà mang đủ giấy tờ còn thiếu đến nơi đã nộp."),
    State.AWAITING_SUPPLEMENT: gettext_lazy(
        "Mời Ông/Bà bổ sung giấy tờ dưới đây. Khi nhận đủ, đồng hồ chạy tiếp."
    ),
    State.AWAITING_FINANCIAL_DUTY: gettext_lazy(
        "Mời Ông/Bà nộp khoản đã được thông báo rồi mang chứng từ đến. Đồng hồ sẽ chạy tiếp."
    ),
    State.REFUSED: gettext_lazy(
        "Lý do có trong phiếu từ chối. Ông/Bà có thể nộp lại khi đã đủ điều kiện."
    ),
    State.STOPPED: gettext_lazy("Lý do có trong thông báo dừng giải quyết."),
    State.RETURNED: gettext_lazy("Cảm ơn Ông/Bà. Việc này đã xong."),
}


@dataclass(frozen=True)
class Reused:
    """A paper of the owner's store that stood for a required one; a personal number is hidden."""

    name: str
    number: str
    when: str
    ground: str


@dataclass(frozen=True)
class Followed:
    """Everything C11 shows."""

    code: str
    owner: str
    procedure: str
    tone: str
    headline: str
    lead: str
    facts: tuple[Fact, ...]
    cells: tuple[RulerCell, ...]
    sentence: str
    promises: tuple[tuple[str, str], ...]
    moments: tuple[Moment, ...]
    lacking: tuple[str, ...]
    reused: tuple[Reused, ...]


def followed(d: Tracked, likely: Likely | None, now: datetime) -> Followed:
    """Return a tracked dossier in words, as of now, with what its like let expect."""
    return Followed(
        code=d.code,
        owner=d.owner,
        procedure=in_language(d.procedure, d.procedure_en),
        tone=_tone(d, now),
        headline=_headline(d, now),
        lead=_lead(d),
        facts=(*_facts(d), *_forecast(likely)),
        cells=cells_of(d.clock, _until(d, now)) if d.clock and d.clock.due_at else (),
        sentence=paragraph(d.clock) if d.clock else "",
        promises=_promises(d),
        moments=moments(d),
        lacking=d.lacking if d.state in (State.TO_COMPLETE, State.AWAITING_SUPPLEMENT) else (),
        reused=tuple(map(_reused, reversed([t for t in d.turns if t.kind == REUSED]))),
    )


def _reused(turn: Turn) -> Reused:
    body = turn.body
    when = due_words(turn.at)
    return Reused(body["name"], public_number(body["number"]), when, body["ground"])


def _until(d: Tracked, now: datetime) -> datetime:
    return min(now, d.finished_at) if d.finished_at else now


def _is_late(d: Tracked, now: datetime) -> bool:
    return d.due_at is not None and d.due_at < now


def _tone(d: Tracked, now: datetime) -> str:
    if d.state in PAUSED or d.state is State.TO_COMPLETE:
        return "pause"
    if d.state in RUNNING:
        return "late" if _is_late(d, now) else "ok"
    return "ok" if d.state in (State.FINISHED, State.RETURNED) else ""


def _headline(d: Tracked, now: datetime) -> str:
    if d.state in ENDED:
        return str(ENDED[d.state])
    if d.state is State.RETURNED and d.returned_at:
        return _("Đã trả kết quả lúc %(when)s.") % {"when": due_words(d.returned_at)}
    if d.state is State.FINISHED:
        if d.is_at_the_counter:
            return _("Đã có kết quả. Mời Ông/Bà đến nhận.")
        return _("Đã có kết quả, đang chuyển về nơi trả.")
    if d.state in PAUSED:
        return _("Đồng hồ đang dừng: %(reason)s.") % {"reason": _reason(d)}
    return _running(d, now)


def _running(d: Tracked, now: datetime) -> str:
    doing = str(DOING[_act(d.steps)])
    if d.due_at is None:
        return _("%(doing)s. Pháp luật không quy định thời hạn.") % {"doing": doing}
    facts = {"doing": doing, "due": due_words(d.due_at)}
    if _is_late(d, now):
        return _("%(doing)s. Xin lỗi Ông/Bà: đã quá hẹn %(due)s.") % facts
    return _("%(doing)s. Hẹn trả trước %(due)s.") % facts


def _act(steps: tuple[OpenStep, ...]) -> Act:
    """Return what is done now; the main way goes before a question to another office."""
    acts = [Act(step.act) for step in steps if step.act in DOING]
    main = [act for act in acts if act is not Act.ANSWER_CONSULTATION]
    return (main or acts or [Act.APPRAISE])[0]


def _reason(d: Tracked) -> str:
    pauses = d.clock.pauses if d.clock else ()
    return reason_name(pauses[-1].reason) if pauses else reason_name("")


def _lead(d: Tracked) -> str:
    if d.state in TO_DO:
        return str(TO_DO[d.state])
    if d.state is State.FINISHED:
        return _("Mang theo căn cước và giấy tiếp nhận. Nhận thay thì mang thêm giấy ủy quyền.")
    return _("Ông/Bà không phải làm gì lúc này.")


def _facts(d: Tracked) -> tuple[Fact, ...]:
    offices = dict.fromkeys(step.unit for step in d.steps) or {d.competent: None}
    facts = [Fact(_("Đang ở"), ", ".join(offices))] if d.state not in ENDED else []
    if d.due_at and d.state in PAUSED:
        note = _("sẽ lùi thêm bằng thời gian dừng")
        facts.append(Fact(_("Hẹn trước khi dừng"), due_words(d.due_at), note))
    elif d.due_at:
        facts.append(Fact(_("Hẹn trả kết quả"), due_words(d.due_at)))
    facts.append(Fact(_("Nhận kết quả tại"), d.return_place))
    return tuple(facts)


def _forecast(likely: Likely | None) -> tuple[Fact, ...]:
    """Say when it will likely be settled; the promise stands beside it, and is another thing."""
    if likely is None:
        return ()
    note = _("Dự báo, không phải lời hẹn: cứ 10 hồ sơ giống thế này, 8 hồ sơ xong trong khoảng đó.")
    return (Fact(_("Dự kiến có kết quả"), span_of(likely.first, likely.last), note),)


def _promises(d: Tracked) -> tuple[tuple[str, str], ...]:
    """Return each date that was promised with its cause, the newest first."""
    made = []
    for turn in d.turns:
        due = turn.body.get("due_after") or turn.body.get("due_at")
        if due and turn.kind in CAUSES:
            made.append((due_words(datetime.fromisoformat(due)), str(CAUSES[turn.kind])))
    return tuple(made)


CAUSES = {
    "dossier.received": gettext_lazy("Hẹn lần đầu, khi tiếp nhận"),
    "dossier.supplement_received": gettext_lazy("Cộng thời gian đồng hồ dừng chờ bổ sung"),
    "dossier.resumed": gettext_lazy("Cộng thời gian đồng hồ dừng"),
    "dossier.extended": gettext_lazy("Cơ quan xin lỗi và hẹn lại"),
}
