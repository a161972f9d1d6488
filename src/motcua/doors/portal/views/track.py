"""C11: where is my dossier? Code and the last digits of the phone, or the receipt's key.

No session and no account: the counter of wrong tries and the look-up are the two statements.
"""

from datetime import datetime
from hashlib import sha256

from django.http import HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.casework.documents.attesting import public_keys
from motcua.casework.dossiers.likely import Likely, likely_end
from motcua.casework.dossiers.rules import RUNNING
from motcua.casework.lifecycle.tracking import Tracked, look_up
from motcua.doors.entrance.guessing import Bucket, count_wrong, is_spent, sources_of
from motcua.doors.entrance.pages import PublicRequest, Rate, public_page
from motcua.doors.entrance.whylate import why
from motcua.doors.portal.following import followed
from motcua.doors.portal.naming import dossier_code
from motcua.kit import clock
from motcua.oversight.clockwatch.lives import spent_on
from motcua.ui.fields import Field, errors_of
from motcua.ui.values import Breakdown

ADDRESS = Rate(times=20, seconds=3600)
NEIGHBOURHOOD = Rate(times=100, seconds=3600)
# Four digits are 10,000 guesses, a key 390,625: the key still opens when the digits are spent.
BY_DIGITS = Rate(times=10, seconds=86_400)
BY_KEY = Rate(times=100, seconds=86_400)
FRESH_SECONDS = 300


@require_http_methods(["GET", "HEAD", "POST"])
@public_page(needs_key=False)
def track(request: PublicRequest) -> HttpResponse:
    """Ask for code and secret, and answer; a receipt's QR brings both."""
    given = request.POST if request.method == "POST" else request.GET
    typed, secret = given.get("code", "").strip()[:60], given.get("key", "").strip().upper()[:8]
    code = dossier_code(typed)
    if not secret:
        return _form(request, code or typed, asked=request.method == "POST")
    now = clock.now()
    buckets = _buckets(request, code or typed.upper(), secret)
    if is_spent(buckets, now):
        return _form(request, typed, spent=True)
    found = look_up(code, secret, now)
    if found is None:
        count_wrong(buckets, now)
        return _form(request, typed, wrong=True)
    return _answer(request, found)


def _buckets(request: PublicRequest, code: str, secret: str) -> tuple[Bucket, ...]:
    kind, rate = ("digits", BY_DIGITS) if secret.isdigit() else ("key", BY_KEY)
    return (*sources_of(request, ADDRESS, NEIGHBOURHOOD), Bucket(f"{kind} {code}", rate))


def _answer(request: PublicRequest, found: Tracked) -> HttpResponse:
    now = clock.now()
    tick = int(now.timestamp()) // FRESH_SECONDS
    said = (found.code, found.state, found.due_at, found.turns, found.steps)
    look = (get_language(), request.COOKIES.get("mc_theme", ""), tick, said)
    tag = f'"{sha256(repr(look).encode()).hexdigest()[:24]}"'
    if request.method != "POST" and request.headers.get("If-None-Match") == tag:
        return HttpResponseNotModified()
    response = render(
        request,
        "portal/tracked.html",
        {
            "d": followed(found, _likely(found, now), now),
            "why": _why(found, now),
            "keys": public_keys(),
        },
    )
    response["ETag"], response["Cache-Control"] = tag, "private, no-cache"
    response["Referrer-Policy"] = "no-referrer"
    return response


def _likely(found: Tracked, now: datetime) -> Likely | None:
    """A clock that stands still is waited for by the applicant: nothing is forecast."""
    if found.received_at is None or found.state not in RUNNING:
        return None
    return likely_end(found.version_id, found.competent_id, found.received_at, now)


def _why(found: Tracked, now: datetime) -> Breakdown | None:
    spent = spent_on(found.dossier_id, now) if found.received_at else None
    return why(spent) if spent else None


def _form(
    request: PublicRequest,
    code: str,
    *,
    asked: bool = False,
    wrong: bool = False,
    spent: bool = False,
) -> HttpResponse:
    fields = _fields(code, is_missing=asked)
    if wrong:
        message = _("Mã hồ sơ và số đối chiếu này không khớp với hồ sơ nào.")
        fields = (fields[0].wrong(message), fields[1])
    shown = {"fields": fields, "errors": errors_of(fields), "spent": spent, "wrong": wrong}
    response = render(request, "portal/track.html", shown, status=_status(asked or wrong, spent))
    response["Cache-Control"] = "no-store"
    if spent:
        response["Retry-After"] = str(ADDRESS.seconds)
    return response


def _status(is_wrong: bool, is_spent_now: bool) -> int:
    if is_spent_now:
        return 429
    return 422 if is_wrong else 200


def _fields(code: str, *, is_missing: bool) -> tuple[Field, Field]:
    wanted = Field(
        "code", _("Mã hồ sơ"), code, is_required=True, size="m",
        hint=_("In ở góc trên giấy tiếp nhận, ví dụ H41.14-261009-0047."),
        error=_("Xin nhập mã hồ sơ.") if is_missing and not code else "",
        attrs=(("autocomplete", "off"), ("spellcheck", "false"), ("autocapitalize", "characters")),
    )  # fmt: skip
    secret = Field(
        "key", _("4 số cuối điện thoại đã nộp, hoặc 4 ký tự trên giấy tiếp nhận"),
        is_required=True, size="s",
        hint=_("Không bao giờ hỏi số căn cước của Ông/Bà ở đây."),
        error=_("Xin nhập 4 số cuối điện thoại hoặc 4 ký tự tra cứu.") if is_missing else "",
        attrs=(("autocomplete", "off"), ("maxlength", "8"), ("spellcheck", "false")),
    )  # fmt: skip
    return wanted, secret
