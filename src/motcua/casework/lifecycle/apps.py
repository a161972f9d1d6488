"""Wires the room: its reactions are known as soon as the house stands."""

from importlib import import_module

from django.apps import AppConfig


class LifecycleConfig(AppConfig):
    """The room of the acts."""

    name = "motcua.casework.lifecycle"

    def ready(self) -> None:
        """Register the reactions."""
        import_module("motcua.casework.lifecycle.reactions")
