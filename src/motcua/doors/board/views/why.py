"""V4: why late. Where the hours of a selection went, and the rows behind every figure."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.doors.board import why as said
from motcua.doors.board.asked import periods, read
from motcua.doors.board.headline import heading
from motcua.doors.board.listing import after_of
from motcua.doors.board.navigation import WATCHERS, nav
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock
from motcua.oversight.clockwatch.selections import lines_of, names_of, rows_of, total_of


@require_safe
@officer_page(*WATCHERS)
def why(request: OfficerRequest) -> HttpResponse:
    """Show where the time of a selection went, by cause and by unit or procedure."""
    by, now = request.acting, clock.now()
    days = read(request.GET, now)
    asked = said.read(request.GET, days)
    lines = lines_of(asked.selection, asked.dimension, by=by, now=now)
    total = total_of(lines)
    shown = {
        "nav": nav("board:why"),
        "period": heading(days, by),
        "periods": periods(days, now, asked.at),
        "asked": asked,
        "choices": (said.which(asked), said.channels(asked)),
        "narrowed": said.narrowed(asked, *names_of(asked.selection)),
        "whole": said.breakdown(total, asked),
        "open": said.open_said(total),
        "tabs": said.tabs(asked),
        "table": said.table(lines, asked) if lines else "",
    }
    return render(request, "board/why.html", shown)


@require_safe
@officer_page(*WATCHERS)
def why_rows(request: OfficerRequest) -> HttpResponse:
    """Show the dossiers behind a figure, each with its own bar and sentence."""
    by, now = request.acting, clock.now()
    days = read(request.GET, now)
    asked = said.read(request.GET, days)
    after = after_of(request.GET.get("after", ""))
    running, ended = rows_of(asked.selection, by=by, now=now, before=after)
    shown = {
        "nav": nav("board:why"),
        "period": heading(days, by),
        "narrowed": said.narrowed(asked, *names_of(asked.selection), "why_rows"),
        "table": said.table_of_rows(running, ended),
        "pager": said.pager(ended, asked, after is None),
        "back": asked.but(cause=None).address(),
    }
    return render(request, "board/why_rows.html", shown)
