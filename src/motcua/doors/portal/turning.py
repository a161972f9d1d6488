"""The timeline: each turn the journal knows, in a sentence for the applicant; no officer named."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy

from motcua.casework.dossiers.rules import OPEN
from motcua.casework.lifecycle.tracking import Tracked, Turn
from motcua.doors.portal.naming import language, reads_vietnamese
from motcua.doors.portal.promising import due_words
from motcua.kit import dates
from motcua.registers.calendar.explain import reason_name
from motcua.ui.values import Moment
from motcua.ui.words import said as _

REUSED = "dossier.paper_reused"
TITLES = {
    "dossier.received": gettext_lazy("Tiếp nhận hồ sơ"),
    REUSED: gettext_lazy("Dùng lại giấy tờ đã có, Ông/Bà không phải nộp lại"),
    "dossier.refused": gettext_lazy("Không tiếp nhận hồ sơ"),
    "dossier.supplement_asked": gettext_lazy("Yêu cầu bổ sung giấy tờ"),
    "dossier.supplement_received": gettext_lazy("Đã nhận giấy tờ bổ sung, đồng hồ chạy lại"),
    "dossier.handed_over": gettext_lazy("Chuyển đến cơ quan giải quyết"),
    "dossier.handover_acknowledged": gettext_lazy("Cơ quan giải quyết đã nhận hồ sơ"),
    "dossier.appraised": gettext_lazy("Đã thẩm định"),
    "dossier.consultation_asked": gettext_lazy("Gửi lấy ý kiến cơ quan liên quan"),
    "dossier.consultation_answered": gettext_lazy("Cơ quan liên quan đã trả lời"),
    "dossier.consultation_unanswered": gettext_lazy("Cơ quan liên quan không trả lời đúng hạn"),
    "dossier.sent_back": gettext_lazy("Trả lại bước trước để làm rõ"),
    "dossier.approved": gettext_lazy("Lãnh đạo đã phê duyệt"),
    "dossier.rejected": gettext_lazy("Lãnh đạo quyết định không chấp thuận"),
    "dossier.result_issued": gettext_lazy("Đã cấp số kết quả"),
    "dossier.result_at_centre": gettext_lazy("Kết quả đã về nơi trả"),
    "dossier.result_returned": gettext_lazy("Đã trả kết quả"),
    "dossier.suspended": gettext_lazy("Đồng hồ dừng"),
    "dossier.resumed": gettext_lazy("Đồng hồ chạy lại"),
    "dossier.extended": gettext_lazy("Xin lỗi và hẹn lại ngày trả"),
    "dossier.stopped": gettext_lazy("Dừng giải quyết hồ sơ"),
    "dossier.withdrawn": gettext_lazy("Rút hồ sơ theo yêu cầu"),
    "dossier.step_recalled": gettext_lazy("Thu hồi một bước làm nhầm"),
}
WAITS = frozenset({"dossier.supplement_asked", "dossier.suspended"})
Body = Mapping[str, Any]


def moments(d: Tracked) -> tuple[Moment, ...]:
    """Return what happened, the newest first; what waits now stands on top."""
    told = [_moment(turn) for turn in d.turns if turn.kind in TITLES]
    return (*_now(d), *told)


def _now(d: Tracked) -> tuple[Moment, ...]:
    if d.state not in OPEN:
        return ()
    return tuple(
        Moment(
            at=_("Từ %(day)s") % {"day": _day(step.opened_at)},
            sub_at=_("đến nay"),
            title=_("Đang ở %(unit)s") % {"unit": step.unit},
            text=step.name if reads_vietnamese() else "",
            state="here",
            datetime=step.opened_at.isoformat(timespec="minutes"),
        )
        for step in d.steps
    )


def _moment(turn: Turn) -> Moment:
    tell = TEXTS.get(turn.kind)
    said = tell(turn.body) if tell else ""
    return Moment(
        at=f"{dates.clock_time(turn.at)}, {_day(turn.at)}",
        sub_at=dates.weekday(dates.local(turn.at).date(), language()),
        title=str(TITLES[turn.kind]),
        text=". ".join(filter(None, (turn.unit, said))),
        state="wait" if turn.kind in WAITS else "done",
        datetime=turn.at.isoformat(timespec="minutes"),
    )


def _day(at: datetime) -> str:
    return f"{dates.local(at):%d/%m}"


def _due(key: str) -> Callable[[Body], str]:
    def tell(body: Body) -> str:
        text = body.get(key, "")
        due = due_words(datetime.fromisoformat(text)) if text else ""
        return _("Hẹn trả: %(due)s") % {"due": due} if due else ""

    return tell


def _reason(body: Body) -> str:
    return str(body.get("reason", ""))


def _lacking(body: Body) -> str:
    return _("Cần bổ sung: %(items)s") % {"items": "; ".join(body.get("items", ()))}


def _paper(body: Body) -> str:
    return str(body["name"])


def _ground(body: Body) -> str:
    ground = reason_name(str(body.get("reason", "")))
    basis = str(body.get("legal_basis", ""))
    return f"{ground[:1].upper()}{ground[1:]}" + (f" ({basis})" if basis else "")


TEXTS: dict[str, Callable[[Body], str]] = {
    "dossier.received": _due("due_at"),
    REUSED: _paper,
    "dossier.refused": _reason,
    "dossier.supplement_asked": _lacking,
    "dossier.supplement_received": _due("due_after"),
    "dossier.suspended": _ground,
    "dossier.resumed": _due("due_after"),
    "dossier.extended": _due("due_after"),
    "dossier.stopped": _reason,
    "dossier.withdrawn": _reason,
}
