"""The board's trends: what was settled each month, half or year, in time and late."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from django.utils.translation import gettext as _

from motcua.doors.board.wording import percent
from motcua.oversight.indicators.queries import Line
from motcua.oversight.indicators.rules import Measure, Period, Step, on_time_share
from motcua.ui.values import Bar, Chart

COUNTS = {Step.MONTH: 12, Step.HALF: 8, Step.YEAR: 5}
MOST_NAMED = 12
Stretch = tuple[str, Period, Line]


def stretches(made: Iterable[Line], periods: Sequence[Period], step: Step) -> list[Stretch]:
    """Return what each stretch of time is called, its days and its figures, the oldest first."""
    ordered = sorted(made, key=lambda line: int(line.key))
    found = ((periods[int(line.key)], line) for line in ordered)
    return [(name_of(period, step), period, line) for period, line in found]


def name_of(period: Period, step: Step) -> str:
    """Return the name of a stretch under its bar."""
    if step is Step.YEAR:
        return str(period.first.year)
    if step is Step.HALF:
        facts = {"half": 1 if period.first.month == 1 else 2, "year": period.first.year}
        return _("Nửa %(half)s/%(year)s") % facts
    return f"{period.first:%m/%Y}"


def chart(made: Sequence[Stretch], step: Step) -> Chart:
    """Return stacked bars, the oldest first."""
    titles = {
        Step.MONTH: _("Hồ sơ đã giải quyết mỗi tháng: trước và đúng hạn, trễ hạn"),
        Step.HALF: _("Hồ sơ đã giải quyết mỗi nửa năm: trước và đúng hạn, trễ hạn"),
        Step.YEAR: _("Hồ sơ đã giải quyết mỗi năm: trước và đúng hạn, trễ hạn"),
    }
    bars = [_bar(name, line, step) for name, _p, line in made]
    series = (("base", _("Trước và đúng hạn")), ("late", _("Trễ hạn")))
    return Chart(titles[step], series, thinned(bars))


def thinned(bars: Sequence[Bar]) -> tuple[Bar, ...]:
    """Return bars whose words have room: of more than twelve every other is named."""
    if len(bars) <= MOST_NAMED:
        return tuple(bars)
    return tuple(replace(b, note="", label=b.label if n % 2 else "") for n, b in enumerate(bars))


def short(name: str) -> str:
    """Return `11/26` for `11/2026`."""
    return f"{name[:3]}{name[-2:]}"


def _bar(name: str, line: Line, step: Step) -> Bar:
    share = on_time_share(line.counts)
    parts = (("base", float(share.part)), ("late", float(line.counts[Measure.LATE])))
    note = "" if share.is_small else percent(share)
    return Bar(short(name) if step is Step.MONTH else name, parts, note=note)
