"""Logging in: name and password, then the one-time code where one is enrolled; and out again."""

from datetime import timedelta

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.doors.entrance import keeping
from motcua.doors.entrance.pages import PublicRequest, Rate, account_page, public_page
from motcua.doors.entrance.policy import AccountRequest
from motcua.kit import clock
from motcua.registers.people import actions
from motcua.registers.people.models import Officer
from motcua.ui.fields import Field, errors_of

_PENDING = "login_pending"
_CODE_WITHIN = timedelta(minutes=5)
# A whole Centre may share one address at seven in the morning.
_RATE = Rate(times=120, seconds=60)


@require_http_methods(["GET", "POST"])
@public_page(rate=_RATE, needs_key=False)
def login(request: PublicRequest) -> HttpResponse:
    """Ask for name and password."""
    if request.method == "GET":
        return _login_page(request)
    officer = actions.check_password(
        request.POST.get("username", ""), request.POST.get("password", ""), now=clock.now()
    )
    if officer is None:
        return _login_page(request, refused=True)
    if not officer.has_second_factor:
        return _enter(request, officer)
    request.session[_PENDING] = {"officer": officer.pk, "at": int(clock.now().timestamp())}
    return redirect(f"/login/code/?{urlencode({'next': _next(request)})}")


@require_http_methods(["GET", "POST"])
@public_page(rate=_RATE, needs_key=False)
def code(request: PublicRequest) -> HttpResponse:
    """Ask for the one-time code, or a recovery code."""
    officer_id = _pending(request)
    if not officer_id:
        return redirect("entrance:login")
    if request.method == "GET":
        return _code_page(request)
    officer = actions.check_code(officer_id, request.POST.get("code", ""), now=clock.now())
    return _enter(request, officer) if officer else _code_page(request, refused=True)


@require_POST
@account_page(needs_key=False)
def logout(request: AccountRequest) -> HttpResponse:
    """End this session."""
    actions.note_logout(request.user, now=clock.now())
    auth.logout(request)
    response = redirect("entrance:login")
    response["Clear-Site-Data"] = '"cache", "storage"'
    return response


def _enter(request: HttpRequest, officer: Officer) -> HttpResponse:
    actions.note_login(officer, now=clock.now())
    auth.login(request, officer)
    request.session.pop(_PENDING, None)
    return redirect("entrance:password" if officer.must_change_password else _next(request))


def _pending(request: HttpRequest) -> int:
    pending = request.session.get(_PENDING, {"officer": 0, "at": 0})
    is_fresh = clock.now().timestamp() - pending["at"] < _CODE_WITHIN.total_seconds()
    return int(pending["officer"]) if is_fresh else 0


def _next(request: HttpRequest) -> str:
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if wanted and keeping.is_ours(request, wanted) else "/desk/"


def _login_page(request: HttpRequest, *, refused: bool = False) -> HttpResponse:
    focus = (("autofocus", ""), ("autocapitalize", "none"), ("spellcheck", "false"))
    username = Field(
        "username", _("Tên đăng nhập"), value=request.POST.get("username", ""),
        attrs=(*focus, ("autocomplete", "username")), is_required=True,
    )  # fmt: skip
    password = Field(
        "password", _("Mật khẩu"), kind="password", is_required=True,
        attrs=(("autocomplete", "current-password"),),
    )  # fmt: skip
    wrong = _("Tên đăng nhập hoặc mật khẩu chưa đúng. Nếu đã thử nhiều lần, xin đợi ít phút.")
    shown = {
        "fields": (username, password),
        "errors": errors_of((), form=(wrong,) if refused else ()),
        "next": _next(request),
    }
    return render(request, "entrance/login.html", shown, status=422 if refused else 200)


def _code_page(request: HttpRequest, *, refused: bool = False) -> HttpResponse:
    field = Field(
        "code", _("Mã dùng một lần"), is_required=True, size="s",
        hint=_("Sáu chữ số trong ứng dụng xác thực, hoặc một mã dự phòng."),
        attrs=(("autocomplete", "one-time-code"), ("autofocus", ""), ("inputmode", "text")),
    )  # fmt: skip
    wrong = _("Mã chưa đúng hoặc đã được dùng. Xin nhập mã mới nhất.")
    shown = {
        "fields": (field.wrong(wrong),) if refused else (field,),
        "errors": errors_of((field.wrong(wrong),)) if refused else (),
        "next": _next(request),
    }
    return render(request, "entrance/code.html", shown, status=422 if refused else 200)
