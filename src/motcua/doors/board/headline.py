"""The head of the board: which period, whose dossiers, the figures that matter most."""

from dataclasses import replace

from django.utils.translation import gettext as _

from motcua.doors.board.asked import Asked
from motcua.doors.board.wording import DIMENSIONS, NAMES, percent
from motcua.kit import dates
from motcua.oversight.indicators.rules import Dimension, Measure, late_share, on_time_share
from motcua.registers.organisation.rules import Acting
from motcua.ui.pieces import grouped
from motcua.ui.values import Figure, Link


def heading(asked: Asked, by: Acting) -> str:
    """Say whose dossiers and which days."""
    whose = _("Toàn tỉnh") if by.sees_all else by.unit_name
    first, last = dates.day(asked.period.first), dates.day(asked.period.last)
    if first == last:
        return _("%(whose)s, ngày %(day)s") % {"whose": whose, "day": first}
    return _("%(whose)s, từ %(first)s đến %(last)s") % {
        "whose": whose, "first": first, "last": last,
    }  # fmt: skip


def tabs(asked: Asked) -> tuple[Link, ...]:
    """Return the tables one may look at."""
    return tuple(
        Link(str(DIMENSIONS[d]), replace(asked, dimension=d).address(), d is asked.dimension)
        for d in Dimension
        if d is not Dimension.MONTH
    )


def figures(sums: dict[Measure, int], asked: Asked) -> tuple[Figure, ...]:
    """Return the headline figures, each opening its rows; shares say what they are made of."""
    settled, late = on_time_share(sums), late_share(sums)
    return (
        _figure(Measure.TO_SETTLE, sums, asked, _part(Measure.CARRIED_OVER, sums)),
        _figure(Measure.SETTLED, sums, asked, _part(Measure.LATE, sums)),
        Figure(_("Đúng và trước hạn"), percent(settled), note=_of(settled.part, settled.whole)),
        _figure(Measure.OVERDUE, sums, asked, _part(Measure.IN_PROCESS, sums)),
        Figure(_("Tỷ lệ trễ"), percent(late), note=_of(late.part, late.whole)),
        _figure(Measure.SUSPENDED, sums, asked, _part(Measure.FOR_PAPERS, sums)),
    )


def _figure(measure: Measure, sums: dict[Measure, int], asked: Asked, note: str) -> Figure:
    return Figure(str(NAMES[measure]), grouped(sums[measure]), asked.rows(measure), note)


def _part(measure: Measure, sums: dict[Measure, int]) -> str:
    return f"{str(NAMES[measure]).lower()}: {grouped(sums[measure])}"


def _of(part: int, whole: int) -> str:
    return _("%(part)s trong %(whole)s hồ sơ") % {"part": grouped(part), "whole": grouped(whole)}
