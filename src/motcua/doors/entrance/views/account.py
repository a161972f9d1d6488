"""My account: the post I act in, my password, my second factor, my sessions."""

import segno
from django.contrib import auth, messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.doors.entrance.pages import AccountRequest, account_page
from motcua.kit import clock
from motcua.registers.organisation.queries import posts_of
from motcua.registers.people import actions, totp
from motcua.registers.people.rules import CannotConfirmSecondFactor, CannotUsePassword
from motcua.ui.fields import Field, errors_of

_ISSUER = "motcua"


@require_safe
@account_page()
def account(request: AccountRequest) -> HttpResponse:
    """Show who I am here."""
    posts = posts_of(request.user.pk, clock.now())
    chosen = request.session.get("post_id", 0)
    acted_in = chosen if chosen in [post.id for post in posts] else posts[0].id if posts else 0
    shown = {
        "name": request.user.full_name,
        "username": request.user.username,
        "posts": posts,
        "acted_in": acted_in,
        "has_second_factor": request.user.has_second_factor,
        "codes_left": len(request.user.recovery_hashes),
        "code": _code_field(_("Mã dùng một lần")),
    }
    return render(request, "entrance/account.html", shown)


@require_POST
@account_page()
def post(request: AccountRequest, post_id: int) -> HttpResponse:
    """Act in another of my posts from now on."""
    if post_id not in [held.id for held in posts_of(request.user.pk, clock.now())]:
        raise Http404
    request.session["post_id"] = post_id
    return redirect("entrance:account")


@require_http_methods(["GET", "POST"])
@account_page()
def password(request: AccountRequest) -> HttpResponse:
    """Change my password; all my other sessions end."""
    if request.method == "GET":
        return _password_page(request)
    officer, now = request.user, clock.now()
    if actions.check_password(officer.username, request.POST.get("password", ""), now=now) is None:
        return _password_page(request, present=_("Mật khẩu hiện tại chưa đúng."))
    chosen = request.POST.get("new_password", "")
    try:
        actions.change_password(officer.pk, chosen, by=actions.actor_of(officer), now=now)
    except CannotUsePassword as refusal:
        return _password_page(request, chosen=" ".join(refusal.reasons))
    officer.refresh_from_db()
    auth.update_session_auth_hash(request, officer)
    messages.success(request, _("Đã đổi mật khẩu. Các phiên khác của Ông/Bà đã kết thúc."))
    return redirect("entrance:account")


@require_http_methods(["GET", "POST"])
@account_page()
def second_factor(request: AccountRequest) -> HttpResponse:
    """Enrol an authenticator app: show the QR code, confirm by a code, show the reserve."""
    officer = request.user
    if officer.has_second_factor:
        return redirect("entrance:account")
    if request.method == "GET":
        return _enrolment_page(request)
    by, now = actions.actor_of(officer), clock.now()
    try:
        codes = actions.confirm_second_factor(
            officer.pk, request.POST.get("code", ""), by=by, now=now
        )
    except CannotConfirmSecondFactor:
        return _enrolment_page(request, wrong=_("Mã chưa khớp. Xin nhập mã đang hiện trên máy."))
    return render(request, "entrance/recovery_codes.html", {"codes": codes})


@require_POST
@account_page()
def no_second_factor(request: AccountRequest) -> HttpResponse:
    """Remove the second factor, on giving a code of it once more."""
    officer, now = request.user, clock.now()
    if actions.check_code(officer.pk, request.POST.get("code", ""), now=now):
        actions.remove_second_factor(officer.pk, by=actions.actor_of(officer), now=now)
        messages.success(request, _("Đã gỡ ứng dụng xác thực."))
    else:
        messages.error(request, _("Mã chưa đúng, ứng dụng xác thực vẫn được giữ."))
    return redirect("entrance:account")


@require_POST
@account_page()
def sessions(request: AccountRequest) -> HttpResponse:
    """End all my sessions, this one too."""
    by = actions.actor_of(request.user)
    actions.end_all_sessions(request.user.pk, by=by, now=clock.now())
    auth.logout(request)
    return redirect("entrance:login")


def _password_page(request: AccountRequest, *, present: str = "", chosen: str = "") -> HttpResponse:
    fields = (
        Field(
            "password", _("Mật khẩu hiện tại"), kind="password", error=present, is_required=True,
            attrs=(("autocomplete", "current-password"),),
        ),
        Field(
            "new_password", _("Mật khẩu mới"), kind="password", error=chosen, is_required=True,
            hint=_("Ít nhất 12 ký tự; một câu ngắn dễ nhớ là tốt nhất."),
            attrs=(("autocomplete", "new-password"),),
        ),
    )  # fmt: skip
    shown = {
        "fields": fields,
        "errors": errors_of(fields),
        "must_change": request.user.must_change_password,
    }
    status = 422 if present or chosen else 200
    return render(request, "entrance/password.html", shown, status=status)


def _enrolment_page(request: AccountRequest, *, wrong: str = "") -> HttpResponse:
    sealed = actions.begin_second_factor(request.user.pk)
    address = totp.address(sealed, request.user.username, _ISSUER)
    field = _code_field(_("Mã đang hiện trên máy"), wrong)
    drawn = segno.make(address, error="m").svg_inline(scale=5, border=2)
    shown = {
        # The picture is drawn by us from our own address; it holds no foreign text.
        "picture": SafeString(drawn),
        "secret": totp.opened(sealed),
        "fields": (field,),
        "errors": errors_of((field,)),
    }
    return render(request, "entrance/second_factor.html", shown, status=422 if wrong else 200)


def _code_field(label: str, wrong: str = "") -> Field:
    attrs = (("autocomplete", "one-time-code"), ("inputmode", "numeric"))
    return Field("code", label, error=wrong, is_required=True, size="s", attrs=attrs)
