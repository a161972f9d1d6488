"""A picture printed as SVG: a title, a description and classes, no style and no script in it."""

from collections.abc import Iterator
from html import escape

from motcua.engine.process.drawing import Arrow, Band, Line, Picture, Shape

_CORNER = 6


def to_svg(picture: Picture, *, id_prefix: str = "diagram") -> str:
    """The SVG element, to be put into a page; `id_prefix` keeps two on one page apart."""
    title, text, head = (f"{escape(id_prefix)}-{part}" for part in ("title", "text", "head"))
    parts = [
        f'<svg class="mc-diagram" role="img" xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="0 0 {picture.width} {picture.height}"'
        f' width="{picture.width}" height="{picture.height}"'
        f' aria-labelledby="{title} {text}">',
        f'<title id="{title}">{escape(picture.title)}</title>',
        f'<desc id="{text}">{escape(picture.description)}</desc>',
        f'<defs><marker id="{head}" class="mc-diagram__head" viewBox="0 0 10 10" refX="9" refY="5"'
        ' markerWidth="7" markerHeight="7" orient="auto-start-reverse">'
        '<path d="M0 0L10 5L0 10z"/></marker></defs>',
        *(_band(band) for band in picture.bands),
        *(part for arrow in picture.arrows for part in _arrow(arrow, head)),
        *(part for shape in picture.shapes for part in _shape(shape)),
        "</svg>",
    ]
    return "".join(parts)


def _band(band: Band) -> str:
    return (
        f'<rect class="mc-diagram__lane" x="{band.x}" y="{band.y}" width="{band.width}"'
        f' height="{band.height}"/><text class="mc-diagram__lane-name" x="{band.x + 8}"'
        f' y="{band.label_y}">{escape(band.label)}</text>'
    )


def _arrow(arrow: Arrow, head: str) -> Iterator[str]:
    yield (
        f'<path class="mc-diagram__flow is-{arrow.mark}" d="{arrow.path}"'
        f' fill="none" marker-end="url(#{head})"/>'
    )
    if arrow.label:
        yield (
            f'<text class="mc-diagram__flow-name" x="{arrow.label_x}" y="{arrow.label_y}">'
            f"{escape(arrow.label)}</text>"
        )


def _shape(shape: Shape) -> Iterator[str]:
    yield f'<g class="mc-diagram__{shape.form} is-{shape.mark} of-{shape.kind}">'
    yield f"<title>{escape(shape.label)}</title>"
    yield _outline(shape)
    if shape.sign:
        yield f'<path class="mc-diagram__sign" d="{shape.sign}" fill="none"/>'
    yield from (_line(line) for line in shape.lines)
    yield "</g>"


def _outline(shape: Shape) -> str:
    if shape.form == "gateway":
        return f'<polygon points="{shape.points}"/>'
    if shape.form == "event":
        return f'<circle cx="{shape.cx}" cy="{shape.cy}" r="{shape.radius}"/>'
    return (
        f'<rect x="{shape.x}" y="{shape.y}" width="{shape.width}" height="{shape.height}"'
        f' rx="{_CORNER}"/>'
    )


def _line(line: Line) -> str:
    return (
        f'<text class="mc-diagram__{line.tone}" x="{line.x}" y="{line.y}" text-anchor="middle">'
        f"{escape(line.text)}</text>"
    )
