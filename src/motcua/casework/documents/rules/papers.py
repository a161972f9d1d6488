"""States of a required paper in the folder, and of a result."""

from enum import StrEnum


class PaperState(StrEnum):
    """What became of one paper of the announced list."""

    RECEIVED = "received"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"
    RETURNED = "returned"


class DigitalState(StrEnum):
    """How far a paper has come into the electronic folder.

    SCANNED has its pages; DIGITISED its archival file; REUSED was there before and is not scanned
    again. Basis: Circular 01/2023/TT-VPCP, component states (handbook 2.6, mem-mid)
    """

    WAITING = "waiting"
    SCANNED = "scanned"
    DIGITISED = "digitised"
    REUSED = "reused"


class FileOrigin(StrEnum):
    """Where the electronic file of a paper comes from."""

    SCANNED = "scanned"
    BORN_DIGITAL = "born_digital"
    OWN_STORE = "own_store"
    NATIONAL_STORE = "national_store"


class ResultState(StrEnum):
    """How far a result has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    ISSUED = "issued"
    REVOKED = "revoked"


class ResultKind(StrEnum):
    """Whether a result grants what was asked, or refuses it."""

    RESULT = "result"
    REFUSAL = "refusal"


class Signing(StrEnum):
    """How far the electronic original of a result has come; on paper there is none.

    Drawn for the leader, signed by the leader, sealed by the agency, kept with its evidence.
    """

    PAPER = "paper"
    DRAWN = "drawn"
    SIGNED = "signed"
    SEALED = "sealed"
    KEPT = "kept"


ELECTRONIC = frozenset({Signing.SIGNED, Signing.SEALED, Signing.KEPT})
