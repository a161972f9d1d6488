"""The figures as a Django application."""

from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    """Registers the events of this room."""

    name = "motcua.oversight.indicators"
    label = "indicators"

    def ready(self) -> None:
        """Make the journal know this room's events."""
        from motcua.oversight.indicators import events  # noqa: F401
