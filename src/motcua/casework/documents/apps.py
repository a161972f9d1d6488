"""Papers, official forms and results as a Django application."""

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    """Registers the events of this room."""

    name = "motcua.casework.documents"
    label = "documents"

    def ready(self) -> None:
        """Make the journal know this room's events."""
        from motcua.casework.documents import events  # noqa: F401
