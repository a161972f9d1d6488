"""Background work as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    """The window to the queue library."""

    name = "motcua.foundation.jobs"
    label = "jobs"

    def ready(self) -> None:
        """Let every room's `jobs.py` name its jobs."""
        autodiscover_modules("jobs")
