"""V2 in words: the service index as a table of agencies and months, and its components."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from motcua.oversight.indicators.rules import FEW, Measure, Period
from motcua.oversight.indicators.service_index import (
    OF_PAPERS,
    Component,
    Electronic,
    Inputs,
    Row,
    Services,
    paper_points,
    points,
    service_points,
    total,
)
from motcua.ui.escaping import escape
from motcua.ui.pieces import grouped
from motcua.ui.values import Link

NAMES = {
    "1.1": (gettext_lazy("Công bố thủ tục đúng hạn"), 6),
    "1.2": (gettext_lazy("Công khai, cập nhật đúng hạn"), 4),
    "1.3": (gettext_lazy("Công khai đủ nội dung"), 2),
    "1.4": (gettext_lazy("Đồng bộ hồ sơ lên Cổng quốc gia"), 6),
    "2.1": (gettext_lazy("Tiến độ: hồ sơ trước và đúng hạn"), 20),
    "3.1": (gettext_lazy("Thủ tục cung cấp trực tuyến"), 2),
    "3.2": (gettext_lazy("Dịch vụ trực tuyến có hồ sơ"), 4),
    "3.3": (gettext_lazy("Hồ sơ nộp trực tuyến"), 6),
    "3.5": (gettext_lazy("Thanh toán trực tuyến: thủ tục"), 4),
    "3.6": (gettext_lazy("Thanh toán trực tuyến: hồ sơ"), 6),
    "4.1": (gettext_lazy("Hồ sơ có kết quả điện tử"), 6),
    "4.2": (gettext_lazy("Hồ sơ có giấy tờ số hóa"), 4),
    "4.3": (gettext_lazy("Hồ sơ dùng lại dữ liệu số hóa"), 2),
    "4.4": (gettext_lazy("Đưa vào kho dữ liệu của người dân"), 4),
    "4.5": (gettext_lazy("Kết nối dữ liệu dân cư; bản sao điện tử"), 6),
    "5.2": (gettext_lazy("Phản ánh, kiến nghị xử lý đúng hạn"), 6),
    "5.3": (gettext_lazy("Hài lòng với xử lý phản ánh"), 6),
    "5.4": (gettext_lazy("Hài lòng với tiếp nhận, giải quyết"), 6),
}
FORMULAS = {
    Component.PROGRESS: gettext_lazy("min(20; 20 × (trước hạn + đúng hạn) ÷ tiếp nhận)"),
    Component.OFFERED: gettext_lazy("min(2; 2 × (một phần + toàn trình) ÷ đang hiệu lực ÷ 0,80)"),
    Component.USED: gettext_lazy("4 × dịch vụ trực tuyến có hồ sơ ÷ dịch vụ trực tuyến"),
    Component.RESULTS: gettext_lazy("6 × kết quả điện tử ÷ kết quả đã cấp"),
    Component.DIGITISED: gettext_lazy("min(4; 4 × hồ sơ có giấy tờ số hóa ÷ tiếp nhận)"),
    Component.REUSED: gettext_lazy("min(2; 2 × hồ sơ dùng lại ÷ tiếp nhận ÷ 0,80)"),
    Component.ONLINE: gettext_lazy("min(6; 6 × hồ sơ trực tuyến ÷ mọi hồ sơ ÷ 0,50)"),
}
TABLES = (Component.PROGRESS, Component.ONLINE)


@dataclass(frozen=True)
class Explained:
    """A component: number, name, most points, formula, inputs and points in words."""

    number: str
    name: str
    most: int
    formula: str
    inputs: str
    points: str


def tabs(chosen: Component, year: int) -> tuple[Link, ...]:
    """Return the components that have a table."""
    here = reverse("board:service_index")
    return tuple(
        Link(f"{c} {NAMES[c][0]}", f"{here}?{urlencode({'year': year, 'of': c})}", c is chosen)
        for c in TABLES
    )


def explained(rows: Sequence[Row], services: Services, papers: Electronic) -> tuple[Explained, ...]:
    """Return every component of the index; what has no data yet says so."""
    whole = total(row.whole for row in rows)
    return tuple(
        _of_papers(n, whole, papers) if n in OF_PAPERS else _explained(n, whole, services)
        for n in NAMES
    )


def _of_papers(number: str, whole: Inputs, papers: Electronic) -> Explained:
    component, (name, most) = Component(number), NAMES[number]
    part, of = {
        Component.RESULTS: (papers.electronic, papers.issued),
        Component.DIGITISED: (papers.digitised, whole.received),
        Component.REUSED: (papers.reused, whole.received),
    }[component]
    inputs = f"{grouped(part)} ÷ {grouped(of)}"
    value = told(paper_points(component, papers, whole.received))
    return Explained(number, str(name), most, str(FORMULAS[component]), inputs, value)


def _explained(number: str, whole: Inputs, services: Services) -> Explained:
    name, most = str(NAMES[number][0]), NAMES[number][1]
    if number not in list(Component):
        return Explained(number, name, most, "", _("chưa có số liệu"), "–")
    component = Component(number)
    is_of_dossiers = component in TABLES
    value = points(component, whole) if is_of_dossiers else service_points(component, services)
    parts = {
        Component.PROGRESS: (whole.in_time, whole.received),
        Component.ONLINE: (whole.online, whole.received),
        Component.OFFERED: (services.offered, services.in_force),
        Component.USED: (services.used, services.offered),
    }[component]
    inputs = " ÷ ".join(map(grouped, parts))
    return Explained(number, name, most, str(FORMULAS[component]), inputs, told(value))


def told(value: float | None) -> str:
    """Say points with two decimals, "–" for null."""
    if value is None:
        return "–"
    said = f"{value:.2f}"
    return said if (get_language() or "").startswith("en") else said.replace(".", ",")


def table(rows: Sequence[Row], months: Sequence[Period], component: Component) -> SafeString:
    """Return a line for each agency and a cell for each month; each cell opens its rows.

    Hot: twelve hundred cells, put together from pieces escaped once.
    """
    heads = "".join(f'<th scope="col" class="num">{m.first:%m}</th>' for m in months)
    caption = escape(str(NAMES[component][0]))
    body = "".join(_line(row, months, component) for row in rows)
    whole = [total(r.months.get(m.first, Inputs()) for r in rows) for m in months]
    foot = "".join(_cells(whole, months, component, ""))
    everything = told(points(component, total(whole)))
    return SafeString(
        f'<table class="t d ut board-t board-i"><caption class="sr">{caption}</caption><thead><tr>'
        f'<th scope="col">{_("Cơ quan")}</th>{heads}<th scope="col" class="num grp">{_("Năm")}</th>'
        f'</tr></thead><tbody>{body}</tbody><tfoot><tr><th scope="row">{_("Toàn bộ")}</th>{foot}'
        f'<td class="num grp">{everything}</td></tr></tfoot></table>'
    )


def _line(row: Row, months: Sequence[Period], component: Component) -> str:
    found = [row.months.get(m.first, Inputs()) for m in months]
    cells = "".join(_cells(found, months, component, str(row.unit_id)))
    address = escape(reverse("board:agency", args=[row.unit_id]))
    return (
        f'<tr><th scope="row"><a href="{address}">{escape(row.name)}</a></th>{cells}'
        f'<td class="num grp" data-l="{_("Năm")}">{told(points(component, row.whole))}</td></tr>'
    )


def _cells(
    found: Sequence[Inputs], months: Sequence[Period], component: Component, key: str
) -> Iterator[str]:
    rows = escape(reverse("board:rows"))
    for inputs, month in zip(found, months, strict=True):
        label = f' data-l="{month.first:%m}"'
        value = points(component, inputs)
        if value is None:
            yield f'<td class="num"{label}>–</td>'
            continue
        css = "num few" if inputs.received < FEW else "num"
        asked = f"from={month.first}&amp;to={month.last}&amp;by=unit"
        link = f"{rows}?{asked}&amp;measure={Measure.RECEIVED}&amp;key={key}"
        yield f'<td class="{css}"{label}><a class="fig" href="{link}">{told(value)}</a></td>'


def years(year: int, today: date) -> tuple[Link, ...]:
    """Return this year and the four before."""
    here = reverse("board:service_index")
    return tuple(
        Link(str(n), f"{here}?{urlencode({'year': n})}", n == year)
        for n in range(today.year, today.year - 5, -1)
    )
