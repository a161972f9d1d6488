"""C13: is this document real? A file that is uploaded, or the code that a result's QR brings.

No account and no script; what is uploaded is examined in isolation and not kept.
"""

from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.casework.lifecycle.public_result import (
    Force,
    PublicResult,
    result_by_check,
    result_of_file,
)
from motcua.casework.signing.examining import LARGEST_FILE, OF_STRANGERS, TooBusy, verdict
from motcua.casework.signing.rules.revisions import signed_revisions
from motcua.casework.signing.rules.verdicts import Colour, Verdict, Whole
from motcua.doors.entrance.guessing import Bucket, count_wrong, is_spent, sources_of
from motcua.doors.entrance.pages import PublicRequest, Rate, public_page
from motcua.doors.entrance.verdict_words import Told, told
from motcua.doors.portal.naming import dossier_code
from motcua.foundation.files.queries import read
from motcua.foundation.files.store import hash_of
from motcua.kit import clock, dates
from motcua.ui.fields import Field, errors_of
from motcua.ui.values import Fact

VISITS = Rate(times=60, seconds=600)
ADDRESS = Rate(times=20, seconds=3600)
NEIGHBOURHOOD = Rate(times=100, seconds=3600)
BY_CODE = Rate(times=20, seconds=86_400)


@require_http_methods(["GET", "HEAD", "POST"])
@public_page(rate=VISITS, needs_key=False)
def verify(request: PublicRequest) -> HttpResponse:
    """Answer a code with its check, or a file; otherwise ask for one."""
    file = request.FILES.get("file")
    given = request.POST if request.method == "POST" else request.GET
    code, check = given.get("code", "").strip()[:60], given.get("check", "").strip()[:12]
    if isinstance(file, UploadedFile) and file.size:
        return _of_file(request, file)
    if check:
        return _of_code(request, dossier_code(code) or code, check)
    wrong = (
        _("Xin chọn tệp PDF, hoặc nhập mã và ký tự kiểm tra.") if request.method == "POST" else ""
    )
    return _form(request, code, wrong)


def _of_file(request: PublicRequest, file: "UploadedFile[Any]") -> HttpResponse:
    if (file.size or 0) > LARGEST_FILE:
        return _answer(request, told(Verdict(Whole.TOO_COSTLY)), None)
    pdf = file.read()
    try:
        found = verdict(pdf, clock.now(), OF_STRANGERS)
    except TooBusy:
        return _busy(request)
    # The register answers for what is in a file that is not ours only where nothing is wrong in it.
    made_from = signed_revisions(pdf) if found.colour is Colour.GREEN else ()
    return _answer(request, told(found), result_of_file(hash_of(pdf), *made_from))


def _busy(request: PublicRequest) -> HttpResponse:
    said = _("Đang có nhiều người kiểm tra. Tệp chưa được xem; xin thử lại sau một phút.")
    response = _form(request, "", said, status=503)
    response["Retry-After"] = "60"
    return response


def _of_code(request: PublicRequest, code: str, check: str) -> HttpResponse:
    now = clock.now()
    buckets = (*sources_of(request, ADDRESS, NEIGHBOURHOOD), Bucket(f"check {code}", BY_CODE))
    if is_spent(buckets, now):
        return _form(request, code, _("Đã thử quá nhiều lần. Xin thử lại sau một giờ."), status=429)
    found = result_by_check(code, check)
    if found is None:
        count_wrong(buckets, now)
        return _form(request, code, _("Mã và ký tự kiểm tra này không khớp với kết quả nào."))
    said = told(verdict(read(found.file), now)) if found.file else None
    return _answer(request, said, found)


def _answer(request: PublicRequest, said: Told | None, found: PublicResult | None) -> HttpResponse:
    shown = {"v": said, "r": _register(found) if found else None, "fields": _fields("", "")}
    response = render(request, "portal/verified.html", shown)
    response["Cache-Control"], response["Referrer-Policy"] = "no-store", "no-referrer"
    return response


def _register(found: PublicResult) -> dict[str, object]:
    words = {
        Force.IN_FORCE: (_("Đang có hiệu lực"), "ok"),
        Force.REPLACED: (_("Đã được thay bằng văn bản khác"), "late"),
        Force.REVOKED: (_("Đã bị thu hồi"), "late"),
    }
    headline, tone = words[found.force]
    issued = dates.day(found.issued_at) if found.issued_at else ""
    newer = (Fact(_("Thay bằng văn bản số"), found.replaced_by),) if found.replaced_by else ()
    facts = (
        *newer,
        Fact(_("Số, ký hiệu"), found.number),
        Fact(_("Văn bản"), found.title),
        Fact(_("Cơ quan ban hành"), found.unit),
        Fact(_("Ngày ban hành"), issued),
    )
    return {"headline": headline, "tone": tone, "facts": facts}


def _form(request: PublicRequest, code: str, wrong: str, status: int = 0) -> HttpResponse:
    fields = _fields(code, wrong)
    shown = {"fields": fields, "errors": errors_of(fields)}
    status = status or (422 if wrong else 200)
    response = render(request, "portal/verify.html", shown, status=status)
    response["Cache-Control"] = "no-store"
    return response


def _fields(code: str, wrong: str) -> tuple[Field, Field, Field]:
    off = (("autocomplete", "off"), ("spellcheck", "false"))
    return (
        Field("file", _("Tệp PDF cần kiểm tra"), kind="file", error=wrong,
            hint=_("Tối đa 30 MB. Tệp chỉ được đọc để kiểm tra, không được giữ lại."),
            attrs=(("accept", "application/pdf,.pdf"),)),
        Field("code", _("Hoặc mã hồ sơ in trên văn bản"), code, size="m", attrs=off),
        Field("check", _("Ký tự kiểm tra in dưới mã QR"), size="s",
            attrs=(*off, ("maxlength", "12"))),
    )  # fmt: skip
