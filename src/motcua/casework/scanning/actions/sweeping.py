"""Take in what scanners lay into the watched folder: one folder in it for each unit's code.

A file is taken when nobody has written to it for some seconds, then moved to `taken`, or to
`refused` with its reasons, which the page of the store shows too; so a crash in between takes it
again, and the same bytes are one blob.
"""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from motcua.casework.documents.digital import Hand
from motcua.casework.scanning.actions.taking import CannotTakeStack, Offered, take_stack
from motcua.casework.scanning.models import Stack
from motcua.casework.scanning.rules import STACK, Source
from motcua.foundation.files.actions import turn_away
from motcua.foundation.files.store import hash_of
from motcua.foundation.journal.rules import SYSTEM
from motcua.registers.organisation.models import Unit

STILL_SECONDS = 5
TAKEN, REFUSED = "taken", "refused"


def sweep(folder: Path, *, now: datetime) -> int:
    """Take the files that lie still; return how many stacks that were."""
    count = 0
    for place in sorted(one for one in folder.iterdir() if one.is_dir()):
        unit = Unit.objects.filter(code=place.name).order_by("-pk").first()
        if unit is None:
            continue
        hand = Hand(SYSTEM, 0, unit.pk)
        for file in sorted(place.iterdir()):
            if _lies_still(file, now):
                count += _taken(file, hand, now) if _is_readable(file, hand, now) else 0
    return count


def _lies_still(file: Path, now: datetime) -> bool:
    if file.is_symlink() or not file.is_file() or file.name.startswith("."):
        return False
    state = file.stat()
    return state.st_size > 0 and now.timestamp() - state.st_mtime >= STILL_SECONDS


def _is_readable(file: Path, hand: Hand, now: datetime) -> bool:
    """Put aside, unread, what is larger than a stack may be."""
    size = file.stat().st_size
    if size <= STACK.most_bytes:
        return True
    turned = turn_away(file.name, size, STACK, by=hand.actor, now=now)
    _refuse(file, [(word, detail) for word, detail in turned.refusals])
    return False


def _taken(file: Path, hand: Hand, now: datetime) -> int:
    content = file.read_bytes()
    last = Stack.objects.filter(unit=hand.unit_id, source=Source.FOLDER, name=file.name).last()
    if last is not None and last.blob.size == len(content) and _is_same(last, content):
        _put_away(file, TAKEN)
        return 0
    try:
        take_stack(Offered(file.name, content, Source.FOLDER), by=hand, now=now)
    except CannotTakeStack as refusal:
        _refuse(file, [(one.problem, one.detail) for one in refusal.refusals])
        return 0
    _put_away(file, TAKEN)
    return 1


def _refuse(file: Path, reasons: Sequence[tuple[str, str]]) -> None:
    why = "\n".join(" ".join(one).strip() for one in reasons)
    _put_away(file, REFUSED).with_suffix(".why.txt").write_text(why, "utf-8")


def _is_same(stack: Stack, content: bytes) -> bool:
    return stack.blob_id == hash_of(content)


def _put_away(file: Path, where: str) -> Path:
    place = file.parent / where
    place.mkdir(exist_ok=True)
    return file.replace(place / file.name)
