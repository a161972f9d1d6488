"""A1: officers, their posts and roles, and the signed review of them."""

from collections.abc import Mapping
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.doors.backstage.forms import Ask, take
from motcua.doors.backstage.frame import KEEPERS, FormPage, once, show, show_form
from motcua.doors.backstage.lists import moment_said, more
from motcua.doors.backstage.staffing import appoint_asks, enrol_asks, roles_of
from motcua.doors.backstage.words import roles_said
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock
from motcua.registers.organisation import actions as organisation
from motcua.registers.organisation.rules import may_grant
from motcua.registers.organisation.staff import StaffRow, member, staff
from motcua.registers.people import actions as people
from motcua.registers.people.actions import Enrolled
from motcua.ui import pieces
from motcua.ui.fields import Field
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Link

PAGE = 50
_LIST = compile_rows(
    Column(
        gettext_lazy("Họ và tên"),
        "full_name",
        "head",
        href=lambda row: reverse("backstage:officer", args=[row.officer_id]),
        small="username",
    ),
    Column(gettext_lazy("Vị trí và vai trò"), lambda row: _posts_said(row)),
    Column(gettext_lazy("Đăng nhập gần nhất"), lambda row: moment_said(row.last_login), "nw"),
    Column(gettext_lazy("Tình trạng"), lambda row: _standing(row), "nw"),
)


@require_safe
@officer_page(*KEEPERS)
def listing(request: OfficerRequest) -> HttpResponse:
    """List the officers within reach; `?idle=1` those nobody has seen for 45 days."""
    text, is_idle = request.GET.get("q", ""), bool(request.GET.get("idle"))
    after = request.GET.get("after", "")
    rows = staff(
        request.acting, clock.now(), text=text, is_idle=is_idle, after=after, limit=PAGE + 1
    )
    shown = {
        "text": text,
        "is_idle": is_idle,
        "tabs": (
            Link(_("Tất cả"), reverse("backstage:people"), not is_idle),
            Link(_("45 ngày chưa đăng nhập"), "?idle=1", is_idle),
        ),
        "count": len(rows[:PAGE]),
        "table": _LIST.table(rows[:PAGE], _("Cán bộ")),
        "pager": more(request, rows, PAGE, lambda row: row.sort_key),
    }
    return show(request, "people", shown)


