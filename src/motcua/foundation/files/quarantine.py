"""Where refused bytes wait to be looked at or cleared away: beside the store, never in it."""

from pathlib import Path
from uuid import UUID

from django.conf import settings


def lock_away(intake_id: UUID, content: bytes) -> None:
    """Keep refused bytes under a number, readable by the service's own user alone."""
    path = _path(intake_id)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    path.touch(mode=0o600)
    path.write_bytes(content)


def release(intake_id: UUID) -> None:
    """Delete refused bytes, present or not."""
    _path(intake_id).unlink(missing_ok=True)


def _path(intake_id: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / "quarantine" / f"{intake_id.hex}.bin"
