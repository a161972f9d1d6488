"""Signatures, certificates and verdicts as a Django application."""

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Registers the events of this room."""

    name = "motcua.casework.signing"
    label = "signing"

    def ready(self) -> None:
        """Make the journal know this room's events."""
        from motcua.casework.signing import events  # noqa: F401
