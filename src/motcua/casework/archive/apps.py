"""The hand-over to the archive as a Django application."""

from django.apps import AppConfig


class ArchiveConfig(AppConfig):
    """Packages for the archive, and its receipts."""

    name = "motcua.casework.archive"
    label = "archive"
