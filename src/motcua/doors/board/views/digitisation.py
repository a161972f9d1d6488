"""R-45 on the board: what share is electronic, and every exception with person and reason."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.doors.board import asked, digitised
from motcua.doors.board.listing import after_of
from motcua.doors.board.navigation import WATCHERS, nav
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock, dates
from motcua.oversight.indicators import digitising
from motcua.oversight.indicators.digitising import Asked, Group, Line


@require_safe
@officer_page(*WATCHERS)
def digitisation(request: OfficerRequest) -> HttpResponse:
    """Show the figures of a period by unit, officer, procedure or month, and rows behind one."""
    now, by, query = clock.now(), request.acting, request.GET
    period = asked.read(query, now).period
    line = Line(query.get("by", "")) if query.get("by", "") in list(Line) else Line.UNIT
    group = Group(query["of"]) if query.get("of", "") in list(Group) else Group.EXCUSED
    key = query.get("key", "")[:80]
    after = after_of(query.get("after", ""))
    lines = digitising.figures(line, period, by=by, now=now)
    found = digitising.rows(Asked(line, key, group, after), period, by=by, now=now)
    here = digitised.Here(period, line, group, key)
    shown = {
        "nav": nav("board:digitisation"),
        "periods": asked.periods(asked.Asked(period), now, here.of_period),
        "tabs": digitised.tabs(here),
        "say": digitised.said(digitising.total(lines)),
        "table": digitised.table(lines, here),
        "rows_name": digitised.GROUPS[group],
        "rows": digitised.rows_table(found),
        "has_rows": bool(found),
        "pager": digitised.pager(found, here, is_first=after is None),
        "computed": dates.moment_short(now),
    }
    return render(request, "board/digitisation.html", shown)