@require_safe
@officer_page(*KEEPERS)
def officer(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Show one officer: account, posts held and once held."""
    row = _member(request, officer_id)
    may_revoke = [
        post.id for post in row.posts if may_grant(request.acting, post.roles, post.unit_id)
    ]
    shown = {
        "row": row,
        "is_me": officer_id == request.acting.officer_id,
        "standing": _standing(row),
        "last_login": moment_said(row.last_login),
        "posts": tuple(
            (post, roles_said(post.roles), post.is_open and post.id in may_revoke)
            for post in row.posts
        ),
    }
    return show(request, "officer", shown)


def _ask_who(request: OfficerRequest) -> HttpResponse:
    return show_form(request, _enrol_page(request))


@require_http_methods(["GET", "POST"])
@officer_page(*KEEPERS, again=_ask_who)
def enrol(request: OfficerRequest) -> HttpResponse:
    """Open an account with its first post; show the first password, once."""
    if request.method == "GET":
        return _ask_who(request)
    page = _enrol_page(request)
    answers = take(page.asks, request.POST)
    if answers.errors:
        return show_form(request, page, answers)
    made = once(request, partial(_enrol, request, answers.values))
    if made is None:
        messages.info(request, _("Tài khoản này đã được tạo. Mật khẩu đầu chỉ hiện một lần."))
        return redirect("backstage:people")
    return _first_password(request, made)


@require_POST
@officer_page(*KEEPERS)
def first_password(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Replace a forgotten password by a first one, shown once."""
    _member(request, officer_id)
    by, now = request.acting.actor, clock.now()
    made = once(request, partial(people.new_first_password, officer_id, by=by, now=now))
    return _first_password(request, made) if made else redirect("backstage:officer", officer_id)


@require_POST
@officer_page(*KEEPERS)
def no_second_factor(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Take the second factor off an account whose telephone is lost."""
    _member(request, officer_id)
    by, now = request.acting.actor, clock.now()
    once(request, partial(people.remove_second_factor, officer_id, by=by, now=now))
    messages.success(request, _("Đã gỡ ứng dụng xác thực của tài khoản này."))
    return redirect("backstage:officer", officer_id)


@require_http_methods(["GET", "POST"])
@officer_page(*KEEPERS)
def disable(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Close an account, for a reason that is recorded."""
    row = _member(request, officer_id)
    reason = Field("reason", _("Lý do"), is_required=True)
    page = FormPage(
        _("Khóa tài khoản %(name)s") % {"name": row.full_name},
        _("Khóa tài khoản"),
        (Ask(reason),),
        _("Mọi phiên làm việc kết thúc ngay. Hồ sơ đang xử lý cần được phân công lại."),
        Link(row.full_name, reverse("backstage:officer", args=[officer_id])),
        "bad",
    )
    if request.method == "GET":
        return show_form(request, page)
    answers = take(page.asks, request.POST)
    if answers.errors or officer_id == request.acting.officer_id:
        return show_form(request, page, answers)
    by, now = request.acting.actor, clock.now()
    once(request, partial(people.disable_officer, officer_id, answers["reason"], by=by, now=now))
    messages.success(request, _("Đã khóa tài khoản."))
    return redirect("backstage:officer", officer_id)


def _ask_post(request: OfficerRequest, officer_id: int) -> HttpResponse:
    return show_form(request, _appoint_page(request, officer_id))


@require_http_methods(["GET", "POST"])
@officer_page(*KEEPERS, again=_ask_post)
def appoint(request: OfficerRequest, officer_id: int) -> HttpResponse:
    """Give a post, or with "move" give it and end every other one."""
    if request.method == "GET":
        return _ask_post(request, officer_id)
    page = _appoint_page(request, officer_id)
    answers = take(page.asks, request.POST)
    if answers.errors:
        return show_form(request, page, answers)
    act = organisation.move_officer if answers["how"] == "move" else organisation.appoint
    unit, roles, title = answers["unit"], roles_of(answers["roles"]), answers["title"]
    by, now = request.acting, clock.now()
    once(request, partial(act, officer_id, unit, roles, title=title, by=by, now=now))
    messages.success(request, _("Đã giao vị trí công tác."))
    return redirect("backstage:officer", officer_id)


@require_POST
@officer_page(*KEEPERS)
def end_post(request: OfficerRequest, officer_id: int, post_id: int) -> HttpResponse:
    """Revoke a post."""
    row = _member(request, officer_id)
    if post_id not in [post.id for post in row.posts]:
        raise Http404
    by, now = request.acting, clock.now()
    once(request, partial(organisation.end_post, post_id, "revoked", by=by, now=now))
    messages.success(request, _("Đã thu hồi vị trí công tác."))
    return redirect("backstage:officer", officer_id)


def _member(request: OfficerRequest, officer_id: int) -> StaffRow:
    row = member(officer_id, request.acting, clock.now())
    if row is None:
        raise Http404
    return row


def _enrol(request: OfficerRequest, given: Mapping[str, Any]) -> Enrolled:
    by, now = request.acting, clock.now()
    made = people.enrol_officer(
        given["username"], given["full_name"], by=by.actor, now=now, phone=given["phone"],
        email=given["email"],
    )  # fmt: skip
    roles = roles_of(given["roles"])
    organisation.appoint(
        made.officer_id, int(given["unit"]), roles, title=given["title"], by=by, now=now
    )
    return made


def _first_password(request: OfficerRequest, made: Enrolled) -> HttpResponse:
    row = _member(request, made.officer_id)
    return show(request, "first_password", {"row": row, "password": made.first_password})


def _enrol_page(request: OfficerRequest) -> FormPage:
    back = Link(_("Cán bộ"), reverse("backstage:people"))
    asks = enrol_asks() + appoint_asks(request.acting, clock.now().date())
    lead = _("Mật khẩu đầu do hệ thống đặt, chỉ hiện một lần và phải đổi khi đăng nhập.")
    return FormPage(_("Thêm cán bộ"), _("Tạo tài khoản"), asks, lead, back)


def _appoint_page(request: OfficerRequest, officer_id: int) -> FormPage:
    row = _member(request, officer_id)
    back = Link(row.full_name, reverse("backstage:officer", args=[officer_id]))
    asks = appoint_asks(request.acting, clock.now().date(), with_move=True)
    title = _("Giao vị trí cho %(name)s") % {"name": row.full_name}
    return FormPage(title, _("Giao vị trí"), asks, back=back)


def _posts_said(row: StaffRow) -> str:
    held = [post for post in row.posts if post.is_open]
    return "; ".join(f"{post.title}, {post.unit_name} ({roles_said(post.roles)})" for post in held)


def _standing(row: StaffRow) -> str:
    if not row.is_active:
        return pieces.status("none", _("Đã khóa"))
    if row.is_idle(clock.now()):
        return pieces.status("soon", _("45 ngày chưa đăng nhập"))
    if not any(post.is_open for post in row.posts):
        return pieces.status("none", _("Chưa có vị trí"))
    return pieces.status("ok", _("Đang làm việc"))


def signed(count: int) -> str:
    """Say how many posts were signed for."""
    said = ngettext("Đã ký rà soát %(n)s vị trí.", "Đã ký rà soát %(n)s vị trí.", count)
    return said % {"n": count}
