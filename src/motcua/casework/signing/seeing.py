"""Remember that an officer was shown these very bytes."""

from datetime import datetime

from motcua.casework.signing.models import Seen


def shown(officer_id: int, sha256: str, *, now: datetime) -> None:
    """Note that a kept file was handed to the officer's screen; the first time counts."""
    Seen.objects.get_or_create(officer_id=officer_id, file_id=sha256, defaults={"at": now})
