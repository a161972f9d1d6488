"""S1: the worklist. Least time left first, with the reason; take from the pool, assign many."""

from dataclasses import dataclass
from datetime import datetime
from typing import cast
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.casework.lifecycle import batch
from motcua.casework.processes import queries
from motcua.casework.processes.queries import LEADERS, Scope, Stand, Wanted, WorkRow
from motcua.casework.processes.rules import Act
from motcua.doors.desk import worklist_table
from motcua.doors.desk.deadlines import Present, present
from motcua.doors.desk.navigation import CASE_WORKERS, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock
from motcua.kit.ids import row_number
from motcua.kit.paging import BadCursor, Cursor
from motcua.kit.text import fold
from motcua.registers.calendar.queries import calendar_of
from motcua.registers.organisation.queries import posts_in
from motcua.registers.organisation.rules import Acting, Role
from motcua.ui.addresses import address
from motcua.ui.fields import Field, Option, errors_of
from motcua.ui.values import Link, Pager

_TABS = (Scope.MINE, Scope.POOL, Scope.WAITING, Scope.QUESTIONS)


@dataclass(frozen=True)
class _Asked:
    """What the address asks for."""

    scope: Scope
    stand: Stand
    words: str

    def href(self, **changes: str) -> str:
        asked = {"view": str(self.scope), "stand": str(self.stand), "q": self.words, **changes}
        kept = {name: value for name, value in asked.items() if value and value != "all"}
        return f"{address('desk:worklist')}?{urlencode(kept)}"


@require_safe
@officer_page(*CASE_WORKERS)
def worklist(request: OfficerRequest) -> HttpResponse:
    """Show a page of open work, in three statements."""
    by, now = request.acting, clock.now()
    asked, held = _asked(request, by), present(calendar_of(by.unit_id), now)
    wanted = Wanted(
        asked.scope,
        now,
        held.near,
        asked.stand,
        fold(asked.words),
        _cursor(request),
    )
    rows, after = queries.work_of(by, wanted)
    shown = {
        "nav": nav(by, "worklist"),
        "title": _TITLES[asked.scope](),
        "tabs": _tabs(by, asked),
        "stands": _stands(asked),
        "asked": asked,
        "table": _table(rows, held, asked),
        "page": Pager(_sentence(len(rows)), _first(request, asked), _next(asked, after)),
        "has_rows": bool(rows),
        "batch": _batch(by, asked, rows),
    }
    return render(request, "desk/worklist/page.html", shown)


@require_safe
@officer_page(*CASE_WORKERS)
def next_task(request: OfficerRequest) -> HttpResponse:
    """Open the most urgent piece of one's own work."""
    dossier_id = queries.first_task(request.acting)
    if dossier_id is None:
        messages.success(request, _("Ông/Bà không còn việc nào đang chờ."))
        return redirect("desk:worklist")
    return redirect("desk:dossier", dossier_id)


@require_POST
@officer_page(*CASE_WORKERS)
def claim(request: OfficerRequest) -> HttpResponse:
    """Take the chosen tasks out of the pool."""
    tasks = _chosen(request)
    batch.claim_all(tasks, by=request.acting, now=clock.now(), key=request.key)
    said = ngettext("Đã nhận %(n)s việc.", "Đã nhận %(n)s việc.", len(tasks))
    messages.success(request, said % {"n": len(tasks)})
    return redirect("desk:worklist")


def choose_officer(request: HttpRequest) -> HttpResponse:
    """Show to whom the ticked dossiers may be given, with what each officer has in hand."""
    asked = cast(OfficerRequest, request)
    message, tasks = asked.message, _chosen(request)
    posts = posts_in(asked.acting.unit_ids, clock.now())
    specialists = [post for post in posts if Role.SPECIALIST in post.roles]
    load = queries.load_of([post.officer_id for post in specialists])
    options = tuple(
        Option(str(post.officer_id), post.officer_name, _load(load[post.officer_id]))
        for post in specialists
    )
    field = Field(
        "officer", _("Giao cho"), asked.typed.get("officer", ""), "radio", options=options
    )
    shown = {
        "nav": nav(asked.acting, "worklist"),
        "tasks": tasks,
        "officer": field,
        "count": len(tasks),
        "errors": errors_of((), form=(message.what,)) if message else (),
    }
    return render(request, "desk/worklist/assign.html", shown)


