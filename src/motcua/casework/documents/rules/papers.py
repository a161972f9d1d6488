"""States of a required paper in the folder, and of a result."""

from enum import StrEnum


class PaperState(StrEnum):
    """What became of one paper of the announced list; ISSUED is a result of ours on paper."""

    RECEIVED = "received"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"
    RETURNED = "returned"
    ISSUED = "issued"


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
    REPLACED = "replaced"


MAKING = frozenset({ResultState.DRAFT, ResultState.APPROVED})
ENDED = frozenset({ResultState.REVOKED, ResultState.REPLACED})


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


class Medium(StrEnum):
    """How an issued result exists: signed from birth, a scan signed as a copy or not yet, paper.

    Basis: Decree 107/2021/NĐ-CP, art. 21a (results are digitised too; mem-mid)
    """

    SIGNED = "signed"
    CERTIFIED = "certified"
    SCANNED = "scanned"
    PAPER = "paper"


ELECTRONIC = frozenset({Signing.SIGNED, Signing.SEALED, Signing.KEPT})
