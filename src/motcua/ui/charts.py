"""Charts as server-drawn SVG; the table beneath each is the truth, the drawing a help."""

from collections.abc import Sequence

from django.utils.html import format_html
from django.utils.safestring import SafeString

from motcua.ui.escaping import escape
from motcua.ui.pieces import grouped, join
from motcua.ui.values import Bar, Chart, Point

WIDTH, HEIGHT, LEFT, TOP, BOTTOM = 640, 220, 48, 20, 196


def _points(values: Sequence[float], width: float, height: float) -> list[tuple[float, float]]:
    low, high = min(values), max(values)
    span = (high - low) or 1.0
    step = width / max(len(values) - 1, 1)
    return [
        (round(2 + i * step, 1), round(2 + height - (v - low) / span * height, 1))
        for i, v in enumerate(values)
    ]


def spark(values: Sequence[float]) -> SafeString:
    """Draw a sparkline of at least two values; it is hidden from readers, the figure is beside."""
    if len(values) < 2:
        return SafeString("")
    points = _points(values, 92, 16)
    line = "M" + "L".join(f"{x} {y}" for x, y in points)
    x, y = points[-1]
    return format_html(
        '<svg class="spark" viewBox="0 0 96 20" aria-hidden="true"><path d="{}"/>'
        '<circle cx="{}" cy="{}" r="2.2"/></svg>', line, x, y,
    )  # fmt: skip


def share(parts: Sequence[tuple[str, float]]) -> SafeString:
    """Draw one bar divided into (class, amount); amounts of any unit, summed here."""
    total = sum(amount for _, amount in parts) or 1.0
    drawn, x = [], 0.0
    for css, amount in parts:
        width = amount / total * 100
        drawn.append(
            f'<rect class="{escape(css)}" x="{x:.2f}" width="{max(width - 0.3, 0):.2f}"'
            ' height="10"/>'
        )
        x += width
    head = '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
    return SafeString(f"{head}{''.join(drawn)}</svg>")


def _nice(top: float) -> float:
    scale = 10.0 ** (len(str(int(max(top, 1)))) - 1)
    return float(next(m * scale for m in (1, 2, 2.5, 5, 10) if m * scale >= top))


def _axis(top: float) -> list[SafeString]:
    lines = []
    for quarter in range(5):
        y = BOTTOM - (BOTTOM - TOP) * quarter / 4
        css = "ax0" if quarter == 0 else "ax"
        lines.append(
            format_html(
                '<path class="{}" d="M{} {}H{}"/><text x="{}" y="{}" text-anchor="end">{}</text>',
                css, LEFT, y, WIDTH, LEFT - 6, y + 4, grouped(top * quarter / 4),
            )
        )  # fmt: skip
    return lines


def _stack(bar: Bar, x: float, width: float, top: float) -> SafeString:
    y, rects = float(BOTTOM), []
    for css, amount in bar.parts:
        height = (BOTTOM - TOP) * amount / top
        y -= height
        rects.append(
            format_html(
                '<rect class="{}" x="{}" y="{}" width="{}" height="{}"/>',
                css, f"{x:.1f}", f"{y:.1f}", f"{width:.1f}", f"{height:.1f}",
            )
        )  # fmt: skip
    middle = f"{x + width / 2:.1f}"
    words = format_html(
        '<text x="{}" y="{}" text-anchor="middle">{}</text>'
        '<text class="v" x="{}" y="{}" text-anchor="middle">{}</text>',
        middle, BOTTOM + 18, bar.label, middle, f"{y - 6:.1f}", bar.note,
    )  # fmt: skip
    return join([*rects, words])


def bars(chart: Chart) -> SafeString:
    """Draw stacked bars; empty when there are no bars."""
    if not chart.bars:
        return SafeString("")
    top = _nice(max(sum(amount for _, amount in bar.parts) for bar in chart.bars))
    step = (WIDTH - LEFT) / len(chart.bars)
    drawn = [
        _stack(bar, LEFT + step * i + step * 0.2, step * 0.6, top)
        for i, bar in enumerate(chart.bars)
    ]
    return format_html(
        '<svg class="ch-svg" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH, HEIGHT, chart.title, join([*_axis(top), *drawn]),
    )  # fmt: skip


def line(title: str, points: Sequence[Point], target: float | None = None) -> SafeString:
    """Draw a line with its points and a dashed target; put the table with links beneath it."""
    if len(points) < 2:
        return SafeString("")
    values = [point.value for point in points] + ([] if target is None else [target])
    low, span = min(values), (max(values) - min(values)) or 1.0
    step = (WIDTH - LEFT - 24) / (len(points) - 1)

    def height(value: float) -> float:
        return round(BOTTOM - 12 - (BOTTOM - TOP - 24) * (value - low) / span, 1)

    places = [(round(LEFT + step * i, 1), height(point.value)) for i, point in enumerate(points)]
    path = "M" + "L".join(f"{x} {y}" for x, y in places)
    drawn = [format_html('<path class="ln" d="{}"/>', path)]
    if target is not None:
        goal = '<path class="ln2" d="M{} {}H{}"/>'
        drawn.insert(0, format_html(goal, LEFT, height(target), WIDTH))
    drawn += [_point(point, *place) for point, place in zip(points, places, strict=True)]
    return format_html(
        '<svg class="ch-svg" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        WIDTH, HEIGHT, title, join(drawn),
    )  # fmt: skip


def _point(point: Point, x: float, y: float) -> SafeString:
    return format_html(
        '<circle class="pt" cx="{}" cy="{}" r="4"/><text x="{}" y="{}" text-anchor="middle">{}'
        '</text><text class="v" x="{}" y="{}" text-anchor="middle">{}</text>',
        x, y, x, BOTTOM + 18, point.label, x, y - 10, point.words,
    )  # fmt: skip


def rate(
    percent: float, state: str, target: float = 95, reference: float | None = None
) -> SafeString:
    """Draw a share between 90 and 100 % as a dot, with the target and a reference."""

    def place(value: float) -> float:
        return round(min(max(value - 90, 0), 10) * 10, 1)

    marks = [format_html('<path class="tg" d="M{} 3V13"/>', place(target))]
    if reference is not None:
        marks.append(format_html('<path class="rf" d="M{} 5V11"/>', place(reference)))
    marks.append(format_html('<circle class="{}" cx="{}" cy="8" r="4"/>', state, place(percent)))
    head = '<svg class="dp" viewBox="0 0 100 16" aria-hidden="true"><path class="ax" d="M0 8H100"/>'
    return format_html("{}{}</svg>", SafeString(head), join(marks))
