"""Refusals of casework in the reader's words; the addresses of the desk import it once."""

from collections.abc import Iterable
from typing import cast

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.casework.dossiers.models import Dossier
from motcua.casework.fees.actions import CannotCancelReceipt, CannotTakeCash
from motcua.casework.lifecycle.receive import CannotReceive
from motcua.casework.lifecycle.refusals import CannotAct
from motcua.casework.scanning.actions import CannotPlace, CannotTakeStack
from motcua.casework.vault.actions import CannotReuse
from motcua.casework.vault.rules import Unfit
from motcua.doors.entrance.errors import Message, kept_form, says, shows
from motcua.doors.entrance.filewords import refusal_said
from motcua.registers.catalogue.rules import Blocker
from motcua.registers.catalogue.wording import blocker_sentence

_REASONS = {
    "not_yours": gettext_lazy("Việc này không thuộc quyền của vị trí Ông/Bà đang làm việc."),
    "not_now": gettext_lazy("Hồ sơ đang ở tình trạng không cho phép làm việc này."),
    "task_taken": gettext_lazy("Bước này đã có đồng nghiệp nhận hoặc đã xong."),
    "not_competent": gettext_lazy("Cơ quan đã chọn không có thẩm quyền giải quyết thủ tục này."),
    "wrong_code": gettext_lazy("Mã cơ quan không khớp với cơ quan giải quyết."),
    "no_owner": gettext_lazy("Chưa có tên chủ hồ sơ."),
    "no_item": gettext_lazy("Chưa nêu giấy tờ nào cần bổ sung."),
    "no_reason": gettext_lazy("Chưa ghi lý do."),
    "second_round": gettext_lazy("Yêu cầu bổ sung lần hai cần căn cứ pháp lý và người phê duyệt."),
    "incomplete": gettext_lazy("Vẫn còn thiếu giấy tờ."),
    "nothing_chosen": gettext_lazy("Chưa chọn hồ sơ nào."),
    "several_units": gettext_lazy("Mỗi danh sách bàn giao chỉ gửi cho một đơn vị."),
    "not_scanned": gettext_lazy(
        "Có hồ sơ chưa quét đủ giấy tờ: quét (F6) hoặc ghi lý do rồi bàn giao."
    ),
    "already_closed": gettext_lazy("Danh sách này đã được xác nhận."),
    "missing_without_note": gettext_lazy("Hồ sơ không đến cần ghi rõ lý do."),
    "nobody_named": gettext_lazy("Chưa ghi tên người nhận."),
    "identity_not_checked": gettext_lazy("Chưa đối chiếu giấy tờ tùy thân của người nhận."),
    "not_signed_for": gettext_lazy("Người nhận chưa ký nhận."),
    "proxy_without_authority": gettext_lazy("Người nhận thay cần có giấy ủy quyền."),
    "fee_owed": gettext_lazy("Hồ sơ còn nợ phí, lệ phí: thu trước khi trả kết quả."),
    "not_billed": gettext_lazy(
        "Còn khoản phí, lệ phí chưa báo nộp: báo nộp và thu trước khi trả kết quả."
    ),
    "fee_first": gettext_lazy("Khoản phải nộp trước khi tiếp nhận:"),
    "not_at_centre": gettext_lazy("Kết quả chưa về tới nơi trả."),
    "not_sealed": gettext_lazy("Kết quả đã ký nhưng chưa đóng dấu số nên chưa gửi điện tử được."),
    "result_revoked": gettext_lazy("Kết quả này đã bị thu hồi nên không trả được."),
    "no_process": gettext_lazy("Quy trình điện tử của thủ tục chưa được kích hoạt."),
    "journal_unsealed": gettext_lazy(
        "Nhật ký chưa được niêm phong đúng hạn nên tạm ngừng tiếp nhận."
    ),
    "not_for_the_spot": gettext_lazy("Thủ tục này không thuộc danh mục giải quyết tại chỗ."),
    "past_this_step": gettext_lazy("Hồ sơ đã qua bước này."),
    "already_decided": gettext_lazy("Hồ sơ đã có quyết định giải quyết."),
    "no_way_back": gettext_lazy("Quy trình không có bước quay lại từ bước này."),
    "wrong_role": gettext_lazy("Người được chọn không giữ vai trò của bước này."),
    "nobody_chosen": gettext_lazy("Chưa chọn người được giao."),
    "not_of_the_unit": gettext_lazy("Người được chọn không thuộc đơn vị của bước này."),
    "worked_on": gettext_lazy("Đã có người làm tiếp sau bước này nên không thu hồi được."),
    "already_proposed": gettext_lazy("Đã có một đề xuất gia hạn đang chờ ký."),
    "another_dossier": gettext_lazy("Nơi nhận hoặc cơ quan giải quyết khác với hồ sơ đã nộp."),
    "party_twice": gettext_lazy("Mỗi vai trò chỉ ghi một người."),
    "bad_quantity": gettext_lazy("Số lượng không hợp lệ."),
    "filed_later": gettext_lazy("Thời điểm nộp không thể sau thời điểm hiện tại."),
    "too_long": gettext_lazy("Nội dung nhập dài quá mức cho phép."),
    "bad_character": gettext_lazy("Nội dung có ký tự không dùng được."),
    "no_title_or_symbol": gettext_lazy("Chưa ghi tên hoặc ký hiệu văn bản."),
    "no_reason_for_paper": gettext_lazy("Chưa ghi lý do cấp bản giấy."),
    "not_on_the_list": gettext_lazy("Không có trong danh sách."),
}
_UNFIT = {
    Unfit.ANOTHERS: gettext_lazy("bản trong kho không phải của chủ hồ sơ này."),
    Unfit.NOT_REUSABLE: gettext_lazy("thủ tục này cần nộp bản mới."),
    Unfit.ANOTHER_KIND: gettext_lazy("bản trong kho là loại giấy tờ khác."),
    Unfit.NOT_IN_FORCE: gettext_lazy("bản trong kho đã bị thay thế hoặc thu hồi."),
    Unfit.OUT_OF_DATE: gettext_lazy("bản trong kho đã hết hạn."),
    Unfit.NOT_TRUSTED: gettext_lazy("bản trong kho chưa được chứng thực hoặc không còn được tin."),
    Unfit.TWICE: gettext_lazy("bản trong kho đã chọn cho một giấy tờ khác."),
}
_PAY = gettext_lazy("Chọn “Tiền mặt” ở mục 5 rồi bấm F10, hoặc ghi diện được miễn.")
_MONEY = {
    "nothing_owed": gettext_lazy("Hồ sơ này không còn nợ khoản nào."),
    "not_yours": gettext_lazy("Khoản thu này không thuộc nơi Ông/Bà đang làm việc."),
    "already_cancelled": gettext_lazy("Biên lai này đã bị hủy."),
    "no_reason": gettext_lazy("Hủy biên lai cần ghi lý do."),
    "no_payer": gettext_lazy("Chưa ghi tên người nộp tiền."),
    "too_long": _REASONS["too_long"],
    "bad_character": _REASONS["bad_character"],
    "same_person": gettext_lazy("Người đã thu không được tự hủy biên lai của mình."),
}


