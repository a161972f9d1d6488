"""A6: the journal's seals, its verification, and the proof of an entry."""

import json
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from motcua.doors.backstage.frame import AUDITORS, MACHINISTS, show
from motcua.doors.backstage.lists import moment_said, more
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.journal.proofs import NoSuchEntry, exported_proof
from motcua.foundation.journal.queries import held_entries, oldest_unsealed_age, seals
from motcua.foundation.journal.rules.seal import Problem, ProblemKind, Verdict
from motcua.foundation.journal.verify import NotSealedYet, verify
from motcua.kit.ids import row_number
from motcua.ui import pieces
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Figure

PAGE = 20
FOUND = {
    ProblemKind.EDITED: gettext_lazy("mục bị sửa"),
    ProblemKind.DELETED: gettext_lazy("mục bị xóa"),
    ProblemKind.INSERTED: gettext_lazy("mục bị chèn thêm"),
    ProblemKind.SWAPPED: gettext_lazy("mục bị đổi chỗ"),
    ProblemKind.TRUNCATED: gettext_lazy("mất toàn bộ các mục của lô"),
    ProblemKind.LEAVES_CHANGED: gettext_lazy("bảng băm của lô bị sửa"),
    ProblemKind.FORGED: gettext_lazy("chữ ký của lô không đúng"),
    ProblemKind.CHAIN_BROKEN: gettext_lazy("chuỗi các lô bị đứt"),
    ProblemKind.RESEALED: gettext_lazy("lô bị niêm phong lại, khác với bản lưu bên ngoài"),
    ProblemKind.ROLLED_BACK: gettext_lazy("lô đã mất, cơ sở dữ liệu bị đưa về quá khứ"),
    ProblemKind.NOT_WITNESSED: gettext_lazy("lô chưa có trong bản lưu bên ngoài"),
    ProblemKind.STAMP_WRONG: gettext_lazy("dấu thời gian của lô không đúng"),
}
_SEALS = compile_rows(
    Column(gettext_lazy("Lô"), "number", "head"),
    Column(gettext_lazy("Niêm phong lúc"), lambda row: moment_said(row.sealed_at), "nw"),
    Column(gettext_lazy("Số mục"), "count", "num"),
    Column(gettext_lazy("Từ mục"), "first_id", "num"),
    Column(gettext_lazy("Đến mục"), "last_id", "num"),
    Column(gettext_lazy("Gốc băm"), lambda row: f"{row.root[:16]}…", "code"),
)


@dataclass(frozen=True)
class Finding:
    """A problem of the journal in words, its batch by name."""

    batch: str
    what: str
    entry: str


@require_safe
@officer_page(*AUDITORS)
def journal(request: OfficerRequest) -> HttpResponse:
    """Show the state of the seals."""
    return _page(request)


@require_POST
@officer_page(*AUDITORS)
def verify_now(request: OfficerRequest) -> HttpResponse:
    """Compare every sealed batch with what stands in the tables now. Changes nothing."""
    try:
        verdict = verify()
    except FileNotFoundError:
        return _page(request, refused=_("Nhật ký chưa được niêm phong lần nào."))
    return _page(request, verdict)


@require_safe
@officer_page(*AUDITORS)
def proof(request: OfficerRequest) -> HttpResponse:
    """Hand out the proof that an entry stands in its batch, to be checked without this database."""
    text = request.GET.get("entry", "").strip()
    if not (text.isascii() and text.isdigit() and len(text) < 19):
        return _page(request, refused=_("Số mục là một số nguyên, ví dụ 1024."))
    try:
        proven = exported_proof(int(text))
    except NoSuchEntry:
        return _page(request, refused=_("Nhật ký không có mục số %(n)s.") % {"n": text})
    except NotSealedYet:
        said = _("Mục số %(n)s chưa được niêm phong. Xin thử lại sau một phút.")
        return _page(request, refused=said % {"n": text})
    body = json.dumps(proven, ensure_ascii=False, indent=2)
    response = HttpResponse(body, content_type="application/json; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="proof-{text}.json"'
    return response


def _page(
    request: OfficerRequest, verdict: Verdict | None = None, refused: str = ""
) -> HttpResponse:
    before = request.GET.get("after", "")
    rows = seals(before=row_number(before) or 0, limit=PAGE + 1)
    minutes = int(oldest_unsealed_age().total_seconds() // 60)
    shown = {
        "figures": (
            Figure(_("Lô mới nhất"), str(rows[0].number) if rows and not before else "–"),
            Figure(_("Mục cũ nhất chưa niêm phong"), _("%(n)s phút") % {"n": minutes}),
            Figure(_("Mục bị giữ lại"), str(len(held_entries()))),
        ),
        "held": held_entries(),
        "may_decide": request.acting.may(*MACHINISTS),
        "verdict": verdict,
        "findings": tuple(_finding(one) for one in verdict.problems) if verdict else (),
        "refused": refused,
        "seals": _SEALS.table(rows[:PAGE], _("Các lô niêm phong")) if rows else "",
        "pager": more(request, rows, PAGE, lambda row: row.number),
        "verify_url": reverse("backstage:verify"),
        "good": pieces.status("ok", _("Không phát hiện thay đổi nào")),
    }
    return show(request, "journal", shown, 422 if refused else 200)


def _finding(problem: Problem) -> Finding:
    entry = _("mục số %(n)s") % {"n": problem.entry_id} if problem.entry_id else ""
    return Finding(_("Lô %(n)s") % {"n": problem.batch}, str(FOUND[problem.kind]), entry)
