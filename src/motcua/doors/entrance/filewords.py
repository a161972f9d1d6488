"""Why a file was not taken, and what to do about it: one sentence of each for every reason."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from motcua.foundation.files.rules import Problem, Refusal, VirusCheck


def refusal_said(refusal: Refusal) -> str:
    """Say one reason with its remedy, in the reader's language."""
    return f"{_what(refusal)} {_REMEDIES[refusal.problem]()}"


def check_said(check: VirusCheck) -> str:
    """Say what the virus scanner answered."""
    return {
        VirusCheck.CLEAN: _("Không thấy mã độc"),
        VirusCheck.FOUND: _("Có mã độc"),
        VirusCheck.ABSENT: _("Chưa quét mã độc: máy quét không có mặt"),
        VirusCheck.TOO_LARGE: _("Chưa quét mã độc: tệp lớn hơn mức máy quét nhận"),
        VirusCheck.NOT_ASKED: _("Không quét mã độc: tệp đã bị từ chối trước đó"),
    }[check]


def _what(refusal: Refusal) -> str:
    detail = refusal.detail
    if refusal.problem is Problem.TOO_LARGE:
        return _("Tệp lớn hơn %(n)s MB.") % {"n": int(detail) // 1_000_000}
    if refusal.problem is Problem.TOO_MANY_PAGES:
        return _("Tệp có %(n)s trang, quá nhiều cho một giấy tờ.") % {"n": detail}
    return _WHATS[refusal.problem]()


_WHATS: dict[Problem, Callable[[], str]] = {
    Problem.EMPTY: lambda: _("Tệp rỗng."),
    Problem.UNKNOWN_TYPE: lambda: _("Không nhận ra loại tệp này."),
    Problem.TYPE_NOT_TAKEN: lambda: _("Loại tệp này không dùng cho giấy tờ này."),
    Problem.NAME_LIES: lambda: _("Tên tệp nói một loại, nội dung lại là loại khác."),
    Problem.TWO_IN_ONE: lambda: _("Trong tệp có giấu một tệp khác."),
    Problem.BROKEN: lambda: _("Tệp hỏng, không mở được."),
    Problem.ENCRYPTED: lambda: _("Tệp có mật khẩu."),
    Problem.ACTIVE: lambda: _("Tệp có lệnh tự chạy."),
    Problem.EMBEDDED: lambda: _("Tệp có đính kèm tệp khác bên trong."),
    Problem.TOO_MANY_PIXELS: lambda: _("Ảnh trong tệp quá lớn."),
    Problem.UNPACKS_TOO_LARGE: lambda: _("Tệp giải nén ra quá lớn."),
    Problem.UNSAFE_MEMBER: lambda: _("Gói tệp có đường dẫn không an toàn."),
    Problem.MACRO: lambda: _("Tệp văn phòng có macro."),
    Problem.NOT_EXAMINED: lambda: _("Không kiểm tra tệp này một cách an toàn được."),
    Problem.VIRUS: lambda: _("Tệp có mã độc."),
}


def _save_anew() -> str:
    return _("Hãy mở tệp, in ra PDF rồi gửi bản PDF đó.")


_REMEDIES: dict[Problem, Callable[[], str]] = {
    Problem.EMPTY: lambda: _("Hãy chọn lại tệp."),
    Problem.TOO_LARGE: lambda: _("Hãy quét ở 200–300 dpi hoặc tách thành nhiều tệp."),
    Problem.UNKNOWN_TYPE: lambda: _("Hãy gửi PDF, ảnh JPEG, PNG hoặc TIFF."),
    Problem.TYPE_NOT_TAKEN: lambda: _("Hãy gửi PDF, ảnh JPEG, PNG hoặc TIFF."),
    Problem.NAME_LIES: lambda: _("Hãy đặt lại đuôi tệp cho đúng loại rồi gửi lại."),
    Problem.TWO_IN_ONE: _save_anew,
    Problem.BROKEN: lambda: _("Hãy mở thử trên máy, quét hoặc chụp lại rồi gửi."),
    Problem.ENCRYPTED: lambda: _("Hãy bỏ mật khẩu rồi gửi lại."),
    Problem.ACTIVE: _save_anew,
    Problem.EMBEDDED: lambda: _("Hãy gửi từng tệp riêng."),
    Problem.TOO_MANY_PAGES: lambda: _("Hãy tách tệp theo từng giấy tờ."),
    Problem.TOO_MANY_PIXELS: lambda: _("Hãy quét lại ở 200–300 dpi."),
    Problem.UNPACKS_TOO_LARGE: _save_anew,
    Problem.UNSAFE_MEMBER: _save_anew,
    Problem.MACRO: _save_anew,
    Problem.NOT_EXAMINED: _save_anew,
    Problem.VIRUS: lambda: _("Hãy quét mã độc trên máy đã gửi; không mở tệp này."),
}
