"""Recognition lets everybody else go first: few at once, at the end of the queue."""

from collections.abc import Iterable

from django.conf import settings

from motcua.foundation.jobs.queue import enqueue

LAST_OF_ALL = -10


def read_later(page_ids: Iterable[int]) -> None:
    """Queue the reading of pages; as many at once as the setting allows, in all workers."""
    at_once = settings.MOTCUA_RECOGNISE_AT_ONCE
    for page_id in page_ids:
        lock = f"recognition {page_id % at_once}"
        enqueue("scanning.read", lock=lock, priority=LAST_OF_ALL, page_id=page_id)
