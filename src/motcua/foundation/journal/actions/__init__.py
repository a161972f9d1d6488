"""The journal's writers."""

from motcua.foundation.journal.actions.sealing import accept_restore, seal
from motcua.foundation.journal.actions.upkeep import grants, keep_txid_rising
from motcua.foundation.journal.actions.writing import (
    claim,
    claiming,
    record,
    record_look,
    record_read,
)

__all__ = [
    "accept_restore",
    "claim",
    "claiming",
    "grants",
    "keep_txid_rising",
    "record",
    "record_look",
    "record_read",
    "seal",
]
