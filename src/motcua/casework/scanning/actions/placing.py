"""A person says what pages are: whose, and which paper of the folder. The machine only offers."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from motcua.casework.documents.digital import mark
from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import DigitalState, FileOrigin, PaperState
from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning.events import PagesPlaced
from motcua.casework.scanning.models import Page
from motcua.casework.scanning.permissions import hand_of, may_scan
from motcua.casework.scanning.rules import OverLimit, PageState, over_limit
from motcua.casework.vault.models import Use
from motcua.foundation.jobs.queue import enqueue
from motcua.foundation.journal.actions import claim, record
from motcua.registers.organisation.rules import Acting

_HERE = (PaperState.RECEIVED, PaperState.RETURNED, PaperState.ISSUED)


class CannotPlace(Exception):
    """`reason`: not_yours, nothing_chosen, not_here, no_such_paper, no_such_dossier, not_open,
    not_whole (an upload), does_not_open, signed_with_others, too_many_pages, too_large; of the
    last two `facts` name the paper, the limit and what it had.
    """

    def __init__(self, reason: str, **facts: str | int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.facts = facts


@transaction.atomic
def place(
    dossier_id: int,
    page_ids: Sequence[int],
    paper_id: int | None,
    *,
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> None:
    """Make pages of a dossier one of its papers, in the order given; None leaves them out.

    Pages of a signed file stay together: they go where the first of them goes.
    Raises `CannotPlace`.
    """
    if key is not None:
        claim(key, by=by.actor)
    dossier = Dossier.objects.select_for_update(of=("self",)).get(pk=dossier_id)
    if not may_scan(by, dossier.receiving_unit_id, dossier.return_unit_id):
        raise CannotPlace("not_yours")
    pages = _chosen(dossier_id, page_ids)
    before = set(Page.objects.filter(pk__in=pages, paper__isnull=False).values_list("paper"))
    if paper_id is None:  # what does not open may be put aside
        Page.objects.filter(pk__in=pages).update(is_left_out=True, paper=None)
    else:
        _lay_into(dossier_id, paper_id, pages, by)
    for (left,) in before - {(paper_id,)}:
        _take_out_of(left, by)
    event = PagesPlaced(dossier_id, paper_id, tuple(pages))
    record(event, by=by.actor, at=now, unit_id=by.unit_id, key=key)


def _lay_into(dossier_id: int, paper_id: int, pages: Sequence[int], by: Acting) -> None:
    here = PaperItem.objects.select_for_update(of=("self",)).select_related("required_paper")
    paper = here.filter(pk=paper_id).first()
    if paper is None or paper.dossier_id != dossier_id or paper.state not in _HERE:
        raise CannotPlace("no_such_paper")
    if Page.objects.filter(pk__in=pages, state=PageState.UNREADABLE).exists():
        raise CannotPlace("does_not_open")
    _check_limits(paper, pages)
    Page.objects.filter(pk__in=pages).update(paper_id=paper.pk, is_left_out=False)
    if paper.digital != DigitalState.DIGITISED:
        mark(paper, DigitalState.SCANNED, by=hand_of(by))
    _bind_later(paper.pk)


def _check_limits(paper: PaperItem, pages: Sequence[int]) -> None:
    """Refuse pages that would make a file larger than the procedure takes for this paper.

    A signed original is a file of its own: bound with other pages, its signature would be lost.
    Its size is that of its pictures, of a signed original that of the file itself.
    """
    rule = paper.required_paper
    together = Page.objects.filter(Q(paper=paper) | Q(pk__in=pages)).select_related(
        "picture", "stack__blob"
    )
    stacks = {page.stack_id: page.stack for page in together}
    if len(stacks) > 1 and any(stack.is_signed for stack in stacks.values()):
        raise CannotPlace("signed_with_others")
    files = {
        (blob := page.stack.blob if page.stack.is_signed else page.picture).pk: blob.size
        for page in together
        if page.picture is not None
    }
    found = len(together), sum(files.values())
    limits = (rule.most_pages, rule.most_mb) if rule else (None, None)
    if over := over_limit(*found, *limits):
        limit, most = over
        has = found[0] if limit is OverLimit.PAGES else -(-found[1] // 1_000_000)
        raise CannotPlace(limit, name=paper.name, most=most, has=has)


def _take_out_of(paper_id: int, by: Acting) -> None:
    """A paper that lost pages is bound anew; without any it waits again, its file put away.

    One that the owner's store stood for before somebody laid pages on it is reused as it was.
    """
    if Page.objects.filter(paper_id=paper_id).exists():
        _bind_later(paper_id)
        return
    paper = PaperItem.objects.select_for_update().get(pk=paper_id)
    scans = PaperFile.objects.filter(paper=paper).exclude(origin=FileOrigin.OWN_STORE)
    scans.update(is_hidden=True)
    uses = Use.objects.filter(dossier=paper.dossier_id, required_paper=paper.required_paper_id)
    state = DigitalState.REUSED if uses.exists() else DigitalState.WAITING
    mark(paper, state, by=hand_of(by))


def _bind_later(paper_id: int) -> None:
    enqueue("scanning.bind", lock=f"paper {paper_id}", paper_id=paper_id)


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
    by: Acting,
    now: datetime,
    key: UUID | None = None,
) -> None:
    """Take pages out of the tray of the officer's unit into a dossier. Raises `CannotPlace`."""
    if key is not None:
        claim(key, by=by.actor)
    if not page_ids:
        raise CannotPlace("nothing_chosen")
    dossier = Dossier.objects.get(pk=dossier_id)
    if not may_scan(by, dossier.receiving_unit_id, dossier.return_unit_id):
        raise CannotPlace("not_yours")
    here = Page.objects.select_for_update(of=("self",)).filter(
        pk__in=page_ids, stack__unit_id__in=by.unit_ids, dossier__isnull=True
    )
    found = [page.pk for page in here]
    if len(found) != len(set(page_ids)):
        raise CannotPlace("not_here")
    Page.objects.filter(pk__in=found).update(dossier_id=dossier_id)
    event = PagesPlaced(dossier_id, None, tuple(sorted(found)))
    record(event, by=by.actor, at=now, unit_id=by.unit_id, key=key)
