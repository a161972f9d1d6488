"""Seal what was recorded: batches, roots, signatures, and the witness outside."""

import os
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings
from django.db import connection, transaction

from motcua.foundation.journal import witness
from motcua.foundation.journal.models import Seal
from motcua.foundation.journal.queries import head_of
from motcua.foundation.journal.rules import Actor
from motcua.foundation.journal.rules.merkle import root_of
from motcua.foundation.journal.rules.seal import (
    NO_PREVIOUS,
    Head,
    SealKeyMissing,
    WitnessDisagrees,
    digest_at,
    node_of,
    pack_leaves,
)

BATCH = 5000
SEALING_LOCK = 0x6D6F7463  # an arbitrary number, the same in every process

_BATCH_END = """
    SELECT coalesce((SELECT txid + 1 FROM journal_entry
                      WHERE txid >= %s AND txid < journal_horizon()
                      ORDER BY txid OFFSET %s LIMIT 1),
                    journal_horizon())
"""


# Numbers instead of instants: a history of millions of entries is sealed four times as fast.
_TO_SEAL = """
    SELECT id, leaf, txid, (extract(epoch FROM recorded_at) * 1000000)::bigint
      FROM journal_entry WHERE txid >= %s AND txid < %s ORDER BY id
"""


def seal(now: datetime) -> int:
    """Seal every finished transaction's entries, in batches; return how many batches were made.

    The database first, the witness after the commit: a crash between leaves the witness behind,
    and the next call tells it. Raises WitnessDisagrees when the witness knows more than the
    database, that is after a roll-back, until `accept_restore`; SealKeyMissing when seals stand
    but their key is gone.
    """
    made = 0
    key = _key()
    _tell_witness(key)
    while _seal_one(key, now):
        made += 1
    if made:
        _tell_witness(key)
    return made


def accept_restore(*, by: Actor, reason: str, now: datetime) -> int:
    """Let sealing go on after a backup was knowingly restored; the witness keeps the fact.

    Returns the number of the last seal that the restored database has.
    """
    last = Seal.objects.order_by("-number").values_list("number", flat=True).first() or 0
    path = Path(settings.MOTCUA_SEAL_WITNESS_FILE)
    witness.tell_restore(path, number=last, by=by.label, reason=reason, at=now)
    return last


@transaction.atomic
def _seal_one(key: Ed25519PrivateKey, now: datetime) -> bool:
    if not _is_alone():
        return False
    before = Seal.objects.order_by("-number").first()
    start = before.to_txid if before else 0
    end = _batch_end(start)
    digests = digests_between(start, end)
    if not digests:
        return False
    head = Head(
        number=before.number + 1 if before else 1,
        from_txid=start,
        to_txid=end,
        count=len(digests),
        first_id=min(digests),
        last_id=max(digests),
        root=root_over(digests),
        previous=head_of(before).digest() if before else NO_PREVIOUS,
        sealed_at=now,
    )
    _store(head, key.sign(head.message()), pack_leaves(digests))
    return True


def digests_between(start: int, end: int) -> dict[int, bytes]:
    """Id → digest of the entries of transactions from `start` to before `end`, by id."""
    with connection.cursor() as cursor:
        cursor.execute(_TO_SEAL, [start, end])
        rows = cursor.fetchall()
    return {entry_id: digest_at(leaf, txid, micros) for entry_id, leaf, txid, micros in rows}


def root_over(digests: Mapping[int, bytes]) -> bytes:
    """The batch's root."""
    return root_of([node_of(entry_id, digest) for entry_id, digest in digests.items()])


def _store(head: Head, signature: bytes, leaves: bytes) -> None:
    values = {name: getattr(head, name) for name in Head.__dataclass_fields__}
    Seal.objects.create(**values, signature=signature, leaves=leaves)


def _is_alone() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [SEALING_LOCK])
        return bool(cursor.fetchone()[0])


def _batch_end(start: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute(_BATCH_END, [start, BATCH - 1])
        return int(cursor.fetchone()[0])


def _tell_witness(key: Ed25519PrivateKey) -> None:
    path = Path(settings.MOTCUA_SEAL_WITNESS_FILE)
    known = witness.read(path)
    if known.key is None:
        witness.introduce(path, key.public_key().public_bytes_raw())
    if known.last:
        last = Seal.objects.filter(number=known.last).first()
        if last is None or head_of(last).digest() != known.digests[known.last]:
            raise WitnessDisagrees(known.last)
    untold = Seal.objects.filter(number__gt=known.last).order_by("number")
    heads = [head_of(seal) for seal in untold.defer("leaves")]
    if heads:
        witness.tell(path, heads)


def _key() -> Ed25519PrivateKey:
    path = Path(settings.MOTCUA_SEAL_KEY_FILE)
    if path.exists():
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(path.read_text().strip()))
    if Seal.objects.exists():
        raise SealKeyMissing(str(path))
    return make_key(path)


def make_key(path: Path) -> Ed25519PrivateKey:
    """Make the sealing key, readable by its owner only; FileExistsError if one is there."""
    key = Ed25519PrivateKey.generate()
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(key.private_bytes_raw().hex() + "\n")
    return key
