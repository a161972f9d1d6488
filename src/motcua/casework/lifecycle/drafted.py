"""The words of a drafted result, for the form that issues them and the act that rewrites them."""

from motcua.casework.documents.models import Result
from motcua.casework.documents.rules.papers import ResultState


def drafted_text(dossier_id: int) -> str:
    """Return the words of the draft, "" when there is none; one statement."""
    drafts = Result.objects.filter(dossier=dossier_id, state=ResultState.DRAFT)
    return drafts.values_list("body__text", flat=True).first() or ""
