"""Live screens as a Django application."""

from django.apps import AppConfig


class LiveConfig(AppConfig):
    """Server-sent events fed by LISTEN/NOTIFY."""

    name = "motcua.foundation.live"
    label = "live"
