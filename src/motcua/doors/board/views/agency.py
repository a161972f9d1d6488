"""V3: one agency beside itself and its peers; nobody is ranked."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.doors.board import agencies, charts, tables
from motcua.doors.board.asked import periods_of_agency, read, year_before
from motcua.doors.board.headline import days
from motcua.doors.board.navigation import WATCHERS, nav
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock, dates
from motcua.oversight.indicators import agency as agency_figures
from motcua.oversight.indicators.rules import Step, months_before

LENGTHS = {"12": 12, "24": 24}


@require_safe
@officer_page(*WATCHERS)
def agency(request: OfficerRequest, unit_id: int) -> HttpResponse:
    """Show an agency's figures, its months, its backlog, and where its peers stand."""
    now = clock.now()
    asked, count = read(request.GET, now), LENGTHS.get(request.GET.get("months", ""), 12)
    before, months = year_before(asked), months_before(asked.period.last, count)
    try:
        found = agency_figures.agency(
            unit_id,
            asked.period,
            before.period if before else None,
            months,
            by=request.acting,
            now=now,
        )
    except agency_figures.UnknownAgency as cause:
        raise Http404 from cause
    made = charts.stretches(found.months, months, Step.MONTH)
    shown = {
        "nav": nav("board:overview"),
        "agency": found.card,
        "days": days(asked),
        "asked": asked,
        "periods": periods_of_agency(asked, unit_id, count, now),
        "sentences": agencies.sentences(found),
        "itself": agencies.itself(found, asked, before),
        "chart": charts.chart(made, Step.MONTH),
        "backlog": agencies.backlog(made),
        "trend": tables.trend(made, asked, found.card.name, found.key),
        "computed": dates.moment_short(now),
    }
    return render(request, "board/agency.html", shown)
