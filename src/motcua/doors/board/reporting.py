"""V5 in words: the builder's questions, what was answered, and the lists of reports."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.http import QueryDict
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.kit import dates
from motcua.kit.ids import row_number
from motcua.oversight.indicators.rules import Period
from motcua.oversight.reports.queries import PAGE, OrderRow, ReportRow
from motcua.oversight.reports.rules import Kind, Span, usual_spans
from motcua.oversight.reports.scope import PROVINCE
from motcua.registers.organisation.queries import units_as_of
from motcua.registers.organisation.rules import Acting, Level
from motcua.ui.fields import Field, Option
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Pager

KINDS = {
    Kind.PERFORMANCE: gettext_lazy("Báo cáo kết quả (sơ kết, tổng kết)"),
    Kind.BODY: gettext_lazy("Biểu 06a: tình hình, kết quả giải quyết"),
    Kind.LEVELS: gettext_lazy("Biểu 06b: tình hình, kết quả theo cấp"),
    Kind.CAUSES: gettext_lazy("Biểu 07a: nguyên nhân quá hạn"),
    Kind.CAUSES_LEVELS: gettext_lazy("Biểu 07b: nguyên nhân quá hạn theo cấp"),
    Kind.REGISTER: gettext_lazy("Sổ theo dõi hồ sơ"),
}
STEPS = {
    "": gettext_lazy("Đang chờ đến lượt"),
    "units": gettext_lazy("Đang đếm theo cơ quan"),
    "overall": gettext_lazy("Đang cộng toàn kỳ"),
    "channels": gettext_lazy("Đang đếm theo cách nộp"),
    "fields": gettext_lazy("Đang đếm theo lĩnh vực"),
    "procedures": gettext_lazy("Đang tìm thủ tục trễ nhiều"),
    "months": gettext_lazy("Đang đếm theo tháng"),
    "causes": gettext_lazy("Đang tính nguyên nhân trễ"),
    "decisions": gettext_lazy("Đang chọn việc cần quyết định"),
    "groups": gettext_lazy("Đang đếm theo lĩnh vực"),
    "total": gettext_lazy("Đang cộng toàn kỳ"),
    "rows": gettext_lazy("Đang đọc hồ sơ trong kỳ"),
    "files": gettext_lazy("Đang dàn trang và ghi tệp"),
}
FORMATS = ("pdf", "xlsx", "ods")
_OWN_DAYS = "custom"
_AGENCIES = (Level.DEPARTMENT, Level.CENTRE, Level.MINISTRY, Level.COMMUNE)


@dataclass(frozen=True)
class Wanted:
    """What the builder was asked for; `period` None where the days make no period."""

    kind: Kind
    period: Period | None
    unit_id: int | None


def wanted(sent: QueryDict) -> Wanted:
    """Return what a form asks for."""
    kind, unit = sent.get("kind", ""), sent.get("unit", "")
    known = Kind(kind) if kind in list(Kind) else Kind.PERFORMANCE
    unit_id = row_number(unit)
    return Wanted(known, _period(sent), unit_id)


def _period(sent: QueryDict) -> Period | None:
    first, _dots, last = sent.get("period", "").partition("..")
    is_own = first == _OWN_DAYS
    begin, end = (sent.get("from", ""), sent.get("to", "")) if is_own else (first, last)
    days = _day(begin), _day(end)
    return Period(days[0], days[1]) if days[0] and days[1] else None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return dates.parse_day(text)


def questions(by: Acting, now: datetime, typed: QueryDict) -> tuple[Field, ...]:
    """Return the builder's fields, with what was typed before."""
    today = dates.local(now).date()
    units = tuple(_units(by, today))
    spans = tuple(_spans(today))
    done = next(n for n in usual_spans(today) if n.period.last < today)
    chosen = typed.get("period") or _value(done.period)
    kinds = tuple(Option(kind, str(name)) for kind, name in KINDS.items())
    return (
        Field("kind", _("Mẫu báo cáo"), typed.get("kind", Kind.PERFORMANCE), "select",
              options=kinds),
        Field("unit", _("Phạm vi"), typed.get("unit", units[0].value), "select", options=units),
        Field("period", _("Kỳ báo cáo"), chosen, "select", options=spans),
        Field("from", _("Từ ngày"), typed.get("from", ""), "date", _("Chỉ khi tự chọn"), size="m"),
        Field("to", _("Đến ngày"), typed.get("to", ""), "date", _("Chỉ khi tự chọn"), size="m"),
    )  # fmt: skip


