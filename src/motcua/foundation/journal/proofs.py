"""The proof of an entry as a file: plain values that any program can check without a database."""

from motcua.foundation.journal.models import Entry
from motcua.foundation.journal.rules.seal import Head, Proof
from motcua.foundation.journal.verify import proof_of, public_key

Values = dict[str, object]


class NoSuchEntry(LookupError):
    """The journal has no entry of this number."""


def exported_proof(entry_id: int) -> Values:
    """Return the proof as JSON values, hashes and signature in hex, with the public key.

    Raises NoSuchEntry, NotSealedYet.
    """
    try:
        proof = proof_of(entry_id)
    except Entry.DoesNotExist as unknown:
        raise NoSuchEntry(entry_id) from unknown
    return _values(proof, public_key())


def _values(proof: Proof, key: bytes) -> Values:
    return {
        "entry_id": proof.entry_id,
        "digest": proof.digest.hex(),
        "index": proof.index,
        "path": [step.hex() for step in proof.path],
        "seal": _head(proof.head),
        "signature": proof.signature.hex(),
        "public_key": key.hex(),
    }


def _head(head: Head) -> Values:
    return {
        "number": head.number,
        "from_txid": head.from_txid,
        "to_txid": head.to_txid,
        "count": head.count,
        "first_id": head.first_id,
        "last_id": head.last_id,
        "root": head.root.hex(),
        "previous": head.previous.hex(),
        "sealed_at": head.sealed_at.isoformat(timespec="microseconds"),
    }
