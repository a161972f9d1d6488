"""The first page behind the stage: what needs attention, for whoever looks."""

from collections.abc import Iterator
from datetime import timedelta

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.casework.processes.failing import failing_timers
from motcua.doors.backstage.frame import AUDITORS, CONTROLLERS, EVERYBODY_HERE, KEEPERS, show
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.queries import held_entries, oldest_unsealed_age
from motcua.kit import clock
from motcua.registers.calendar.queries import approved_years
from motcua.registers.catalogue.queries.editing import drafts_waiting
from motcua.registers.organisation.staff import staff
from motcua.ui.values import Task

SEAL_WARNING = timedelta(minutes=5)
MANY = 100


@require_safe
@officer_page(*EVERYBODY_HERE)
def home(request: OfficerRequest) -> HttpResponse:
    """Show what waits."""
    tasks: list[Task] = []
    if request.acting.may(*KEEPERS):
        tasks += _of_keepers(request)
    if request.acting.may(*CONTROLLERS):
        tasks += _of_controllers()
    if request.acting.may(*AUDITORS):
        tasks += _of_auditors()
    return show(request, "home", {"tasks": tasks})


def _of_keepers(request: OfficerRequest) -> Iterator[Task]:
    now = clock.now()
    idle = len(staff(request.acting, now, is_idle=True, limit=MANY))
    word = _("%(n)s tài khoản") % {"n": f"{idle}+" if idle == MANY else idle}
    yield Task(_("Tài khoản 45 ngày chưa đăng nhập"), "soon" if idle else "ok", word,
               f"{reverse('backstage:people')}?idle=1",
               _("Khóa tài khoản không còn dùng, hoặc ký rà soát."))  # fmt: skip
    years = approved_years()
    coming = now.year + 1
    is_known = coming in years
    yield Task(
        _("Lịch nghỉ năm %(year)s") % {"year": coming}, "ok" if is_known else "soon",
        _("Đã duyệt") if is_known else _("Chưa duyệt"), reverse("backstage:calendar"),
        _("Hạn rơi vào năm chưa duyệt được ghi là tạm tính."),
    )  # fmt: skip


def _of_controllers() -> Iterator[Task]:
    drafts, idle = drafts_waiting()
    here = reverse("backstage:procedures")
    yield Task(
        _("Bản dự thảo thủ tục"), "soon" if drafts else "ok", _("%(n)s bản") % {"n": drafts},
        f"{here}?state=draft",
    )  # fmt: skip
    yield Task(
        _("Thủ tục đã công khai nhưng chưa nhận hồ sơ"), "soon" if idle else "ok",
        _("%(n)s bản") % {"n": idle}, f"{here}?state=published",
        _("Quy trình điện tử chưa được kích hoạt."),
    )  # fmt: skip


def _of_auditors() -> Iterator[Task]:
    age = oldest_unsealed_age()
    minutes = int(age.total_seconds() // 60)
    yield Task(
        _("Niêm phong nhật ký"), "late" if age > SEAL_WARNING else "ok",
        _("Mục cũ nhất chưa niêm phong: %(n)s phút") % {"n": minutes},
        reverse("backstage:journal"),
    )  # fmt: skip
    held = held_entries()
    yield Task(
        _("Mục nhật ký bị giữ lại"), "late" if held else "ok",
        _("%(n)s mục") % {"n": len(held)}, reverse("backstage:journal"),
        _("Việc theo sau của các mục này chưa chạy được."),
    )  # fmt: skip
    failing, error = failing_timers()
    yield Task(
        _("Hẹn giờ của quy trình bị lỗi"), "late" if failing else "ok",
        _("%(n)s hẹn giờ") % {"n": failing}, reverse("backstage:journal"),
        error or _("Hẹn giờ lỗi được tự thử lại, cách nhau nhiều nhất một giờ."),
    )  # fmt: skip
