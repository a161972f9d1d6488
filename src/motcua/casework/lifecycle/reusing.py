"""Papers of the owner's store in a filing: what they stand for, and the rows that say so."""

from collections.abc import Iterable, Sequence

from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import DigitalState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.lifecycle.filing import Filing
from motcua.casework.lifecycle.stamp import Stamp
from motcua.casework.vault.actions import Reuse, use
from motcua.casework.vault.rules import Wanted
from motcua.registers.catalogue.queries.content import Content, PaperRow


def reuse(dossier: Dossier, content: Content, filing: Filing, stamp: Stamp) -> list[Reuse]:
    """Return what lets stored papers stand in this filing; raises CannotReuse.

    No statement when everything was brought.
    """
    stored = {paper.required_paper_id: paper.stored_id for paper in filing.papers}
    wanted = [
        (stored_id, one)
        for one in wanted_of(content.papers_of(filing.case_id))
        if (stored_id := stored.get(one.required_paper_id)) is not None
    ]
    return use(dossier, wanted, by_label=stamp.by.actor.label, now=stamp.now)


def mark_reused(papers: Sequence[PaperItem], reused: Sequence[Reuse]) -> None:
    """Say of the papers, before they are written, which of them a checked stored one stands for."""
    stood_for = {one.row.required_paper_id for one in reused}
    for paper in papers:
        if paper.required_paper_id in stood_for:
            paper.digital = DigitalState.REUSED


def wanted_of(papers: Iterable[PaperRow]) -> tuple[Wanted, ...]:
    """Return required papers as the owner's store is asked for them."""
    return tuple(
        Wanted(paper.paper_id, paper.code, paper.name, paper.is_reusable) for paper in papers
    )
