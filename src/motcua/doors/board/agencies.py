"""V3 in words: an agency beside itself a year ago and beside its peers."""

from collections.abc import Iterable

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.doors.board.asked import Asked
from motcua.doors.board.charts import Stretch, short, thinned
from motcua.doors.board.tables import COLUMNS
from motcua.doors.board.wording import FORMULAS, NAMES, percent
from motcua.oversight.indicators.agency import Agency
from motcua.oversight.indicators.rules import FEW, Measure, late_share, on_time_share
from motcua.ui.pieces import amount
from motcua.ui.values import Bar, Chart


def itself(found: Agency, asked: Asked, before: Asked | None) -> SafeString:
    """Return each figure now and a year ago, each opening its rows, with its formula."""
    rows = [_row(measure, found, asked, before) for measure in COLUMNS]
    head = (_("Con số"), _("Kỳ này"), _("Cùng kỳ năm trước"), _("Cách tính"))
    return format_html(
        '<table class="t d ut board-a"><caption class="sr">{}</caption><thead><tr>'
        '<th scope="col">{}</th><th scope="col" class="num">{}</th>'
        '<th scope="col" class="num">{}</th><th scope="col">{}</th></tr></thead>'
        "<tbody>{}</tbody></table>",
        _("So với chính mình"), *head, SafeString("".join(rows)),
    )  # fmt: skip


def _row(measure: Measure, found: Agency, asked: Asked, before: Asked | None) -> SafeString:
    key, now = str(found.card.id), found.now[measure]
    was = ""
    if before is not None and found.before is not None:
        n = found.before.counts[measure]
        was = amount(n, before.rows(measure, found.before.key) if n else "")
    return format_html(
        '<tr><th scope="row">{}</th><td class="num">{}</td><td class="num">{}</td>'
        '<td class="mini">{}</td></tr>',
        NAMES[measure], amount(now, asked.rows(measure, key) if now else ""), was or "–",
        FORMULAS[measure],
    )  # fmt: skip


def backlog(made: Iterable[Stretch]) -> Chart:
    """Return what stood at each month's end: in time, paused, overdue."""
    series = (
        ("base", _("Trong hạn"), Measure.IN_TIME),
        ("pause", _("Tạm dừng"), Measure.SUSPENDED),
        ("late", _("Quá hạn"), Measure.OVERDUE),
    )
    bars = [
        Bar(short(name), tuple((css, float(line.counts[m])) for css, _name, m in series))
        for name, _period, line in made
    ]
    title = _("Hồ sơ chưa xong ở cuối mỗi tháng")
    return Chart(title, tuple((css, name) for css, name, _measure in series), thinned(bars))


def sentences(found: Agency) -> tuple[str, ...]:
    """Say how it stands, a year ago and beside its peers; few dossiers are no rate."""
    late, settled = late_share(found.now), on_time_share(found.now)
    if late.is_small:
        told = _("Kỳ này có %(n)s hồ sơ để tính tỷ lệ, dưới %(few)s: không so sánh.")
        return (told % {"n": late.whole, "few": FEW},)
    said = [_("Tỷ lệ trễ %(late)s, đúng và trước hạn %(settled)s.")
            % {"late": percent(late), "settled": percent(settled)}]  # fmt: skip
    if found.before is not None:
        was = percent(late_share(found.before.counts))
        said.append(_("Cùng kỳ năm trước tỷ lệ trễ là %(was)s.") % {"was": was})
    return (*said, _peers(found))


def _peers(found: Agency) -> str:
    peers = found.peers
    if peers is None:
        return _("Chưa đủ cơ quan cùng cấp có từ %(few)s hồ sơ để so sánh.") % {"few": FEW}
    facts = {
        "count": peers.count, "middle": _rate(peers.middle),
        "low": _rate(peers.low), "high": _rate(peers.high),
    }  # fmt: skip
    return (
        _(
            "Một nửa trong %(count)s cơ quan cùng cấp khác trễ từ %(low)s đến %(high)s, "
            "ở giữa là %(middle)s."
        )
        % facts
    )


def _rate(value: float) -> str:
    said = f"{value:.1f}\N{NO-BREAK SPACE}%"
    return said if (get_language() or "").startswith("en") else said.replace(".", ",")
