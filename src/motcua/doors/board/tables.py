"""The board's tables: every number a link to its rows, the totals beneath, last year beside.

Hot: a province has two hundred lines of twenty cells, so a row is put together from pieces that
were escaped once.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from hashlib import sha256

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.doors.board.asked import Asked
from motcua.doors.board.downloads import WRITERS, told_last
from motcua.doors.board.wording import DIMENSIONS, NAMES, line_name, percent
from motcua.kit import sheets
from motcua.oversight.indicators.comparing import TOTAL
from motcua.oversight.indicators.queries import Line, total
from motcua.oversight.indicators.rules import (
    Dimension,
    Measure,
    Period,
    late_share,
    on_time_share,
)
from motcua.ui.escaping import escape
from motcua.ui.pieces import grouper

M = Measure
GROUPS = (
    ("to_settle", (M.TO_SETTLE, M.RECEIVED, M.CARRIED_OVER)),
    ("settled", (M.SETTLED, M.EARLY, M.ON_TIME, M.LATE)),
    ("in_process", (M.IN_PROCESS, M.IN_TIME, M.OVERDUE)),
    ("suspended", (M.SUSPENDED, M.FOR_PAPERS, M.FOR_DUTY, M.FOR_OTHER)),
    ("gone", (M.WITHDRAWN, M.STOPPED, M.REFUSED)),
)
COLUMNS = tuple(measure for _name, measures in GROUPS for measure in measures)
HOT = frozenset({M.LATE, M.OVERDUE})
FIRSTS = frozenset(measures[0] for _name, measures in GROUPS)
Before = Mapping[str, Line]


@dataclass(frozen=True)
class YearAgo:
    """Last year's lines by the key of this year's, and the question that opens their rows."""

    lines: Before
    asked: Asked


def table(
    made: Sequence[Line], asked: Asked, caption: str, ago: YearAgo | None = None
) -> SafeString:
    """Return the lines with their totals; the rate of few dossiers is not told."""
    rows, by = _Rows(asked, ago), asked.dimension
    drawn = (rows.row(line_name(x, by), x.counts, x.key, asked.page(x.key)) for x in made)
    body, foot = SafeString("".join(drawn)), rows.row(_("Tổng cộng"), total(made), TOTAL)
    return format_html(
        '<table class="t d ut board-t"><caption class="sr">{}</caption><thead>{}</thead>'
        "<tbody>{}</tbody><tfoot>{}</tfoot></table>", caption, rows.head(), body, foot,
    )  # fmt: skip


def trend(
    made: Sequence[tuple[str, Period, Line]], asked: Asked, caption: str, units: str = ""
) -> SafeString:
    """Return one line for each stretch of time; its figures open the rows of that time.

    `units` is the key of some units, all in sight when empty. The columns are those of the lines.
    """
    whose = replace(asked, dimension=Dimension.UNIT if units else Dimension.MONTH)
    columns = [m for m in COLUMNS if all(m in line.counts for _n, _p, line in made)]
    drawn = [
        _Rows(replace(whose, period=period), columns=columns).row(name, line.counts, units)
        for name, period, line in made
    ]
    head = _Rows(replace(whose, dimension=Dimension.MONTH), columns=columns).head()
    return format_html(
        '<table class="t d ut board-t"><caption class="sr">{}</caption><thead>{}</thead>'
        "<tbody>{}</tbody></table>", caption, head, SafeString("".join(drawn)),
    )  # fmt: skip


class _Rows:
    """Draws the rows of one table; the rate is of what its columns tell."""

    def __init__(
        self, asked: Asked, ago: YearAgo | None = None, columns: Sequence[Measure] = COLUMNS
    ) -> None:
        self._asked, self._ago, self._columns = asked, ago, columns
        self._now = [_Cell(measure, asked) for measure in columns]
        is_late = M.OVERDUE in columns
        self._share = late_share if is_late else on_time_share
        self._share_name = _("Tỷ lệ trễ") if is_late else _("Đúng và trước hạn")
        self._rate = _label(self._share_name)
        if ago is not None:
            self._received = _Cell(M.RECEIVED, ago.asked, _("Tiếp nhận cùng kỳ năm trước"), True)
            self._was_rate = _label(_("Tỷ lệ trễ cùng kỳ năm trước"))

    def head(self) -> SafeString:
        """Return the row of headings."""
        heads = [*((_css(m), str(NAMES[m])) for m in self._columns), ("num grp", self._share_name)]
        if self._ago is not None:
            heads.append(("num grp", _("Tiếp nhận cùng kỳ năm trước")))
            heads.append(("num", _("Tỷ lệ trễ cùng kỳ năm trước")))
        cells = "".join(f'<th scope="col" class="{css}">{escape(n)}</th>' for css, n in heads)
        name = escape(str(DIMENSIONS[self._asked.dimension]))
        return SafeString(f'<tr><th scope="col">{name}</th>{cells}</tr>')

    def row(self, name: str, counts: Mapping[Measure, int], key: str, page: str = "") -> SafeString:
        """Return one line; the name may lead to a page of its own."""
        cells = "".join(cell.drawn(counts[cell.measure], key) for cell in self._now)
        rate = f'<td class="num grp"{self._rate}>{percent(self._share(counts))}</td>'
        said = f'<a href="{escape(page)}">{escape(name)}</a>' if page else escape(name)
        head = f'<tr><th scope="row">{said}</th>'
        return SafeString(f"{head}{cells}{rate}{self._last_year(key)}</tr>")

    def _last_year(self, key: str) -> str:
        if self._ago is None:
            return ""
        line = self._ago.lines.get(key)
        if line is None:
            return f'<td class="num grp"></td><td class="num"{self._was_rate}>–</td>'
        rate = percent(late_share(line.counts))
        received = self._received.drawn(line.counts[M.RECEIVED], line.key)
        return f'{received}<td class="num"{self._was_rate}>{rate}</td>'


class _Cell:
    """Draws the figures of one column; the address is escaped once."""

    def __init__(
        self, measure: Measure, asked: Asked, name: str = "", is_first: bool = False
    ) -> None:
        self.measure = measure
        label = _label(name or str(NAMES[measure]))
        css = "num grp" if is_first else _css(measure)
        self._cold = f'<td class="{css}"{label}>'
        self._hot = f'<td class="{css} hotn"{label}>' if measure in HOT else self._cold
        self._link = f'<a class="fig" href="{escape(asked.rows(measure))}'
        self._grouped = grouper()

    def drawn(self, figure: int, key: str) -> str:
        """Return the cell; a figure opens its rows."""
        if not figure:
            return f"{self._cold}0</td>"
        safe = escape(key).replace(",", "%2C")
        return f'{self._hot}{self._link}{safe}">{self._grouped(figure)}</a></td>'


def _label(text: str) -> str:
    return f' data-l="{escape(text)}"'


def _css(measure: Measure) -> str:
    return "num grp" if measure in FIRSTS else "num"


def as_sheet(
    made: Sequence[Line], asked: Asked, ago: YearAgo | None, format_name: str, told: str
) -> bytes:
    """Return the table as CSV, XLSX or ODS; no cell can be taken for a formula.

    The last lines say what was counted: period, report and instant, in `told`.
    """
    heads = [str(DIMENSIONS[asked.dimension]), *(str(NAMES[m]) for m in COLUMNS)]
    heads += [_("Tỷ lệ trễ, %")]
    if ago is not None:
        heads += [_("Tiếp nhận cùng kỳ năm trước"), _("Tỷ lệ trễ cùng kỳ năm trước, %")]
    rows = [_values(line_name(line, asked.dimension), line.counts, line.key, ago) for line in made]
    rows.append(_values(_("Tổng cộng"), total(made), TOTAL, ago))
    return WRITERS[format_name](_("Giải quyết hồ sơ"), heads, told_last(rows, heads, told))


def _values(
    name: str, counts: Mapping[Measure, int], key: str, ago: YearAgo | None
) -> list[sheets.Cell]:
    now: list[sheets.Cell] = [name, *(counts[m] for m in COLUMNS), _rate(counts)]
    return now if ago is None else [*now, *_were(ago.lines.get(key))]


def _were(line: Line | None) -> Iterator[sheets.Cell]:
    yield line.counts[M.RECEIVED] if line else None
    yield _rate(line.counts) if line else None


def _rate(counts: Mapping[Measure, int]) -> Decimal | None:
    value = late_share(counts).percent
    return None if value is None else Decimal(f"{value:.2f}")


def report_id(made: Sequence[Line], asked: Asked) -> str:
    """Return the report's id: period, and a short hash of all its figures."""
    said = [(line.key, *line.counts.values()) for line in sorted(made, key=lambda x: x.key)]
    mark = sha256(repr((asked.dimension.value, said)).encode()).hexdigest()[:6].upper()
    return f"BC-{asked.period.first:%y%m%d}-{asked.period.last:%y%m%d}-{mark}"
