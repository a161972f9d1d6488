"""The scan station as a Django application."""

from django.apps import AppConfig


class ScanningConfig(AppConfig):
    """Registers the events of this room."""

    name = "motcua.casework.scanning"
    label = "scanning"

    def ready(self) -> None:
        """Make the journal know this room's events."""
        from motcua.casework.scanning import events  # noqa: F401
