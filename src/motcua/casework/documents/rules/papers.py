"""States of a required paper in the folder, and of a result."""

from enum import StrEnum


class PaperState(StrEnum):
    """What became of one paper of the announced list."""

    RECEIVED = "received"
    MISSING = "missing"
    NOT_NEEDED = "not_needed"
    RETURNED = "returned"


class ResultState(StrEnum):
    """How far a result has come."""

    DRAFT = "draft"
    APPROVED = "approved"
    ISSUED = "issued"
    REVOKED = "revoked"