def _units(by: Acting, today: date) -> Iterator[Option]:
    if by.sees_all:
        yield Option("", _("Toàn tỉnh"))
    elif by.unit_id:
        yield Option(str(by.unit_id), by.unit_name)
    for unit in units_as_of(today, *_AGENCIES):
        if by.reaches(unit.id) and (by.sees_all or unit.id != by.unit_id):
            yield Option(str(unit.id), unit.name)


def _spans(today: date) -> Iterator[Option]:
    for named in usual_spans(today):
        if named.period.first <= today:
            yield Option(_value(named.period), _called(named.span, named.number, named.period))
    yield Option(_OWN_DAYS, _("Khoảng ngày tự chọn (điền hai ngày)"))


def _value(period: Period) -> str:
    return f"{period.first.isoformat()}..{period.last.isoformat()}"


def _called(span: Span, number: int, period: Period) -> str:
    facts = {"number": number, "year": period.first.year}
    if span is Span.HALF:
        first, second = _("6 tháng đầu năm %(year)s"), _("6 tháng cuối năm %(year)s")
        return (first if number == 1 else second) % facts
    if span is Span.YEAR:
        return _("Cả năm %(year)s") % facts
    if span is Span.QUARTER:
        return _("Quý %(number)s năm %(year)s") % facts
    return _("Tháng %(number)s năm %(year)s") % facts


def days(row: ReportRow | OrderRow) -> str:
    """Return the days a report covers."""
    return f"{dates.day(row.first)} – {dates.day(row.last)}"


def scope_said(name: str) -> str:
    """Return a scope in the reader's language; agencies keep the name of their time."""
    return _("Toàn tỉnh") if name == PROVINCE else name


def files(number: str) -> SafeString:
    """Return links to the files of a report."""
    return format_html_join(
        " ", '<a href="{}">{}</a>',
        ((reverse("board:report_file", args=[number, name]), name.upper()) for name in FORMATS),
    )  # fmt: skip


_ROWS = compile_rows(
    Column(
        gettext_lazy("Mã"), "number", "code",
        href=lambda row: reverse("board:report", args=[row.number]),
    ),
    Column(
        gettext_lazy("Báo cáo"), lambda row: str(KINDS[row.kind]),
        small=lambda row: scope_said(row.scope_name),
    ),
    Column(gettext_lazy("Kỳ"), days, "nw"),
    Column(
        gettext_lazy("Lập lúc"), lambda row: dates.moment_short(row.made_at), "nw",
        small=lambda row: row.made_by.partition(",")[0],
    ),
    Column(gettext_lazy("Tệp"), lambda row: files(row.number), "nw"),
    Column(gettext_lazy("Mã băm số liệu"), lambda row: row.data_sha256[:12], "code"),
)  # fmt: skip


def table(rows: Sequence[ReportRow]) -> SafeString:
    """Return the reports made as a table."""
    return _ROWS.table(rows[:PAGE], _("Báo cáo đã lập"))


def pager(found: Sequence[ReportRow], before: int | None) -> Pager:
    """Lead on to older reports."""
    here = reverse("board:reports")
    said = _("Mới nhất đứng trên.")
    begin = here if before is not None else ""
    following = f"{here}?before={found[PAGE - 1].id}" if len(found) > PAGE else ""
    return Pager(said, begin, following)


def hashes(known: dict[str, str]) -> list[tuple[str, SafeString]]:
    """Return each file's hash beside its name."""
    return [
        (name.upper(), format_html('<span class="code">{}</span>', known[name]))
        for name in FORMATS
        if name in known
    ]
