"""The catalogue's words as people read them, in the reader's language."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.engine.worktime import LimitUnit
from motcua.kit.dates import day
from motcua.kit.money import vnd
from motcua.registers.catalogue.rules.fees import FeeRow
from motcua.registers.catalogue.rules.kinds import Channel, DueWhen, FeeKind, FeePer, OnlineLevel
from motcua.registers.catalogue.rules.limits import LimitRow
from motcua.registers.catalogue.rules.reception import Blocker, BlockerKind

CHANNELS = {
    Channel.COUNTER: gettext_lazy("Trực tiếp"),
    Channel.ONLINE: gettext_lazy("Trực tuyến"),
    Channel.POST: gettext_lazy("Bưu chính công ích"),
}
FEE_KINDS = {FeeKind.FEE: gettext_lazy("Phí"), FeeKind.CHARGE: gettext_lazy("Lệ phí")}
ONLINE_LEVELS = {
    OnlineLevel.NONE: gettext_lazy("Chưa có dịch vụ công trực tuyến"),
    OnlineLevel.INFORMATION: gettext_lazy("Cung cấp thông tin trực tuyến"),
    OnlineLevel.PARTIAL: gettext_lazy("Dịch vụ công trực tuyến một phần"),
    OnlineLevel.FULL: gettext_lazy("Dịch vụ công trực tuyến toàn trình"),
}
DUE_WHEN = {
    DueWhen.BEFORE_RECEPTION: gettext_lazy("Nộp trước khi tiếp nhận"),
    DueWhen.AT_FILING: gettext_lazy("Nộp khi nộp hồ sơ"),
    DueWhen.BEFORE_RETURN: gettext_lazy("Nộp trước khi nhận kết quả"),
    DueWhen.LATER: gettext_lazy("Nộp sau theo thông báo"),
}
PER = {
    FeePer.DOSSIER: gettext_lazy("một hồ sơ"),
    FeePer.COPY: gettext_lazy("một bản"),
    FeePer.PAGE: gettext_lazy("một trang"),
}
BLOCKERS = {
    BlockerKind.NO_SUCH_VERSION: gettext_lazy("Không tìm thấy phiên bản thủ tục này."),
    BlockerKind.NOT_ANNOUNCED: gettext_lazy("Thủ tục chưa có quyết định công bố."),
    BlockerKind.NOT_PUBLISHED: gettext_lazy(
        "Phiên bản thủ tục còn là bản dự thảo, chưa công khai."
    ),
    BlockerKind.NOT_YET_EFFECTIVE: gettext_lazy("Thủ tục chưa có hiệu lực; áp dụng từ %(on)s."),
    BlockerKind.NO_LONGER_EFFECTIVE: gettext_lazy("Thủ tục đã hết hiệu lực sau ngày %(on)s."),
    BlockerKind.EXTERNAL_ROUTE: gettext_lazy(
        "Hồ sơ này được tiếp nhận trên %(detail)s, không tiếp nhận tại đây."
    ),
    BlockerKind.CHANNEL_CLOSED: gettext_lazy("Thủ tục không nhận hồ sơ qua kênh: %(detail)s."),
    BlockerKind.NO_COMPETENT_UNIT: gettext_lazy("Chưa xác định cơ quan có thẩm quyền giải quyết."),
    BlockerKind.INTERNAL_PROCESS_NOT_APPROVED: gettext_lazy(
        "Quy trình nội bộ chưa được phê duyệt."
    ),
    BlockerKind.ELECTRONIC_PROCESS_NOT_ACTIVE: gettext_lazy(
        "Quy trình điện tử chưa được kích hoạt."
    ),
    BlockerKind.CASE_NOT_CHOSEN: gettext_lazy("Cần chọn trường hợp giải quyết."),
    BlockerKind.NO_TIME_LIMIT: gettext_lazy("Chưa có thời hạn giải quyết cho trường hợp này."),
    BlockerKind.FEES_NOT_STATED: gettext_lazy(
        "Chưa xác định thủ tục có thu phí, lệ phí hay không."
    ),
    BlockerKind.FEE_RULE_NOT_VALID: gettext_lazy(
        "Không có mức thu còn hiệu lực cho khoản “%(detail)s”."
    ),
    BlockerKind.FEE_AMOUNT_UNKNOWN: gettext_lazy("Chưa nhập mức thu cho khoản “%(detail)s”."),
}


def blocker_sentence(blocker: Blocker) -> str:
    """Say what is missing."""
    detail = blocker.detail
    if blocker.kind is BlockerKind.CHANNEL_CLOSED:
        detail = str(CHANNELS[Channel(detail)])
    if blocker.kind is BlockerKind.EXTERNAL_ROUTE and not detail:
        detail = _("hệ thống của Bộ, ngành")
    facts = {"detail": detail, "on": day(blocker.on) if blocker.on else ""}
    return str(BLOCKERS[blocker.kind]) % facts


def limit_phrase(limit: LimitRow) -> str:
    """Say a time limit: `3 ngày làm việc`, `Trong ngày làm việc`."""
    if limit.unit is LimitUnit.SAME_DAY:
        facts = {"at": f"{limit.cut_off:%H:%M}"}
        return _("Trong ngày; nhận sau %(at)s thì trả trong ngày làm việc tiếp theo") % facts
    if limit.unit is LimitUnit.IMMEDIATE:
        return _("Giải quyết ngay")
    if limit.unit is LimitUnit.UNDEFINED or limit.amount is None:
        return _("Pháp luật không quy định thời hạn")
    return _counted(limit.unit, limit.amount)


def _counted(unit: LimitUnit, amount: Decimal) -> str:
    count = 1 if amount == 1 else 2
    phrases = {
        LimitUnit.WORKING_DAY: ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", count),
        LimitUnit.CALENDAR_DAY: ngettext("%(n)s ngày", "%(n)s ngày", count),
        LimitUnit.WORKING_HOUR: ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", count),
        LimitUnit.MONTH: ngettext("%(n)s tháng", "%(n)s tháng", count),
    }
    return phrases[unit] % {"n": f"{amount.normalize():f}"}


def fee_phrase(fee: FeeRow) -> str:
    """Say a fee: `8.000 ₫ / một bản`, `Miễn phí`; an unknown amount says who sets it."""
    if fee.amount_vnd is None:
        return _("Theo %(source)s") % {"source": fee.legal_source}
    if fee.amount_vnd == 0:
        return _("Không thu")
    said = vnd(fee.amount_vnd)
    if fee.per is not FeePer.DOSSIER:
        said = f"{said} / {PER[fee.per]}"
    if fee.threshold is not None and fee.beyond_amount_vnd is not None:
        facts = {"nth": fee.threshold + 1, "amount": vnd(fee.beyond_amount_vnd)}
        said += _("; từ thứ %(nth)s trở đi %(amount)s") % facts
    if fee.cap_vnd is not None:
        said += _("; tối đa %(amount)s") % {"amount": vnd(fee.cap_vnd)}
    return said
