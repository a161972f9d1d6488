"""V2: the service index by agency and month, with formulas, inputs and what has no data yet."""

from datetime import date

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.doors.board import indexing
from motcua.doors.board.navigation import WATCHERS, nav
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock, dates
from motcua.oversight.indicators import service_index as figures
from motcua.oversight.indicators.rules import Period, months_before
from motcua.oversight.indicators.service_index import Component


@require_safe
@officer_page(*WATCHERS)
def service_index(request: OfficerRequest) -> HttpResponse:
    """Show a component of the index for each agency and month of a year."""
    now, by = clock.now(), request.acting
    today = dates.local(now).date()
    year, component = _asked(request.GET.get("year", ""), request.GET.get("of", ""), today)
    whole = Period(date(year, 1, 1), date(year, 12, 31))
    rows = figures.rows(whole, by=by, now=now)
    shown = {
        "nav": nav("board:service_index"),
        "year": year,
        "years": indexing.years(year, today),
        "tabs": indexing.tabs(component, year),
        "name": indexing.NAMES[component][0],
        "formula": indexing.FORMULAS[component],
        "table": indexing.table(rows, months_before(whole.last, 12), component),
        "components": indexing.explained(
            rows, figures.services(whole, by=by, now=now), figures.electronic(whole, by=by, now=now)
        ),
        "computed": dates.moment_short(now),
    }
    return render(request, "board/service_index.html", shown)


def _asked(year: str, component: str, today: date) -> tuple[int, Component]:
    known = range(today.year - 4, today.year + 1)
    is_known = year.isdecimal() and len(year) == 4 and int(year) in known
    of = component if component in indexing.TABLES else Component.PROGRESS
    return int(year) if is_known else today.year, Component(of)