@says(CannotAct)
def _cannot_act(refusal: CannotAct) -> Message:
    what = _REASONS.get(refusal.reason, gettext_lazy("Chưa làm được việc này."))
    missing = ", ".join(map(str, cast(Iterable[object], refusal.facts.get("missing", ()))))
    return Message(f"{what} {missing}".strip(), kept_form(), _("Xin sửa rồi gửi lại."))


@says(Dossier.DoesNotExist)
def _no_such_dossier(_unseen: Dossier.DoesNotExist) -> Message:
    """For whoever names a step or a dossier that is none, or none of his."""
    return Message(_("Không thấy hồ sơ này trong phạm vi của đơn vị"), kept_form(), status=404)


@says(CannotReuse)
def _cannot_reuse(refusal: CannotReuse) -> Message:
    what = f"{refusal.name}: {_UNFIT[refusal.reason]}"
    todo = _("Bỏ chọn “Dùng bản đã có” rồi nhận bản giấy, hoặc chọn bản khác.")
    return Message(what, kept_form(), todo, status=422)


@says(CannotReceive)
def _cannot_receive(refusal: CannotReceive) -> Message:
    blockers = cast(tuple[Blocker, ...], refusal.facts.get("blockers", ()))
    missing = cast(tuple[str, ...], refusal.facts.get("missing", ()))
    lines = [blocker_sentence(blocker) for blocker in blockers]
    if missing:
        lines.append(_("Còn thiếu: %(names)s.") % {"names": ", ".join(missing)})
    what = " ".join(lines) or str(_REASONS.get(refusal.reason, _("Chưa tiếp nhận được hồ sơ.")))
    if fees := cast(tuple[str, ...], refusal.facts.get("fees", ())):
        return Message(f"{what} {', '.join(fees)}.", kept_form(), str(_PAY), status=422)
    return Message(what, kept_form(), _("Hoàn thiện hồ sơ rồi bấm F10."), status=422)


