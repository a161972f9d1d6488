"""R5: what cannot be received yet is asked for at once, or refused with a reason in law."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.dossiers.queries import supplements_of
from motcua.casework.dossiers.rules import State
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.lifecycle.permissions import may
from motcua.casework.lifecycle.rules import Verb
from motcua.casework.lifecycle.supplement import receive_supplement
from motcua.casework.lifecycle.supplying import Demand, Lacking
from motcua.doors.desk.naming import state_mark, state_name
from motcua.doors.desk.navigation import CASE_WORKERS, COUNTER, nav
from motcua.doors.desk.typed import Typed
from motcua.doors.desk.views.receipt import found
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.kit import clock
from motcua.kit.ids import row_number

# Form 02 is Vietnamese whoever reads this page, so these words are not translated.
NOT_FILED = "Chưa nộp"
INCOMPLETE = "Hồ sơ chưa đủ thành phần theo quy định."


def demand_of(typed: Typed, filing: Filing) -> Demand:
    """Return form 02's content: each missing paper with what is wrong, and the reason."""
    lacking = tuple(
        Lacking(
            paper.name,
            typed.text(f"what-{paper.required_paper_id}") or NOT_FILED,
            paper.required_paper_id,
        )
        for paper in filing.papers
        if paper.state is PaperState.MISSING
    )
    return Demand(lacking, typed.prose("reason") or INCOMPLETE)


def page(request: OfficerRequest, code: str) -> HttpResponse:
    """Show what was asked for and what has come."""
    row = found(request, code, "desk.supplement")
    open_ones = [each for each in supplements_of(row.dossier_id) if each.answered_at is None]
    shown = {
        "nav": nav(request.acting),
        "message": request.message,
        "row": row,
        "state": state_name(row.state),
        "mark": state_mark(row.state),
        "asked": open_ones[-1] if open_ones else None,
        "is_filed": row.state is State.TO_COMPLETE,
        "may_receive": may(request.acting, Verb.RECEIVE_SUPPLEMENT, row.standing),
        "brought": Typed(request.typed).many("brought"),
    }
    return render(request, "desk/supplement/page.html", shown)


@require_http_methods(["GET", "POST"])
@officer_page(*(COUNTER | CASE_WORKERS), again=page)
def supplement(request: OfficerRequest, code: str) -> HttpResponseBase:
    """Show the page, or take in what was brought: the clock runs on."""
    if request.method == "GET":
        return page(request, code)
    row = found(request, code, "desk.supplement")
    brought = frozenset(one for pk in request.POST.getlist("brought") if (one := row_number(pk)))
    receive_supplement(row.dossier_id, brought, by=request.acting, now=clock.now(), key=request.key)
    messages.success(request, _("Đã nhận bổ sung; đồng hồ hồ sơ chạy tiếp."))
    return redirect("desk:receipt", code=code)
