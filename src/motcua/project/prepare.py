"""Brings state folder and database to this release: safe to repeat, safe side by side."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from zlib import crc32

from django.conf import settings
from django.core.management import call_command
from django.db import connection

from motcua.project.state import folder

_SOURCES = ["fonts.css"]  # joined by `ui.bundle`, which fills in the address of the fonts
_LOCK = crc32(b"motcua migrate")


def open_to_demo() -> None:
    """Let this command and its processes know the demonstration, before settings are read.

    What the environment says already stays; production refuses the demonstration.
    """
    os.environ.setdefault("MOTCUA_DEMO", "yes")


def migrate() -> None:
    """Apply the migrations; of several callers one works and the others wait."""
    with _alone():
        call_command("migrate", interactive=False, verbosity=0)


def everything() -> None:
    """Bring static files, tables and keys to this release."""
    collect_static()
    migrate()
    make_seal_key()


def collect_static() -> None:
    """Put the static files, under names that carry their hash, into the state folder."""
    folder(settings.STATIC_ROOT)
    call_command("collectstatic", interactive=False, verbosity=0, ignore_patterns=_SOURCES)


def make_seal_key() -> None:
    """Make the key of the seals where none is and none was ever used."""
    from motcua.foundation.journal.actions.sealing import make_key
    from motcua.foundation.journal.models import Seal

    if not settings.MOTCUA_SEAL_KEY_FILE.exists() and not Seal.objects.exists():
        with suppress(FileExistsError):
            make_key(settings.MOTCUA_SEAL_KEY_FILE)


@contextmanager
def _alone() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SET statement_timeout = 0; SET lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])
            cursor.execute("RESET statement_timeout; RESET lock_timeout")