@says(CannotTakeCash)
def _cannot_take_cash(refusal: CannotTakeCash) -> Message:
    return Message(str(_MONEY.get(refusal.reason, refusal.reason)), kept_form())


@says(CannotCancelReceipt)
def _cannot_cancel(refusal: CannotCancelReceipt) -> Message:
    return Message(str(_MONEY.get(refusal.reason, refusal.reason)), kept_form())


_PLACING = {
    "not_yours": _REASONS["not_yours"],
    "nothing_chosen": gettext_lazy("Chưa chọn trang nào."),
    "not_here": gettext_lazy("Có trang không còn nằm ở đây."),
    "not_open": gettext_lazy("Có trang chưa mở xong."),
    "does_not_open": gettext_lazy("Có trang không mở được nên không xếp được: quét lại trang đó."),
    "signed_with_others": gettext_lazy(
        "Tệp đã ký số là một giấy tờ riêng, không ghép với trang khác: chữ ký sẽ mất."
    ),
    "no_such_paper": gettext_lazy("Hồ sơ này không có giấy tờ đó."),
    "no_such_dossier": gettext_lazy("Không thấy hồ sơ có mã này."),
    "no_file": gettext_lazy("Chưa chọn tệp nào."),
    "not_whole": gettext_lazy("Tệp chưa gửi xong hoặc đã chờ quá lâu. Xin chọn lại tệp."),
}

_OVER = {
    "too_many_pages": (
        gettext_lazy("“%(name)s” nhận tối đa %(most)s trang, sẽ có %(has)s trang."),
        gettext_lazy("Bỏ chọn trang thừa, hoặc xếp chúng vào giấy tờ khác."),
    ),
    "too_large": (
        gettext_lazy("“%(name)s” nhận tối đa %(most)s MB, sẽ có khoảng %(has)s MB."),
        gettext_lazy("Quét lại ở 200–300 dpi rồi xếp trang mới."),
    ),
}


@says(CannotPlace)
def _cannot_place(refusal: CannotPlace) -> Message:
    if over := _OVER.get(refusal.reason):
        what, todo = over
        kept = _("Các trang vẫn nằm trong xấp, chưa xếp vào giấy tờ nào.")
        return Message(str(what) % refusal.facts, kept, str(todo), 422)
    nothing = _("Chưa có gì bị thay đổi.")
    return Message(str(_PLACING[refusal.reason]), nothing, _("Xin chọn lại."))


@says(CannotTakeStack)
def _cannot_take_stack(refusal: CannotTakeStack) -> Message:
    lines = " ".join(refusal_said(one) for one in refusal.refusals)
    return Message(_("Chưa nhận được tệp."), _("Các trang đã nhận trước đó vẫn còn."), lines, 422)


@shows("dossier")
def _page_of_dossier(subject_id: str) -> str:
    return reverse("desk:made", args=[int(subject_id)])
