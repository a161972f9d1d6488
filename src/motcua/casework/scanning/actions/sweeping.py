"""Take in what scanners lay into the watched folder: one folder in it for each unit's code.

A file is taken when nobody has written to it for some seconds, then moved to `taken`, or to
`refused` with its reasons; so a crash in between takes it again, and the same bytes are one blob.
"""

from datetime import datetime
from pathlib import Path

from motcua.casework.documents.digital import Hand
from motcua.casework.scanning.actions.taking import CannotTakeStack, Offered, take_stack
from motcua.casework.scanning.models import Stack
from motcua.casework.scanning.rules import Source
from motcua.foundation.files.store import hash_of
from motcua.foundation.journal.rules import SYSTEM
from motcua.registers.organisation.models import Unit

STILL_SECONDS = 5
TAKEN, REFUSED = "taken", "refused"
_MOST_BYTES = 200_000_000


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
                count += _taken(file, hand, now)
    return count


def _lies_still(file: Path, now: datetime) -> bool:
    if file.is_symlink() or not file.is_file() or file.name.startswith("."):
        return False
    state = file.stat()
    return 0 < state.st_size <= _MOST_BYTES and now.timestamp() - state.st_mtime >= STILL_SECONDS


def _taken(file: Path, hand: Hand, now: datetime) -> int:
    content = file.read_bytes()
    last = Stack.objects.filter(unit=hand.unit_id, source=Source.FOLDER, name=file.name).last()
    if last is not None and last.blob.size == len(content) and _is_same(last, content):
        _put_away(file, TAKEN)
        return 0
    try:
        take_stack(Offered(file.name, content, Source.FOLDER), by=hand, now=now)
    except CannotTakeStack as refusal:
        why = "\n".join(f"{one.problem} {one.detail}".strip() for one in refusal.refusals)
        _put_away(file, REFUSED).with_suffix(".why.txt").write_text(why, "utf-8")
        return 0
    _put_away(file, TAKEN)
    return 1


def _is_same(stack: Stack, content: bytes) -> bool:
    return stack.blob_id == hash_of(content)


def _put_away(file: Path, where: str) -> Path:
    place = file.parent / where
    place.mkdir(exist_ok=True)
    return file.replace(place / file.name)
