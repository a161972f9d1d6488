"""The figures in words: their names, their formulas, and where the late dossiers sit."""

from collections.abc import Mapping, Sequence

from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _

from motcua.oversight.indicators.queries import Line
from motcua.oversight.indicators.rules import Dimension, Measure, Share
from motcua.registers.catalogue.rules.kinds import Channel
from motcua.registers.catalogue.wording import CHANNELS
from motcua.ui.pieces import grouped

NAMES = {
    Measure.RECEIVED: gettext_lazy("Tiếp nhận trong kỳ"),
    Measure.CARRIED_OVER: gettext_lazy("Kỳ trước chuyển sang"),
    Measure.TO_SETTLE: gettext_lazy("Phải giải quyết"),
    Measure.SETTLED: gettext_lazy("Đã giải quyết"),
    Measure.EARLY: gettext_lazy("Trước hạn"),
    Measure.ON_TIME: gettext_lazy("Đúng hạn"),
    Measure.LATE: gettext_lazy("Trễ hạn"),
    Measure.IN_PROCESS: gettext_lazy("Đang giải quyết"),
    Measure.IN_TIME: gettext_lazy("Trong hạn"),
    Measure.OVERDUE: gettext_lazy("Quá hạn"),
    Measure.SUSPENDED: gettext_lazy("Tạm dừng"),
    Measure.FOR_PAPERS: gettext_lazy("Chờ bổ sung"),
    Measure.FOR_DUTY: gettext_lazy("Chờ nghĩa vụ tài chính"),
    Measure.FOR_OTHER: gettext_lazy("Dừng vì lý do khác"),
    Measure.WITHDRAWN: gettext_lazy("Người nộp đã rút"),
    Measure.STOPPED: gettext_lazy("Dừng giải quyết"),
    Measure.REFUSED: gettext_lazy("Đã từ chối tiếp nhận"),
}
FORMULAS = {
    Measure.RECEIVED: gettext_lazy("Ngày tiếp nhận nằm trong kỳ."),
    Measure.CARRIED_OVER: gettext_lazy("Tiếp nhận trước kỳ và chưa xong trước kỳ."),
    Measure.TO_SETTLE: gettext_lazy("Kỳ trước chuyển sang + tiếp nhận trong kỳ."),
    Measure.SETTLED: gettext_lazy("Có kết quả trong kỳ; không tính hồ sơ rút, hồ sơ dừng."),
    Measure.EARLY: gettext_lazy("Có kết quả trước ngày hẹn gốc (hạn tính giờ: trước giờ hẹn)."),
    Measure.ON_TIME: gettext_lazy(
        "Có kết quả đúng ngày hẹn gốc, hoặc pháp luật không quy định thời hạn."
    ),
    Measure.LATE: gettext_lazy("Có kết quả sau ngày hẹn gốc; đã hẹn lại vẫn là trễ."),
    Measure.IN_PROCESS: gettext_lazy("Cuối kỳ chưa xong và đồng hồ không dừng."),
    Measure.IN_TIME: gettext_lazy("Đang giải quyết, ngày hẹn gốc chưa qua ở cuối kỳ."),
    Measure.OVERDUE: gettext_lazy("Đang giải quyết, ngày hẹn gốc đã qua ở cuối kỳ."),
    Measure.SUSPENDED: gettext_lazy("Cuối kỳ chưa xong và đồng hồ đang dừng có căn cứ."),
    Measure.FOR_PAPERS: gettext_lazy("Tạm dừng chờ người nộp bổ sung giấy tờ."),
    Measure.FOR_DUTY: gettext_lazy("Tạm dừng chờ nộp thuế, lệ phí theo thông báo."),
    Measure.FOR_OTHER: gettext_lazy("Tạm dừng vì kiểm tra thực địa, hội đồng, lấy ý kiến."),
    Measure.WITHDRAWN: gettext_lazy("Người nộp rút hồ sơ trong kỳ."),
    Measure.STOPPED: gettext_lazy("Có quyết định dừng giải quyết trong kỳ."),
    Measure.REFUSED: gettext_lazy("Có phiếu từ chối trong kỳ; không nằm trong số tiếp nhận."),
}
DIMENSIONS = {
    Dimension.UNIT: gettext_lazy("Cơ quan"),
    Dimension.PROCEDURE: gettext_lazy("Thủ tục"),
    Dimension.FIELD: gettext_lazy("Lĩnh vực"),
    Dimension.CHANNEL: gettext_lazy("Cách nộp"),
    Dimension.MONTH: gettext_lazy("Tháng"),
}


def line_name(line: Line, dimension: Dimension) -> str:
    """Return the name of a line as people read it."""
    return str(CHANNELS[Channel(line.key)]) if dimension is Dimension.CHANNEL else line.name


def percent(share: Share) -> str:
    """Say a share, "–" of nothing and "ít số liệu" when chance would speak louder."""
    value = share.percent
    if value is None:
        return "–"
    if share.is_small:
        return _("ít số liệu")
    said = f"{value:.1f}\N{NO-BREAK SPACE}%"
    return said if (get_language() or "").startswith("en") else said.replace(".", ",")


def late_of(counts: Mapping[Measure, int]) -> int:
    """Return all that is late: settled late and overdue."""
    return counts[Measure.LATE] + counts[Measure.OVERDUE]


def where_late(made: Sequence[Line], dimension: Dimension) -> str:
    """Say in one sentence where the late dossiers sit."""
    late = sorted((line for line in made if late_of(line.counts)), key=lambda x: -late_of(x.counts))
    everything = sum(late_of(line.counts) for line in late)
    if not everything:
        return _("Không có hồ sơ nào trễ trong kỳ này.")
    most = late[:2]
    part = sum(late_of(line.counts) for line in most)
    names = _(" và ").join(line_name(line, dimension) for line in most)
    said = ngettext(
        "%(part)s trong %(all)s hồ sơ trễ nằm ở: %(names)s.",
        "%(part)s trong %(all)s hồ sơ trễ nằm ở: %(names)s.",
        everything,
    )
    return said % {"part": grouped(part), "all": grouped(everything), "names": names}
