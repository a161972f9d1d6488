"""The verdict on a file: found in isolation, stored, and always given."""

from dataclasses import replace
from datetime import datetime, timedelta

from motcua.casework.signing.models import Report
from motcua.casework.signing.pades import examination
from motcua.casework.signing.rules.verdicts import Verdict, Whole, as_report, from_report
from motcua.casework.signing.trusting import evidence
from motcua.foundation.files.queries import read
from motcua.foundation.files.store import hash_of
from motcua.foundation.isolation.chamber import chamber
from motcua.foundation.isolation.rules import Contained, Containment, Limits

FRESH = timedelta(hours=1)
LOOKED_AGAIN = timedelta(days=90)
LARGEST_FILE = 30_000_000
LIMITS = Limits(seconds=15, cpu_seconds=15, memory_mb=700, at_once=2)
OF_STRANGERS = Limits(seconds=15, cpu_seconds=8, memory_mb=700, at_once=2, waits=1.5)
"""Walls of their own for what anybody sends: nobody's hard file holds up officers or threads."""


class TooBusy(Exception):
    """No turn came in time; that says nothing of the file: ask again."""


def verdict(pdf: bytes, now: datetime, limits: Limits = LIMITS) -> Verdict:
    """Return the verdict on a file and keep the report by its hash. Never raises for the file.

    A report of the last hour under the same trust list is given again; that a file was too costly
    for this minute is told, not kept. Raises `TooBusy`.
    """
    known = evidence(now)
    name = hash_of(pdf)
    row = Report.objects.filter(sha256=name, examined_at__gt=now - FRESH).first()
    if row is not None and row.verdict["trust_version"] == known.trust_version:
        return from_report(row.verdict)
    seen = _examined(pdf, examination.packed(pdf, known), limits)
    found = replace(seen, trust_version=known.trust_version)
    if found.whole is Whole.TOO_COSTLY:
        return found
    report = {"colour": found.colour, "verdict": as_report(found), "examined_at": now}
    Report.objects.update_or_create(sha256=name, defaults=report)
    return found


def watch_evidence(sha256: str, now: datetime) -> Verdict:
    """Examine a file that we keep, and note until when its newest time-stamp holds.

    One without (nobody stamps here, or it cannot be told) is looked at again after a while.
    """
    found = verdict(read(sha256), now)
    until = found.until or now + LOOKED_AGAIN
    Report.objects.filter(sha256=sha256).update(until=until)
    return found


def _examined(pdf: bytes, message: bytes, limits: Limits) -> Verdict:
    if len(pdf) > LARGEST_FILE:
        return Verdict(Whole.TOO_COSTLY)
    try:
        return examination.read(chamber(examination.TASK, limits).ask(message))
    except Contained as end:
        if end.reason is Containment.BUSY:
            raise TooBusy from end
        return Verdict(Whole.TOO_COSTLY)
    except (ValueError, LookupError, TypeError):
        return Verdict(Whole.UNREADABLE)
