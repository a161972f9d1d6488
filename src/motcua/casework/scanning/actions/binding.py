"""Bind the pages of a paper into its archival file, once all that can be read was read."""

from dataclasses import asdict
from datetime import date, datetime

from motcua.casework.documents.digital import Hand, NewFile, attach
from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import FileOrigin
from motcua.casework.scanning.judging import judged
from motcua.casework.scanning.models import Page, Stack
from motcua.casework.scanning.rules import ENDED, StackState
from motcua.casework.vault.models import CertifiedCopy
from motcua.engine.pages.codes import Code
from motcua.engine.pages.fields import Field, FieldKind, fields_in
from motcua.engine.pdfa.checking import faults_of
from motcua.engine.pdfa.writing import Label, Sheet, searchable
from motcua.foundation.files.actions import derive, keep
from motcua.foundation.files.models import Blob
from motcua.foundation.files.queries import read
from motcua.foundation.files.rules import MediaType
from motcua.foundation.journal.rules import SYSTEM, Actor, ActorKind

TEXT_LAYER = "text-layer/1"


def bind(paper_id: int, *, now: datetime) -> None:
    """Make the file of a paper from its pages; waits while one of them is still to be read.

    Same pages, same bytes: a second run changes nothing. A signed original is the file itself,
    untouched; its searchable copy is a rendition beside it.
    Basis: Circular 01/2023/TT-VPCP (mem-mid)
    """
    paper = PaperItem.objects.select_related("dossier", "required_paper").get(pk=paper_id)
    pages = list(
        Page.objects.filter(paper=paper).select_related("stack__blob").order_by("stack", "place")
    )
    if not pages or any(_is_to_be_read(page) for page in pages):
        return
    content = searchable([_sheet(page) for page in pages], _label(paper, pages))
    if signed := _signed_original(pages):
        derive(signed.blob, TEXT_LAYER, content, MediaType.PDF, now=now)
        blob = signed.blob
        faults = judged(read(blob.sha256))
    else:
        blob = keep(content, MediaType.PDF, now=now)
        faults = faults_of(content)
    if _is_certified(paper_id, blob):
        return
    last = pages[-1].stack
    actor = Actor(ActorKind.OFFICER, str(last.officer_id), last.officer)
    hand = Hand(actor if last.officer_id else SYSTEM, last.officer_id, last.unit_id)
    attach(paper_id, _file(paper, pages, blob, faults), by=hand, now=now)


def _signed_original(pages: list[Page]) -> Stack | None:
    """The signed file that these pages are, all of them and nothing else."""
    stacks = {page.stack_id: page.stack for page in pages}
    first = pages[0].stack
    return first if len(stacks) == 1 and first.is_signed else None


def _is_certified(paper_id: int, blob: Blob) -> bool:
    """Tell whether the paper's newest file is the true copy of these very bytes."""
    files = PaperFile.objects.filter(paper=paper_id, is_hidden=False).order_by("-version")
    newest = files.values("blob")[:1]
    return CertifiedCopy.objects.filter(copy__in=newest, source=blob).exists()


def _is_to_be_read(page: Page) -> bool:
    return page.state not in ENDED and page.stack.state != StackState.CANCELLED


def _sheet(page: Page) -> Sheet:
    measures = page.quality
    width, height = measures["size"]
    return Sheet(
        jpeg=read(str(page.picture_id)),
        size=(width, height),
        dpi=measures["dpi"],
        is_grey=measures["is_grey"],
        layer=read(page.layer_id) if page.layer_id else b"",
    )


def _label(paper: PaperItem, pages: list[Page]) -> Label:
    taken = max(page.stack.taken_at for page in pages)
    return Label(f"{paper.name[:180]} – {paper.dossier.code}", taken, pages[-1].stack.officer)


def _file(
    paper: PaperItem, pages: list[Page], blob: Blob, not_archival: tuple[str, ...]
) -> NewFile:
    fields, signed = fields_of(pages), _signed_original(pages)
    issued = next((one.value for one in fields if one.kind is FieldKind.ISSUED_ON), "")
    sequence = PaperItem.objects.filter(dossier_id=paper.dossier_id, pk__lte=paper.pk).count()
    type_code = paper.required_paper.code if paper.required_paper else ""
    return NewFile(
        sha256=blob.sha256,
        size=blob.size,
        page_count=signed.page_count if signed else len(pages),
        name=f"{paper.dossier.code}.{sequence}.{type_code or 'GT'}.pdf",
        origin=FileOrigin.BORN_DIGITAL if signed else FileOrigin.SCANNED,
        type_code=type_code,
        number=next((one.value for one in fields if one.kind is FieldKind.NUMBER), "")[:80],
        issued_on=date.fromisoformat(issued) if issued else None,
        read={
            "fields": [asdict(field) for field in fields],
            "confidence": min(page.confidence for page in pages),
            "not_archival": list(not_archival),
            "faults": sorted({fault for page in pages for fault in page.faults}),
        },
    )


def fields_of(pages: list[Page]) -> tuple[Field, ...]:
    """Return what was read on the pages of one paper."""
    codes = [Code(**code) for page in pages for code in page.codes]
    return fields_in("\n".join(page.text for page in pages), codes)
