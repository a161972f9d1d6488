"""One page for every act on a dossier: its form on a GET, its one call on a POST."""

from typing import cast

from django.contrib import messages
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.casework.fees.rules import DemandState
from motcua.casework.lifecycle.seen import TaskSeen
from motcua.casework.lifecycle.workspace import Workspace
from motcua.doors.desk.acts.form import ActForm, Scene, Sent
from motcua.doors.desk.acts.offer import FORMS
from motcua.doors.desk.acts.unsent import keep, screen_of, spend, unsent
from motcua.doors.desk.navigation import EVERYBODY
from motcua.doors.desk.typed import Typed
from motcua.doors.desk.views.dossier import header, legal_clock, opened
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock
from motcua.kit.identity import mask_numbers
from motcua.registers.organisation.rules import Acting
from motcua.ui.fields import errors_of


def show(request: HttpRequest, dossier_id: int, slug: str) -> HttpResponse:
    """Show the act's form, with what was typed before and why it was not accepted."""
    asked = cast(OfficerRequest, request)
    by, now, form = asked.acting, clock.now(), _form(slug)
    space = opened(dossier_id, by, now, purpose=f"desk.dossier.{slug}")
    task = _task(request, space, by)
    if form.about_task and task is None:
        raise Http404
    screen = screen_of(form, dossier_id, task.id if task else 0)
    message = asked.message
    typed = asked.typed or unsent(by.officer_id, screen)
    fields = form.fields(Scene(space, task, by, now, typed, tried=message is not None))
    shown = {
        **header(space, legal_clock(space, now), by, now),
        "form": form,
        "fields": fields,
        "task_id": task.id if task else "",
        "question": task.question if task and task.is_question else "",
        "there": reverse("desk:act", args=[dossier_id, slug]),
        "kept_at": reverse("desk:act_draft", args=[dossier_id, slug]),
        "message": message,
        "pay_at": _till(form, space),
        "errors": (errors_of(fields) or errors_of((), form=(message.what,))) if message else (),
    }
    return render(request, "desk/dossier/act.html", shown)


@require_http_methods(["GET", "POST"])
@officer_page(*EVERYBODY, again=show)
def act(request: OfficerRequest, dossier_id: int, slug: str) -> HttpResponse:
    """Do the act; a step done leads back to his work, anything else to the dossier."""
    if request.method == "GET":
        return show(request, dossier_id, slug)
    form, typed = _form(slug), Typed(request.POST)
    sent = Sent(dossier_id, typed.row("task") or 0, typed, request.acting, clock.now(), request.key)
    try:
        form.do(sent)
    except ObjectDoesNotExist as unseen:
        raise Http404 from unseen
    spend(form, sent.by.officer_id, screen_of(form, dossier_id, sent.task_id))
    messages.success(request, str(form.done))
    if names_somebody(request.POST):
        messages.warning(request, _("Nội dung có số định danh cá nhân: nhật ký chỉ giữ số đã che."))
    if form.is_step and typed.text("back") == "approvals":
        return redirect("desk:approvals")
    if form.is_step:
        return redirect("desk:home")
    if form.leads_to:
        return redirect(form.leads_to)
    return redirect("desk:made" if form.is_sitting else "desk:dossier", dossier_id)


@require_POST
@officer_page(*EVERYBODY)
def draft(request: OfficerRequest, dossier_id: int, slug: str) -> HttpResponse:
    """Keep what is typed, every two seconds; it is shown to nobody else."""
    task_id = Typed(request.POST).row("task") or 0
    screen = screen_of(_form(slug), dossier_id, task_id)
    keep(request.acting.officer_id, screen, request.POST, now=clock.now())
    return HttpResponse(status=204)


def names_somebody(typed: QueryDict) -> bool:
    """Tell whether a personal number was typed into the words of an act."""
    return any(mask_numbers(text) != text for values in typed.lists() for text in values[1])


def _till(form: ActForm, space: Workspace) -> str:
    """Return where to take what is owed, when the act gives a result that an open fee holds."""
    owes = any(demand.state == DemandState.OWED for demand in space.demands)
    return reverse("desk:fee", args=[space.dossier.code]) if form.is_sitting and owes else ""


def _form(slug: str) -> ActForm:
    if slug not in FORMS:
        raise Http404
    return FORMS[slug]


def _task(request: HttpRequest, space: Workspace, by: Acting) -> TaskSeen | None:
    """Return the step that the address or the sent form names, else the one at hand."""
    named = request.GET.get("task") or request.POST.get("task", "")
    wanted = [task for task in space.open_tasks() if str(task.id) == named]
    return wanted[0] if wanted else space.task_for(by)
