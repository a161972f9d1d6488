"""R-45 on the board: what share is electronic, and every exception with person and reason."""

from datetime import datetime
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.doors.board import asked, digitised
from motcua.doors.board import digitised_sheets as sheets
from motcua.doors.board.digitised import GROUPS, KINDS, Here
from motcua.doors.board.downloads import attached
from motcua.doors.board.headline import heading
from motcua.doors.board.listing import after_of
from motcua.doors.board.navigation import WATCHERS, nav
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock, dates
from motcua.oversight.indicators import digitising, issued
from motcua.oversight.indicators.issued import Kind
from motcua.registers.organisation.rules import Acting

After = tuple[datetime, int] | None


@require_safe
@officer_page(*WATCHERS)
def digitisation(request: OfficerRequest) -> HttpResponse:
    """Show papers received or results issued in a period, by line, and rows behind one figure."""
    now, query = clock.now(), request.GET
    here = digitised.read(query, asked.read(query, now).period)
    after = after_of(query.get("after", ""))
    figures = _of_results if here.is_of_results else _of_papers
    shown = {
        "nav": nav("board:digitisation"),
        "periods": asked.periods(asked.Asked(here.period), now, here.of_period),
        "views": digitised.views(here),
        "tabs": digitised.tabs(here),
        "defined": digitised.defined(here),
        "figure_files": here.files("figures", ""),
        "row_files": here.files("rows", _("Danh sách")),
        "computed": dates.moment_short(now),
    }
    more = figures(here, request.acting, now, after)
    return render(request, "board/digitisation.html", shown | more)


def _of_papers(here: Here, by: Acting, now: datetime, after: After) -> dict[str, Any]:
    group = digitising.Group(here.part)
    lines = digitising.figures(here.line, here.period, by=by, now=now)
    asked_for = digitising.Asked(here.line, here.key, group, after)
    found = digitising.rows(asked_for, here.period, by=by, now=now)
    return {
        "say": digitised.said(digitising.total(lines)),
        "table": digitised.table(lines, here),
        "rows_name": GROUPS[group],
        "rows": digitised.rows_table(found),
        "has_rows": bool(found),
        "pager": digitised.pager(found, here, is_first=after is None),
    }


def _of_results(here: Here, by: Acting, now: datetime, after: After) -> dict[str, Any]:
    kind = Kind(here.part)
    lines = issued.figures(here.line, here.period, by=by, now=now)
    asked_for = issued.Asked(here.line, here.key, kind, after)
    found = issued.rows(asked_for, here.period, by=by, now=now)
    return {
        "say": digitised.said_of_results(issued.total(lines)),
        "table": digitised.results_table(lines, here),
        "rows_name": KINDS[kind],
        "rows": digitised.result_rows_table(found),
        "has_rows": bool(found),
        "pager": digitised.pager(found, here, is_first=after is None),
    }


@require_safe
@officer_page(*WATCHERS)
def download(request: OfficerRequest, what: str, format_name: str) -> HttpResponse:
    """Give the figures, or the rows behind one of them, as CSV, XLSX or ODS."""
    now, by = clock.now(), request.acting
    here = digitised.read(request.GET, asked.read(request.GET, now).period)
    sheet = (_figures if what == "figures" else _rows)(here, by, now)
    told = _("%(heading)s. Tính lúc %(at)s.") % {
        "heading": heading(asked.Asked(here.period), by), "at": dates.moment_short(now),
    }  # fmt: skip
    days = f"{here.period.first:%y%m%d}-{here.period.last:%y%m%d}"
    return attached(sheet.written(format_name, told), f"{sheet.name}-{days}", format_name)


def _figures(here: Here, by: Acting, now: datetime) -> sheets.Sheet:
    if here.is_of_results:
        return sheets.results(issued.figures(here.line, here.period, by=by, now=now), here)
    return sheets.papers(digitising.figures(here.line, here.period, by=by, now=now), here)


def _rows(here: Here, by: Acting, now: datetime) -> sheets.Sheet:
    if isinstance(kind := here.part, Kind):
        results = issued.Asked(here.line, here.key, kind, most=sheets.MOST)
        return sheets.issues(issued.rows(results, here.period, by=by, now=now), kind)
    papers = digitising.Asked(here.line, here.key, kind, most=sheets.MOST)
    return sheets.dossiers(digitising.rows(papers, here.period, by=by, now=now), kind)
