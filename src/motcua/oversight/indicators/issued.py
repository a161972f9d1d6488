"""How many issued results are electronic: by unit, officer, procedure or month, each with rows.

Counted are results in force, on the day and at the unit that issued them. Electronic is one that
was signed digitally from birth, or whose paper was scanned and signed as a true copy.
Basis: Decree 107/2021/NĐ-CP, art. 21a; R-45: 100 % of what is received and settled (mem-mid).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from motcua.oversight.indicators.digitising import HEIR, PAGE, Line, ask
from motcua.oversight.indicators.rules import Period
from motcua.registers.organisation.rules import Acting


class Kind(StrEnum):
    """Which results of a line, each named as its figure: all, or by how they exist."""

    ALL = "results"
    SIGNED = "signed"
    CERTIFIED = "certified"
    SCANNED = "scanned"
    PAPER = "paper"


_MONTH = "to_char(r.issued_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM')"
_LINES = {
    Line.UNIT: ("h.id::text", "h.name"),
    Line.OFFICER: ("coalesce(r.officer_id, 0)::text", "coalesce(o.full_name, '–')"),
    Line.PROCEDURE: ("r.procedure_id::text", "p.code"),
    Line.MONTH: (_MONTH, _MONTH),
}
_KINDS = {kind: f"r.medium = '{kind}'" for kind in Kind} | {Kind.ALL: "TRUE"}
_ISSUED = f"""
  FROM documents_result r
  JOIN organisation_unit u ON u.id = r.unit_id {HEIR}
  JOIN catalogue_procedure p ON p.id = r.procedure_id
  LEFT JOIN people_officer o ON o.id = r.officer_id
  {{more}}
 WHERE r.state = 'issued' AND r.issued_at BETWEEN %(begin)s AND %(end)s
   AND (%(sees_all)s OR r.unit_id = ANY(%(unit_ids)s))
"""


@dataclass(frozen=True)
class Figures:
    """Results by how they exist."""

    key: str
    name: str
    results: int
    signed: int
    certified: int
    scanned: int
    paper: int

    @property
    def percent(self) -> float | None:
        """The share that is electronic; None where nothing was issued."""
        return 100 * (self.signed + self.certified) / self.results if self.results else None


@dataclass(frozen=True)
class ResultRow:
    """A result behind a figure; `why` and `officer` say why, and by whom, it went out on paper."""

    result_id: int
    code: str
    number: str
    issued_at: datetime
    unit: str
    officer: str
    signer: str
    why: str

    @property
    def place(self) -> tuple[datetime, int]:
        """Its place in the list, newest first."""
        return self.issued_at, self.result_id


def figures(line: Line, period: Period, *, by: Acting, now: datetime) -> tuple[Figures, ...]:
    """Return the lines of a period, the least electronic first; two statements."""
    key, name = _LINES[line]
    counts = ", ".join(f"count(*) FILTER (WHERE {_KINDS[kind]})" for kind in Kind)
    text = f"SELECT {key}, {name}, {counts} {_ISSUED.format(more='')} GROUP BY 1, 2"
    rows = (Figures(str(row[0]), str(row[1]), *row[2:]) for row in ask(text, by, period, now))
    if line is Line.MONTH:
        return tuple(sorted(rows, key=lambda row: row.key))
    return tuple(sorted(rows, key=lambda row: (row.percent or 0, -row.results, row.name)))


def total(rows: Sequence[Figures]) -> Figures:
    """Return the sums of the lines."""
    return Figures("", "", *(sum(getattr(row, kind) for row in rows) for kind in Kind))


@dataclass(frozen=True)
class Asked:
    """Which rows: of a line's value ("" for all), of a kind, after the last one shown."""

    line: Line
    key: str
    kind: Kind
    after: tuple[datetime, int] | None = None
    most: int = PAGE


def rows(asked: Asked, period: Period, *, by: Acting, now: datetime) -> tuple[ResultRow, ...]:
    """Return the results behind a figure, newest first, `most` and one more; two statements."""
    key, _name = _LINES[asked.line]
    text = f"""
        SELECT r.id, coalesce(d.code, ''), r.number, r.issued_at, u.name,
               coalesce(o.full_name, ''), r.signer_label, r.why_on_paper
        {_ISSUED.format(more="JOIN dossiers_dossier d ON d.id = r.dossier_id")}
           AND {_KINDS[asked.kind]} AND (%(key)s = '' OR {key} = %(key)s)
           AND (%(at)s::timestamptz IS NULL OR (r.issued_at, r.id) < (%(at)s, %(last)s))
         ORDER BY r.issued_at DESC, r.id DESC LIMIT {asked.most + 1}
    """
    at, last = asked.after or (None, 0)
    found = ask(text, by, period, now, {"key": asked.key, "at": at, "last": last})
    return tuple(ResultRow(*row) for row in found)
