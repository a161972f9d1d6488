"""The station's background work: open, read, bind; each safe to run twice."""

from pathlib import Path

from django.conf import settings

from motcua.casework.scanning import actions
from motcua.foundation.jobs.queue import job
from motcua.kit import clock


@job("scanning.look")
def look(stack_id: int) -> None:
    """After each upload."""
    actions.look_through(stack_id, now=clock.now())


@job("scanning.read")
def read(page_id: int) -> None:
    """For each page, last of all."""
    actions.read_page(page_id, now=clock.now())


@job("scanning.bind")
def bind(paper_id: int) -> None:
    """When a paper has its pages, and again when its last page was read."""
    actions.bind(paper_id, now=clock.now())


@job("scanning.sweep", attempts=1)
def sweep() -> None:
    """Each minute, where a folder is watched."""
    folder = settings.MOTCUA_SCAN_FOLDER
    if folder and Path(folder).is_dir():
        actions.sweep(Path(folder), now=clock.now())
