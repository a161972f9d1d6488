"""The changes of the calendar: what each asks, what the calendar would be, and how it is made."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.doors.backstage.forms import Ask, Unreadable, day_of, number_of
from motcua.kit.dates import day
from motcua.registers.calendar import actions
from motcua.registers.calendar.actions.units import CannotSetWeek, week_of
from motcua.registers.calendar.rules import Book, Closure, Week
from motcua.registers.organisation.rules import Acting, UnitRow
from motcua.ui.fields import Field, Option

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Given = Mapping[str, Any]
Units = tuple[UnitRow, ...]
WEEKDAYS = (
    gettext_lazy("Thứ Hai"),
    gettext_lazy("Thứ Ba"),
    gettext_lazy("Thứ Tư"),
    gettext_lazy("Thứ Năm"),
    gettext_lazy("Thứ Sáu"),
    gettext_lazy("Thứ Bảy"),
    gettext_lazy("Chủ nhật"),
)
OFFICE_HOURS = "07:00-11:30, 13:30-17:00"


class DayTaken(Exception):
    """The register holds something for these days already, or the days are in the wrong order."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


@dataclass(frozen=True)
class Change:
    """One kind of change; `is_for_all` when it concerns everybody's days."""

    title: "_StrOrPromise"
    is_for_all: bool
    asks: Callable[[Units, bool], tuple[Ask, ...]]
    forecast: Callable[[Book, Given], Book]
    make: Callable[..., object]

    def day_of(self, given: Given) -> str:
        """Say the first day that was typed, for a refusal; empty when there is none."""
        return next((day(one) for one in given.values() if isinstance(one, date)), "")


def _source() -> Ask:
    hint = _("Số và ngày của văn bản.")
    return Ask(Field("source", _("Căn cứ"), hint=hint, is_required=True))


def _a_day(name: str, label: str) -> Ask:
    return Ask(Field(name, label, "", "date", is_required=True, size="m"), day_of)


def _holiday_asks(units: Units, is_everybody: bool) -> tuple[Ask, ...]:
    name = Ask(Field("name", _("Tên ngày nghỉ"), is_required=True))
    return _a_day("on", _("Ngày")), name, _source()


def _with_holiday(book: Book, given: Given) -> Book:
    return replace(book, holidays=(*book.holidays, (given["on"], given["name"])))


def _add_holiday(given: Given, *, by: Acting, now: datetime) -> None:
    actions.add_holiday(given["on"], given["name"], given["source"], by=by, now=now)


def _swap_asks(units: Units, is_everybody: bool) -> tuple[Ask, ...]:
    days = _a_day("off_on", _("Ngày được nghỉ")), _a_day("works_on", _("Ngày làm bù"))
    return (*days, _source())


def _with_swap(book: Book, given: Given) -> Book:
    return replace(book, swaps=(*book.swaps, (given["off_on"], given["works_on"])))


def _add_swap(given: Given, *, by: Acting, now: datetime) -> None:
    actions.add_swap(given["off_on"], given["works_on"], given["source"], by=by, now=now)


def _year_asks(units: Units, is_everybody: bool) -> tuple[Ask, ...]:
    year = Field("year", _("Năm"), is_required=True, size="s", kind="number")
    decision = Field("decision", _("Thông báo, quyết định"), is_required=True)
    return Ask(year, number_of), Ask(decision)


def _with_year(book: Book, given: Given) -> Book:
    return replace(book, approved_years=book.approved_years | {given["year"]})


def _approve_year(given: Given, *, by: Acting, now: datetime) -> None:
    actions.approve_year(given["year"], given["decision"], by=by, now=now)


def _unit_ask(units: Units, everybody: str = "") -> Ask:
    first = Option("", everybody or _("Chọn cơ quan"))
    options = (first, *(Option(str(row.id), f"{row.name} ({row.code})") for row in units))
    field = Field("unit", _("Cơ quan"), "", "select", options=options, is_required=not everybody)
    return Ask(field, lambda text: int(text) if text else None)


def _closure_asks(units: Units, is_everybody: bool) -> tuple[Ask, ...]:
    days = _a_day("first_on", _("Từ ngày")), _a_day("last_on", _("Đến hết ngày"))
    return (_unit_ask(units), *days, Ask(Field("reason", _("Lý do"), is_required=True)))


def _closure(given: Given) -> Closure:
    return Closure(given["unit"], given["first_on"], given["last_on"], given["reason"])


def _with_closure(book: Book, given: Given) -> Book:
    return replace(book, closures=(*book.closures, _closure(given)))


def _close(given: Given, *, by: Acting, now: datetime) -> None:
    actions.close_unit(_closure(given), by=by, now=now)


def _week_asks(units: Units, is_everybody: bool) -> tuple[Ask, ...]:
    hint = _("Các buổi cách nhau bằng dấu phẩy; để trống là nghỉ.")
    days = tuple(
        Ask(Field(f"day{n}", str(label), OFFICE_HOURS if n < 5 else "", hint=hint if n == 0 else "",
                  size="m"), _sessions)
        for n, label in enumerate(WEEKDAYS)
    )  # fmt: skip
    unit = _unit_ask(units, _("Mọi cơ quan không có lịch riêng") if is_everybody else "")
    ends = Ask(Field("valid_to", _("Đến trước ngày"), "", "date", size="m"), day_of)
    return (unit, _a_day("valid_from", _("Từ ngày")), ends, *days, _source())


def _sessions(text: str) -> tuple[str, ...]:
    sessions = tuple(part.strip() for part in text.split(",") if part.strip())
    try:
        week_of(None, _ANY_DAY, None, (sessions, *((),) * 6))
    except CannotSetWeek as fault:
        raise Unreadable(_("Viết mỗi buổi theo dạng 07:00-11:30.")) from fault
    return sessions


def _week(given: Given) -> Week:
    days = [given[f"day{n}"] for n in range(7)]
    return week_of(given["unit"], given["valid_from"], given["valid_to"], days)


def _with_week(book: Book, given: Given) -> Book:
    return replace(book, weeks=(*book.weeks, _week(given)))


def _set_week(given: Given, *, by: Acting, now: datetime) -> None:
    actions.set_week(_week(given), given["source"], by=by, now=now)


_ANY_DAY = date(2026, 1, 1)
CHANGES: dict[str, Change] = {
    "holiday": Change(
        gettext_lazy("Thêm ngày nghỉ"), True, _holiday_asks, _with_holiday, _add_holiday
    ),
    "swap": Change(gettext_lazy("Hoán đổi ngày làm việc"), True, _swap_asks, _with_swap, _add_swap),
    "year": Change(gettext_lazy("Duyệt lịch một năm"), True, _year_asks, _with_year, _approve_year),
    "closure": Change(
        gettext_lazy("Đóng cửa một cơ quan"), False, _closure_asks, _with_closure, _close
    ),
    "week": Change(gettext_lazy("Đặt giờ làm việc"), False, _week_asks, _with_week, _set_week),
}
