"""What was drafted or signed of a result, for the form that issues it and the acts before."""

from dataclasses import dataclass

from motcua.casework.documents.models import Result
from motcua.casework.documents.originals import forget_original
from motcua.casework.documents.rules.papers import ResultKind, ResultState, Signing
from motcua.casework.lifecycle import wording
from motcua.casework.processes.models import Task


@dataclass(frozen=True)
class Outgoing:
    """The result as the clerk issues it: title, symbol after the number, abstract.

    `why_on_paper`: why it goes out without a digital signature; not asked where it has one.
    """

    title: str
    symbol: str
    abstract: str = ""
    why_on_paper: str = ""


def drafted_text(dossier_id: int) -> str:
    """Return the words of the draft, "" when there is none; one statement."""
    drafts = Result.objects.filter(dossier=dossier_id, state=ResultState.DRAFT)
    return drafts.values_list("body__text", flat=True).first() or ""


def refusal_of(row: Result) -> str:
    """Return the reason that the file to be signed refuses with, "" where it grants."""
    return str(row.body.get("refusal", "")) if row.kind_code == ResultKind.REFUSAL else ""


def title_of(row: Result) -> str:
    """Return the title on the file to be signed; the draft of what may be granted keeps its own."""
    return wording.REFUSAL_TITLE if refusal_of(row) else row.title


def signed_original(dossier_id: int, decision: Task) -> Result | None:
    """Return the result whose original was signed as this very decision, else None.

    Signature and decision are written at one instant. An original of another decision, recalled
    since, is forgotten here.
    """
    result = Result.objects.filter(dossier=dossier_id, signing=Signing.SIGNED).first()
    if result is None or result.approved_at == decision.closed_at:
        return result
    forget_original(result)
    result.save()
    return None
