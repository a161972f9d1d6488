"""The hand-over to the archive: what is due, the register of packages, and the receipts."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from motcua.casework.archive import actions
from motcua.casework.archive.actions import KEEPERS, ArchiveReceipt, CannotArchive
from motcua.casework.archive.queries import Ended, PackageRow, due, packages_of, register_of
from motcua.casework.dossiers.rules import OPEN
from motcua.doors.desk.navigation import CLERKS, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.desk.views.dossier import opened
from motcua.doors.entrance.errors import Message, kept_form, says
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.files.queries import read
from motcua.kit import clock
from motcua.kit.dates import day, moment_short, parse_day
from motcua.ui.fields import Field
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Link, Pager

PAGE = 50
_DUE = compile_rows(
    Column(
        gettext_lazy("Mã hồ sơ"),
        "code",
        "head",
        href=lambda row: reverse("desk:archive_of", args=[row.dossier_id]),
    ),
    Column(gettext_lazy("Thủ tục"), "procedure"),
    Column(gettext_lazy("Chủ hồ sơ"), "owner"),
    Column(gettext_lazy("Trả kết quả ngày"), lambda row: day(row.ended_at), "nw"),
)
_REGISTER = compile_rows(
    Column(
        gettext_lazy("Mã hồ sơ"),
        "code",
        "head",
        href=lambda row: reverse("desk:archive_of", args=[row.dossier_id]),
    ),
    Column(gettext_lazy("Lần"), "version", "num"),
    Column(gettext_lazy("Lập lúc"), lambda row: moment_short(row.made_at), "nw"),
    Column(gettext_lazy("Người lập"), "made_by"),
    Column(gettext_lazy("Số biên nhận"), "receipt_number", "nw"),
    Column(gettext_lazy("Tình trạng"), lambda row: _standing(row)),
)
_REASONS = {
    "not_yours": gettext_lazy("Hồ sơ này do văn thư của cơ quan giải quyết nộp lưu."),
    "not_ended": gettext_lazy("Hồ sơ chưa kết thúc nên chưa nộp lưu được."),
    "unsealed": gettext_lazy("Kết quả đang được đóng dấu số, tệp của nó còn thay đổi."),
    "packed": gettext_lazy("Hồ sơ này đã có gói lưu trữ."),
    "changed": gettext_lazy("Hồ sơ vừa thay đổi trong lúc lập gói."),
    "not_packed": gettext_lazy("Chưa lập gói lưu trữ."),
    "received": gettext_lazy("Biên nhận của lưu trữ đã được ghi."),
    "no_receipt": gettext_lazy("Chưa ghi số biên nhận hoặc người nhận."),
    "no_day": gettext_lazy("Ngày biên nhận viết như 08/03/2026."),
    "in_future": gettext_lazy("Ngày biên nhận không thể sau hôm nay."),
    "before_package": gettext_lazy("Ngày biên nhận không thể trước ngày lập gói."),
}


@says(CannotArchive)
def _cannot_archive(refusal: CannotArchive) -> Message:
    return Message(str(_REASONS[refusal.reason]), kept_form(), _("Xin xem lại trạng thái hồ sơ."))


@require_safe
@officer_page(*CLERKS)
def waiting(request: OfficerRequest) -> HttpResponse:
    """List ended dossiers that the archive should have by now."""
    by = request.acting
    after = Typed(request.GET).row("after") or 0
    rows = due(by.units_of(KEEPERS), clock.now(), after=after, limit=PAGE + 1)
    last = rows[:PAGE][-1].dossier_id if len(rows) > PAGE else 0
    shown = {
        "nav": nav(by, "archive"),
        "tabs": _tabs("archive"),
        "table": _DUE.table(rows[:PAGE], _("Hồ sơ đến hạn nộp lưu")) if rows else "",
        "pager": Pager("", next=f"?after={last}" if last else ""),
    }
    return render(request, "desk/archive/list.html", shown)


@require_safe
@officer_page(*CLERKS)
def register(request: OfficerRequest, *, out_of_date: bool = False) -> HttpResponse:
    """List the packages made, or those that no longer say what holds."""
    by, before = request.acting, Typed(request.GET).row("after")
    rows = register_of(by.units_of(KEEPERS), out_of_date=out_of_date, before=before, limit=PAGE + 1)
    last = rows[:PAGE][-1].id if len(rows) > PAGE else 0
    shown = {
        "nav": nav(by, "archive"),
        "tabs": _tabs("archive_outdated" if out_of_date else "archive_register"),
        "table": _REGISTER.table(rows[:PAGE], _("Sổ gói lưu trữ")) if rows else "",
        "pager": Pager("", next=f"?after={last}" if last else ""),
    }
    return render(request, "desk/archive/register.html", shown)


def _tabs(here: str) -> tuple[Link, ...]:
    named = (
        ("archive", _("Đến hạn nộp lưu")),
        ("archive_register", _("Gói đã lập")),
        ("archive_outdated", _("Cần lập lại")),
    )
    return tuple(Link(label, reverse(f"desk:{name}"), name == here) for name, label in named)


def _standing(row: PackageRow) -> str:
    """Say whether a package is what holds, what made it old, or that a newer one was made."""
    if not row.is_last:
        return _("Đã có gói mới hơn")
    return _why_old(row.ended) if row.ended else _("Đúng hiện trạng")


def _why_old(ended: Ended) -> str:
    facts = {"number": ended.number, "day": day(ended.at), "by": ended.by, "why": ended.reason}
    if ended.by:
        said = _("Kết quả số %(number)s được thay bằng số %(by)s ngày %(day)s: %(why)s")
    else:
        said = _("Kết quả số %(number)s bị thu hồi ngày %(day)s: %(why)s")
    return said % facts


def show(request: HttpRequest, dossier_id: int) -> HttpResponse:
    """Show how one dossier stands with the archive."""
    asked: OfficerRequest = request  # type: ignore[assignment]
    by, now = asked.acting, clock.now()
    space = opened(dossier_id, by, now, purpose="desk.archive")
    typed, packages = Typed(asked.typed), packages_of(dossier_id)
    last = packages[0] if packages else None
    shown = {
        "nav": nav(by, "archive"),
        "dossier": space.dossier,
        "is_ended": space.dossier.state not in OPEN,
        "may_act": actions.may_archive(space.dossier, by),
        "package": last,
        "why_old": _why_old(last.ended) if last and last.ended else "",
        "older": packages[1:],
        "message": asked.message,
        "fields": (
            Field("number", _("Số biên nhận của lưu trữ"), typed.text("number"), is_required=True),
            Field("on", _("Ngày biên nhận"), typed.text("on", day(now)), "date", size="m"),
            Field("received_by", _("Người nhận"), typed.text("received_by"), is_required=True),
        ),
    }
    return render(asked, "desk/archive/page.html", shown)


@require_http_methods(["GET", "POST"])
@officer_page(*CLERKS, again=show)
def of_dossier(request: OfficerRequest, dossier_id: int) -> HttpResponse:
    """Pack the dossier, or record the receipt that the archive gave."""
    if request.method == "GET":
        return show(request, dossier_id)
    by, now, typed = request.acting, clock.now(), Typed(request.POST)
    opened(dossier_id, by, now, purpose="desk.archive")
    if request.POST.get("act") == "receipt":
        on = parse_day(typed.text("on"))
        receipt = ArchiveReceipt(typed.text("number"), on, typed.text("received_by"))
        actions.acknowledge(dossier_id, receipt, by=by, now=now, key=request.key)
        messages.success(request, _("Đã ghi biên nhận của lưu trữ."))
    else:
        actions.pack(dossier_id, by=by, now=now, key=request.key)
        messages.success(request, _("Đã lập gói lưu trữ."))
    return redirect("desk:archive_of", dossier_id=dossier_id)


@require_safe
@officer_page(*CLERKS)
def package(request: OfficerRequest, dossier_id: int, version: int) -> HttpResponse:
    """Give a package as a file, whole or not at all."""
    space = opened(dossier_id, request.acting, clock.now(), purpose="desk.archive.package")
    row = next((row for row in packages_of(dossier_id) if row.version == version), None)
    if row is None:
        raise Http404
    response = HttpResponse(read(row.sha256), content_type="application/zip")
    name = f"{space.dossier.code}-{version}.zip"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response
