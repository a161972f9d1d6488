"""The catalogue's readers: frozen rows for screens, the reception rule for the desk."""

from motcua.registers.catalogue.queries.content import (
    BasisRow,
    CaseRow,
    Content,
    PaperRow,
    ResultRow,
    content_of,
)
from motcua.registers.catalogue.queries.reception import (
    current_version,
    reception_blockers,
    version_facts,
)
from motcua.registers.catalogue.queries.rows import (
    fee_rows,
    limit_rows,
    process_table,
    step_drafts,
)

__all__ = [
    "BasisRow",
    "CaseRow",
    "Content",
    "PaperRow",
    "ResultRow",
    "content_of",
    "current_version",
    "fee_rows",
    "limit_rows",
    "process_table",
    "reception_blockers",
    "step_drafts",
    "version_facts",
]
