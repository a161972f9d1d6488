"""The components with many parts, drawn without a template: ruler, timeline, strip, facts.

A page holds hundreds of these parts, and a template's loop costs more than all the rest of it.
"""

from collections.abc import Iterable, Iterator, Sequence

from django.utils.safestring import SafeString

from motcua.ui import charts
from motcua.ui.escaping import escape
from motcua.ui.rows import safe_href, text_of
from motcua.ui.values import Breakdown, Fact, Moment, Portion, RulerCell, Step
from motcua.ui.words import said as _

_CELL = {
    "received": "start",
    "counted": "used",
    "planned": "plan",
    "paused": "stop",
    "skipped": "off",
    "holiday": "off",
    "late": "over",
}


def ruler(
    cells: Sequence[RulerCell], label: str, size: str = "", with_key: bool = True
) -> SafeString:
    """Draw the time ruler; `label` says the same in words; `size` "", "slim" or "long"."""
    last = len(cells) - 1
    drawn = "".join(
        _cell(cell, is_first=nth == 0, is_last=nth == last) for nth, cell in enumerate(cells)
    )
    key = _key({cell.state for cell in cells}) if with_key else ""
    css = f"ruler {size}" if size else "ruler"
    return SafeString(
        f'<div class="ruler-f" role="img" aria-label="{escape(label)}"><div class="{css}"'
        f' aria-hidden="true">{drawn}</div></div>{key}'
    )


def _cell(cell: RulerCell, *, is_first: bool, is_last: bool) -> str:
    is_today = cell.state == "today"
    css = f"now f{cell.eighths}" if is_today else _CELL.get(cell.state, "left")
    css += (" end" if cell.is_due else "") + (" old" if cell.is_old_due else "")
    title = f' title="{escape(cell.title)}"' if cell.title else ""
    left = ' class="l"'
    above = below = ""
    if cell.above:
        side = ' class="r"' if is_last else left
        above = f"<b{'' if is_today else side}>{escape(cell.above)}</b>"
    if cell.below:
        below = (
            f"<i{' class=' + chr(34) + 'l' + chr(34) if is_first else ''}>{escape(cell.below)}</i>"
        )
    return f'<span class="c {css}"{title}><span>{escape(cell.label)}</span>{above}{below}</span>'


def _key(states: set[str]) -> str:
    known = (
        ("k-used", {"counted", "today"}, _("Đồng hồ chạy")),
        ("k-plan", {"planned"}, _("Ngày làm việc được tính")),
        ("k-stop", {"paused"}, _("Đồng hồ dừng")),
        ("k-left", {"left"}, _("Còn lại")),
        ("k-late", {"late"}, _("Trễ")),
        ("k-off", {"skipped", "holiday"}, _("Ngày nghỉ, không tính")),
    )
    lines = [f'<li class="{css}">{escape(word)}</li>' for css, some, word in known if some & states]
    return f'<ul class="key">{"".join(lines)}</ul>'


def timeline(moments: Iterable[Moment]) -> SafeString:
    """Draw what happened, newest first."""
    return SafeString(f'<ol class="tl">{"".join(map(_moment, moments))}</ol>')


def _moment(moment: Moment) -> str:
    when = f' datetime="{escape(moment.datetime)}"' if moment.datetime else ""
    link = ""
    if moment.link:
        link = f' <a href="{safe_href(moment.link.href)}">{text_of(moment.link.label)}</a>'
    more = f"<p>{text_of(moment.text)}{link}</p>" if moment.text or link else ""
    return (
        f'<li class="{escape(moment.state)}"><time{when}><b>{text_of(moment.at)}</b>'
        f"{text_of(moment.sub_at)}</time><div><h3>{text_of(moment.title)}</h3>{more}</div></li>"
    )


def flow(steps: Iterable[Step], label: str = "") -> SafeString:
    """Draw the process strip; parallel branches stand one above the other."""
    drawn = "".join(
        f'<li class="fork"><ol>{"".join(map(_step, step.branches))}</ol></li>'
        if step.branches
        else _step(step)
        for step in steps
    )
    name = escape(label or _("Quy trình"))
    return SafeString(f'<nav aria-label="{name}"><ol class="flow" tabindex="0">{drawn}</ol></nav>')


def _step(step: Step) -> str:
    css = f"{step.state} late" if step.is_late else step.state
    here = ' aria-current="step"' if step.state == "here" else ""
    done = f'<span class="sr"> ({escape(_("đã xong"))})</span>' if step.state == "done" else ""
    return (
        f'<li class="{escape(css)}"{here}><b>{text_of(step.name)}{done}</b>'
        f"<small>{''.join(_use(step))}</small></li>"
    )


def _use(step: Step) -> Iterator[str]:
    if step.who:
        yield text_of(step.who)
        yield ", " if step.used or step.allowed else ""
    between = " / " if step.used and step.allowed else ""
    yield f'<span class="use">{text_of(step.used)}{between}{text_of(step.allowed)}</span>'
    if step.is_late:
        yield f" {escape(_('quá giờ'))}"


def facts(items: Iterable[Fact]) -> SafeString:
    """Draw the headline facts of a page."""
    return SafeString(f'<dl class="facts">{"".join(map(_fact, items))}</dl>')


def _fact(fact: Fact) -> str:
    note = f"<small>{text_of(fact.note)}</small>" if fact.note else ""
    return f"<div><dt>{text_of(fact.term)}</dt><dd>{text_of(fact.value)}{note}</dd></div>"


def breakdown(value: Breakdown) -> SafeString:
    """Draw a whole and its parts: one sentence, one bar, the table beneath it."""
    bar = charts.share(tuple((part.css, part.amount) for part in value.portions))
    first, *others = (text_of(head) for head in value.heads)
    heads = f'<th scope="col">{first}</th>' + "".join(
        f'<th scope="col" class="num">{head}</th>' for head in others
    )
    whole = f'<td class="num">{text_of(value.total)}</td><td class="num">100 %</td>'
    return SafeString(
        f'<figure class="bd"><figcaption>{text_of(value.sentence)}</figcaption>{bar}'
        f'<table class="t d"><caption class="sr">{text_of(value.title)}</caption>'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(map(_portion, value.portions))}</tbody>"
        f'<tfoot><tr><th scope="row">{escape(_("Cộng"))}</th>{whole}</tr></tfoot></table></figure>'
    )


def _portion(part: Portion) -> str:
    note = f"<small>{text_of(part.note)}</small>" if part.note else ""
    words = text_of(part.words)
    if part.href:
        words = f'<a class="fig" href="{safe_href(part.href)}">{words}</a>'
    return (
        f'<tr><th scope="row"><span class="sw {escape(part.css)}"></span>{text_of(part.name)}{note}'
        f'</th><td class="num">{words}</td><td class="num">{text_of(part.share)}</td></tr>'
    )
