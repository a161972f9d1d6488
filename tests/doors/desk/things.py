"""Things of Finance for the permission matrix: a dossier in appraisal and what belongs to it."""

from motcua.casework.documents.models import FormIssue
from motcua.casework.dossiers.models import Handover
from motcua.casework.fees.models import CashReceipt
from motcua.casework.processes.models import Task
from tests.cast import Cast
from tests.house.matrix import Maker, the_dossier, thing


def _by_id(cast: Cast) -> dict[str, object]:
    return {"dossier_id": the_dossier(cast).pk}


def _by_code(cast: Cast) -> dict[str, object]:
    return {"code": the_dossier(cast).code}


def _of_act(cast: Cast) -> dict[str, object]:
    return {**_by_id(cast), "slug": "notify"}


def _of_task(cast: Cast) -> dict[str, object]:
    return {"task_id": Task.objects.filter(dossier=the_dossier(cast)).latest("id").pk}


def _of_form(cast: Cast) -> dict[str, object]:
    dossier = the_dossier(cast)
    return {"dossier_id": dossier.pk, "form_id": FormIssue.objects.get(dossier=dossier).pk}


def _of_applicant(cast: Cast) -> dict[str, object]:
    return {"applicant_id": the_dossier(cast).owner_id}


def _of_handover(cast: Cast) -> dict[str, object]:
    the_dossier(cast)
    return {"number": Handover.objects.get().number}


def _of_receipt(cast: Cast) -> dict[str, object]:
    return {"receipt_id": CashReceipt.objects.get(dossier=the_dossier(cast)).pk}


def _of_delegation(_cast: Cast) -> dict[str, object]:
    return {"delegation_id": 1}


_ROWS: dict[str, Maker] = {
    "tasks/<int:task_id>/": _of_task,
    "dossiers/<int:dossier_id>/": _by_id,
    "dossiers/<str:code>/": _by_code,
    "dossiers/<int:dossier_id>/process/": _by_id,
    "dossiers/<int:dossier_id>/forms/<int:form_id>/": _of_form,
    "dossiers/<int:dossier_id>/acts/<slug:slug>/": _of_act,
    "dossiers/<int:dossier_id>/acts/<slug:slug>/draft/": _of_act,
    "approvals/<int:task_id>/": _of_task,
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
