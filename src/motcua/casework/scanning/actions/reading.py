"""Read the words of one page; a page that cannot be read stays a picture, and says why."""

import io
from datetime import datetime

from django.db import transaction
from PIL import Image

from motcua.casework.scanning.models import Page, Stack
from motcua.casework.scanning.opening import PICTURE_QUALITY, THUMBNAIL_QUALITY, THUMBNAIL_WIDTH
from motcua.casework.scanning.rules import ENDED, PageState, StackState
from motcua.casework.scanning.tesseract import CannotRecognise, Recognition, recognise
from motcua.engine.pages.prepare import reading_of
from motcua.engine.pages.quality import Fault, Quality
from motcua.foundation.files.actions import derive, keep
from motcua.foundation.files.models import Blob
from motcua.foundation.files.queries import read
from motcua.foundation.files.rules import MediaType
from motcua.foundation.jobs.queue import enqueue

RECIPE = "words/1"


def read_page(page_id: int, *, now: datetime) -> None:
    """Read a page once; run again after a crash it begins anew, done it does nothing."""
    page = Page.objects.select_related("stack", "picture").get(pk=page_id)
    if page.state != PageState.VIEWABLE or page.picture is None:
        _finish(page.stack_id)
        return
    if page.stack.state == StackState.CANCELLED or Fault.BLANK in page.faults:
        why = "cancelled" if page.stack.state == StackState.CANCELLED else "blank"
        _write(page, {"state": PageState.NOT_READ, "why_not_read": why})
        return
    try:
        found = _recognised(page, now)
    except CannotRecognise as failure:
        _write(page, {"state": PageState.NOT_READ, "why_not_read": failure.why})
        return
    layer = derive(page.picture, RECIPE, found.layer, MediaType.PDF, now=now)
    told = {
        "state": PageState.READ,
        "layer": layer,
        "picture": page.picture,
        "thumbnail": page.thumbnail,
        "text": found.text.replace("\0", ""),
        "confidence": found.confidence,
        "treatment": found.treatment,
    }
    _write(page, told)


def _recognised(page: Page, now: datetime) -> Recognition:
    """Read our own picture; one that stands on its head is turned and kept anew."""
    picture = Image.open(io.BytesIO(read(str(page.picture_id))), formats=["JPEG"])
    found = recognise(reading_of(picture, Quality(**page.quality["quality"])))
    if not found.is_upside_down:
        return found
    upright = picture.transpose(Image.Transpose.ROTATE_180)
    page.picture = _kept(upright, PICTURE_QUALITY, now)
    upright.thumbnail((THUMBNAIL_WIDTH, THUMBNAIL_WIDTH * 2))
    page.thumbnail = _kept(upright, THUMBNAIL_QUALITY, now)
    return found


def _kept(picture: Image.Image, quality: int, now: datetime) -> Blob:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return keep(out.getvalue(), MediaType.JPEG, now=now)


@transaction.atomic
def _write(page: Page, told: dict[str, object]) -> None:
    """Keep what was read; whoever placed the page meanwhile gets his paper bound."""
    here = Page.objects.select_for_update().get(pk=page.pk)
    if here.state in ENDED:
        return
    for name, value in told.items():
        setattr(here, name, value)
    here.save(update_fields=list(told))
    if here.paper_id is not None:
        enqueue("scanning.bind", lock=f"paper {here.paper_id}", paper_id=here.paper_id)
    _finish(page.stack_id)


@transaction.atomic
def _finish(stack_id: int) -> None:
    stack = Stack.objects.select_for_update().get(pk=stack_id)
    open_pages = Page.objects.filter(stack=stack).exclude(state__in=ENDED)
    if stack.state == StackState.READING and not open_pages.exists():
        stack.state = StackState.DONE
        stack.save(update_fields=["state"])
