"""Take up the jobs of dead workers, clear away what is done."""

import logging
from datetime import datetime

from asgiref.sync import async_to_sync
from procrastinate.contrib.django import app
from procrastinate.jobs import Job, Status

logger = logging.getLogger(__name__)

STALLED_AFTER_SECONDS = 30
MAX_STARTS = 5
KEPT_HOURS = 72


def retry_stalled(now: datetime) -> int:
    """Run again the jobs whose worker fell silent, up to MAX_STARTS starts; return how many.

    The queue library notices a killed worker's jobs but leaves them `doing` for ever.
    """
    stalled = async_to_sync(app.job_manager.get_stalled_jobs)(
        seconds_since_heartbeat=STALLED_AFTER_SECONDS
    )
    return sum(_take_up(job, now) for job in stalled)


def _take_up(job: Job, now: datetime) -> int:
    if job.id is None:
        return 0
    if job.attempts + 1 >= MAX_STARTS:
        logger.error("job %s (%s) outlived %s workers: failed", job.id, job.task_name, MAX_STARTS)
        finish = async_to_sync(app.job_manager.finish_job_by_id_async)
        finish(job.id, status=Status.FAILED, delete_job=False)
        return 0
    logger.warning("job %s (%s) lost its worker: run again", job.id, job.task_name)
    app.job_manager.retry_job_by_id(job.id, retry_at=now)
    return 1


def clear_done() -> None:
    """Delete the jobs that succeeded more than KEPT_HOURS ago; failures stay to be looked at."""
    async_to_sync(app.job_manager.delete_old_jobs)(nb_hours=KEPT_HOURS)
