"""A3: one version and its life: announced, process approved, live, public, one day abolished."""

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from motcua.doors.backstage.catalogue_words import HISTORY
from motcua.doors.backstage.forms import Ask, take
from motcua.doors.backstage.frame import CONTROLLERS, FormPage, once, show, show_form
from motcua.doors.backstage.lifetime import begins_ask, decision_asks, decision_of, last_day_ask
from motcua.doors.backstage.lists import moment_said
from motcua.doors.backstage.sayings import lacks_said
from motcua.doors.backstage.sections import SECTIONS
from motcua.doors.backstage.views.procedures import line_of, state_of
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.queries import entries_about
from motcua.kit import clock
from motcua.kit.dates import day
from motcua.registers.catalogue import actions
from motcua.registers.catalogue.queries.editing import VersionLine, draft_of
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.ui.values import Link, Task


@require_safe
@officer_page(*CONTROLLERS)
def version(request: OfficerRequest, version_id: int) -> HttpResponse:
    """Show a version: what it says, what it lacks, what comes next."""
    line, said = line_of(version_id), draft_of(version_id)
    parts = [
        (part, section.title, _rows_said(len(getattr(said, part))))
        for part, section in SECTIONS.items()
    ]
    shown = {
        "line": line,
        "state": state_of(line),
        "is_draft": line.state is VersionState.DRAFT,
        "may_abolish": line.state is VersionState.PUBLISHED,
        "life": _life(line, bool(said.steps)),
        "parts": parts,
        "steps": _rows_said(len(said.steps)),
        "begins": day(line.effective_from) if line.effective_from else "",
        "ends": day(line.effective_to) if line.effective_to else "",
        "history": [(moment_said(e.at), e.actor.label, HISTORY.get(e.kind, e.kind))
                    for e in reversed(entries_about("procedure_version", str(version_id)))],
    }  # fmt: skip
    return show(request, "version", shown)


def _ask_step(request: OfficerRequest, version_id: int, step: str) -> HttpResponse:
    return show_form(request, _step_page(version_id, step))


@require_http_methods(["GET", "POST"])
@officer_page(*CONTROLLERS, again=_ask_step)
def life(request: OfficerRequest, version_id: int, step: str) -> HttpResponse:
    """Announce, publish or abolish."""
    if request.method == "GET":
        return _ask_step(request, version_id, step)
    page = _step_page(version_id, step)
    answers = take(page.asks, request.POST)
    if answers.errors:
        return show_form(request, page, answers)
    given = answers.values
    who: dict[str, Any] = {"by": request.acting, "now": clock.now()}
    if step == "announce":
        decision = decision_of(given, given["begins"])
        act = partial(actions.announce, version_id, decision, given["begins"], **who)
    elif step == "abolish":
        act = partial(actions.abolish, version_id, decision_of(given), given["last_day"], **who)
    else:
        act = partial(actions.publish, version_id, **who)
    once(request, act)
    messages.success(request, _("Đã ghi."))
    return redirect("backstage:version", version_id)


def _step_page(version_id: int, step: str) -> FormPage:
    line, today = line_of(version_id), clock.now().astimezone(clock.VIETNAM).date()
    pages: dict[str, tuple[str, str, tuple[Ask, ...], str]] = {
        "announce": (_("Công bố thủ tục"), _("Ghi quyết định công bố"),
                     (*decision_asks(today), begins_ask(today)), ""),
        "publish": (_("Công khai phiên bản"), _("Công khai"), (),
                    _("Sau khi công khai, phiên bản này không sửa được nữa; "
                      "hồ sơ đã tiếp nhận giữ phiên bản cũ.")),
        "abolish": (_("Bãi bỏ thủ tục"), _("Bãi bỏ"), (*decision_asks(today), last_day_ask()),
                    _("Hồ sơ đã tiếp nhận vẫn được giải quyết theo phiên bản này.")),
    }  # fmt: skip
    if step not in pages:
        raise Http404
    title, act, asks, lead = pages[step]
    back = Link(line.name, reverse("backstage:version", args=[version_id]))
    return FormPage(title, act, asks, lead, back, "bad" if step == "abolish" else "pri")


def _life(line: VersionLine, has_steps: bool) -> tuple[Task, ...]:
    """Return the stations of a version's life with where each is done."""
    place = partial(reverse, "backstage:life")
    is_draft = line.state is VersionState.DRAFT
    content = [name for name in line.lacks if name not in ("announcement", "effective_from")]
    process = reverse("backstage:process", args=[line.version_id])
    return (
        _task(_("Nội dung đầy đủ"), not content, "", lacks_said(tuple(content))),
        _task(_("Quyết định công bố"), "announcement" not in line.lacks,
              place(args=[line.version_id, "announce"]) if is_draft else ""),
        _task(_("Quy trình nội bộ được phê duyệt"), line.approved_at is not None, process,
              "" if has_steps else _("Quy trình chưa có bước nào.")),
        _task(_("Quy trình điện tử hoạt động"), line.active_at is not None, process),
        _task(_("Công khai"), not is_draft,
              place(args=[line.version_id, "publish"]) if is_draft else ""),
    )  # fmt: skip


def _task(title: str, is_done: bool, href: str, hint: str = "") -> Task:
    if is_done:
        return Task(title, "ok", _("Xong"), href, hint)
    return Task(title, "soon", _("Chưa xong"), href, hint)


def _rows_said(count: int) -> str:
    return ngettext("%(n)s dòng", "%(n)s dòng", count) % {"n": count}
