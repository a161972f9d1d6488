"""Why an act on a dossier was refused, in the officer's words: what happened, what to do."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _

from motcua.casework.documents.rules.preconditions import CannotIssue as CannotPrint
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.appraise import CannotAppraise, CannotSendBack, CannotSubmit
from motcua.casework.lifecycle.assign import CannotAssign
from motcua.casework.lifecycle.bill import CannotBill, CannotDefer
from motcua.casework.lifecycle.consult import CannotConsult
from motcua.casework.lifecycle.decide import CannotDecide
from motcua.casework.lifecycle.drafting import CannotDraft
from motcua.casework.lifecycle.extend import CannotExtend
from motcua.casework.lifecycle.issue import CannotIssue
from motcua.casework.lifecycle.notify import CannotNotify
from motcua.casework.lifecycle.recall import CannotRecall
from motcua.casework.lifecycle.refusals import CannotAct, NotNow, NotYours, TaskTaken
from motcua.casework.lifecycle.replace_result import CannotReplace
from motcua.casework.lifecycle.revoke_result import CannotRevoke
from motcua.casework.lifecycle.stop import CannotStop, CannotWithdraw
from motcua.casework.lifecycle.supplement import CannotAskSupplement
from motcua.casework.lifecycle.suspend import CannotSuspend
from motcua.doors.desk.naming import state_name
from motcua.doors.entrance.errors import Message, kept_form, says
from motcua.engine.process.state import CannotMove
from motcua.registers.organisation.rules import CannotDelegate

_BAD_INPUT = 422
_Say = Callable[[], str]


@says(NotYours)
def not_yours(refusal: NotYours) -> Message:
    """The act belongs to another post."""
    return Message(
        _("Việc này không thuộc vị trí công tác của Ông/Bà."),
        kept_form(),
        _("Xin chuyển cho người được giao, hoặc đổi vị trí công tác trong trang tài khoản."),
    )


@says(NotNow)
def not_now(refusal: NotNow) -> Message:
    """The dossier is in another state by now."""
    state = state_name(State(str(refusal.facts["state"])))
    return Message(
        _("Hồ sơ đang ở trạng thái “%(state)s” nên chưa làm được việc này.") % {"state": state},
        kept_form(),
        _("Xin mở lại hồ sơ để xem việc nào làm được bây giờ."),
    )


@says(TaskTaken)
def task_taken(refusal: TaskTaken) -> Message:
    """A colleague was faster."""
    return Message(
        _("Bước này đã có người khác nhận hoặc đã xong."),
        kept_form(),
        _("Xin mở lại hồ sơ để xem ai đang giữ."),
    )


@says(CannotMove)
def cannot_move(refusal: CannotMove) -> Message:
    """The drawn process does not know this move."""
    return Message(
        _("Quy trình của thủ tục này không có bước đi như vậy."),
        kept_form(),
        _("Xin xem sơ đồ quy trình trên trang hồ sơ."),
    )


@says(CannotPrint)
def cannot_print(refusal: CannotPrint) -> Message:
    """The official form that the act gives lacks something."""
    return Message(
        _("Biểu mẫu chưa đủ nội dung để ban hành nên việc này chưa được thực hiện."),
        kept_form(),
        _("Xin viết rõ lý do bằng lời, nêu căn cứ, rồi gửi lại."),
        _BAD_INPUT,
    )


@says(CannotSubmit)
def cannot_submit(refusal: CannotSubmit) -> Message:
    """An opinion or an answer is still missing."""
    if refusal.reason == "consultation_open":
        units = refusal.facts["units"]
        named = ", ".join(units) if isinstance(units, Iterable) else ""
        return Message(
            _("Chưa trình được: %(units)s chưa trả lời.") % {"units": named},
            kept_form(),
            _("Im lặng không phải là đồng ý. Xin đợi trả lời, hoặc liên hệ cơ quan được hỏi."),
        )
    return _said(refusal)


@says(CannotDelegate)
def cannot_delegate(refusal: CannotDelegate) -> Message:
    """The delegation goes beyond one's own rights, unit or time."""
    return Message(
        _("Chưa ủy quyền được."),
        kept_form(),
        _("Chỉ giao được quyền của chính mình, cho người trong đơn vị, có ngày đầu và ngày cuối."),
        _BAD_INPUT,
    )


