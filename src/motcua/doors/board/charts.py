"""The board's chart: what was settled each month, in time and late."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from motcua.doors.board.wording import percent
from motcua.oversight.indicators.queries import Line
from motcua.oversight.indicators.rules import Measure, on_time_share
from motcua.ui.values import Bar, Chart


def monthly(made: Iterable[Line]) -> Chart:
    """Return stacked bars, the oldest month first."""
    ordered = sorted(made, key=lambda line: int(line.key))
    return Chart(
        _("Hồ sơ đã giải quyết mỗi tháng: trước và đúng hạn, trễ hạn"),
        (("base", _("Trước và đúng hạn")), ("late", _("Trễ hạn"))),
        tuple(_bar(line) for line in ordered if line.counts[Measure.SETTLED]),
    )


def _bar(line: Line) -> Bar:
    share = on_time_share(line.counts)
    parts = (("base", float(share.part)), ("late", float(line.counts[Measure.LATE])))
    return Bar(line.name, parts, note=percent(share))
