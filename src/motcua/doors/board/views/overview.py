"""V1: how dossiers are settled; every figure opens the rows it counts and says its formula."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.doors.board import charts, tables
from motcua.doors.board.asked import Asked, cell_of, periods, read, steps, year_before
from motcua.doors.board.downloads import TYPES, attached
from motcua.doors.board.headline import figures, heading, tabs
from motcua.doors.board.listing import after_of, back_link, pager, table_of_rows
from motcua.doors.board.navigation import WATCHERS, nav
from motcua.doors.board.wording import FORMULAS, NAMES, where_late
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock, dates
from motcua.oversight.indicators import comparing
from motcua.oversight.indicators.behind import PAGE, rows_behind
from motcua.oversight.indicators.figures import figures as counted
from motcua.oversight.indicators.figures import monthly
from motcua.oversight.indicators.proving import is_in_doubt
from motcua.oversight.indicators.queries import Line, total
from motcua.oversight.indicators.rules import months_before
from motcua.registers.organisation.rules import Acting


@require_safe
@officer_page(*WATCHERS)
def overview(request: OfficerRequest) -> HttpResponse:
    """Show the figures of a period within one's sight, by unit, procedure, field or channel."""
    now, by = clock.now(), request.acting
    asked = read(request.GET, now)
    made, ago = _counted(asked, by, now)
    shown = {
        "nav": nav("board:overview"),
        "heading": heading(asked, by),
        "periods": periods(asked, now),
        "tabs": tabs(asked),
        "asked": asked,
        "figures": figures(total(made), asked, ago),
        "sentence": where_late(made, asked.dimension),
        "table": tables.table(made, asked, heading(asked, by), ago),
        "report": tables.report_id(made, asked),
        "downloads": [(name.upper(), asked.address(f"download_{name}")) for name in TYPES],
        "is_in_doubt": is_in_doubt(),
        "computed": dates.moment_short(now),
        "formulas": [(NAMES[m], FORMULAS[m]) for m in tables.COLUMNS],
        **_trend(asked, by, now),
    }
    return render(request, "board/overview.html", shown)


def _counted(
    asked: Asked, by: Acting, now: datetime
) -> tuple[tuple[Line, ...], tables.YearAgo | None]:
    (made,) = counted([asked.period], asked.dimension, by=by, now=now)
    before = year_before(asked)
    if before is None:
        return made, None
    lines = comparing.year_ago(made, before.period, asked.dimension, by=by, now=now)
    return made, tables.YearAgo(lines, before)


def _trend(asked: Asked, by: Acting, now: datetime) -> dict[str, object]:
    recent = months_before(asked.period.last, charts.COUNTS[asked.step], asked.step)
    lines = monthly(recent, by=by, now=now, with_stays=False)
    made = charts.stretches(lines, recent, asked.step)
    chart = charts.chart(made, asked.step)
    return {"chart": chart, "steps": steps(asked), "trend": tables.trend(made, asked, chart.title)}


@require_safe
@officer_page(*WATCHERS)
def rows(request: OfficerRequest) -> HttpResponse:
    """Show the dossiers that one figure counts."""
    now = clock.now()
    asked = read(request.GET, now)
    cell = cell_of(request.GET, asked)
    after = after_of(request.GET.get("after", ""))
    found = rows_behind(cell, asked.period, by=request.acting, now=now, after=after)
    shown = {
        "nav": nav("board:overview"),
        "name": NAMES[cell.measure],
        "formula": FORMULAS[cell.measure],
        "period": heading(asked, request.acting),
        "table": table_of_rows(found[:PAGE]),
        "pager": pager(found, asked, cell, is_first=after is None),
        "back": back_link(asked),
    }
    return render(request, "board/rows.html", shown)


@require_safe
@officer_page(*WATCHERS)
def download(request: OfficerRequest, format_name: str) -> HttpResponse:
    """Give the table as CSV, XLSX or ODS."""
    now, by = clock.now(), request.acting
    asked = read(request.GET, now)
    made, ago = _counted(asked, by, now)
    report = tables.report_id(made, asked)
    told = _("%(heading)s. Mã báo cáo %(report)s, tính lúc %(at)s.") % {
        "heading": heading(asked, by), "report": report, "at": dates.moment_short(now),
    }  # fmt: skip
    content = tables.as_sheet(made, asked, ago, format_name, told)
    return attached(content, f"{_('giai-quyet-ho-so')}-{report}", format_name)
