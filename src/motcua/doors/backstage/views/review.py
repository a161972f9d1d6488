"""A1: the regular review of rights, signed."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.doors.backstage.frame import KEEPERS, once, show
from motcua.doors.backstage.lists import moment_said
from motcua.doors.backstage.views.people import signed
from motcua.doors.backstage.words import roles_said
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.queries import entries_about
from motcua.foundation.journal.rules import EntryRow
from motcua.kit import clock
from motcua.kit.ids import row_number
from motcua.registers.organisation import actions
from motcua.registers.organisation.rules import RightsReviewed, may_grant
from motcua.registers.organisation.staff import staff

MOST = 500


@require_safe
@officer_page(*KEEPERS)
def review(request: OfficerRequest) -> HttpResponse:
    """Show every open post within reach, those not seen for long first, ready to be signed for."""
    now = clock.now()
    rows = [
        (row, post, roles_said(post.roles), row.is_idle(now), moment_said(row.last_login))
        for row in staff(request.acting, now, limit=MOST)
        for post in row.posts
        if post.is_open and may_grant(request.acting, post.roles, post.unit_id)
    ]
    rows.sort(key=lambda each: not each[3])
    return show(request, "review", {"rows": rows, "last": _last(request.acting.unit_id)})


@require_POST
@officer_page(*KEEPERS)
def sign(request: OfficerRequest) -> HttpResponse:
    """Sign for the posts that were ticked."""
    ticked = [post for text in request.POST.getlist("post") if (post := row_number(text))]
    if not ticked:
        messages.error(request, _("Chưa chọn vị trí nào."))
        return redirect("backstage:review")
    by, now = request.acting, clock.now()
    count = once(request, partial(actions.sign_review, ticked, by=by, now=now))
    messages.success(request, signed(count if count is not None else len(ticked)))
    return redirect("backstage:review")


def _last(unit_id: int) -> EntryRow | None:
    found = entries_about(RightsReviewed.subject_kind, str(unit_id))
    return next((e for e in reversed(found) if e.kind == RightsReviewed.kind), None)
