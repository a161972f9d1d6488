"""S2: the dossier's workspace, its full diagram, its forms as they were issued."""

from dataclasses import dataclass
from datetime import datetime

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.casework.archive.actions import may_archive
from motcua.casework.documents.queries import preview
from motcua.casework.dossiers.clocks import clock_of
from motcua.casework.dossiers.likely import likely_end
from motcua.casework.dossiers.rules import OPEN, RUNNING, State
from motcua.casework.lifecycle.at_counter import by_code
from motcua.casework.lifecycle.workspace import Workspace, open_workspace
from motcua.casework.processes.graphs import graph_of
from motcua.casework.processes.queries import LEADERS, dossier_of
from motcua.doors.desk import act_sentences as act_sentences
from motcua.doors.desk import dossier_tables as tables
from motcua.doors.desk.acts import offer
from motcua.doors.desk.acts.form import Scene
from motcua.doors.desk.acts.settling import opinion_fields
from motcua.doors.desk.acts.unsent import screen_of, unsent
from motcua.doors.desk.deadlines import Promised, chip, present
from motcua.doors.desk.dossier_page import (
    draft_of,
    facts_of,
    forms_of,
    opinions_of,
    papers_of,
    readers_of,
)
from motcua.doors.desk.naming import state_name
from motcua.doors.desk.navigation import CASE_WORKERS, EVERYBODY, nav
from motcua.doors.desk.story import promises, story
from motcua.doors.desk.strip import marks, standings, strip
from motcua.doors.desk.words import CHANNELS, ROLES
from motcua.doors.desk.worklist_table import procedure_name
from motcua.doors.entrance.errors import shows
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.doors.entrance.verdict_words import told
from motcua.doors.entrance.whylate import why
from motcua.engine.process.drawing import Words, picture
from motcua.engine.process.layout import arrange
from motcua.engine.process.svg import to_svg
from motcua.engine.worktime import Clock
from motcua.foundation.journal import queries as journal
from motcua.foundation.journal.actions import record_read
from motcua.kit import clock, dates
from motcua.oversight.clockwatch.lives import spent_on
from motcua.registers.calendar.drawing import DrawnCell, draw
from motcua.registers.calendar.explain import paragraph
from motcua.registers.catalogue.rules.kinds import Channel
from motcua.registers.organisation.rules import Acting, Role
from motcua.ui.values import Breakdown

SEE_THE_READERS = LEADERS | {Role.INSPECTOR, Role.SYSTEM_ADMIN}


@shows("task")
def _page_of_task(subject_id: str) -> str:
    return reverse("desk:task", args=[subject_id])


@dataclass(frozen=True)
class _Told:
    """The clock in words and as a ruler; empty before reception."""

    text: str = ""
    ruler: tuple[DrawnCell, ...] = ()


@require_safe
@officer_page(*EVERYBODY)
def dossier(request: OfficerRequest, dossier_id: int) -> HttpResponse:
    """Open a dossier: one statement for all its parts, a few for journal, clock, reading."""
    return page(request, dossier_id)


