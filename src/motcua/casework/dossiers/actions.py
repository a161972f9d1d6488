"""Drafts: the writers of what an officer has typed and not yet sent."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from motcua.casework.dossiers.models import Draft


def keep_draft(
    officer_id: int, screen: str, fields: Mapping[str, Sequence[str]], *, now: datetime
) -> None:
    """Keep the last typed state of a screen, in one statement; `fields` are lists as posted."""
    draft = Draft(officer_id=officer_id, screen=screen, fields=dict(fields), saved_at=now)
    Draft.objects.bulk_create(
        [draft],
        update_conflicts=True,
        unique_fields=["officer", "screen"],
        update_fields=["fields", "saved_at"],
    )


def drop_draft(officer_id: int, screen: str) -> None:
    """Forget the draft of a screen; nothing happens when there is none."""
    Draft.objects.filter(officer_id=officer_id, screen=screen).delete()
