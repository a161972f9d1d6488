"""The watch over the clocks as a Django application."""

from django.apps import AppConfig


class ClockwatchConfig(AppConfig):
    """Registers the events of this room."""

    name = "motcua.oversight.clockwatch"
    label = "clockwatch"

    def ready(self) -> None:
        """Make the journal know this room's events."""
        from motcua.oversight.clockwatch import events  # noqa: F401
