"""Files as a Django application."""

from django.apps import AppConfig


class FilesConfig(AppConfig):
    """The content-addressed store, the intake of what strangers send, renditions."""

    name = "motcua.foundation.files"
    label = "files"
