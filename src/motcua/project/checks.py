"""What `motcua check` looks at: settings, durability of the database, tools, clock."""

import os
import stat
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from shutil import which
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import connection

from motcua.foundation.files import scanner
from motcua.foundation.files.actions.taking import EXAMINATION, LIMITS
from motcua.foundation.isolation.chamber import chamber
from motcua.foundation.isolation.rules import Contained
from motcua.foundation.isolation.walls import Wall
from motcua.kit import clock
from motcua.project import env, health
from motcua.project.health import Finding

_OLDEST_POSTGRESQL = 150_000
_CLOCK_TOLERANCE_SECONDS = 2.0


def findings() -> list[Finding]:
    """Return every finding; without a database only what can be seen without one."""
    first = health.database_answers()
    seen = [first, *_settings(), *_tools(), health.disk_has_room()]
    if first.is_well:
        seen += [*_database(), health.migrations_are_applied(), _clocks_agree(clock.now())]
    return seen


def _database() -> Iterator[Finding]:
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version_num")
        version = int(cursor.fetchone()[0])
        yield Finding(
            "PostgreSQL 15 or later",
            version >= _OLDEST_POSTGRESQL,
            f"the server says {version}",
            "move to PostgreSQL 15 or later",
        )
        for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
            cursor.execute("SELECT current_setting(%s)", [name])
            yield durability(name, cursor.fetchone()[0])


def durability(name: str, value: str) -> Finding:
    """Judge one durability flag of the server: an acknowledged dossier must survive a crash."""
    cure = (
        "stop the server and run pg_checksums --enable"
        if name == "data_checksums"
        else f"set {name} = on in postgresql.conf and reload"
    )
    return Finding(f"database {name}", value != "off", f"{name} is {value}", cure)


def _settings() -> Iterator[Finding]:
    unread = env.strangers()
    yield Finding(
        "every MOTCUA_ variable is read",
        not unread,
        f"nobody reads {', '.join(unread)}",
        "correct the name: `motcua config show` lists them all",
        is_grave=False,
    )
    for name in ("secret-key", "receipt-secret"):
        yield _key_is_private(settings.MOTCUA_HOME / name)
    yield Finding(
        "not run by root",
        os.geteuid() != 0,
        "root runs the service",
        "make a user for it (docs/ops), and give that user the state folder",
        is_grave=False,
    )
    if settings.MOTCUA_MODE == "production":
        yield from _production()


def _key_is_private(key: Path) -> Finding:
    open_to_others = key.exists() and key.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO)
    cure = f"run chmod 600 {key}, and make a new key if others may have read it"
    return Finding(f"{key.name} is private", not open_to_others, "others may read it", cure)


def _production() -> Iterator[Finding]:
    yield Finding(
        "HTTPS",
        settings.MOTCUA_TLS and settings.MOTCUA_PUBLIC_URL.startswith("https://"),
        "pages would travel in the clear",
        "put a proxy with HTTPS in front; set MOTCUA_TLS=yes and an https MOTCUA_PUBLIC_URL",
    )
    near = {"127.0.0.1", "localhost", "[::1]"}
    yield Finding(
        "host names",
        bool(set(settings.ALLOWED_HOSTS) - near) and "*" not in settings.ALLOWED_HOSTS,
        "MOTCUA_HOSTS names no host of the public, or all",
        "set MOTCUA_HOSTS to the names people use",
    )


def _tools() -> Iterator[Finding]:
    for module, purpose in (("typst", "writes the forms"), ("segno", "draws the QR codes")):
        yield Finding(
            f"{module} {purpose}",
            find_spec(module) is not None,
            f"the package {module} is missing",
            "run `make setup`",
        )
    yield Finding(
        "recogniser",
        which("tesseract") is not None,
        "the program tesseract is missing: scans stay pictures without text",
        "run `make product`, or install tesseract-ocr, -vie and -osd",
        is_grave=False,
    )
    yield Finding(
        "virus scanner",
        scanner.is_present(),
        "no scanner answers: files are taken unscanned, and say so",
        "start ClamAV's daemon and set MOTCUA_CLAMD to its socket",
        is_grave=False,
    )
    yield _reads_apart()
    yield Finding(
        "time zone of Viet Nam",
        ZoneInfo("Asia/Ho_Chi_Minh").utcoffset(datetime(2026, 1, 1)) is not None,  # noqa: DTZ001
        "the machine has no time zone table",
        "install tzdata",
    )


def _reads_apart() -> Finding:
    """Look whether strangers' files are really read without a network, files, other processes."""
    room = chamber(EXAMINATION, LIMITS)
    try:
        room.ask(b"%PDF-")
        lacking = sorted(set(Wall) - room.walls)
        cause = f"this kernel gives no wall for: {', '.join(lacking)}" if lacking else ""
    except Contained as end:
        cause = f"the process that reads strangers' files does not work ({end})"
    cure = "allow user namespaces; take a kernel with Landlock and seccomp (5.13 or later)"
    return Finding("strangers' files are read apart", not cause, cause, cure, is_grave=False)


def _clocks_agree(now: datetime) -> Finding:
    """Compare this machine's clock with the database's: due instants lean on both."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        apart = abs((cursor.fetchone()[0] - now).total_seconds())
    return Finding(
        "clocks agree",
        apart < _CLOCK_TOLERANCE_SECONDS,
        f"this machine and the database are {apart:.1f} s apart",
        "let both follow one time server (chrony, systemd-timesyncd)",
    )
