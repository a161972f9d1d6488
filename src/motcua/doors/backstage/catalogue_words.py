"""The catalogue's closed lists as choices, and its values as texts of a form."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.engine.worktime import LimitUnit
from motcua.kit.dates import day
from motcua.registers.catalogue.rules.kinds import (
    Channel,
    Charging,
    Level,
    Route,
    StepUnit,
    VersionState,
    Wait,
)
from motcua.ui.fields import Option

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

YES, NO = "yes", "no"
STATES = {
    VersionState.DRAFT: gettext_lazy("Bản dự thảo"),
    VersionState.PUBLISHED: gettext_lazy("Đang công khai"),
    VersionState.ABOLISHED: gettext_lazy("Đã bãi bỏ"),
}
LEVELS = {
    Level.MINISTRY: gettext_lazy("Bộ, ngành"),
    Level.PROVINCE: gettext_lazy("Ủy ban nhân dân tỉnh"),
    Level.DEPARTMENT: gettext_lazy("Sở, ngành"),
    Level.COMMUNE: gettext_lazy("Phường, xã"),
    Level.OTHER: gettext_lazy("Chưa xác định"),
}
ROUTES = {
    Route.LOCAL: gettext_lazy("Giải quyết trên hệ thống này"),
    Route.MINISTRY: gettext_lazy("Tiếp nhận ở đây, giải quyết ở hệ thống của Bộ"),
    Route.EXTERNAL: gettext_lazy("Tiếp nhận và giải quyết ở hệ thống khác"),
}
CHARGINGS = {
    Charging.UNKNOWN: gettext_lazy("Chưa xác định"),
    Charging.FREE: gettext_lazy("Không thu"),
    Charging.CHARGED: gettext_lazy("Có thu phí, lệ phí"),
}
LIMIT_UNITS = {
    LimitUnit.WORKING_DAY: gettext_lazy("ngày làm việc"),
    LimitUnit.CALENDAR_DAY: gettext_lazy("ngày"),
    LimitUnit.WORKING_HOUR: gettext_lazy("giờ làm việc"),
    LimitUnit.MONTH: gettext_lazy("tháng"),
    LimitUnit.SAME_DAY: gettext_lazy("trong ngày"),
    LimitUnit.IMMEDIATE: gettext_lazy("giải quyết ngay"),
    LimitUnit.UNDEFINED: gettext_lazy("không quy định"),
}
STEP_UNITS = {
    StepUnit.CENTRE: gettext_lazy("Trung tâm, bộ phận một cửa"),
    StepUnit.UNIT: gettext_lazy("Cơ quan giải quyết"),
    StepUnit.DIVISION: gettext_lazy("Phòng chuyên môn"),
    StepUnit.OFFICE: gettext_lazy("Văn phòng Ủy ban nhân dân"),
    StepUnit.PROVINCE: gettext_lazy("Ủy ban nhân dân tỉnh"),
    StepUnit.PARTNER: gettext_lazy("Cơ quan phối hợp"),
}
WAITS = {
    Wait.FINANCIAL_DUTY: gettext_lazy("Chờ nghĩa vụ tài chính"),
    Wait.POSTING: gettext_lazy("Chờ niêm yết"),
    Wait.VERIFICATION: gettext_lazy("Chờ xác minh"),
}

HISTORY = {
    "procedure.drafted": gettext_lazy("tạo bản dự thảo"),
    "procedure.draft_edited": gettext_lazy("sửa bản dự thảo"),
    "procedure.announced": gettext_lazy("ghi quyết định công bố"),
    "procedure.published": gettext_lazy("công khai"),
    "procedure.internal_process_approved": gettext_lazy("phê duyệt quy trình"),
    "procedure.electronic_process_activated": gettext_lazy("kích hoạt quy trình"),
    "procedure.abolished": gettext_lazy("bãi bỏ"),
}


def choices(words: Mapping[Any, "_StrOrPromise"], none: str | None = None) -> tuple[Option, ...]:
    """Return a closed list as options, with an empty one called `none` first when given."""
    first = () if none is None else (Option("", none),)
    return (*first, *(Option(str(value), str(word)) for value, word in words.items()))


def yes_no() -> tuple[Option, ...]:
    """Return the two answers."""
    return Option(YES, _("Có")), Option(NO, _("Không"))


def is_yes(text: str) -> bool:
    """Read one of the two answers."""
    return text == YES


def channel_of(text: str) -> Channel | None:
    """Read a channel; nothing means every one."""
    return Channel(text) if text else None


def written(value: object) -> str:
    """Return a value as the text of its field."""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, date):
        return day(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}".replace(".", ",")
    return "" if value is None else str(value)


def texts(row: object, names: Iterable[str]) -> dict[str, str]:
    """Return the named values of a row as texts."""
    return {name: written(getattr(row, name)) for name in names}
