"""Keep bytes of our own making, or bytes that were let in."""

from datetime import datetime

from django.db import transaction

from motcua.foundation.files.models import Blob, Rendition
from motcua.foundation.files.rules import MediaType
from motcua.foundation.files.store import hash_of, store


def keep(content: bytes, media_type: MediaType, *, now: datetime) -> Blob:
    """Keep bytes for ever under their hash; the same bytes again are the same blob.

    The bytes are durable before the row says so: a crash leaves at most a file nobody names,
    which `clear_away` does not need to find, since the next `keep` of it is free.
    """
    name = hash_of(content)
    store().put(name, content)
    blob, _ = Blob.objects.get_or_create(
        sha256=name,
        defaults={
            "size": len(content),
            "media_type": media_type,
            "kept_at": now,
            "proven_at": now,
        },
    )
    return blob


def derive(
    source: Blob, recipe: str, content: bytes, media_type: MediaType, *, now: datetime
) -> Blob:
    """Keep what a recipe made of a source; who comes second gets what the first one made."""
    made = keep(content, media_type, now=now)
    with transaction.atomic():
        rendition, _ = Rendition.objects.select_related("blob").get_or_create(
            source=source, recipe=recipe, defaults={"blob": made, "made_at": now}
        )
    return rendition.blob
