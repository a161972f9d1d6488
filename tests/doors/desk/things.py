"""Things of Finance for the permission matrix: a dossier in appraisal and what belongs to it."""

from uuid import UUID

from django.db import transaction

from motcua.casework.archive.models import ArchivePackage
from motcua.casework.documents.models import FormIssue, PaperFile, PaperItem, Result
from motcua.casework.documents.originals import draw, result_to_draw, take_drawn
from motcua.casework.documents.rules.papers import FileOrigin
from motcua.casework.dossiers.models import Handover
from motcua.casework.fees.models import CashReceipt
from motcua.casework.lifecycle.forms import original
from motcua.casework.lifecycle.replace_result import Corrected, replace_result, see_replacement
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.processes.models import Task
from motcua.casework.processes.rules import Act, TaskState
from motcua.casework.scanning.models import Page, Stack
from motcua.casework.scanning.rules import PageState, Source, StackState
from motcua.casework.signing.models import Report
from motcua.casework.signing.rules.verdicts import Verdict, Whole, as_report
from motcua.foundation.files.actions import keep
from motcua.foundation.files.rules import MediaType
from motcua.kit import clock
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.cast import FOUNDED_AT, Cast
from tests.house.matrix import Maker, the_dossier, thing


def _by_id(cast: Cast) -> dict[str, object]:
    return {"dossier_id": the_dossier(cast).pk}


def _by_code(cast: Cast) -> dict[str, object]:
    return {"code": the_dossier(cast).code}


def _packed(cast: Cast) -> dict[str, object]:
    dossier = the_dossier(cast)
    blob = keep(b"PK", MediaType.ZIP, now=FOUNDED_AT)
    facts = {
        "blob": blob, "file_count": 1, "made_at": FOUNDED_AT, "made_by": "Văn thư",
        "unit": dossier.competent_unit,
    }  # fmt: skip
    ArchivePackage.objects.get_or_create(dossier=dossier, defaults=facts)
    return {**_by_id(cast), "version": 1}


def _of_act(cast: Cast) -> dict[str, object]:
    return {**_by_id(cast), "slug": "notify"}


def _of_task(cast: Cast) -> dict[str, object]:
    return {"task_id": Task.objects.filter(dossier=the_dossier(cast)).latest("id").pk}


def _of_original(cast: Cast) -> dict[str, object]:
    """The electronic original of the dossier's result, drawn for a leader."""
    dossier, leader = the_dossier(cast), cast.acting(Role.UNIT_LEADER)
    stamp = Stamp(leader, clock.now())
    with transaction.atomic():
        result = result_to_draw(dossier.pk, "Giấy chứng nhận", "Đồng ý.", stamp.now)
        take_drawn(result, draw(original(dossier, result, stamp), stamp.now))
    return {"dossier_id": dossier.pk}


def _of_form(cast: Cast) -> dict[str, object]:
    dossier = the_dossier(cast)
    return {"dossier_id": dossier.pk, "form_id": FormIssue.objects.get(dossier=dossier).pk}


def _of_applicant(cast: Cast) -> dict[str, object]:
    return {"applicant_id": the_dossier(cast).owner_id}


def _of_handover(cast: Cast) -> dict[str, object]:
    the_dossier(cast)
    return {"number": Handover.objects.earliest("pk").number}


def _of_receipt(cast: Cast) -> dict[str, object]:
    return {"receipt_id": CashReceipt.objects.get(dossier=the_dossier(cast)).pk}


def _of_upload(_cast: Cast) -> dict[str, object]:
    """An upload belongs to who sends it; no other officer finds it."""
    return {"upload_id": UUID(int=1)}


def _of_delegation(_cast: Cast) -> dict[str, object]:
    return {"delegation_id": 1}


def _of_page(cast: Cast) -> dict[str, object]:
    """A page of the dossier; the papers came in at the Centre, so its desk may scan more."""
    dossier = the_dossier(cast)
    blob = keep(b"a picture", MediaType.JPEG, now=dossier.filed_at)
    stack, _ = Stack.objects.get_or_create(
        dossier=dossier, unit_id=dossier.receiving_unit_id, blob=blob, source=Source.UPLOAD,
        name="stack.pdf", state=StackState.DONE, page_count=1, officer_id=1, officer="Hoa",
        defaults={"taken_at": dossier.filed_at},
    )  # fmt: skip
    page, _ = Page.objects.get_or_create(
        stack=stack, place=0, dossier=dossier, state=PageState.READ, picture=blob, thumbnail=blob
    )
    return {"page_id": page.pk, "size": "small"}


def _of_stack(cast: Cast) -> dict[str, object]:
    _of_page(cast)
    return {"stack_id": Stack.objects.get().pk}


def _of_file(cast: Cast) -> dict[str, object]:
    dossier = the_dossier(cast)
    paper = PaperItem.objects.filter(dossier=dossier).first()
    assert paper
    blob = keep(b"a file", MediaType.PDF, now=dossier.filed_at)
    file, _ = PaperFile.objects.get_or_create(
        paper=paper, version=1, blob=blob, origin=FileOrigin.SCANNED, name="a.pdf", page_count=1,
        size=6, digitised_by="Hoa", officer_id=1, defaults={"digitised_at": dossier.filed_at},
    )  # fmt: skip
    return {"file_id": file.pk}


