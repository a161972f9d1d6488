"""C1: one box that finds a procedure or a dossier, and what is promised today."""

from itertools import groupby

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from motcua.doors.entrance.pages import PublicRequest, public_page
from motcua.doors.portal.naming import in_language
from motcua.doors.portal.promising import promises
from motcua.kit import clock, dates
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.catalogue.queries.browse import open_now
from motcua.ui.values import Link


@require_safe
@public_page()
def home(request: PublicRequest) -> HttpResponse:
    """Ask what the visitor needs; show what can be had, and when."""
    now = clock.now()
    rows = open_now(dates.local(now).date())
    groups = [
        (field, [_link(row.code, in_language(row.name, row.name_en)) for row in group])
        for field, group in groupby(rows, key=lambda r: in_language(r.field_name, r.field_name_en))
    ]
    shown = {
        "groups": groups,
        "promises": promises(rows, calendar_of(None), now),
        "time": dates.clock_time(now),
    }
    return render(request, "portal/home.html", shown)


def _link(code: str, name: str) -> Link:
    return Link(name, reverse("portal:procedure", args=[code]))
