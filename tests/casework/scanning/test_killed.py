"""A worker killed in the middle of recognition: the next one reads on, nothing is lost or twice."""

import multiprocessing
import os
import signal
import time
from datetime import datetime

import pytest
from django.db import connections

from motcua.casework.documents.models import PaperFile, PaperItem
from motcua.casework.documents.rules.papers import PaperState
from motcua.casework.scanning import actions, tesseract
from motcua.casework.scanning.models import Page
from motcua.casework.scanning.rules import PageState, StackState
from motcua.registers.organisation.rules import Role
from tests.casework.desk import Desk
from tests.casework.scanning.scanned import as_pdf, take
from tests.casework.scanning.scanned import scan_store as scan_store
from tests.engine.pages.sheets import paper

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.slow,
    pytest.mark.skipif(not tesseract.is_present(), reason="tesseract with `vie` is absent"),
]


def _read(page_id: int, now: datetime) -> None:
    """The worker's part, in a process of its own with a connection of its own."""
    connections.close_all()
    actions.read_page(page_id, now=now)


def _killed_while_reading(page_id: int, now: datetime) -> None:
    """Start reading, wait until the recogniser runs, and kill the worker without warning."""
    context = multiprocessing.get_context("fork")
    connections.close_all()
    child = context.Process(target=_read, args=(page_id, now))
    child.start()
    assert child.pid
    until = time.monotonic() + 30
    children = f"/proc/{child.pid}/task/{child.pid}/children"
    while time.monotonic() < until and child.is_alive():
        with open(children) as told:
            if told.read().strip():
                break
    os.kill(child.pid, signal.SIGKILL)
    child.join(10)


def test_what_was_begun_is_read_by_the_next_worker(desk: Desk) -> None:
    dossier, by = desk.receive(), desk.by(Role.RECEPTION_OFFICER)
    stack = take(desk, by, as_pdf([paper(1), paper(4)]), dossier_id=dossier.pk)
    first, second = stack.pages.order_by("place")
    item = PaperItem.objects.filter(dossier=dossier, state=PaperState.RECEIVED)[0]
    actions.place(dossier.pk, [first.pk, second.pk], item.pk, by=by, now=desk.now)

    _killed_while_reading(first.pk, desk.now)
    assert Page.objects.get(pk=first.pk).state == PageState.VIEWABLE
    for page in (first, second):
        actions.read_page(page.pk, now=desk.now)
    actions.bind(item.pk, now=desk.now)

    stack.refresh_from_db()
    assert stack.state == StackState.DONE
    assert set(stack.pages.values_list("state", flat=True)) == {PageState.READ}
    assert PaperFile.objects.get(paper=item).page_count == 2
