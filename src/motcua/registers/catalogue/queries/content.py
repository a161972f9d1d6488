"""The content of a version. A published one is immutable, so this process remembers it."""

from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from motcua.registers.catalogue.models import (
    LegalBasis,
    ProcedureCase,
    RequiredPaper,
    ResultKind,
)
from motcua.registers.catalogue.queries.rows import fee_rows, limit_rows
from motcua.registers.catalogue.rules.fees import FeeRow
from motcua.registers.catalogue.rules.kinds import VersionState
from motcua.registers.catalogue.rules.limits import LimitRow

REMEMBERED = 512


@dataclass(frozen=True)
class CaseRow:
    """A variant of the procedure."""

    case_id: int
    key: str
    name: str
    name_en: str
    is_default: bool


@dataclass(frozen=True)
class PaperRow:
    """A required paper; a null case means every case."""

    paper_id: int
    number: int
    case_id: int | None
    name: str
    name_en: str
    code: str
    form_code: str
    form_url: str
    originals: int
    copies: int
    condition_text: str
    is_required: bool
    is_reusable: bool
    most_pages: int | None = None
    most_mb: int | None = None


@dataclass(frozen=True)
class ResultRow:
    """What the applicant gets."""

    result_id: int
    code: str
    name: str
    name_en: str
    symbol: str


@dataclass(frozen=True)
class BasisRow:
    """An instrument on which the version rests; `state` is empty when the register lacks it."""

    document_no: str
    title: str
    state: str


@dataclass(frozen=True)
class Content:
    """Everything a version says, as values."""

    cases: tuple[CaseRow, ...]
    papers: tuple[PaperRow, ...]
    fees: tuple[FeeRow, ...]
    limits: tuple[LimitRow, ...]
    results: tuple[ResultRow, ...]
    bases: tuple[BasisRow, ...]

    def papers_of(self, case_id: int | None) -> tuple[PaperRow, ...]:
        """Return the papers that one case asks for."""
        return tuple(paper for paper in self.papers if paper.case_id in (None, case_id))


_memory: OrderedDict[int, Content] = OrderedDict()
_lock = Lock()


def content_of(version_id: int, state: VersionState) -> Content:
    """Return the version's content: from memory when published, else in seven statements."""
    if state is VersionState.DRAFT:
        return _read(version_id)
    with _lock:
        known = _memory.get(version_id)
        if known is not None:
            _memory.move_to_end(version_id)
            return known
    content = _read(version_id)
    with _lock:
        _memory[version_id] = content
        while len(_memory) > REMEMBERED:
            _memory.popitem(last=False)
    return content


def forget() -> None:
    """Empty the memory: after a restore, and when a published version was rolled back."""
    with _lock:
        _memory.clear()


def _read(version_id: int) -> Content:
    return Content(
        cases=_cases(version_id),
        papers=_papers(version_id),
        fees=fee_rows(version_id),
        limits=limit_rows(version_id),
        results=_results(version_id),
        bases=_bases(version_id),
    )


def _cases(version_id: int) -> tuple[CaseRow, ...]:
    rows = ProcedureCase.objects.filter(version=version_id).order_by("number")
    return tuple(
        CaseRow(*row) for row in rows.values_list("pk", "key", "name", "name_en", "is_default")
    )


def _papers(version_id: int) -> tuple[PaperRow, ...]:
    rows = RequiredPaper.objects.filter(version=version_id).order_by("number")
    columns = [name for name in PaperRow.__dataclass_fields__ if name != "paper_id"]
    return tuple(PaperRow(*row) for row in rows.values_list("pk", *columns))


def _results(version_id: int) -> tuple[ResultRow, ...]:
    rows = ResultKind.objects.filter(version=version_id).order_by("number")
    return tuple(
        ResultRow(*row) for row in rows.values_list("pk", "code", "name", "name_en", "symbol")
    )


def _bases(version_id: int) -> tuple[BasisRow, ...]:
    rows = LegalBasis.objects.filter(version=version_id).order_by("number")
    return tuple(
        BasisRow(number, title or law or "", state or "")
        for number, title, law, state in rows.values_list(
            "document_no", "title", "regulation__title", "regulation__state"
        )
    )
