"""What is asked for in a supplement request."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Lacking:
    """One thing to bring: the paper of the list and what is wrong with it."""

    name: str
    what: str
    required_paper_id: int | None = None


@dataclass(frozen=True)
class Demand:
    """A request for papers, all at once. `approver` signs a further round in appraisal."""

    items: tuple[Lacking, ...]
    reason: str
    legal_basis: str = ""
    approver: str = ""
    answer_by: datetime | None = None
