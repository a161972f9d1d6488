"""The state of the queue, for readiness, figures and the administration."""

from django.db.models import Count, Exists
from django.db.models.expressions import Combinable
from procrastinate.contrib.django.models import ProcrastinateJob


def count_by_status() -> dict[str, int]:
    """How many jobs are `todo`, `doing`, `failed` …; done ones only as long as they are kept."""
    counted = ProcrastinateJob.objects.values_list("status").annotate(count=Count("id"))
    return dict(counted.order_by("status"))


def is_given_up(lock: Combinable) -> Exists:
    """Tell within a statement whether the job under a lock was tried as often as it may be."""
    return Exists(ProcrastinateJob.objects.filter(lock=lock, status="failed"))
