"""PostgreSQL's client programs: those of the server's own release, else the embedded ones."""

from pathlib import Path

from django.db import connection

from motcua.project.embedded.place import shipped_programs

_SYSTEM = Path("/usr/lib/postgresql")


def client_programs() -> Path:
    """Return the folder with pg_dump and pg_restore that fits the server."""
    connection.ensure_connection()
    major = connection.connection.info.server_version // 10_000
    own = _SYSTEM / str(major) / "bin"
    return own if (own / "pg_dump").exists() else shipped_programs()
