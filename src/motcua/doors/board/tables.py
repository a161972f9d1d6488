"""The board's tables: every number a link to its rows, the totals beneath, and the plain CSV."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import replace
from hashlib import sha256
from io import StringIO

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.doors.board.asked import Asked
from motcua.doors.board.wording import DIMENSIONS, NAMES, line_name, percent
from motcua.oversight.indicators.queries import Line, total
from motcua.oversight.indicators.rules import Dimension, Measure, Period, late_share
from motcua.ui import pieces

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


def table(made: Sequence[Line], asked: Asked, caption: str) -> SafeString:
    """Return the lines with their totals; the rate of few dossiers is not told."""
    body = format_html_join("", "{}", ((_line(line, asked),) for line in made))
    return format_html(
        '<table class="t d ut board-t"><caption class="sr">{}</caption><thead>{}</thead>'
        "<tbody>{}</tbody>{}</table>", caption, _head(asked), body, _foot(made, asked),
    )  # fmt: skip


def months(made: Iterable[Line], periods: Sequence[Period], asked: Asked) -> SafeString:
    """Return one line a month; its figures open the rows of that month."""
    by_month = replace(asked, dimension=Dimension.MONTH)
    ordered = sorted(made, key=lambda line: int(line.key))
    drawn = (_line(line, replace(by_month, period=periods[int(line.key)])) for line in ordered)
    return format_html(
        '<table class="t d ut board-t"><caption class="sr">{}</caption><thead>{}</thead>'
        "<tbody>{}</tbody></table>", _("Theo tháng"), _head(by_month),
        format_html_join("", "{}", ((line,) for line in drawn)),
    )  # fmt: skip


def _head(asked: Asked) -> SafeString:
    cells = format_html_join(
        "", '<th scope="col" class="{}">{}</th>', ((_css(m), NAMES[m]) for m in COLUMNS)
    )
    name = DIMENSIONS[asked.dimension]
    rate = _("Tỷ lệ trễ")
    return format_html(
        '<tr><th scope="col">{}</th>{}<th scope="col" class="num grp">{}</th></tr>',
        name, cells, rate,
    )  # fmt: skip


def _css(measure: Measure) -> str:
    return "num grp" if measure in FIRSTS else "num"


def _line(line: Line, asked: Asked) -> SafeString:
    name = line_name(line, asked.dimension)
    return _row(name, line.counts, asked, line.key)


def _foot(made: Sequence[Line], asked: Asked) -> SafeString:
    sums = total(made)
    return format_html("<tfoot>{}</tfoot>", _row(_("Tổng cộng"), sums, asked, ""))


def _row(name: str, counts: dict[Measure, int], asked: Asked, key: str) -> SafeString:
    cells = format_html_join(
        "",
        '<td class="{}{}" data-l="{}">{}</td>',
        (
            (
                _css(m),
                " hotn" if m in HOT and counts[m] else "",
                NAMES[m],
                pieces.amount(counts[m], asked.rows(m, key) if counts[m] else ""),
            )
            for m in COLUMNS
        ),
    )
    return format_html(
        '<tr><th scope="row">{}</th>{}<td class="num grp" data-l="{}">{}</td></tr>',
        name, cells, _("Tỷ lệ trễ"), percent(late_share(counts)),
    )  # fmt: skip


def as_csv(made: Sequence[Line], asked: Asked) -> str:
    """Return the table as CSV for spreadsheets; no cell can be taken for a formula."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([inert(str(DIMENSIONS[asked.dimension])), *(str(NAMES[m]) for m in COLUMNS)])
    for line in made:
        name = inert(line_name(line, asked.dimension))
        writer.writerow([name, *(line.counts[m] for m in COLUMNS)])
    sums = total(made)
    writer.writerow([_("Tổng cộng"), *(sums[m] for m in COLUMNS)])
    return "\ufeff" + out.getvalue()


def inert(text: str) -> str:
    """Return text that no spreadsheet runs: a leading sign of a formula gets an apostrophe."""
    return f"'{text}" if text.lstrip()[:1] in tuple("=+-@\t\r|") or text[:1] in "\t\r" else text


def report_id(made: Sequence[Line], asked: Asked) -> str:
    """Return the report's id: period, and a short hash of all its figures."""
    said = [(line.key, *line.counts.values()) for line in sorted(made, key=lambda x: x.key)]
    mark = sha256(repr((asked.dimension.value, said)).encode()).hexdigest()[:6].upper()
    return f"BC-{asked.period.first:%y%m%d}-{asked.period.last:%y%m%d}-{mark}"