@require_http_methods(["GET", "POST"])
@officer_page(*LEADERS, again=choose_officer)
def assign(request: OfficerRequest) -> HttpResponse:
    """Give the chosen dossiers to one officer."""
    if request.method == "GET":
        return choose_officer(request)
    tasks, officer_id = _chosen(request), Typed(request.POST).row("officer") or 0
    batch.assign_all(tasks, officer_id, by=request.acting, now=clock.now(), key=request.key)
    said = ngettext("Đã phân công %(n)s hồ sơ.", "Đã phân công %(n)s hồ sơ.", len(tasks))
    messages.success(request, said % {"n": len(tasks)})
    return redirect(f"{reverse('desk:worklist')}?view={Scope.POOL}")


def _asked(request: HttpRequest, by: Acting) -> _Asked:
    view, stand = request.GET.get("view", ""), request.GET.get("stand", "")
    scope = Scope(view) if view in set(Scope) else Scope.MINE
    if scope is Scope.UNIT and not by.may(*LEADERS):
        scope = Scope.MINE
    return _Asked(
        scope,
        Stand(stand) if stand in set(Stand) else Stand.ALL,
        request.GET.get("q", "").strip()[:100],
    )


def _cursor(request: HttpRequest) -> Cursor | None:
    try:
        cursor = Cursor.decode(request.GET["after"]) if "after" in request.GET else None
    except BadCursor as bad:
        raise Http404 from bad
    is_ours = cursor is None or (
        len(cursor.values) == 2
        and isinstance(cursor.values[0], datetime | None)
        and isinstance(cursor.values[1], int)
    )
    if not is_ours:
        raise Http404
    return cursor


def _tabs(by: Acting, asked: _Asked) -> tuple[Link, ...]:
    scopes = (*_TABS, Scope.UNIT) if by.may(*LEADERS) else _TABS
    # What waits is nobody's work yet, and dear to find: it is counted for who looks at it.
    counted = [one for one in scopes if one is not Scope.WAITING or one is asked.scope]
    counts = queries.counts_of(by, *counted)
    return tuple(
        Link(
            _TITLES[scope](),
            asked.href(view=str(scope), stand=""),
            is_current=scope is asked.scope,
            count=counts.get(scope),
        )
        for scope in scopes
    )


def _stands(asked: _Asked) -> tuple[Link, ...]:
    words = {
        Stand.ALL: (_("Tất cả"), ""),
        Stand.LATE: (_("Quá hạn"), "late"),
        Stand.SOON: (_("Sắp hạn"), "soon"),
        Stand.CALM: (_("Còn hạn"), "ok"),
    }
    return tuple(
        Link(label, asked.href(stand=str(stand)), is_current=stand is asked.stand, state=state)
        for stand, (label, state) in words.items()
    )


def _table(rows: tuple[WorkRow, ...], held: Present, asked: _Asked) -> str:
    picks = asked.scope in (Scope.POOL, Scope.QUESTIONS)
    return worklist_table.table(
        worklist_table.shown(rows, held, pick=picks), _TITLES[asked.scope]()
    )


def _batch(by: Acting, asked: _Asked, rows: tuple[WorkRow, ...]) -> dict[str, bool]:
    """What may be done with the ticked rows: take them, or (a leader) give them away."""
    may_take = bool(rows) and asked.scope in (Scope.POOL, Scope.QUESTIONS)
    to_assign = any(row.act == Act.ASSIGN for row in rows) and by.may(*LEADERS)
    return {"may_take": may_take, "may_assign": may_take and to_assign}


def _load(count: int) -> str:
    return ngettext("đang giữ %(n)s việc", "đang giữ %(n)s việc", count) % {"n": count}


def _chosen(request: HttpRequest) -> tuple[int, ...]:
    ticked = (*request.GET.getlist("task"), *request.POST.getlist("task"))
    return tuple(sorted({row for one in ticked if (row := row_number(one))}))


def _sentence(count: int) -> str:
    return ngettext("%(n)s việc trên trang này", "%(n)s việc trên trang này", count) % {"n": count}


def _first(request: HttpRequest, asked: _Asked) -> str:
    return asked.href() if "after" in request.GET else ""


def _next(asked: _Asked, after: Cursor | None) -> str:
    return asked.href(after=after.encode()) if after else ""


_TITLES = {
    Scope.MINE: lambda: _("Việc của tôi"),
    Scope.POOL: lambda: _("Chờ nhận việc"),
    Scope.UNIT: lambda: _("Cả đơn vị"),
    Scope.WAITING: lambda: _("Đang chờ nơi khác"),
    Scope.QUESTIONS: lambda: _("Xin ý kiến tôi"),
    Scope.APPROVALS: lambda: _("Chờ duyệt"),
}
