"""R-44: who can sign, until when, and which posts still cannot."""

from datetime import timedelta

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.casework.lifecycle.keep_original import due_originals
from motcua.casework.lifecycle.originals import signed_and_on_paper
from motcua.casework.signing.certificates import CannotEnrol
from motcua.casework.signing.enrolling import KeyFile, enrol_file
from motcua.casework.signing.queries import (
    CertificateRow,
    inventory,
    posts_without,
)
from motcua.casework.signing.rules.certificates import USABLE, Standing
from motcua.doors.backstage.frame import MACHINISTS, show
from motcua.doors.entrance.errors import Message, kept_form, says
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock, dates
from motcua.registers.organisation.queries import holder_named
from motcua.ui.fields import Field
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Figure

LOOKED_BACK, SOON = timedelta(days=30), timedelta(days=60)
_CERTIFICATES = compile_rows(
    Column(gettext_lazy("Người giữ"), "holder", "head"),
    Column(gettext_lazy("Loại"), lambda row: _("cơ quan") if row.is_agency else _("cá nhân")),
    Column(gettext_lazy("Số sê-ri"), "serial", "code"),
    Column(gettext_lazy("Nơi cấp"), "issuer"),
    Column(gettext_lazy("Hiệu lực đến"), lambda row: dates.day(row.valid_until), "nw"),
    Column(gettext_lazy("Tình trạng"), lambda row: _state(row)),
)
_WITHOUT = compile_rows(
    Column(gettext_lazy("Cán bộ"), lambda row: row[0], "head"),
    Column(gettext_lazy("Chức danh"), lambda row: row[1]),
    Column(gettext_lazy("Cơ quan"), lambda row: row[2]),
)


@require_safe
@officer_page(*MACHINISTS)
def certificates(request: OfficerRequest) -> HttpResponse:
    """Show the inventory, those that end first before others, and the posts without."""
    now = clock.now()
    rows, without = inventory(now), posts_without(now)
    signed, paper = signed_and_on_paper(now - LOOKED_BACK)
    shown = {
        "figures": (
            Figure(_("Dùng được"), str(sum(row.standing in USABLE for row in rows))),
            Figure(_("Sắp hết hạn"), str(_count(rows, Standing.EXPIRING))),
            Figure(_("Không dùng được"), str(sum(row.standing not in USABLE for row in rows))),
            Figure(_("Vị trí chưa có"), str(len(without))),
            Figure(_("Bằng chứng sắp hết hạn"), str(len(due_originals(now + SOON, 200)))),
            Figure(_("Kết quả ký số, 30 ngày"), str(signed)),
            Figure(_("Kết quả trên giấy, 30 ngày"), str(paper)),
        ),
        "table": _CERTIFICATES.table(rows, _("Chứng thư số")) if rows else "",
        "without": _WITHOUT.table(without, _("Vị trí chưa có chứng thư số")) if without else "",
        "fields": _fields(),
    }
    return show(request, "certificates", shown)


@require_POST
@officer_page(*MACHINISTS, again=certificates)
def new(request: OfficerRequest) -> HttpResponse:
    """Take in a key file for an officer's account or a unit's code."""
    officer_id, unit_id = holder_named(request.POST.get("holder", "").strip())
    if officer_id is None and unit_id is None:
        raise CannotEnrol("no_holder")
    given = KeyFile(
        _bytes(request, "key"), request.POST.get("pin", ""), officer_id, unit_id,
        _bytes(request, "image"),
    )  # fmt: skip
    by = request.acting.actor
    enrol_file(given, by=by, now=clock.now(), key=request.key)
    messages.success(request, _("Đã ghi chứng thư số vào sổ."))
    return redirect("backstage:certificates")


def _bytes(request: OfficerRequest, name: str) -> bytes:
    file = request.FILES.get(name)
    return file.read() if file is not None and hasattr(file, "read") else b""


def _fields() -> tuple[Field, ...]:
    return (
        Field("holder", _("Tên đăng nhập của cán bộ, hoặc mã cơ quan"), size="m", is_required=True),
        Field("key", _("Tệp khóa (PKCS#12)"), kind="file", is_required=True),
        Field("pin", _("Mã PIN của tệp"), kind="password", size="s", is_required=True,
            hint=_("Chỉ dùng để đọc chứng thư, không được giữ lại.")),
        Field("image", _("Hình chữ ký hoặc con dấu (PNG nền trong)"), kind="file"),
    )  # fmt: skip


def _count(rows: tuple[CertificateRow, ...], standing: Standing) -> int:
    return sum(row.standing is standing for row in rows)


def _state(row: CertificateRow) -> str:
    if row.rests_until is None:
        return _said(row.standing)
    until = dates.moment_short(row.rests_until)
    return _("khóa tạm nghỉ đến %(until)s vì nhập sai mã PIN") % {"until": until}


def _said(standing: Standing) -> str:
    return {
        Standing.USABLE: _("dùng được"),
        Standing.EXPIRING: _("sắp hết hạn"),
        Standing.NOT_YET: _("chưa có hiệu lực"),
        Standing.EXPIRED: _("đã hết hạn"),
        Standing.REVOKED: _("đã bị thu hồi"),
        Standing.WITHDRAWN: _("đã thôi dùng"),
    }[standing]


@says(CannotEnrol)
def cannot_enrol(refusal: CannotEnrol) -> Message:
    """The file, its PIN or its holder is not what it should be."""
    words = {
        "no_holder": _("Không có cán bộ hay cơ quan nào mang tên hoặc mã này."),
        "wrong_pin": _("Không mở được tệp khóa: sai mã PIN hoặc không phải PKCS#12."),
        "absent": _("Trong tệp không có khóa và chứng thư dùng để ký."),
        "known": _("Chứng thư này đã có trong sổ."),
        "not_an_image": _("Hình chữ ký phải là tệp PNG."),
    }
    what = words.get(refusal.reason) or _("Không đọc được chứng thư.")
    return Message(what, kept_form(), _("Xin chọn lại tệp rồi gửi."), 422)
