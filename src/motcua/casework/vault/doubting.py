"""Judge signed papers of the store anew: who was trusted once is not trusted for ever."""

import logging
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from motcua.casework.signing.examining import TooBusy, verdict
from motcua.casework.signing.trusting import revoked_serials
from motcua.casework.vault.events import PaperTrustChanged
from motcua.casework.vault.models import CertifiedCopy, StoredPaper
from motcua.casework.vault.rules import Doubt, Standing, Trust, doubt
from motcua.foundation.files.bucket import Unreachable
from motcua.foundation.files.queries import AlteredFile, read
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import SYSTEM

logger = logging.getLogger(__name__)
MOST_A_NIGHT = 20_000
"""A tenth of a second each with a time-stamp, half of it without: what one night has room for."""

_DUE = """
    SELECT s.blob_id
      FROM vault_storedpaper s LEFT JOIN signing_report r ON r.sha256 = s.blob_id
     WHERE s.blob_id IS NOT NULL AND s.standing = %(in_force)s
       AND (s.trust IN (%(signed)s, %(copy)s) OR s.doubt <> '')
     GROUP BY s.blob_id, r.sha256
     ORDER BY bool_or(s.doubt = '') AND EXISTS (
                  SELECT FROM jsonb_array_elements(r.verdict -> 'signatures') one
                   WHERE one ->> 'serial' = ANY(%(revoked)s)
              ) DESC, r.examined_at NULLS FIRST, s.blob_id
     LIMIT %(most)s
"""


def look_again(now: datetime, *, most: int = MOST_A_NIGHT) -> int:
    """Judge signed papers by the newest revocation lists; return how many changed in trust.

    Those whose signer is on a list come first, then those judged longest ago. What was signed
    before the revocation, by a time-stamp inside, stays green.
    Basis: ETSI EN 319 102-1, past signature validation (mem-hi)
    """
    changed = 0
    for sha256 in _due(most):
        try:
            found = verdict(read(sha256), now)
        except Unreachable:
            break
        except (TooBusy, AlteredFile) as problem:
            logger.warning("stored paper %s is not judged: %r", sha256, problem)
            continue
        is_copy = CertifiedCopy.objects.filter(copy=sha256).exists()
        against = doubt(found, is_dated=is_copy)
        if against is not None:
            changed += _settle(sha256, Trust.TRUE_COPY if is_copy else Trust.SIGNED, against, now)
    return changed


def _due(most: int) -> list[str]:
    """Return the hashes to judge tonight; two statements."""
    values: dict[str, Any] = {
        "in_force": Standing.IN_FORCE,
        "signed": Trust.SIGNED,
        "copy": Trust.TRUE_COPY,
        "revoked": sorted(revoked_serials()),
        "most": most,
    }
    with connection.cursor() as cursor:
        cursor.execute(_DUE, values)
        return [str(sha256) for (sha256,) in cursor.fetchall()]


@transaction.atomic
def _settle(sha256: str, deserved: Trust, against: Doubt, now: datetime) -> int:
    """Give or take the trust of every paper with these bytes, in force and once trusted."""
    rows = StoredPaper.objects.select_for_update().filter(blob=sha256, standing=Standing.IN_FORCE)
    once_trusted = rows.exclude(trust=Trust.PLAIN, doubt=Doubt.NONE)
    changing = list(once_trusted.exclude(doubt=against).order_by("pk"))
    for row in changing:
        row.trust, row.doubt = (Trust.PLAIN if against else deserved), against
        row.save(update_fields=["trust", "doubt"])
        event = PaperTrustChanged(row.pk, row.name, row.number, sha256, row.trust, row.doubt)
        record(event, by=SYSTEM, at=now)
    return len(changing)
