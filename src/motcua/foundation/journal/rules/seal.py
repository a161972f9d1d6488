"""Seals: signed heads of batches, chained; verdicts on them; proofs that an entry is in one."""

import hashlib
import json
import struct
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from motcua.foundation.journal.rules.merkle import Path, leaf_hash, root_from

DOMAIN = b"motcua journal seal 1\n"
NO_PREVIOUS = hashlib.sha256(b"").digest()

_MARK = struct.Struct(">qq")
_ID = struct.Struct(">q")


class SealKeyMissing(Exception):
    """Seals stand, but the key that made them is not where it should be."""


class WitnessDisagrees(Exception):
    """The witness knows a seal that the database lacks, or another one of the same number."""

    def __init__(self, number: int) -> None:
        super().__init__(str(number))
        self.number = number


def digest_of(leaf: bytes, txid: int, recorded_at: datetime) -> bytes:
    """32 bytes for an entry: what its author wrote, and when the database took it down."""
    return digest_at(leaf, txid, round(recorded_at.timestamp() * 1_000_000))


def digest_at(leaf: bytes, txid: int, micros: int) -> bytes:
    """The same, with the instant in microseconds since 1970 as the database counts them."""
    return hashlib.sha256(leaf + _MARK.pack(txid, micros)).digest()


def node_of(entry_id: int, digest: bytes) -> bytes:
    """The entry's leaf hash in the tree: the digest at its place."""
    return leaf_hash(_ID.pack(entry_id) + digest)


def pack_leaves(digests: Mapping[int, bytes]) -> bytes:
    """40 bytes per entry, id and digest, in the order given."""
    return b"".join(_ID.pack(entry_id) + digest for entry_id, digest in digests.items())


def unpack_leaves(leaves: bytes) -> dict[int, bytes]:
    """Id → digest, in the order stored."""
    return {
        _ID.unpack_from(leaves, at)[0]: leaves[at + 8 : at + 40]
        for at in range(0, len(leaves) - 39, 40)
    }


@dataclass(frozen=True, slots=True)
class Head:
    """What is signed: a batch's span of transactions, its size, root and predecessor."""

    number: int
    from_txid: int
    to_txid: int
    count: int
    first_id: int
    last_id: int
    root: bytes
    previous: bytes
    sealed_at: datetime

    def message(self) -> bytes:
        """The signed bytes."""
        facts = [self.number, self.from_txid, self.to_txid, self.count, self.first_id]
        marks = [self.last_id, self.root.hex(), self.previous.hex()]
        instant = self.sealed_at.astimezone(UTC).isoformat(timespec="microseconds")
        return DOMAIN + json.dumps([*facts, *marks, instant], separators=(",", ":")).encode()

    def digest(self) -> bytes:
        """What the next seal and the witness name this one by."""
        return hashlib.sha256(self.message()).digest()

    def is_signed(self, signature: bytes, key: bytes) -> bool:
        """Whether the Ed25519 public `key` (32 bytes) made the signature."""
        try:
            Ed25519PublicKey.from_public_bytes(key).verify(signature, self.message())
        except (InvalidSignature, ValueError):
            return False
        return True


class ProblemKind(StrEnum):
    """What an inspection of the journal can find."""

    EDITED = "edited"
    DELETED = "deleted"
    INSERTED = "inserted"
    SWAPPED = "swapped"
    TRUNCATED = "truncated"
    LEAVES_CHANGED = "leaves_changed"
    FORGED = "forged"
    CHAIN_BROKEN = "chain_broken"
    RESEALED = "resealed"
    ROLLED_BACK = "rolled_back"
    NOT_WITNESSED = "not_witnessed"
    STAMP_WRONG = "stamp_wrong"


@dataclass(frozen=True, slots=True)
class Problem:
    """One finding, localised to the batch and, where it can be, to the entry; `why` in short."""

    kind: ProblemKind
    batch: int
    entry_id: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result of a verification: `unsealed` entries are younger than the last seal.

    `stamped` batches bear a good time-stamp of their own; those before the last of them are
    covered by the chain.
    """

    problems: tuple[Problem, ...]
    batches: int
    entries: int
    unsealed: int
    restores: tuple[str, ...] = ()
    stamped: int = 0

    @property
    def ok(self) -> bool:
        """No finding at all."""
        return not self.problems


def compare(number: int, sealed: dict[int, bytes], found: dict[int, bytes]) -> tuple[Problem, ...]:
    """Say which entries (id → digest) differ between what was sealed and what is found."""
    if sealed and not found:
        return (Problem(ProblemKind.TRUNCATED, number),)
    changed = {i for i in sealed.keys() & found.keys() if sealed[i] != found[i]}
    by_digest = {sealed[i]: i for i in changed}
    problems = [Problem(ProblemKind.DELETED, number, i) for i in sealed.keys() - found.keys()]
    problems += [Problem(ProblemKind.INSERTED, number, i) for i in found.keys() - sealed.keys()]
    for entry_id in changed:
        kind = ProblemKind.SWAPPED if found[entry_id] in by_digest else ProblemKind.EDITED
        problems.append(Problem(kind, number, entry_id))
    return tuple(sorted(problems, key=lambda problem: problem.entry_id or 0))


@dataclass(frozen=True, slots=True)
class Proof:
    """That an entry stands in a sealed batch; it needs no database to be checked."""

    entry_id: int
    digest: bytes
    index: int
    path: Path
    head: Head
    signature: bytes


def verify_proof(proof: Proof, key: bytes) -> bool:
    """Whether the proof leads to a root signed by the public `key`."""
    node = node_of(proof.entry_id, proof.digest)
    root = root_from(node, proof.index, proof.head.count, proof.path)
    return root == proof.head.root and proof.head.is_signed(proof.signature, key)