def _said(refusal: CannotAct) -> Message:
    """Every other refusal has a sentence by its reason."""
    what, todo = _SENTENCES.get(refusal.reason, _OTHERWISE)
    is_input = refusal.reason not in _OF_STATE
    return Message(what(), kept_form(), todo(), _BAD_INPUT if is_input else 409)


_OF_STATE = frozenset(
    {
        "not_an_assignment", "not_submitted_here", "not_a_decision", "not_an_issue",
        "not_a_collection", "nothing_decided", "already_decided", "already_extended", "no_promise",
        "beyond_recall", "not_in_process", "nothing_done", "nothing_foreseen", "nothing_owed",
        "still_has_time",
    }
)  # fmt: skip
_REOPEN: _Say = lambda: _("Xin mở lại hồ sơ để xem việc nào làm được bây giờ.")  # noqa: E731
_WRITE: _Say = lambda: _("Xin viết vào ô được đánh dấu rồi gửi lại.")  # noqa: E731
_OTHERWISE: tuple[_Say, _Say] = (lambda: _("Việc này chưa thực hiện được."), _REOPEN)
_SENTENCES: Mapping[str, tuple[_Say, _Say]] = {
    "no_result_in_force": (lambda: _("Không có kết quả nào đang có hiệu lực."), _REOPEN),
    "no_reason": (lambda: _("Chưa có lý do cụ thể."), _WRITE),
    "no_draft": (lambda: _("Dự thảo chưa có tên hoặc nội dung."), _WRITE),
    "no_opinion": (lambda: _("Chưa có ý kiến thẩm định."), _WRITE),
    "not_appraised": (lambda: _("Chưa có ý kiến thẩm định."), _WRITE),
    "no_title_or_symbol": (
        lambda: _("Chưa ghi tên hoặc ký hiệu văn bản."),
        _WRITE,
    ),
    "no_words": (lambda: _("Chưa ghi đủ tên, nội dung và lý do."), _WRITE),
    "nothing_to_replace": (lambda: _("Không có văn bản nào đang được thay thế."), _REOPEN),
    "approved_already": (lambda: _("Văn bản thay thế đã được duyệt."), _REOPEN),
    "not_approved": (lambda: _("Văn bản thay thế chưa được duyệt."), _REOPEN),
    "no_reason_for_paper": (lambda: _("Chưa ghi lý do cấp bản giấy."), _WRITE),
    "no_text": (lambda: _("Chưa có nội dung thông báo."), _WRITE),
    "no_item": (
        lambda: _("Chưa chọn giấy tờ nào cần bổ sung."),
        lambda: _("Xin đánh dấu từng giấy và viết thiếu gì."),
    ),
    "second_round": (
        lambda: _("Hồ sơ đã được yêu cầu bổ sung một lần."),
        lambda: _("Lần nữa cần có căn cứ pháp luật và người duyệt: xin điền cả hai ô."),
    ),
    "incomplete": (
        lambda: _("Người nộp chưa mang đủ những gì đã yêu cầu."),
        lambda: _("Xin đánh dấu đủ từng giấy; giấy thiếu thì đồng hồ vẫn dừng."),
    ),
    "no_question": (
        lambda: _("Chưa có nội dung hỏi hoặc thời hạn trả lời."),
        lambda: _("Xin viết câu hỏi và số giờ làm việc để trả lời."),
    ),
    "still_has_time": (
        lambda: _("Cơ quan được hỏi vẫn còn thời hạn trả lời."),
        lambda: _("Chỉ ghi nhận không trả lời sau khi thời hạn đó đã qua."),
    ),
    "no_absence_reason": (
        lambda: _("Ghi nhận không có trả lời cần cả lý do và căn cứ."),
        _WRITE,
    ),
    "asks_itself": (
        lambda: _("Không thể xin ý kiến chính đơn vị đang giải quyết."),
        lambda: _("Xin chọn cơ quan khác."),
    ),
    "no_answer": (
        lambda: _("Chưa có nội dung trả lời; im lặng không phải là đồng ý."),
        _WRITE,
    ),
    "no_legal_basis": (
        lambda: _("Chưa nêu văn bản làm căn cứ dừng đồng hồ."),
        lambda: _("Xin ghi số, ngày của văn bản."),
    ),
    "no_proof": (
        lambda: _("Chưa nêu giấy tờ chứng minh lý do dừng đã hết."),
        lambda: _("Xin ghi số, ngày của giấy tờ đó."),
    ),
    "no_ground": (
        lambda: _("Chưa chọn căn cứ dừng đồng hồ."),
        lambda: _("Xin chọn một căn cứ trong danh sách."),
    ),
    "ask_supplement_instead": (
        lambda: _("Thiếu giấy tờ thì phải gửi phiếu yêu cầu bổ sung."),
        lambda: _("Xin dùng phím B, Yêu cầu bổ sung."),
    ),
    "no_reason_or_basis": (
        lambda: _("Dừng giải quyết cần cả lý do và căn cứ."),
        _WRITE,
    ),
    "already_decided": (
        lambda: _("Hồ sơ đã có quyết định nên không dừng được nữa."),
        _REOPEN,
    ),
    "not_later": (
        lambda: _("Ngày hẹn mới phải sau ngày hẹn đang có."),
        lambda: _("Xin chọn ngày muộn hơn."),
    ),
    "already_extended": (
        lambda: _("Hồ sơ đã được hẹn lại một lần; pháp luật không cho hẹn lại lần nữa."),
        lambda: _("Xin giải quyết xong sớm nhất có thể và báo cho người nộp."),
    ),
    "no_promise": (
        lambda: _("Thủ tục này không quy định thời hạn nên không có gì để hẹn lại."),
        _REOPEN,
    ),
    "nobody_chosen": (
        lambda: _("Chưa chọn người được giao."),
        lambda: _("Xin chọn một người trong đơn vị."),
    ),
    "not_of_the_unit": (
        lambda: _("Người được chọn không làm việc ở đơn vị này."),
        lambda: _("Xin chọn một người trong đơn vị."),
    ),
    "wrong_role": (
        lambda: _("Người được chọn không có vai trò của bước này."),
        lambda: _("Xin chọn người khác."),
    ),
    "nothing_chosen": (
        lambda: _("Chưa chọn hồ sơ nào."),
        lambda: _("Xin đánh dấu các hồ sơ trong danh sách."),
    ),
    "beyond_recall": (
        lambda: _("Bước này đã ra ngoài đơn vị nên không thu hồi được."),
        lambda: _("Xin lập văn bản đính chính hoặc báo lãnh đạo."),
    ),
    "nothing_foreseen": (lambda: _("Hồ sơ không có khoản nào chờ báo nộp."), _REOPEN),
    "nothing_owed": (lambda: _("Hồ sơ không còn nợ khoản nào."), _REOPEN),
    "bad_amount": (
        lambda: _("Số tiền không hợp lệ."),
        lambda: _("Xin ghi số đồng, ví dụ 150.000."),
    ),
    "not_the_rules_sum": (
        lambda: _("Số tiền khác với mức đã quy định."),
        lambda: _("Xin ghi đúng mức, hoặc ghi 0 kèm căn cứ khi không phát sinh."),
    ),
    "no_ground_of_sum": (lambda: _("Chưa nêu căn cứ của số tiền."), _WRITE),
    "not_in_process": (
        lambda: _("Chỉ thu hồi được bước khi hồ sơ đang được giải quyết."),
        _REOPEN,
    ),
    "nothing_done": (lambda: _("Chưa có bước nào để thu hồi."), _REOPEN),
    "nothing_decided": (
        lambda: _("Hồ sơ chưa có quyết định nên chưa lấy số được."),
        _REOPEN,
    ),
}

for _kind in (
    CannotAppraise, CannotDraft, CannotSendBack, CannotAssign, CannotConsult, CannotDecide,
    CannotExtend, CannotReplace, CannotRevoke,
    CannotIssue, CannotNotify, CannotRecall, CannotStop, CannotWithdraw, CannotAskSupplement,
    CannotSuspend, CannotBill, CannotDefer,
):  # fmt: skip
    says(_kind)(_said)
