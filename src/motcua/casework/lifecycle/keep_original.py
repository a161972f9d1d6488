"""Keep sealed originals for the long term: evidence put in, time-stamped, stamped anew in time."""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F, OuterRef, Q, Subquery

from motcua.casework.documents.models import Result
from motcua.casework.documents.originals import take_kept
from motcua.casework.documents.rules.papers import Signing
from motcua.casework.lifecycle.result_events import ResultKept
from motcua.casework.signing.examining import TooBusy, watch_evidence
from motcua.casework.signing.models import Report
from motcua.casework.signing.pades.keeping import CannotKeep, stamped_now
from motcua.casework.signing.trusting import trusted
from motcua.foundation.files.actions import keep
from motcua.foundation.files.bucket import Unreachable
from motcua.foundation.files.queries import AlteredFile, read
from motcua.foundation.files.rules import MediaType
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import SYSTEM

logger = logging.getLogger(__name__)
RENEWED_BEFORE = timedelta(days=60)
MOST_A_NIGHT = 20_000
"""Half a second each: what one night has room for."""
SILENT_IN_A_ROW = 20
"""So often unanswered, the authorities are not asked again before the next night."""


def keep_original(result_id: int, now: datetime) -> None:
    """Put the evidence into a sealed original and time-stamp it; done twice it does nothing.

    Raises `CannotKeep` while the authorities do not answer: the job comes again.
    Basis: ETSI EN 319 142-1, B-LTA (mem-hi).
    """
    row = Result.objects.filter(pk=result_id, signing=Signing.SEALED).first()
    if row is not None:
        _keep(row, now)


def due_originals(before: datetime, limit: int = MOST_A_NIGHT) -> tuple[int, ...]:
    """Return the results whose file is to be stamped: those that end first before others.

    Due is what is sealed and was not kept, and what is kept with evidence that ends before an
    instant, or that nobody watches. Only the newest file of a result counts; one statement.
    """
    end = Report.objects.filter(sha256=OuterRef("file")).values("until")
    rows = Result.objects.filter(signing__in=[Signing.SEALED, Signing.KEPT]).annotate(
        end=Subquery(end)
    )
    due = rows.filter(Q(signing=Signing.SEALED) | Q(end=None) | Q(end__lt=before))
    ordered = due.order_by(F("end").asc(nulls_first=True), "pk")
    return tuple(ordered.values_list("pk", flat=True)[:limit])


def renew_originals(now: datetime) -> int:
    """Stamp what is due, each by itself; return how many were.

    One that fails keeps nobody else from being stamped, and is due again the next night; while the
    store of files does not answer, the night ends.
    Basis: ETSI EN 319 142-1, augmentation of B-LTA (mem-hi).
    """
    done = silent = 0
    for result_id in due_originals(now + RENEWED_BEFORE):
        row = Result.objects.get(pk=result_id)
        try:
            _keep(row, now)
        except Unreachable:
            break
        except (CannotKeep, TooBusy, AlteredFile, OSError, KeyError) as problem:
            logger.warning("result %s is not kept: %r", result_id, problem)
            silent += getattr(problem, "reason", "") == "unreachable"
        else:
            done, silent = done + 1, 0
        if silent == SILENT_IN_A_ROW:
            break
    return done


def _keep(row: Result, now: datetime) -> None:
    """Watched before it is taken: stopped between, it is still due."""
    believed, source = trusted(), str(row.file_id)
    pdf = stamped_now(read(source), believed.stamp_url, believed.roots)
    kept = keep(pdf, MediaType.PDF, now=now)
    watch_evidence(kept.sha256, now)
    with transaction.atomic():
        if take_kept(row.pk, source, kept.sha256):
            record(ResultKept(row.dossier_id, row.number, kept.sha256), by=SYSTEM, at=now)
