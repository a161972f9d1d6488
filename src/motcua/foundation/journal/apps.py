"""The journal as a Django application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    """Entries, readers, seals and the access log."""

    name = "motcua.foundation.journal"
    label = "journal"

    def ready(self) -> None:
        """Let every room's `reactions.py` register its readers."""
        autodiscover_modules("reactions")
