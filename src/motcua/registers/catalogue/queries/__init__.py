"""The catalogue's readers: frozen rows for screens, the reception rule for the desk."""

from motcua.registers.catalogue.queries.content import (
    BasisRow,
    CaseRow,
    Content,
    PaperRow,
    ResultRow,
    content_of,
)
from motcua.registers.catalogue.queries.page import (
    Announcement,
    ChannelTerms,
    ProcedurePage,
    draft_page,
    procedure_page,
)
from motcua.registers.catalogue.queries.reception import (
    current_version,
    reception_blockers,
    version_facts,
)
from motcua.registers.catalogue.queries.rows import (
    exemption_names,
    fee_rows,
    limit_rows,
    process_table,
    step_drafts,
)
from motcua.registers.catalogue.queries.search import (
    ProcedureRow,
    in_force,
    receivable,
    search_procedures,
)

__all__ = [
    "Announcement",
    "BasisRow",
    "CaseRow",
    "ChannelTerms",
    "Content",
    "PaperRow",
    "ProcedurePage",
    "ProcedureRow",
    "ResultRow",
    "content_of",
    "current_version",
    "draft_page",
    "exemption_names",
    "fee_rows",
    "in_force",
    "limit_rows",
    "procedure_page",
    "process_table",
    "receivable",
    "reception_blockers",
    "search_procedures",
    "step_drafts",
    "version_facts",
]
