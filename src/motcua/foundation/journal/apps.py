"""The journal as a Django application."""

from django.apps import AppConfig


class JournalConfig(AppConfig):
    """Entries, readers, seals and the access log."""

    name = "motcua.foundation.journal"
    label = "journal"
