"""L3: lend one's own roles to a deputy for a time; they come back by themselves."""

from datetime import datetime, time, timedelta
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.doors.desk.navigation import LEADERS, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.desk.words import role_word
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.rules import AlreadyDone
from motcua.kit import clock, dates
from motcua.kit.clock import VIETNAM
from motcua.registers.organisation import actions, queries
from motcua.registers.organisation.models import Post
from motcua.registers.organisation.rules import Loan, Period, Role
from motcua.ui.fields import Field, Option, errors_of


def show(request: HttpRequest) -> HttpResponse:
    """Show what is lent now, and the form to lend."""
    asked = cast(OfficerRequest, request)
    by, now = asked.acting, clock.now()
    message = asked.message
    fields = _fields(asked, now)
    shown = {
        "nav": nav(by, "delegation"),
        "fields": fields,
        "errors": errors_of(fields, form=(message.what,)) if message else (),
        "message": message,
        "lent": tuple(_lent(row) for row in queries.delegations_of(by.post_id, now)),
    }
    return render(request, "desk/delegation/page.html", shown)


@require_http_methods(["GET", "POST"])
@officer_page(*LEADERS, again=show)
def delegation(request: OfficerRequest) -> HttpResponse:
    """Lend the ticked roles to the chosen post for the typed days."""
    if request.method == "GET":
        return show(request)
    typed, now = Typed(request.POST), clock.now()
    roles = tuple(Role(role) for role in typed.many("scope") if role in set(Role))
    loan = Loan(typed.row("post") or 0, roles, _period(typed, now), typed.text("reason"))
    try:
        actions.delegate(loan, by=request.acting, now=now, key=request.key)
    except AlreadyDone:
        return redirect("desk:delegation")
    except Post.DoesNotExist as unknown:
        raise Http404 from unknown
    messages.success(request, _("Đã ủy quyền; quyền tự trở về khi hết hạn."))
    return redirect("desk:delegation")


@require_POST
@officer_page(*LEADERS)
def revoke(request: OfficerRequest, delegation_id: int) -> HttpResponse:
    """Take a delegation back before its end."""
    mine = queries.delegations_of(request.acting.post_id, clock.now())
    if delegation_id not in [row.id for row in mine]:
        raise Http404
    actions.revoke(delegation_id, by=request.acting, now=clock.now())
    messages.success(request, _("Đã lấy lại quyền đã giao."))
    return redirect("desk:delegation")


def _fields(request: OfficerRequest, now: datetime) -> tuple[Field, ...]:
    by, typed = request.acting, Typed(request.typed)
    posts = tuple(
        Option(str(post.id), post.officer_name, f"{post.title}, {post.unit_name}")
        for post in queries.posts_in(by.unit_ids, now)
        if post.officer_id != by.officer_id
    )
    own = queries.posts_of(by.officer_id, now)
    roles = sorted(role for post in own if post.id == by.post_id for role in post.roles)
    scope = tuple(Option(role, role_word(role)) for role in roles)
    ticked = tuple(typed.many("scope")) or tuple(roles)
    week = dates.day(now + timedelta(days=7))
    return (
        Field("post", _("Giao quyền cho"), typed.text("post"), "select", options=posts),
        Field("scope", _("Quyền được giao"), ticked, "checks", options=scope),
        Field("from", _("Từ ngày"), typed.text("from", dates.day(now)), "date", size="m"),
        Field("to", _("Đến hết ngày"), typed.text("to", week), "date", size="m"),
        Field("reason", _("Lý do"), typed.text("reason"), is_required=True),
    )


def _period(typed: Typed, now: datetime) -> Period:
    """Return from the first day (today: from now) to the end of the last; nonsense gives none."""
    first, last = dates.parse_day(typed.text("from")), dates.parse_day(typed.text("to"))
    if first is None or last is None:
        return Period(now, now)
    start = max(datetime.combine(first, time(), VIETNAM), now)
    return Period(start, datetime.combine(last + timedelta(days=1), time(), VIETNAM))


def _lent(row: queries.DelegationRow) -> dict[str, object]:
    roles = ", ".join(role_word(role) for role in row.scope)
    until = dates.moment_short(row.valid_to)
    return {"id": row.id, "to": row.to_name, "roles": roles, "until": until, "why": row.reason}
