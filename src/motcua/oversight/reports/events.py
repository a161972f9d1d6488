"""What this room tells the journal."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from motcua.foundation.journal.rules import Event


@dataclass(frozen=True)
class ReportOrdered(Event):
    """Somebody asked for a report; `unit_id` None is the whole province."""

    kind: ClassVar[str] = "report.ordered"
    subject_kind: ClassVar[str] = "report_order"
    report_order_id: int
    report: str
    first: date
    last: date
    scope_id: int | None


@dataclass(frozen=True)
class ReportMade(Event):
    """A report was made and stands for good."""

    kind: ClassVar[str] = "report.made"
    subject_kind: ClassVar[str] = "report"
    report_id: int
    number: str
    report: str
    first: date
    last: date
    as_at: datetime
    data_sha256: str
    pdf_sha256: str
    template_version: str


@dataclass(frozen=True)
class ReportChecked(Event):
    """The figures of a report were counted again, as at its instant."""

    kind: ClassVar[str] = "report.checked"
    subject_kind: ClassVar[str] = "report"
    report_id: int
    differences: int