def _of_verdict(cast: Cast) -> dict[str, object]:
    """A report on the signed file of a paper."""
    _of_file(cast)
    sha256, found = str(PaperFile.objects.get().blob_id), Verdict(Whole.OPEN_END)
    report = {"colour": found.colour, "verdict": as_report(found), "examined_at": clock.now()}
    Report.objects.get_or_create(sha256=sha256, defaults=report)
    return {"dossier_id": the_dossier(cast).pk, "sha256": sha256}


def _of_opinion(cast: Cast) -> dict[str, object]:
    """What the specialist said in a step that is done, not signed yet."""
    dossier = the_dossier(cast)
    said, _ = Task.objects.get_or_create(
        dossier=dossier, node_key="said", name="Thẩm định", act=Act.APPRAISE, opinion="Đủ.",
        role=Role.SPECIALIST, unit_id=cast.unit("business"), state=TaskState.DONE,
        assignee=cast.officer(Role.SPECIALIST),
        defaults={"opened_at": dossier.filed_at, "closed_at": dossier.filed_at},
    )  # fmt: skip
    return {"task_id": said.pk}


def _of_sheet(cast: Cast) -> dict[str, object]:
    """The same, signed."""
    task_id = _of_opinion(cast)["task_id"]
    sheet = keep(b"a sheet", MediaType.PDF, now=clock.now())
    Task.objects.filter(pk=task_id).update(signed_opinion=sheet)
    return {"task_id": task_id}


def _of_replacement(cast: Cast) -> dict[str, object]:
    """What shall replace the result of a settled dossier of Finance, drawn for a leader."""
    found = Result.objects.replacing().first()
    if found is None:
        desk, leader = Desk(cast, the_dossier(cast).version_id), cast.acting(Role.UNIT_LEADER)
        words = Corrected("Giấy phép", "Đúng", "Sai tên")
        found = replace_result(desk.finished().pk, words, by=leader, now=desk.now)
        see_replacement(found.pk, by=leader, now=desk.now)
    return {"result_id": found.pk}


_ROWS: dict[str, Maker] = {
    "dossiers/<str:code>/scan/": _by_code,
    "dossiers/<str:code>/scan/place/": _by_code,
    "dossiers/<str:code>/scan/certify/": _by_code,
    "scans/<int:stack_id>/cancel/": _of_stack,
    "scans/pages/<int:page_id>/<str:size>/": _of_page,
    "scans/files/<int:file_id>/": _of_file,
    "dossiers/<int:dossier_id>/archive/": _by_id,
    "dossiers/<int:dossier_id>/archive/packages/<int:version>/": _packed,
    "tasks/<int:task_id>/": _of_task,
    "dossiers/<int:dossier_id>/": _by_id,
    "dossiers/<str:code>/": _by_code,
    "dossiers/<int:dossier_id>/process/": _by_id,
    "dossiers/<int:dossier_id>/forms/<int:form_id>/": _of_form,
    "dossiers/<int:dossier_id>/acts/<slug:slug>/": _of_act,
    "dossiers/<int:dossier_id>/acts/<slug:slug>/draft/": _of_act,
    "approvals/<int:task_id>/": _of_task,
    "uploads/<uuid:upload_id>/": _of_upload,
    "sign/<int:task_id>/": _of_task,
    "sign/<int:task_id>/turn/": _of_task,
    "replacements/<int:result_id>/approve/": _of_replacement,
    "replacements/<int:result_id>/issue/": _of_replacement,
    "opinions/<int:task_id>/sheet.pdf": _of_sheet,
    "dossiers/<int:dossier_id>/verdicts/<str:sha256>/": _of_verdict,
    "dossiers/<int:dossier_id>/original.pdf": _of_original,
    "delegation/<int:delegation_id>/revoke/": _of_delegation,
    "applicants/<int:applicant_id>/": _of_applicant,
    "dossiers/made/<int:dossier_id>/": _by_id,
    "dossiers/<str:code>/receipt/": _by_code,
    "dossiers/<str:code>/supplement/": _by_code,
    "forms/<int:form_id>/print/": _of_form,
    "handovers/<str:number>/": _of_handover,
    "handovers/<str:number>/confirm/": _of_handover,
    "handovers/<str:number>/print/": _of_handover,
    "returns/collect/<int:task_id>/": _of_task,
    "returns/<str:code>/": _by_code,
    "fees/receipts/<int:receipt_id>/print/": _of_receipt,
    "fees/<str:code>/": _by_code,
    "fees/<str:code>/cancel/": _by_code,
}
for _route, _maker in _ROWS.items():
    thing(f"desk/{_route}")(_maker)
# One's own work: whoever sees all dossiers finds none here.
thing("desk/opinions/<int:task_id>/", anywhere=frozenset())(_of_opinion)
for _route in ("replacements/<int:result_id>/", "replacements/<int:result_id>/file.pdf"):
    thing(f"desk/{_route}", anywhere=frozenset())(_of_replacement)