def page(request: OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show the workspace of a dossier; 404 when it is out of sight."""
    by, now = request.acting, clock.now()
    space = opened(dossier_id, by, now, purpose="desk.dossier")
    entries = journal.entries_of(dossier_id, since=space.dossier.filed_at)
    legal = legal_clock(space, now)
    forms, promised = forms_of(space), promises(entries)
    shown = {
        **header(space, legal, by, now),
        "steps": _steps(space, legal, now),
        "facts": tables.facts(facts_of(space)),
        "papers": tables.papers(papers_of(space), dossier_id),
        "opinions": opinions_of(space, by),
        "moments": story(entries),
        "promises": tables.promises(promised) if promised else "",
        "told": _told(legal, now),
        "why": _why(dossier_id, legal, now),
        "forecast": _forecast(space, now),
        "forms": tables.forms(forms, dossier_id) if forms else "",
        "form_count": len(forms),
        "may_archive": space.dossier.state not in OPEN and may_archive(space.dossier, by),
        "draft": draft_of(space),
        "sees_readers": by.may(*SEE_THE_READERS),
        "readers": _readers(dossier_id, by),
        "opinion": _opinion(space, by, now, request),
    }
    return render(request, "desk/dossier/page.html", shown)


def _forecast(space: Workspace, now: datetime) -> str:
    """Say when a running dossier is likely settled, as the applicant is told, "" for the others."""
    row = space.dossier
    if row.received_at is None or row.state not in RUNNING:
        return ""
    likely = likely_end(row.version_id, row.competent_unit_id, row.received_at, now)
    if likely is None:
        return ""
    days = {"first": f"{dates.local(likely.first):%d/%m/%Y}"}
    days["last"] = f"{dates.local(likely.last):%d/%m/%Y}"
    said = _(
        "Dự báo, không phải lời hẹn: có kết quả từ %(first)s đến %(last)s, như 8 trong 10 hồ sơ "
        "cùng thủ tục (%(of)s hồ sơ gần đây)."
    )
    return said % {**days, "of": likely.of}


@require_safe
@officer_page(*EVERYBODY)
def coded(request: OfficerRequest, code: str) -> HttpResponse:
    """Open a dossier by its code."""
    row = by_code(request.acting, code)
    if row is None:
        raise Http404
    return page(request, row.dossier_id)


@require_safe
@officer_page(*EVERYBODY)
def of_task(request: OfficerRequest, task_id: int) -> HttpResponse:
    """Open the dossier that a task belongs to."""
    dossier_id = dossier_of(task_id)
    if dossier_id is None:
        raise Http404
    return page(request, dossier_id)


@require_safe
@officer_page(*EVERYBODY)
def process(request: OfficerRequest, dossier_id: int) -> HttpResponse:
    """Show the whole diagram, live."""
    by, now = request.acting, clock.now()
    space = opened(dossier_id, by, now, purpose="desk.dossier.process")
    if space.definition_id is None:
        raise Http404
    graph = graph_of(space.definition_id)
    roles = {str(role): str(word) for role, word in ROLES.items()}
    words = Words(_("Quy trình của hồ sơ"), dict(marks()), roles)
    drawn = picture(graph, arrange(graph), standings(space.tasks, now), words)
    shown = {
        **header(space, legal_clock(space, now), by, now),
        "diagram": SafeString(to_svg(drawn)),
    }
    return render(request, "desk/dossier/process.html", shown)


@require_safe
@officer_page(*EVERYBODY)
def form(request: OfficerRequest, dossier_id: int, form_id: int) -> HttpResponse:
    """Show an issued form as PDF, without counting it as a print."""
    by, now = request.acting, clock.now()
    space = opened(dossier_id, by, now, purpose="desk.dossier.form")
    if form_id not in [one.id for one in space.forms]:
        raise Http404
    response = HttpResponse(preview(form_id).pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{space.dossier.code}-{form_id}.pdf"'
    return response


@require_safe
@officer_page(*EVERYBODY)
def verdict(request: OfficerRequest, dossier_id: int, sha256: str) -> HttpResponse:
    """Show the stored report on a signed file of the folder."""
    by, now = request.acting, clock.now()
    space = opened(dossier_id, by, now, purpose="desk.dossier.verdict")
    found = space.verdict_on(sha256)
    if found is None:
        raise Http404
    shown = {**header(space, legal_clock(space, now), by, now), "told": told(found)}
    return render(request, "desk/dossier/verdict.html", shown)


def opened(dossier_id: int, by: Acting, now: datetime, *, purpose: str) -> Workspace:
    """Return a dossier in sight and note who looked; 404 to a stranger."""
    space = open_workspace(dossier_id, by=by)
    if space is None:
        raise Http404
    record_read(dossier_id, by=by.actor, at=now, purpose=purpose, unit_id=by.unit_id)
    return space


def header(space: Workspace, legal: Clock | None, by: Acting, now: datetime) -> dict[str, object]:
    """Return what every page of a dossier begins and ends with."""
    one, task = space.dossier, space.task_for(by)
    pauses = [event.at for event in space.clock_events if event.kind == "suspended"]
    promised = Promised(
        one.state,
        one.received_at,
        one.due_at,
        one.original_due_at,
        one.finished_at,
        pauses[-1] if pauses else None,
    )
    offered = offer.offer(space, task, by, now)
    return {
        "nav": nav(by, "worklist"),
        "is_worker": by.may(*CASE_WORKERS),
        "dossier": one,
        "procedure": procedure_name(one.version.name, one.version.name_en),
        "channel": CHANNELS[Channel(one.channel)],
        "state": state_name(State(one.state)),
        "due": chip(promised, present(legal.calendar, now)) if legal else None,
        "keys": offered.keys,
        "held": offered.held,
    }


def legal_clock(space: Workspace, now: datetime) -> Clock | None:
    """Return the dossier's clock as it stands, None before reception."""
    if space.dossier.received_at is None:
        return None
    return clock_of(space.dossier, space.clock_events, now)


def _steps(space: Workspace, legal: Clock | None, now: datetime) -> tuple[object, ...]:
    if space.definition_id is None or legal is None:
        return ()
    return strip(graph_of(space.definition_id), space.tasks, legal.calendar, now)


def _told(legal: Clock | None, now: datetime) -> _Told:
    if legal is None:
        return _Told()
    return _Told(paragraph(legal), draw(legal, now) if legal.due_at else ())


def _why(dossier_id: int, legal: Clock | None, now: datetime) -> Breakdown | None:
    found = spent_on(dossier_id, now) if legal else None
    return why(found) if found else None


def _readers(dossier_id: int, by: Acting) -> SafeString | str:
    rows = readers_of(journal.reads_of(dossier_id)) if by.may(*SEE_THE_READERS) else ()
    return tables.readers(rows) if rows else ""


def _opinion(
    space: Workspace, by: Acting, now: datetime, request: OfficerRequest
) -> dict[str, object] | None:
    """Return the specialist's opinion form, where the step at hand is his appraisal."""
    task = space.task_for(by)
    if task is None or task.act != "appraise" or task.is_question:
        return None
    typed = request.typed or unsent(by.officer_id, screen_of(offer.FORMS["submit"], 0, task.id))
    fields = opinion_fields(Scene(space, task, by, now, typed))
    return {"task_id": task.id, "fields": fields}
