"""Receive a file piece by piece: a lost line costs one piece, not the file."""

import os
from datetime import datetime
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings
from django.db import transaction

from motcua.foundation.files.actions.taking import settle
from motcua.foundation.files.models import Intake
from motcua.foundation.files.rules import IntakeRule, IntakeState, VirusCheck, clean_name
from motcua.foundation.journal.rules import Actor

MOST_PIECE = 8_000_000


class WrongOffset(Exception):
    """The piece does not begin where the last one ended; `expected` is where to go on."""

    def __init__(self, expected: int) -> None:
        super().__init__(str(expected))
        self.expected = expected


class TooMuch(Exception):
    """More was sent than was announced, or announced than the rule takes; `most` in bytes."""

    def __init__(self, most: int) -> None:
        super().__init__(str(most))
        self.most = most


def announce(name: str, size: int, rule: IntakeRule, *, by: Actor, now: datetime) -> Intake:
    """Open an upload of `size` bytes. Raises TooMuch before anything is sent."""
    if not 0 <= size <= rule.most_bytes:
        raise TooMuch(rule.most_bytes)
    return Intake.objects.create(
        id=uuid4(),
        name=clean_name(name),
        rule=rule.name,
        size=size,
        state=IntakeState.RECEIVING,
        by_kind=by.kind,
        by_key=by.key,
        started_at=now,
        virus_check=VirusCheck.NOT_ASKED,
    )


@transaction.atomic
def append(intake_id: UUID, offset: int, piece: bytes, *, by: Actor) -> int:
    """Add a piece; return how much is there now.

    A piece sent twice is written once. Raises WrongOffset, TooMuch, Intake.DoesNotExist (also for
    an upload of somebody else, or one that has ended).
    """
    intake = _own(intake_id, by)
    if offset + len(piece) <= intake.received and offset >= 0:
        return intake.received
    if offset != intake.received:
        raise WrongOffset(intake.received)
    if intake.received + len(piece) > intake.size or len(piece) > MOST_PIECE:
        raise TooMuch(min(intake.size, MOST_PIECE))
    path = _path(intake.pk)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    # A crash after the write and before the commit leaves bytes beyond `received`: cut them off.
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "r+b") as out:
        out.truncate(intake.received)
        out.seek(intake.received)
        out.write(piece)
        out.flush()
        os.fsync(descriptor)
    intake.received += len(piece)
    intake.save(update_fields=["received"])
    return intake.received


def finish(intake_id: UUID, rule: IntakeRule, *, by: Actor, now: datetime) -> Intake:
    """Examine a whole upload. Raises WrongOffset while a part is missing; again is harmless.

    Pieces that were lost are asked for again from the beginning.
    """
    if done := _done(intake_id, by):
        return done
    with transaction.atomic():
        intake = _own(intake_id, by)
    if intake.received < intake.size:
        raise WrongOffset(intake.received)
    path = _path(intake_id)
    content = path.read_bytes()[: intake.received] if path.exists() else b""
    if len(content) < intake.received:
        if done := _done(intake_id, by):  # another request ended it, and put the pieces away
            return done
        _own_again(intake_id)
        raise WrongOffset(0)
    settled = settle(intake, content, rule, by=by, now=now)
    path.unlink(missing_ok=True)
    return settled


def _done(intake_id: UUID, by: Actor) -> Intake | None:
    ended = Intake.objects.filter(pk=intake_id, by_kind=by.kind, by_key=by.key)
    return ended.exclude(state__in=[IntakeState.RECEIVING, IntakeState.ABANDONED]).first()


def _own_again(intake_id: UUID) -> None:
    under_way = Intake.objects.filter(pk=intake_id, state=IntakeState.RECEIVING)
    under_way.update(received=0)


def forget(intake_id: UUID) -> None:
    """Delete the pieces of an upload, present or not."""
    _path(intake_id).unlink(missing_ok=True)


def _own(intake_id: UUID, by: Actor) -> Intake:
    under_way = Intake.objects.select_for_update().filter(state=IntakeState.RECEIVING)
    return under_way.get(pk=intake_id, by_kind=by.kind, by_key=by.key)


def _path(intake_id: UUID) -> Path:
    return Path(settings.MEDIA_ROOT) / "incoming" / f"{intake_id.hex}.part"
