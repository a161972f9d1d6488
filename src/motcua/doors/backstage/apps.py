"""The door to administration: its sentences are known from the start."""

from importlib import import_module

from django.apps import AppConfig


class BackstageConfig(AppConfig):
    """Registers what this door says when an act is refused."""

    name = "motcua.doors.backstage"

    def ready(self) -> None:
        """Load the sentences."""
        import_module("motcua.doors.backstage.sayings")
