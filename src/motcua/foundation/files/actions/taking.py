"""Take in a file: examined in isolation, asked of the virus scanner, then kept or quarantined."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db import transaction

from motcua.foundation.files.actions.keeping import keep
from motcua.foundation.files.events import FileAccepted, FileQuarantined
from motcua.foundation.files.models import Intake
from motcua.foundation.files.quarantine import lock_away
from motcua.foundation.files.rules import (
    Facts,
    IntakeRule,
    IntakeState,
    MediaType,
    Problem,
    Refusal,
    VirusCheck,
    clean_name,
    judge,
)
from motcua.foundation.files.scanner import check
from motcua.foundation.files.store import hash_of
from motcua.foundation.isolation.chamber import chamber
from motcua.foundation.isolation.rules import Contained, Limits
from motcua.foundation.journal.actions import record
from motcua.foundation.journal.rules import Actor

EXAMINATION = "motcua.foundation.files.examining.task:examine"
LIMITS = Limits(seconds=20, cpu_seconds=15, memory_mb=1200)


@dataclass(frozen=True)
class Offer:
    """A whole file as it was sent: its name is the sender's word, nothing more."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Findings:
    """What is known of a file after it was looked at; no refusal lets it in."""

    facts: Facts
    virus_check: VirusCheck
    refusals: tuple[Refusal, ...]


def take_in(offer: Offer, rule: IntakeRule, *, by: Actor, now: datetime) -> Intake:
    """Return the file as accepted or quarantined, never an exception about its content.

    Not for use inside a transaction: reading hostile bytes may take seconds.
    """
    name = clean_name(offer.name)
    intake = Intake(
        id=uuid4(),
        name=name,
        rule=rule.name,
        size=len(offer.content),
        received=len(offer.content),
        by_kind=by.kind,
        by_key=by.key,
        started_at=now,
    )
    return settle(intake, offer.content, rule, by=by, now=now)


def settle(intake: Intake, content: bytes, rule: IntakeRule, *, by: Actor, now: datetime) -> Intake:
    """Examine what was received and write how it ended; what ended meanwhile stays as it is."""
    found = look_at(intake.name, content, rule)
    intake.sha256, intake.ended_at = hash_of(content), now
    intake.facts = found.facts.as_json()
    intake.virus_check = found.virus_check
    intake.refusals = [[refusal.problem, refusal.detail] for refusal in found.refusals]
    if found.refusals:
        return _quarantine(intake, content, by=by, now=now)
    blob = keep(content, found.facts.media_type, now=now)
    intake.blob, intake.state = blob, IntakeState.ACCEPTED
    with transaction.atomic():
        if ended := _ended_meanwhile(intake):
            return ended
        intake.save()
        kept = (str(intake.pk), blob.sha256, blob.size, blob.media_type, found.virus_check.value)
        record(FileAccepted(*kept), by=by, at=now)
    return intake


def _quarantine(intake: Intake, content: bytes, *, by: Actor, now: datetime) -> Intake:
    lock_away(intake.pk, content)
    intake.state = IntakeState.QUARANTINED
    problems = [problem for problem, _ in intake.refusals]
    with transaction.atomic():
        if ended := _ended_meanwhile(intake):
            return ended
        intake.save()
        event = FileQuarantined(str(intake.pk), intake.sha256, len(content), problems)
        record(event, by=by, at=now)
    return intake


def _ended_meanwhile(intake: Intake) -> Intake | None:
    """The upload as another request ended it; None when it is still this one's to end."""
    if intake._state.adding:
        return None
    here = Intake.objects.select_for_update().get(pk=intake.pk)
    return here if here.state != IntakeState.RECEIVING else None


def turn_away(name: str, size: int, rule: IntakeRule, *, by: Actor, now: datetime) -> Intake:
    """Note a file that is too large to be read at all, among those that were refused."""
    refusals = judge(clean_name(name), size, Facts(MediaType.UNKNOWN), rule)
    with transaction.atomic():
        intake = Intake.objects.create(
            id=uuid4(),
            name=clean_name(name),
            rule=rule.name,
            size=size,
            state=IntakeState.QUARANTINED,
            by_kind=by.kind,
            by_key=by.key,
            started_at=now,
            ended_at=now,
            refusals=[[one.problem, one.detail] for one in refusals[:1]],
            virus_check=VirusCheck.NOT_ASKED,
        )
        event = FileQuarantined(str(intake.pk), "", size, [refusals[0].problem])
        record(event, by=by, at=now)
    return intake


def look_at(name: str, content: bytes, rule: IntakeRule) -> Findings:
    """Return what a file is and why it is not let in; writes nothing."""
    if not 0 < len(content) <= rule.most_bytes:
        facts = Facts(MediaType.UNKNOWN)
        return Findings(facts, VirusCheck.NOT_ASKED, judge(name, len(content), facts, rule))
    try:
        said = chamber(EXAMINATION, LIMITS).ask(content)
    except Contained as end:
        facts = Facts(MediaType.UNKNOWN)
        refusal = Refusal(Problem.NOT_EXAMINED, end.reason)
        return Findings(facts, VirusCheck.NOT_ASKED, (refusal,))
    facts = Facts.from_json(json.loads(said))
    refusals = judge(name, len(content), facts, rule)
    virus_check, virus = check(content)
    if virus_check is VirusCheck.FOUND:
        refusals = (Refusal(Problem.VIRUS, virus), *refusals)
    return Findings(facts, virus_check, refusals)
