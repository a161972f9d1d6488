"""L1: the approval queue. Five lines tell a dossier; decide it, also on a phone."""

from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.lifecycle.seen import TaskSeen
from motcua.casework.lifecycle.workspace import Workspace
from motcua.casework.processes import queries
from motcua.casework.processes.queries import LEADERS, Scope, Wanted, WorkRow
from motcua.casework.processes.rules import Act
from motcua.doors.desk.acts.offer import FORMS, address
from motcua.doors.desk.deadlines import Present, Promised, chip, present
from motcua.doors.desk.dossier_page import Draft, apology_of, draft_of
from motcua.doors.desk.navigation import nav
from motcua.doors.desk.views.dossier import header, legal_clock, opened
from motcua.doors.desk.worklist_table import procedure_name
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.doors.entrance.verdict_words import summed
from motcua.kit import clock, dates
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.organisation.rules import Acting
from motcua.ui.values import Due, Fact

_LONGEST = 240


@dataclass(frozen=True)
class Waiting:
    """A line of the queue."""

    href: str
    procedure: str
    owner: str
    due: Due
    is_current: bool


@require_safe
@officer_page(*LEADERS)
def approvals(request: OfficerRequest, task_id: int = 0) -> HttpResponse:
    """Show the queue and the dossier that is to be decided now."""
    by, now = request.acting, clock.now()
    held = present(calendar_of(by.unit_id), now)
    rows, _after = queries.work_of(by, Wanted(Scope.APPROVALS, now, held.near))
    current = next((row for row in rows if task_id in (0, row.task_id)), None)
    if current is None:
        return _nothing(request, task_id)
    space = opened(current.dossier_id, by, now, purpose="desk.approval")
    task = next((one for one in space.tasks if one.id == current.task_id), None)
    if task is None:
        raise Http404
    shown = {
        **header(space, legal_clock(space, now), by, now),
        "nav": nav(by, "approvals"),
        "queue": tuple(_waiting(row, current, held) for row in rows),
        "lines": five_lines(space),
        "task": task,
        "task_title": task.name if task.act == Act.APPROVE else _("Ký thư xin lỗi, hẹn lại"),
        "acts": _acts(space, task, by),
        "draft": _paper(space, task),
    }
    return render(request, "desk/approval/page.html", shown)


def _nothing(request: OfficerRequest, task_id: int) -> HttpResponse:
    """Say that nothing waits, or that this dossier does not wait for this leader."""
    shown: dict[str, object] = {"nav": nav(request.acting, "approvals"), "dossier": None}
    if task_id:
        number = queries.dossier_of(task_id) or 0
        space = opened(number, request.acting, clock.now(), purpose="desk.approval")
        shown["dossier"] = space.dossier
    return render(request, "desk/approval/empty.html", shown)


def _paper(space: Workspace, task: TaskSeen) -> Draft:
    is_apology = task.act == Act.APPROVE_EXTENSION
    return apology_of(space, task) if is_apology else draft_of(space)


def five_lines(space: Workspace) -> tuple[Fact, ...]:
    """Return what a leader needs to know before he decides, in five lines."""
    one = space.dossier
    missing = sum(paper.state is PaperState.MISSING for paper in space.papers)
    count = sum(paper.state is PaperState.RECEIVED for paper in space.papers)
    papers = ngettext("%(n)s giấy, đủ", "%(n)s giấy, đủ", count) % {"n": count}
    if missing:
        papers = ngettext("thiếu %(n)s giấy", "thiếu %(n)s giấy", missing) % {"n": missing}
    due = dates.moment_short(one.due_at) if one.due_at else _("không quy định")
    return (
        Fact(_("Người nộp"), one.owner_name, one.abstract),
        Fact(_("Giấy tờ"), papers, _rounds(one.supplement_rounds, _doubts(space))),
        Fact(_("Thẩm định"), _proposal(space)),
        Fact(_("Ý kiến"), _answers(space)),
        Fact(_("Hẹn trả"), due, _("đã hẹn lại một lần") if _is_extended(space) else ""),
    )


def _doubts(space: Workspace) -> str:
    """Say how many papers came with signatures that are not simply valid."""
    found = [summed(paper.verdict) for paper in space.papers]
    n = sum(one is not None and one.tone != "ok" for one in found)
    said = ngettext("%(n)s giấy có chữ ký số cần xem", "%(n)s giấy có chữ ký số cần xem", n)
    return said % {"n": n} if n else ""


def _proposal(space: Workspace) -> str:
    said = [task for task in space.tasks if task.act == Act.APPRAISE and task.opinion]
    if not said:
        return _("chưa có ý kiến")
    last = said[-1]
    return f"{last.opinion[:_LONGEST]} ({last.closed_by.partition(',')[0]}{_signed(last)})"


def _signed(task: TaskSeen) -> str:
    """Say that an opinion is signed, and what was found about the signature."""
    if not task.signed_opinion:
        return ""
    found = summed(task.verdict)
    return f", {_('đã ký số')}" + (f": {found.words.lower()}" if found else "")


def _answers(space: Workspace) -> str:
    asked = [task for task in space.tasks if task.is_question]
    if not asked:
        return _("không phải hỏi cơ quan nào")
    words = {
        "approved": _("đồng ý"),
        "rejected": _("không đồng ý"),
        "": _("chưa trả lời"),
    }
    return "; ".join(f"{task.unit}: {words.get(task.outcome, '')}{_signed(task)}" for task in asked)


def _rounds(rounds: int, doubts: str) -> str:
    said = ngettext("đã bổ sung %(n)s lần", "đã bổ sung %(n)s lần", rounds) % {"n": rounds}
    return "; ".join(part for part in (said if rounds else "", doubts) if part)


def _is_extended(space: Workspace) -> bool:
    return any(event.kind == "extended" for event in space.clock_events)


def _waiting(row: WorkRow, current: WorkRow, held: Present) -> Waiting:
    promised = Promised(
        row.state, row.received_at, row.dossier_due_at, row.original_due_at, None, row.paused_at
    )
    return Waiting(
        reverse("desk:approval", args=[row.task_id]),
        procedure_name(row.procedure, row.procedure_en),
        row.owner,
        chip(promised, held),
        row.task_id == current.task_id,
    )


def _acts(space: Workspace, task: TaskSeen, by: Acting) -> tuple[dict[str, str], ...]:
    """Return the acts of the foot: the main one last, as its own form where no words are needed."""
    is_apology = task.act == Act.APPROVE_EXTENSION
    slugs = ("extend",) if is_apology else ("send-back", "reject", "approve")
    return tuple(
        {
            "slug": slug,
            "label": str(FORMS[slug].button),
            "key": FORMS[slug].key,
            "href": address(space, FORMS[slug], task),
        }
        for slug in slugs
    )
