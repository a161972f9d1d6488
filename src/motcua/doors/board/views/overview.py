"""V1: how dossiers are settled; every figure opens the rows it counts and says its formula."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.doors.board import tables
from motcua.doors.board.asked import Asked, cell_of, periods, read
from motcua.doors.board.charts import monthly
from motcua.doors.board.headline import figures, heading, tabs
from motcua.doors.board.listing import after_of, back_link, pager, table_of_rows
from motcua.doors.board.navigation import WATCHERS, nav
from motcua.doors.board.wording import FORMULAS, NAMES, where_late
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock, dates
from motcua.oversight.indicators.behind import PAGE, rows_behind
from motcua.oversight.indicators.figures import figures as counted
from motcua.oversight.indicators.figures import monthly as counted_monthly
from motcua.oversight.indicators.proving import is_in_doubt
from motcua.oversight.indicators.queries import Line, total
from motcua.oversight.indicators.rules import months_before

MONTHS = 6


@require_safe
@officer_page(*WATCHERS)
def overview(request: OfficerRequest) -> HttpResponse:
    """Show the figures of a period within one's sight, by unit, procedure, channel or month."""
    now = clock.now()
    asked = read(request.GET, now)
    made = _lines(request, asked)
    recent = months_before(asked.period.last, MONTHS)
    by_month = counted_monthly(recent, by=request.acting, now=now)
    shown = {
        "nav": nav("board:overview"),
        "heading": heading(asked, request.acting),
        "periods": periods(asked, now),
        "tabs": tabs(asked),
        "asked": asked,
        "figures": figures(total(made), asked),
        "sentence": where_late(made, asked.dimension),
        "table": tables.table(made, asked, heading(asked, request.acting)),
        "report": tables.report_id(made, asked),
        "chart": monthly(by_month),
        "months": tables.months(by_month, recent, asked),
        "download": asked.address("download"),
        "is_in_doubt": is_in_doubt(),
        "computed": dates.moment_short(now),
        "formulas": [(NAMES[m], FORMULAS[m]) for m in tables.COLUMNS],
    }
    return render(request, "board/overview.html", shown)


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
def download(request: OfficerRequest) -> HttpResponse:
    """Give the table as CSV."""
    asked = read(request.GET, clock.now())
    made = _lines(request, asked)
    text = tables.as_csv(made, asked)
    response = HttpResponse(text, content_type="text/csv; charset=utf-8")
    name = f"{_('giai-quyet-ho-so')}-{tables.report_id(made, asked)}.csv"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _lines(request: OfficerRequest, asked: Asked) -> tuple[Line, ...]:
    (made,) = counted([asked.period], asked.dimension, by=request.acting, now=clock.now())
    return made
