"""The journal as a Django application."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    """Entries, readers, seals and the access log."""

    name = "motcua.foundation.journal"
    label = "journal"

    def ready(self) -> None:
        """Let every room's `reactions.py` register its readers; mind the scale after a restore."""
        from motcua.foundation.journal.actions.upkeep import keep_txid_rising

        autodiscover_modules("reactions")
        post_migrate.connect(lambda **_: keep_txid_rising(), sender=self, weak=False)
