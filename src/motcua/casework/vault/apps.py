"""The owners' store as a Django application."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Papers and results that their owners may use again."""

    name = "motcua.casework.vault"
    label = "vault"
