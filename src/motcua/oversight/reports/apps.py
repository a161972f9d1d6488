"""Reports as a Django application."""

from django.apps import AppConfig


class ReportsConfig(AppConfig):
    """Registers the events of this room."""

    name = "motcua.oversight.reports"
    label = "reports"

    def ready(self) -> None:
        """Make the journal know this room's events."""
        from motcua.oversight.reports import events  # noqa: F401
