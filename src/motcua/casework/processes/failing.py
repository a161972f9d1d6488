"""Timers that could not ring, for those who look after the machines."""

from motcua.casework.processes.models import Timer


def failing_timers() -> tuple[int, str]:
    """Return how many wait for another try, and the error of the one that failed most often."""
    failing = Timer.objects.filter(failures__gt=0).order_by("-failures", "id")
    errors = failing.values_list("error", flat=True)
    return len(errors), errors[0] if errors else ""
