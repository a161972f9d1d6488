"""When database or files are away: an honest 503, and a form that can be sent again as it was."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import resolve
from django.utils.translation import gettext as _
from psycopg_pool import PoolTimeout

from motcua.foundation.files.bucket import Unreachable
from motcua.ui.values import Link
from motcua.ui.views import ErrorPage
from motcua.ui.views import server_error as broken

GONE = (OperationalError, InterfaceError, PoolTimeout, Unreachable)
RETRY_SECONDS = 15


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure: 503 with the form kept while one of them is away, else 500.

    Django calls this while the exception is being handled. The page leans on no session, no user
    and no database. Nothing typed is lost (promises P17, P19).
    """
    if not isinstance(sys.exc_info()[1], GONE):
        return broken(request)
    fields = _sent(request)
    if hasattr(request, "session"):
        del request.session  # or every layer above would wait for the database once more
    page = render_to_string(
        "outage.html",
        {"error": _error(kept=bool(fields)), "fields": fields, "path": request.get_full_path()},
    )
    response = HttpResponse(page, status=503)
    response["Retry-After"] = str(RETRY_SECONDS)
    response["Cache-Control"] = "no-store"
    return response


def _sent(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the posted fields, key and token included; none of a login form: it is secret."""
    if request.method != "POST" or resolve(request.path_info).namespace == "entrance":
        return []
    return [(name, str(value)) for name, values in request.POST.lists() for value in values]


def _error(*, kept: bool) -> ErrorPage:
    what = _("Hệ thống đang tạm ngừng ghi nhận trong giây lát.")
    if not kept:
        return ErrorPage(
            503, what, _("Xin thử lại sau ít phút."), _("Hồ sơ và bản nháp đã lưu vẫn còn nguyên."),
            (Link(_("Về trang đầu"), "/"),), "late",
        )  # fmt: skip
    return ErrorPage(
        503, what,
        _("Xin giữ nguyên trang này và bấm “Gửi lại” sau ít phút. Gửi lại nhiều lần vẫn chỉ "
          "được ghi nhận một lần."),
        _("Những gì Ông/Bà vừa gửi nằm trong trang này, chưa mất gì."), (), "late",
    )  # fmt: skip
