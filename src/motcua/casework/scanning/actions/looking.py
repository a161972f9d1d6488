"""Make the pages of a stack viewable, and find out by their codes whose they are."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from motcua.casework.dossiers.models import Dossier
from motcua.casework.scanning import opening
from motcua.casework.scanning.models import Page, Stack
from motcua.casework.scanning.rules import PageState, StackState, code_on, owners
from motcua.casework.scanning.throttle import read_later
from motcua.engine.pages.codes import Code
from motcua.foundation.files.actions import derive
from motcua.foundation.files.models import Blob
from motcua.foundation.files.queries import read
from motcua.foundation.files.rules import MediaType
from motcua.foundation.isolation.chamber import chamber
from motcua.foundation.isolation.rules import Contained, Containment

RECIPE = "page/1"
_CONTRADICTION = "?"


def look_through(stack_id: int, *, now: datetime) -> None:
    """Open every page that is not open yet, sort them by dossier, and let them be read.

    What did not open in time is tried once more, after the others. Safe to run again after a
    crash: what is done stays done.
    """
    stack = Stack.objects.get(pk=stack_id)
    if stack.state != StackState.OPENING and stack.state != StackState.CANCELLED:
        return
    content = read(stack.blob_id)
    for is_last in (False, True):
        for page in stack.pages.filter(state=PageState.WAITING).order_by("place"):
            look_at(page, content, now=now, is_last=is_last)
    _sort(stack_id)


def look_at(page: Page, content: bytes, *, now: datetime, is_last: bool = False) -> Page:
    """Make one page viewable; one that does not open within its walls says so.

    Unless it is the last try, a page waits on when the machine may only have been busy.
    """
    walls = chamber(opening.TASK, opening.LIMITS)
    try:
        said = walls.ask(opening.question(content, page.place))
    except Contained as end:
        if is_last or not _may_be_busy(end):
            page.state, page.why_not_read = PageState.UNREADABLE, "unopened"
            _write(page, "state", "why_not_read")
        return page
    measures, picture, thumbnail = opening.answer(said)
    source = Blob.objects.get(pk=page.stack.blob_id)
    named = f"{RECIPE}?page={page.place}"
    page.picture = derive(source, named, picture, MediaType.JPEG, now=now)
    page.thumbnail = derive(source, f"{named}&thumbnail", thumbnail, MediaType.JPEG, now=now)
    codes = tuple(Code(**code) for code in measures.pop("codes"))
    code = code_on(codes)
    page.code = _CONTRADICTION if code is None else code
    page.codes = [_as_column(code) for code in codes]
    page.faults = measures.pop("faults")
    page.quality = measures
    page.state = PageState.VIEWABLE
    _write(page, "picture", "thumbnail", "code", "codes", "faults", "quality", "state")
    return page


def _may_be_busy(end: Contained) -> bool:
    return end.reason in (Containment.TIME, Containment.BUSY)


def _write(page: Page, *columns: str) -> None:
    """Keep what was found, unless another worker was first."""
    waiting = Page.objects.filter(pk=page.pk, state=PageState.WAITING)
    waiting.update(**{name: getattr(page, name) for name in columns})


def _as_column(code: Code) -> dict[str, object]:
    """Return a code as plain values, its text cut to what a column should hold."""
    cut = replace(code, text=code.text.replace("\0", "")[:500])
    return {"kind": cut.kind, "text": cut.text, "top": cut.top}


@transaction.atomic
def _sort(stack_id: int) -> None:
    """Say whose each page is; a code that names no dossier sends pages to the tray."""
    stack = Stack.objects.select_for_update().get(pk=stack_id)
    if stack.state not in (StackState.OPENING, StackState.CANCELLED):
        return
    pages = list(stack.pages.order_by("place"))
    codes = [None if _hides_its_code(page, stack) else page.code for page in pages]
    named = Dossier.objects.filter(code__in={code for code in codes if code})
    own = named.filter(receiving_unit=stack.unit_id) | named.filter(return_unit=stack.unit_id)
    known = {str(code): pk for code, pk in own.values_list("code", "pk")}
    for page, owner in zip(pages, owners(codes, known, stack.dossier_id), strict=True):
        if page.paper_id is None and page.dossier_id != owner:
            Page.objects.filter(pk=page.pk, paper__isnull=True).update(dossier_id=owner)
    if stack.state == StackState.CANCELLED:
        unread = stack.pages.filter(state=PageState.VIEWABLE)
        unread.update(state=PageState.NOT_READ, why_not_read="cancelled")
        return
    stack.state = StackState.READING
    stack.save(update_fields=["state"])
    read_later(page.pk for page in pages)


def _hides_its_code(page: Page, stack: Stack) -> bool:
    """A page with two codes; one that does not open may have parted a stack of several dossiers."""
    is_lost = page.state == PageState.UNREADABLE and stack.dossier_id is None
    return is_lost or page.code == _CONTRADICTION
