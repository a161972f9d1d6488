"""V4 in words: what was asked for, the sentence above, the table by unit or procedure, the rows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from motcua.doors.board.asked import Asked
from motcua.doors.board.navigation import dossier_address
from motcua.doors.entrance.whylate import (
    NAMES,
    bar_of,
    heads,
    hours,
    in_hours,
    length,
    longest,
    portions,
)
from motcua.kit import dates
from motcua.kit.paging import Cursor
from motcua.oversight.clockwatch.rules import Cause, Spent
from motcua.oversight.clockwatch.selections import (
    OPEN_AT_MOST,
    PAGE,
    Selection,
    SpentLine,
    SpentRow,
    worked,
)
from motcua.oversight.indicators.rules import Dimension, Period
from motcua.registers.catalogue.rules.kinds import Channel
from motcua.registers.catalogue.wording import CHANNELS
from motcua.ui import charts, pieces
from motcua.ui.pieces import grouped
from motcua.ui.rows import Column, compile_rows
from motcua.ui.values import Breakdown, Filter, Link, Pager

LINES = {
    Dimension.UNIT: gettext_lazy("Cơ quan"),
    Dimension.PROCEDURE: gettext_lazy("Thủ tục"),
}


@dataclass(frozen=True)
class WhyAsked:
    """A selection and the lines of its table."""

    selection: Selection
    dimension: Dimension

    def address(self, name: str = "why", **more: str) -> str:
        """Return the address of a page for this question."""
        one = self.selection
        asked = {
            "from": one.period.first.isoformat(),
            "to": one.period.last.isoformat(),
            "by": str(self.dimension),
            "unit": one.unit_id or "",
            "procedure": one.procedure_id or "",
            "channel": one.channel,
            "which": "" if one.is_only_late else "all",
            "cause": str(one.cause or ""),
        }
        kept = {key: value for key, value in (asked | more).items() if value}
        return f"{reverse(f'board:{name}')}?{urlencode(kept)}"

    def at(self, period: Period) -> str:
        """Return the address of the same question about another period."""
        return self.but(period=period).address()

    def but(self, **changes: object) -> "WhyAsked":
        """Return the question with another selection."""
        return replace(self, selection=replace(self.selection, **changes))  # type: ignore[arg-type]

    def within(self, key: int) -> "WhyAsked":
        """Return the question about the dossiers of one line."""
        if self.dimension is Dimension.UNIT:
            return self.but(unit_id=key)
        return self.but(procedure_id=key)


def read(query: QueryDict, asked: Asked) -> WhyAsked:
    """Return what is asked for, beside the period; nonsense is passed over."""
    channel, cause = query.get("channel", ""), query.get("cause", "")
    selection = Selection(
        asked.period,
        _id(query.get("unit", "")),
        _id(query.get("procedure", "")),
        channel if channel in list(Channel) else "",
        query.get("which", "") != "all",
        Cause(cause) if cause in list(Cause) else None,
    )
    wanted = asked.dimension
    return WhyAsked(selection, wanted if wanted in LINES else Dimension.UNIT)


def _id(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else None


def which(asked: WhyAsked) -> tuple[Link, ...]:
    """Return the choice between the late ones and all."""
    is_late = asked.selection.is_only_late
    return (
        Link(_("Chỉ hồ sơ trễ"), asked.but(is_only_late=True).address(), is_late),
        Link(_("Mọi hồ sơ"), asked.but(is_only_late=False).address(), not is_late),
    )


def channels(asked: WhyAsked) -> tuple[Link, ...]:
    """Return the choice between the ways of filing."""
    channel = asked.selection.channel
    return (
        Link(_("Mọi cách nộp"), asked.but(channel="").address(), not channel),
        *(
            Link(str(CHANNELS[one]), asked.but(channel=one).address(), channel == one)
            for one in Channel
        ),
    )


def tabs(asked: WhyAsked) -> tuple[Link, ...]:
    """Return the tables one may look at."""
    return tuple(
        Link(str(name), replace(asked, dimension=one).address(), one is asked.dimension)
        for one, name in LINES.items()
    )


def narrowed(asked: WhyAsked, unit: str, procedure: str, page: str = "why") -> tuple[Filter, ...]:
    """Return what the selection is narrowed to, each with its removal."""
    cause = asked.selection.cause
    known: tuple[tuple[str, dict[str, object]], ...] = (
        (unit, {"unit_id": None}),
        (procedure, {"procedure_id": None}),
        (str(NAMES[cause]) if cause else "", {"cause": None}),
    )
    return tuple(Filter(name, asked.but(**gone).address(page)) for name, gone in known if name)


def sentence(total: SpentLine, asked: WhyAsked) -> str:
    """Say how many dossiers took how long, and what took most."""
    if not total.count:
        return _("Không có hồ sơ nào trong lựa chọn này.")
    shown = in_hours(total.spent)
    facts = {
        "n": grouped(total.count),
        "time": length(worked(shown)),
        "causes": longest(shown),
    }
    if asked.selection.is_only_late:
        return _("%(n)s hồ sơ trễ đã qua %(time)s làm việc: %(causes)s.") % facts
    return _("%(n)s hồ sơ đã qua %(time)s làm việc: %(causes)s.") % facts


def breakdown(total: SpentLine, asked: WhyAsked) -> Breakdown:
    """Return the hours of the whole selection by cause, with the mean; each opens its rows."""
    hrefs = {cause: asked.but(cause=cause).address("why_rows") for cause in Cause}
    parts = portions(total.spent, hrefs, shared_by=total.count)
    whole = hours(sum(total.spent.values()))
    return Breakdown(_("Theo nguyên nhân"), sentence(total, asked), parts, whole, heads())


def open_said(total: SpentLine) -> str:
    """Say how many of them are still open, and where the reckoning stops."""
    if not total.open_count:
        return ""
    said = ngettext(
        "Gồm %(n)s hồ sơ đang mở đã quá hẹn, tính đến lúc này.",
        "Gồm %(n)s hồ sơ đang mở đã quá hẹn, tính đến lúc này.", total.open_count,
    ) % {"n": grouped(total.open_count)}  # fmt: skip
    if total.open_count < OPEN_AT_MOST:
        return said
    return said + " " + _("Chỉ tính các hồ sơ quá hẹn lâu nhất; chọn một cơ quan để thấy hết.")


def _main_cause(spent: Spent) -> Cause:
    return max((cause for cause in Cause if cause is not Cause.REST), key=lambda c: spent[c])


def table(lines: Sequence[SpentLine], asked: WhyAsked) -> SafeString:
    """Return one line for each unit or procedure; figures open their rows."""
    rows = compile_rows(
        Column(str(LINES[asked.dimension]), "name", "head",
               href=lambda line: _deeper(asked, line.key)),
        Column(_("Hồ sơ"), lambda line: pieces.amount(
            line.count, asked.within(line.key).address("why_rows")), "num"),
        Column(_("Thời gian theo nguyên nhân"), lambda line: charts.share(bar_of(line.spent))),
        Column(_("Giờ làm việc"), lambda line: grouped(worked(line.spent) // 3600), "num"),
        Column(_("Trung bình"), lambda line: hours(worked(line.spent) // line.count), "num"),
        Column(_("Lâu nhất"), lambda line: _longest_of(line, asked)),
    )  # fmt: skip
    return rows.table(lines, _("Vì sao trễ, từng dòng"), "t d cards wl-t")


def _deeper(asked: WhyAsked, key: int) -> str:
    other = {Dimension.UNIT: Dimension.PROCEDURE, Dimension.PROCEDURE: Dimension.UNIT}
    return replace(asked.within(key), dimension=other[asked.dimension]).address()


def _longest_of(line: SpentLine, asked: WhyAsked) -> SafeString:
    cause = _main_cause(line.spent)
    href = asked.within(line.key).but(cause=cause).address("why_rows")
    return pieces.figure(f"{NAMES[cause]}, {hours(line.spent[cause])}", href)


_ROWS = compile_rows(
    Column(
        gettext_lazy("Mã hồ sơ"), "code", "code", href=lambda row: dossier_address(row.code),
        small=lambda row: row.procedure,
    ),
    Column(gettext_lazy("Cơ quan"), "unit"),
    Column(gettext_lazy("Xong"), lambda row: _end(row), "nw"),
    Column(gettext_lazy("Thời gian theo nguyên nhân"), lambda row: charts.share(bar_of(row.spent))),
    Column(gettext_lazy("Giờ làm việc"), lambda row: hours(worked(row.spent)), "num"),
    Column(gettext_lazy("Vì sao"), lambda row: _said(row)),
)  # fmt: skip


def _end(row: SpentRow) -> SafeString:
    if row.ended_at is None:
        return pieces.dot("late", _("chưa xong"))
    return pieces.dot("late" if row.is_late else "ok", dates.moment_short(row.ended_at))


def _said(row: SpentRow) -> str:
    said = longest({cause: seconds // 60 for cause, seconds in row.spent.items()})
    return said[:1].upper() + said[1:]


def table_of_rows(running: Sequence[SpentRow], ended: Sequence[SpentRow]) -> SafeString:
    """Return the dossiers as a table, each with its own bar and sentence."""
    return _ROWS.table((*running, *ended[:PAGE]), _("Hồ sơ được tính"), "t d cards wl-t")


def pager(ended: Sequence[SpentRow], asked: WhyAsked, is_first: bool) -> Pager:
    """Lead on to the dossiers that ended before."""
    said = _("Xong gần nhất đứng trên; hồ sơ đang mở đứng đầu.")
    begin = "" if is_first else asked.address("why_rows")
    if len(ended) <= PAGE:
        return Pager(said, begin, "")
    last = ended[PAGE - 1]
    after = Cursor((last.ended_at, last.dossier_id)).encode()
    return Pager(said, begin, asked.address("why_rows", after=after))
