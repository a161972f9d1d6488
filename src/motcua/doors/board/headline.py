"""The head of the board: which period, whose dossiers, the figures that matter most."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from motcua.doors.board.asked import Asked
from motcua.doors.board.tables import YearAgo
from motcua.doors.board.wording import DIMENSIONS, NAMES, percent
from motcua.kit import dates
from motcua.oversight.indicators.comparing import TOTAL
from motcua.oversight.indicators.rules import (
    Dimension,
    Measure,
    Share,
    late_share,
    on_time_share,
)
from motcua.registers.organisation.rules import Acting
from motcua.ui.pieces import grouped
from motcua.ui.values import Figure, Link


def heading(asked: Asked, by: Acting) -> str:
    """Say whose dossiers and which days."""
    whose = _("Toàn tỉnh") if by.sees_all else by.unit_name
    return _("%(whose)s, %(days)s") % {"whose": whose, "days": days(asked)}


def days(asked: Asked) -> str:
    """Say which days."""
    first, last = dates.day(asked.period.first), dates.day(asked.period.last)
    if first == last:
        return _("ngày %(day)s") % {"day": first}
    return _("từ %(first)s đến %(last)s") % {"first": first, "last": last}


def tabs(asked: Asked) -> tuple[Link, ...]:
    """Return the tables one may look at."""
    return tuple(
        Link(str(DIMENSIONS[d]), replace(asked, dimension=d).address(), d is asked.dimension)
        for d in Dimension
        if d is not Dimension.MONTH
    )


def figures(
    sums: dict[Measure, int], asked: Asked, ago: YearAgo | None = None
) -> tuple[Figure, ...]:
    """Return the headline figures, each opening its rows; shares say what they are made of.

    With last year's figures beside, each says what it was on the same days.
    """
    settled, late = on_time_share(sums), late_share(sums)
    found = (
        (Measure.TO_SETTLE, _figure(Measure.TO_SETTLE, sums, asked, Measure.CARRIED_OVER)),
        (Measure.SETTLED, _figure(Measure.SETTLED, sums, asked, Measure.LATE)),
        (on_time_share, Figure(_("Đúng và trước hạn"), percent(settled), note=_of(settled))),
        (Measure.OVERDUE, _figure(Measure.OVERDUE, sums, asked, Measure.IN_PROCESS)),
        (late_share, Figure(_("Tỷ lệ trễ"), percent(late), note=_of(late))),
        (Measure.SUSPENDED, _figure(Measure.SUSPENDED, sums, asked, Measure.FOR_PAPERS)),
    )
    if ago is None:
        return tuple(figure for _what, figure in found)
    was = ago.lines[TOTAL].counts
    return tuple(
        replace(figure, note=_("%(note)s; cùng kỳ năm trước: %(was)s")
                % {"note": figure.note, "was": _was(what, was)})
        for what, figure in found
    )  # fmt: skip


def _was(
    what: Measure | Callable[[Mapping[Measure, int]], Share], was: Mapping[Measure, int]
) -> str:
    return grouped(was[what]) if isinstance(what, Measure) else percent(what(was))


def _figure(measure: Measure, sums: dict[Measure, int], asked: Asked, part: Measure) -> Figure:
    note = f"{str(NAMES[part]).lower()}: {grouped(sums[part])}"
    return Figure(str(NAMES[measure]), grouped(sums[measure]), asked.rows(measure), note)


def _of(share: Share) -> str:
    facts = {"part": grouped(share.part), "whole": grouped(share.whole)}
    return _("%(part)s trong %(whole)s hồ sơ") % facts
