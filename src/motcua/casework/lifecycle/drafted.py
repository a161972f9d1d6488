"""What was drafted or signed of a result, for the form that issues it and the acts before."""

from motcua.casework.documents.models import Result
from motcua.casework.documents.originals import forget_original
from motcua.casework.documents.rules.papers import ResultState, Signing
from motcua.casework.processes.models import Task


def drafted_text(dossier_id: int) -> str:
    """Return the words of the draft, "" when there is none; one statement."""
    drafts = Result.objects.filter(dossier=dossier_id, state=ResultState.DRAFT)
    return drafts.values_list("body__text", flat=True).first() or ""


def signed_original(dossier_id: int, decision: Task) -> Result | None:
    """Return the result whose original the decision's own signer has signed, else None.

    An original of another decision, recalled since, is forgotten here.
    """
    result = Result.objects.filter(dossier=dossier_id, signing=Signing.SIGNED).first()
    if result is None or result.signer_label == decision.closed_by:
        return result
    forget_original(result)
    result.save()
    return None
