"""Why a signature or a seal was not made, in the officer's words: what happened, what to do."""

from django.utils.translation import gettext as _

from motcua.casework.lifecycle.seal_result import CannotSeal
from motcua.casework.lifecycle.signing_batch import CannotSignChosen
from motcua.casework.signing.making import CannotSign
from motcua.doors.entrance.errors import Message, says
from motcua.kit import dates

_BAD_INPUT = 422


@says(CannotSign)
def cannot_sign(refusal: CannotSign) -> Message:
    """The certificate or the key cannot be used."""
    if refusal.until is not None:
        until = dates.moment_short(refusal.until)
        return Message(
            _("Khóa ký tạm nghỉ đến %(until)s vì nhập sai mã PIN nhiều lần liền.")
            % {"until": until},
            _("Chưa có văn bản nào được ký thêm."),
            _("Xin đợi đến lúc đó; nếu không phải Ông/Bà nhập sai, xin báo ngay người quản trị."),
            _BAD_INPUT,
        )
    what, todo = _KEY_WORDS().get(refusal.reason) or (
        _("Không ký số được."),
        _("Xin liên hệ người quản trị."),
    )
    return Message(what, _("Chưa có văn bản nào được ký thêm."), todo, _BAD_INPUT)


def _KEY_WORDS() -> dict[str, tuple[str, str]]:  # noqa: N802
    ask = _("Xin đề nghị người quản trị cấp hoặc gia hạn chứng thư số.")
    return {
        "no_certificate": (_("Chưa có chứng thư số cho Ông/Bà hoặc cơ quan."), ask),
        "expired": (_("Chứng thư số đã hết hạn nên không ký được."), ask),
        "revoked": (_("Chứng thư số đã bị thu hồi nên không ký được."), ask),
        "withdrawn": (_("Chứng thư số đã thôi dùng nên không ký được."), ask),
        "not_yet": (_("Chứng thư số chưa đến ngày có hiệu lực."), ask),
        "wrong_pin": (_("Mã PIN không đúng."), _("Xin nhập lại mã PIN của khóa ký.")),
        "absent": (_("Không tìm thấy khóa ký."), _("Xin cắm thiết bị, hoặc liên hệ quản trị.")),
        "unreachable": (
            _("Máy chủ ký hoặc dấu thời gian không trả lời."),
            _("Xin thử lại sau ít phút; văn bản đã xem vẫn còn trong danh sách."),
        ),
        "refused": (_("Khóa ký từ chối yêu cầu."), _("Xin thử lại, hoặc liên hệ quản trị.")),
    }


@says(CannotSignChosen)
def cannot_sign_chosen(refusal: CannotSignChosen) -> Message:
    """Nothing was ticked, or the step decides nothing."""
    what = left_words(refusal.reason)
    return Message(what, _("Chưa có gì bị thay đổi."), _("Xin mở văn bản, xem rồi ký."), _BAD_INPUT)


@says(CannotSeal)
def cannot_seal(refusal: CannotSeal) -> Message:
    """Nothing was ticked that waits for this clerk's seal."""
    what = _("Chưa chọn văn bản nào chờ đóng dấu số.")
    return Message(
        what, _("Chưa có gì bị thay đổi."), _("Xin chọn văn bản rồi đóng dấu."), _BAD_INPUT
    )


def left_words(reason: str) -> str:
    """Return why one document of a batch was left."""
    words = {
        "nothing_chosen": _("Chưa chọn văn bản nào đã xem."),
        "no_reason": _("Chưa ghi lý do không giải quyết."),
        "not_seen": _("Một văn bản chưa được mở xem nên không ký."),
        "replaced": _("Một văn bản đã được soạn lại sau khi xem nên không ký. Xin xem bản mới."),
        "task_taken": _("Một văn bản đã được ký, hoặc đã có người khác xử lý."),
        "not_final": _("Một bước không phải là quyết định cuối cùng nên không ký văn bản."),
        "another_seal": _("Một văn bản thuộc cơ quan có con dấu khác: xin đóng dấu riêng."),
        "already_signed": _("Ý kiến này đã được ký số."),
        "nothing_said": _("Bước này không có ý kiến nào để ký."),
        "not_now": _("Hồ sơ đã giải quyết xong nên không ký thêm được."),
        "not_yours": _("Một văn bản không thuộc thẩm quyền ký của Ông/Bà."),
        "consultation_open": _("Một hồ sơ còn chờ cơ quan được hỏi trả lời nên chưa ký."),
    }
    return words.get(reason) or _("Một văn bản không ký được lúc này.")
