"""A dossier's story from the journal, newest first, each change of the promise with its cause."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, ngettext

from motcua.doors.desk.words import GROUNDS
from motcua.foundation.journal.rules import EntryRow
from motcua.kit import dates
from motcua.kit.money import vnd
from motcua.registers.calendar.explain import reason_name
from motcua.ui.values import Moment
from motcua.ui.words import said as _

_Body = Mapping[str, Any]
_Teller = Callable[[_Body], tuple[str, str]]
_PAUSES = frozenset({"dossier.suspended", "dossier.supplement_asked"})


def story(entries: Sequence[EntryRow]) -> tuple[Moment, ...]:
    """Tell the entries that a reader of the dossier asks about."""
    told = [entry for entry in entries if entry.kind in _TELLERS]
    return tuple(_moment(entry) for entry in reversed(told))


def promises(entries: Sequence[EntryRow]) -> tuple[tuple[str, str, str], ...]:
    """Return every date ever promised: the date, what moved it, and who."""
    rows = []
    for entry in entries:
        due = entry.body.get("due_after") or entry.body.get("due_at")
        if entry.kind in _PROMISING and due:
            title, _text = _TELLERS[entry.kind](entry.body)
            who = entry.actor.label.partition(",")[0]
            rows.append((dates.moment_short(datetime.fromisoformat(due)), title, who))
    return tuple(reversed(rows))


def _moment(entry: EntryRow) -> Moment:
    title, text = _TELLERS[entry.kind](entry.body)
    who = entry.actor.label
    return Moment(
        at=f"{dates.clock_time(entry.at)}, {dates.day(entry.at)[:5]}",
        title=title,
        sub_at=dates.weekday(dates.local(entry.at).date(), (get_language() or "vi")[:2]),
        text=f"{who}. {text}".strip() if text else f"{who}.",
        state="wait" if entry.kind in _PAUSES else "done",
        datetime=entry.at.isoformat(),
    )


def _due(body: _Body, name: str = "due_after") -> str:
    return dates.moment_short(datetime.fromisoformat(body[name])) if body.get(name) else "–"


def _new_promise(body: _Body) -> str:
    return _("Hẹn trả mới: %(due)s.") % {"due": _due(body)}


def _names(body: _Body, name: str = "items") -> str:
    return ", ".join(body.get(name, ()))


def _ground(body: _Body) -> str:
    reason = body.get("reason", "")
    known = {str(ground): str(words) for ground, words in GROUNDS.items()}
    basis = body.get("legal_basis", "")
    return ". ".join(part for part in (known.get(reason, reason_name(reason)), basis) if part)


_PROMISING = frozenset(
    {
        "dossier.received",
        "dossier.imported",
        "dossier.resumed",
        "dossier.supplement_received",
        "dossier.extended",
    }
)
_TELLERS: Mapping[str, _Teller] = {
    "dossier.received": lambda b: (
        _("Tiếp nhận hồ sơ"),
        _("Hẹn trả: %(due)s.") % {"due": _due(b, "due_at")},
    ),
    "dossier.imported": lambda b: (
        _("Nhập từ nơi khác, theo nguồn ghi lại"),
        _("Hẹn trả theo nguồn: %(due)s.") % {"due": _due(b, "due_at")},
    ),
    "dossier.settled_elsewhere": lambda b: (_("Nguồn ghi đã giải quyết xong"), ""),
    "dossier.refused": lambda b: (_("Từ chối tiếp nhận"), b["reason"]),
    "dossier.supplement_asked": lambda b: (
        _("Yêu cầu bổ sung, đồng hồ dừng")
        if b["stage"] == "appraisal"
        else _("Yêu cầu bổ sung trước tiếp nhận"),
        f"{_names(b)}. {b['reason']}",
    ),
    "dossier.supplement_received": lambda b: (
        _("Nhận giấy tờ bổ sung, đồng hồ chạy tiếp"),
        f"{_names(b)}. {_new_promise(b)}",
    ),
    "dossier.handed_over": lambda b: (_("Bàn giao hồ sơ"), b["handover"]),
    "dossier.left_unscanned": lambda b: (_("Bàn giao khi chưa quét đủ"), b["reason"]),
    "paper.digitised": lambda b: (
        _("Số hóa một giấy tờ"),
        ngettext("%(n)s trang", "%(n)s trang", b["pages"]) % {"n": b["pages"]},
    ),
    "dossier.handover_acknowledged": lambda b: (
        _("Đã nhận bàn giao") if b["arrived"] else _("Báo thiếu khi bàn giao"),
        b["note"],
    ),
    "task.assigned": lambda b: (
        _("Giao cho %(officer)s") % {"officer": b["officer"].partition(",")[0]},
        "",
    ),
    "dossier.appraised": lambda b: (
        _("Ý kiến thẩm định: đủ điều kiện")
        if b["is_eligible"]
        else _("Ý kiến thẩm định: không đủ điều kiện"),
        b["opinion"],
    ),
    "dossier.result_drafted": lambda b: (_("Soạn dự thảo kết quả"), b["title"]),
    "dossier.consultation_asked": lambda b: (_("Xin ý kiến"), b["question"]),
    "dossier.consultation_answered": lambda b: (
        _("Trả lời: đồng ý") if b["agrees"] else _("Trả lời: không đồng ý"),
        b["answer"],
    ),
    "dossier.opinion_signed": lambda b: (
        _("Ký số ý kiến ở bước “%(step)s”") % {"step": b["step"]},
        "",
    ),
    "dossier.consultation_unanswered": lambda b: (
        _("Ghi nhận không có trả lời khi đã quá hạn"),
        f"{b['reason']}. {b['legal_basis']}",
    ),
    "dossier.submitted_for_approval": lambda b: (
        _("Xong bước “%(step)s”, trình lên") % {"step": b["step"]},
        "",
    ),
    "dossier.sent_back": lambda b: (
        _("Trả lại bước “%(step)s”") % {"step": b["to"]},
        b["reason"],
    ),
    "dossier.approved": lambda b: (_("Đã duyệt"), ""),
    "dossier.rejected": lambda b: (_("Quyết định không giải quyết"), b["reason"]),
    "dossier.result_issued": lambda b: (
        _("Phát hành kết quả số %(number)s") % {"number": b["number"]},
        b["title"],
    ),
    "dossier.result_sealed": lambda b: (
        _("Đóng dấu số kết quả số %(number)s") % {"number": b["number"]},
        "",
    ),
    "dossier.result_kept": lambda b: (_("Lưu bằng chứng chữ ký số của kết quả"), b["number"]),
    "dossier.result_revoked": lambda b: (
        _("Thu hồi kết quả số %(number)s") % {"number": b["number"]},
        b["reason"],
    ),
    "dossier.replacement_drafted": lambda b: (
        _("Soạn văn bản thay thế văn bản số %(number)s") % {"number": b["number"]},
        b["reason"],
    ),
    "dossier.replacement_approved": lambda b: (
        _("Duyệt văn bản thay thế văn bản số %(number)s") % {"number": b["number"]},
        b["title"],
    ),
    "dossier.result_replaced": lambda b: (
        _("Văn bản số %(number)s thay thế văn bản số %(replaces)s")
        % {"number": b["number"], "replaces": b["replaces"]},
        b["reason"],
    ),
    "dossier.result_at_centre": lambda b: (_("Kết quả về nơi trả"), b["number"]),
    "dossier.result_returned": lambda b: (_("Đã trả kết quả"), ""),
    "dossier.suspended": lambda b: (_("Đồng hồ dừng"), _ground(b)),
    "dossier.resumed": lambda b: (
        _("Đồng hồ chạy tiếp"),
        f"{b['reason']}. {_new_promise(b)}",
    ),
    "dossier.extension_proposed": lambda b: (
        _("Dự thảo thư xin lỗi và hẹn lại"),
        f"{b['reason']}. {_new_promise(b)}",
    ),
    "dossier.extended": lambda b: (
        _("Xin lỗi và hẹn lại"),
        f"{b['reason']}. {_new_promise(b)}",
    ),
    "dossier.stopped": lambda b: (
        _("Dừng giải quyết"),
        f"{b['reason']}. {b['legal_basis']}",
    ),
    "dossier.withdrawn": lambda b: (_("Người nộp rút hồ sơ"), b["reason"]),
    "dossier.step_recalled": lambda b: (
        _("Thu hồi bước “%(step)s”") % {"step": b["step"]},
        b["reason"],
    ),
    "dossier.applicant_notified": lambda b: (_("Báo cho người nộp"), b["notice"]),
    "dossier.paper_reused": lambda b: (
        _("Dùng lại giấy tờ đã có trong kho của chủ hồ sơ"),
        f"{b['name']} {b['number']}. {b['ground']}",
    ),
    "dossier.copy_certified": lambda b: (
        _("Chứng thực bản sao điện tử số %(number)s") % {"number": b["number"]},
        b["paper"],
    ),
    "dossier.packed": lambda b: (
        _("Lập lại gói lưu trữ") if b.get("stands_in_for") else _("Lập gói lưu trữ"),
        "",
    ),
    "dossier.archived": lambda b: (
        _("Lưu trữ đã nhận, biên nhận số %(number)s") % {"number": b["receipt_number"]},
        b["received_by"],
    ),
    "fee.cash_taken": lambda b: (
        _("Thu tiền mặt, biên lai %(receipt)s") % {"receipt": b["receipt"]},
        vnd(b["amount_vnd"]),
    ),
    "fee.billed": lambda b: (
        _("Báo nộp phí, lệ phí: %(amount)s") % {"amount": vnd(b["amount_vnd"])},
        ". ".join(part for part in (_names(b, "names"), b["note"]) if part),
    ),
    "fee.payment_deferred": lambda b: (
        _("Cho nhận kết quả trước khi nộp: %(amount)s") % {"amount": vnd(b["amount_vnd"])},
        b["reason"],
    ),
    "fee.receipt_cancelled": lambda b: (
        _("Hủy biên lai %(receipt)s") % {"receipt": b["receipt"]},
        b["reason"],
    ),
}
