"""Faults of a process in words: what is wrong, in which row, and what to do about it."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.casework.processes.rules import Act
from motcua.engine.process.soundness import Problem

ACTS = {
    Act.HAND_OVER: gettext_lazy("Tiếp nhận, chuyển hồ sơ"),
    Act.ASSIGN: gettext_lazy("Phân công"),
    Act.APPRAISE: gettext_lazy("Thẩm định"),
    Act.NOTIFY_DUTY: gettext_lazy("Chuyển thông tin nghĩa vụ"),
    Act.PREPARE: gettext_lazy("Hoàn thiện kết quả"),
    Act.FIELD_CHECK: gettext_lazy("Kiểm tra thực địa"),
    Act.CHECK: gettext_lazy("Kiểm tra, trình ký"),
    Act.APPROVE: gettext_lazy("Ký duyệt"),
    Act.ISSUE: gettext_lazy("Vào sổ, phát hành"),
    Act.RECEIVE_RESULT: gettext_lazy("Nhận kết quả"),
    Act.RETURN: gettext_lazy("Trả kết quả"),
    Act.ANSWER_CONSULTATION: gettext_lazy("Trả lời ý kiến"),
    Act.APPROVE_EXTENSION: gettext_lazy("Duyệt gia hạn"),
}
FAULTS = {
    "empty": gettext_lazy("Quy trình chưa có bước nào."),
    "bad_key": gettext_lazy("Mã bước chỉ gồm chữ cái không dấu, số và dấu gạch dưới."),
    "doubled_key": gettext_lazy("Hai bước có cùng một mã."),
    "missing_name": gettext_lazy("Bước chưa có tên."),
    "unknown_return": gettext_lazy("Bước trả về không có trong bảng."),
    "return_not_earlier": gettext_lazy("Chỉ trả về được một bước đứng trước."),
    "return_in_parallel": gettext_lazy("Không trả về được từ hay vào giữa các bước song song."),
    "group_scattered": gettext_lazy("Các bước cùng một nhóm song song phải đứng liền nhau."),
    "missing_role": gettext_lazy("Bước chưa có vai trò thực hiện."),
    "missing_limit": gettext_lazy("Bước chưa có số giờ."),
    "unknown_act": gettext_lazy("Bước chưa có việc làm."),
    "over_limit": gettext_lazy("Các bước cộng lại %(sum)s giờ, dài hơn thời hạn %(limit)s giờ."),
    "dead_end": gettext_lazy("Không có đường đi tiếp từ bước này."),
    "deadlock": gettext_lazy("Hồ sơ sẽ mắc kẹt ở đây: có nhánh chờ nhau mãi mãi."),
    "livelock": gettext_lazy("Hồ sơ có thể đi vòng mãi, không tới kết quả."),
    "unreachable": gettext_lazy("Không có đường nào đi tới bước này."),
    "undocumented_ending": gettext_lazy("Quy trình kết thúc mà không có kết quả hay từ chối."),
    "nameless_message": gettext_lazy("Bước chờ chưa nói là chờ việc gì."),
    "too_large": gettext_lazy("Quy trình quá lớn, không kiểm tra hết được."),
    "not_a_table": gettext_lazy("Sơ đồ không viết lại được thành bảng các bước."),
}
WHY = {
    "kept": gettext_lazy("giữ trong tệp, không ảnh hưởng"),
    "not_played": gettext_lazy("hệ thống không chạy phần tử này"),
    "runs_code": gettext_lazy("chứa mã lệnh, không bao giờ được chạy"),
}


def problem_said(problem: Problem) -> str:
    """Say a fault."""
    facts = {
        "sum": hours(_minutes(problem, "sum_minutes")),
        "limit": hours(_minutes(problem, "limit_minutes")),
    }
    unknown = _("Lỗi quy trình: %(kind)s") % {"kind": problem.kind}
    said = FAULTS.get(problem.kind)
    return str(said) % facts if said else unknown


def row_of(problem: Problem, keys: Iterable[str]) -> int:
    """Return the number of the row a fault lies in, 0 when it is about the whole process."""
    key = problem.node.partition(".")[0]
    return next((number for number, one in enumerate(keys, 1) if one == key), 0)


def hours(minutes: int) -> str:
    """Say minutes as hours: `4`, `2,5`."""
    return f"{minutes / 60:g}".replace(".", ",")


def _minutes(problem: Problem, name: str) -> int:
    value = problem.facts.get(name, 0)
    return value if isinstance(value, int) else 0
