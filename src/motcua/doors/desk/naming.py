"""Words of casework as officers read them: states, money, refusals shown in lists."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.casework.documents.rules.papers import Medium
from motcua.casework.dossiers.rules import State
from motcua.kit import dates

STATES = {
    State.SUBMITTED: gettext_lazy("Mới nộp"),
    State.TO_COMPLETE: gettext_lazy("Chờ bổ sung để tiếp nhận"),
    State.REFUSED: gettext_lazy("Từ chối tiếp nhận"),
    State.RECEIVED: gettext_lazy("Đã tiếp nhận"),
    State.IN_PROCESS: gettext_lazy("Đang giải quyết"),
    State.AWAITING_SUPPLEMENT: gettext_lazy("Chờ bổ sung"),
    State.AWAITING_FINANCIAL_DUTY: gettext_lazy("Chờ nghĩa vụ tài chính"),
    State.SUSPENDED: gettext_lazy("Tạm dừng"),
    State.WITHDRAWN: gettext_lazy("Đã rút"),
    State.STOPPED: gettext_lazy("Dừng giải quyết"),
    State.FINISHED: gettext_lazy("Có kết quả"),
    State.RETURNED: gettext_lazy("Đã trả kết quả"),
}
MEDIA = {
    Medium.SIGNED: gettext_lazy("Ký số từ đầu"),
    Medium.CERTIFIED: gettext_lazy("Bản quét đã ký sao y"),
    Medium.SCANNED: gettext_lazy("Đã quét, chưa ký sao y"),
    Medium.PAPER: gettext_lazy("Chỉ có bản giấy"),
}
_MARKS = {
    State.RETURNED: "ok", State.FINISHED: "ok", State.AWAITING_SUPPLEMENT: "pause",
    State.AWAITING_FINANCIAL_DUTY: "pause", State.SUSPENDED: "pause", State.TO_COMPLETE: "pause",
}  # fmt: skip


def state_name(state: State) -> str:
    """Return the words for a state."""
    return str(STATES[state])


def state_mark(state: State) -> str:
    """Return the furniture's state for a dossier's."""
    return _MARKS.get(state, "none")


def masked(number: str) -> str:
    """Return an identity number or telephone with its middle hidden; short ones wholly."""
    if not number:
        return "–"
    return f"{number[:3]}{'•' * (len(number) - 6)}{number[-3:]}" if len(number) > 7 else "•" * 4


def due_words(due_at: datetime | None) -> str:
    """Return a promise for a table."""
    return dates.moment_short(due_at) if due_at else _("không có hạn")
