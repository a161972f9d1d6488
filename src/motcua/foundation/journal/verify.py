"""Verify the journal against its seals and its witness, and prove that an entry is in it."""

from collections.abc import Iterator
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.conf import settings

from motcua.foundation.journal import tsa, witness
from motcua.foundation.journal.models import Entry, Seal, Stamp
from motcua.foundation.journal.queries import head_of
from motcua.foundation.journal.rules import Actor, ActorKind
from motcua.foundation.journal.rules.leaf import Written, leaf
from motcua.foundation.journal.rules.merkle import path_of, root_of
from motcua.foundation.journal.rules.seal import (
    NO_PREVIOUS,
    Head,
    Problem,
    ProblemKind,
    Proof,
    Verdict,
    compare,
    digest_of,
    node_of,
    unpack_leaves,
)
from motcua.foundation.journal.rules.stamp import BadStamp, verified


class NotSealedYet(Exception):
    """The entry is younger than the last seal; ask again in a minute."""


def verify(witness_file: Path | None = None) -> Verdict:
    """Compare every sealed batch with its entries, its signature, chain, witness and stamp.

    `witness_file` is the copy held elsewhere; by default the configured one. The public key is
    the witness's, else the one of the configured key file.
    """
    outside = witness.read(witness_file or Path(settings.MOTCUA_SEAL_WITNESS_FILE))
    key = outside.key or public_key()
    problems: list[Problem] = []
    roots = tsa.trusted_roots()
    before, entries, batches = None, 0, 0
    for seal in Seal.objects.order_by("number").iterator(chunk_size=20):
        head = head_of(seal)
        problems += _of_head(head, before, key, bytes(seal.signature))
        problems += _of_witness(head, outside)
        problems += _of_entries(head, bytes(seal.leaves))
        problems += _of_stamp(head, roots)
        before, entries, batches = head, entries + head.count, batches + 1
    last = before.number if before else 0
    problems += _lacking(outside, last)
    problems += _stamped_beyond(last)
    unsealed = Entry.objects.filter(txid__gte=before.to_txid if before else 0).count()
    wrong = sum(problem.kind == ProblemKind.STAMP_WRONG for problem in problems)
    stamped = Stamp.objects.count() - wrong
    return Verdict(tuple(problems), batches, entries, unsealed, outside.restores, stamped)


def _of_head(head: Head, before: Head | None, key: bytes, signature: bytes) -> Iterator[Problem]:
    if not head.is_signed(signature, key):
        yield Problem(ProblemKind.FORGED, head.number)
    expected = (
        (before.number + 1, before.to_txid, before.digest()) if before else (1, 0, NO_PREVIOUS)
    )
    if (head.number, head.from_txid, head.previous) != expected:
        yield Problem(ProblemKind.CHAIN_BROKEN, head.number)


def _of_witness(head: Head, outside: witness.Witness) -> Iterator[Problem]:
    told = outside.digests.get(head.number)
    if told is None:
        yield Problem(ProblemKind.NOT_WITNESSED, head.number)
    elif told != head.digest():
        yield Problem(ProblemKind.RESEALED, head.number)


def _of_entries(head: Head, leaves: bytes) -> Iterator[Problem]:
    sealed = unpack_leaves(leaves)
    if root_of([node_of(i, digest) for i, digest in sealed.items()]) != head.root:
        yield Problem(ProblemKind.LEAVES_CHANGED, head.number)
    yield from compare(head.number, sealed, _found(head))


def _of_stamp(head: Head, roots: list[x509.Certificate]) -> Iterator[Problem]:
    for stamp in Stamp.objects.filter(pk=head.number):
        try:
            verified(bytes(stamp.token), head.digest(), roots)
        except BadStamp as bad:
            yield Problem(ProblemKind.STAMP_WRONG, head.number, why=str(bad))


def _stamped_beyond(last: int) -> Iterator[Problem]:
    """Stamps whose seal the database no longer has at its end."""
    for number in Stamp.objects.filter(pk__gt=last).order_by("pk").values_list("pk", flat=True):
        yield Problem(ProblemKind.STAMP_WRONG, number, why="its seal is gone")


def _found(head: Head) -> dict[int, bytes]:
    """Digests computed anew from what the batch's rows say now."""
    entries = Entry.objects.filter(txid__gte=head.from_txid, txid__lt=head.to_txid)
    return {entry.id: _digest(entry) for entry in entries.order_by("id").iterator()}


def _digest(entry: Entry) -> bytes:
    actor = Actor(ActorKind(entry.actor_kind), entry.actor_key, entry.actor_label)
    subject = (entry.kind, entry.subject_kind, entry.subject_id, entry.dossier_id)
    written = Written(entry.at, actor, entry.unit_id, *subject, entry.body, entry.request_key)
    computed = leaf(written, bytes(entry.salt))
    stored = bytes(entry.leaf)
    return digest_of(computed if computed == stored else b"", entry.txid, entry.recorded_at)


def _lacking(outside: witness.Witness, last: int) -> Iterator[Problem]:
    """Seals that the witness saw and the database no longer has at its end."""
    for number in sorted(outside.digests):
        if number > last:
            yield Problem(ProblemKind.ROLLED_BACK, number)


def proof_of(entry_id: int) -> Proof:
    """The proof that the entry stands in its batch; NotSealedYet while it is too young."""
    txid = Entry.objects.values_list("txid", flat=True).get(pk=entry_id)
    seal = Seal.objects.filter(from_txid__lte=txid, to_txid__gt=txid).first()
    if seal is None:
        raise NotSealedYet(entry_id)
    sealed = unpack_leaves(bytes(seal.leaves))
    index = list(sealed).index(entry_id)
    path = path_of([node_of(i, digest) for i, digest in sealed.items()], index)
    return Proof(entry_id, sealed[entry_id], index, path, head_of(seal), bytes(seal.signature))


def public_key() -> bytes:
    """The 32 bytes of the public key that belongs to the configured key file."""
    text = Path(settings.MOTCUA_SEAL_KEY_FILE).read_text().strip()
    private = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(text))
    return private.public_key().public_bytes_raw()
