"""Name jobs and enqueue them: the one window to the queue library.

A job is a courier: ids in, one action called, safe to run twice (it may be stopped anywhere and is
then run again). `enqueue` writes in the caller's transaction: rolled back, it never was.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from procrastinate import RetryStrategy
from procrastinate.contrib.django import app

Work = TypeVar("Work", bound=Callable[..., None])

ATTEMPTS = 5
WAIT_SECONDS = 4


def job(name: str, *, queue: str = "default", attempts: int = ATTEMPTS) -> Callable[[Work], Work]:
    """Give a function its place in the queue, as `room.purpose`.

    When it raises it is tried again after 4, 16, 64 … seconds, `attempts` times in all, then
    shown as failed.
    """

    def register(work: Work) -> Work:
        retry = RetryStrategy(max_attempts=attempts, exponential_wait=WAIT_SECONDS)
        app.task(name=name, queue=queue, retry=retry)(_for_timetable(work))
        return work

    return register


def enqueue(
    name: str,
    *,
    lock: str = "",
    at: datetime | None = None,
    priority: int = 0,
    **ids: int | str,
) -> int:
    """Put a job in the queue, inside the present transaction; return its number.

    Jobs with the same `lock` (for instance "dossier 41") run one after the other, in order; `at`
    lets it wait until that instant; below 0 in `priority` it lets all others go first. Only ids
    travel: TypeError for anything else, and procrastinate's TaskNotFound for a name that no room
    has registered.
    """
    for key, value in ids.items():
        if not isinstance(value, int | str):
            raise TypeError(f"job {name}: {key} is not an id")
    options: dict[str, Any] = {"lock": lock or None, "schedule_at": at, "priority": priority}
    return app.configure_task(name, allow_unknown=False, **options).defer(**ids)


def _for_timetable(work: Callable[..., None]) -> Callable[..., None]:
    """The queue hands a timetable's job the planned second; couriers have no use for it."""

    def run(timestamp: int | None = None, **ids: int | str) -> None:
        work(**ids)

    run.__doc__, run.__module__, run.__qualname__ = work.__doc__, work.__module__, work.__qualname__
    return run
