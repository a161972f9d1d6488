"""A person says what pages are: whose, and which paper of the folder. The machine only offers."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from motcua.casework.documents.digital import Hand, mark
from motcua.casework.documents.models import PaperItem
from motcua.casework.documents.rules.papers import DigitalState, PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning.events import PagesPlaced
from motcua.casework.scanning.models import Page
from motcua.casework.scanning.rules import PageState
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.journal.actions import claim, record


class CannotPlace(Exception):
    """`reason`: nothing_chosen, not_here (pages of elsewhere), no_such_paper, no_such_dossier,
    not_open (a page cannot be seen yet), already_bound."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@transaction.atomic
def place(
    dossier_id: int,
    page_ids: Sequence[int],
    paper_id: int | None,
    *,
    by: Hand,
    now: datetime,
    key: UUID | None = None,
) -> None:
    """Make pages of a dossier one of its papers, in the order given; None leaves them out.

    Pages of a signed file stay together: they go where the first of them goes.
    Raises `CannotPlace`.
    """
    if key is not None:
        claim(key, by=by.actor)
    Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    pages = _chosen(dossier_id, page_ids)
    offered = None
    if paper_id is None:
        Page.objects.filter(pk__in=pages).update(is_left_out=True, paper=None)
    else:
        paper = PaperItem.objects.select_for_update().filter(pk=paper_id).first()
        if paper is None or paper.dossier_id != dossier_id or paper.state == PaperState.MISSING:
            raise CannotPlace("no_such_paper")
        Page.objects.filter(pk__in=pages).update(paper_id=paper.pk, is_left_out=False)
        if paper.digital != DigitalState.DIGITISED:
            mark(paper, DigitalState.SCANNED, by=by)
        enqueue("scanning.bind", lock=f"paper {paper.pk}", paper_id=paper.pk)
    event = PagesPlaced(dossier_id, paper_id, tuple(pages), offered)
    record(event, by=by.actor, at=now, unit_id=by.unit_id, key=key)


def _chosen(dossier_id: int, page_ids: Sequence[int]) -> list[int]:
    if not page_ids:
        raise CannotPlace("nothing_chosen")
    chosen = list(Page.objects.filter(pk__in=page_ids).select_related("stack").order_by("pk"))
    if len(chosen) != len(set(page_ids)) or any(p.dossier_id != dossier_id for p in chosen):
        raise CannotPlace("not_here")
    signed = {page.stack_id for page in chosen if page.stack.is_signed}
    together = Page.objects.filter(stack__in=signed, dossier_id=dossier_id)
    chosen += [page for page in together.exclude(pk__in=page_ids).order_by("pk")]
    if any(page.state == PageState.WAITING for page in chosen):
        raise CannotPlace("not_open")
    return [page.pk for page in chosen]


@transaction.atomic
def adopt(
    page_ids: Sequence[int],
    dossier_id: int,
    *,
    by: Hand,
    now: datetime,
    key: UUID | None = None,
) -> None:
    """Take pages out of the tray of the officer's unit into a dossier. Raises `CannotPlace`."""
    if key is not None:
        claim(key, by=by.actor)
    if not page_ids:
        raise CannotPlace("nothing_chosen")
    here = Page.objects.select_for_update().filter(
        pk__in=page_ids, stack__unit_id=by.unit_id, dossier__isnull=True
    )
    found = [page.pk for page in here]
    if len(found) != len(set(page_ids)):
        raise CannotPlace("not_here")
    Page.objects.filter(pk__in=found).update(dossier_id=dossier_id)
    event = PagesPlaced(dossier_id, None, tuple(sorted(found)), None)
    record(event, by=by.actor, at=now, unit_id=by.unit_id, key=key)
