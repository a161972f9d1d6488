"""The diagram as plain values a template prints without arithmetic: shapes, lines, words, states.

Colours belong to the style sheet (`mc-diagram`, `is-now`, `is-late` …); sentences belong to the
caller, who passes the words of the reader's language. The description tells the whole diagram in
order, so that nothing is said by the picture alone.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from textwrap import shorten, wrap

from motcua.engine.process import paths
from motcua.engine.process.layout import Layout, Point, Rect
from motcua.engine.process.model import GATEWAYS, Graph, Kind, Node

LINE_HEIGHT = 15
LETTERS = 19  # of the label's size across a task
CAPTION_LETTERS = 22  # under an event or a gateway


class Mark(StrEnum):
    """Where a node stands in one instance; PLAIN in a diagram of no instance."""

    PLAIN = "plain"
    DONE = "done"
    NOW = "now"
    LATE = "late"
    WAITING = "waiting"
    NEXT = "next"


_REACHED = frozenset({Mark.DONE, Mark.NOW, Mark.LATE, Mark.WAITING})


@dataclass(frozen=True)
class Standing:
    """What the live diagram says of a node: its mark, who has it, since or until when."""

    mark: Mark = Mark.PLAIN
    who: str = ""
    when: str = ""


@dataclass(frozen=True)
class Words:
    """The caller's words, in the reader's language."""

    title: str = ""
    marks: Mapping[Mark, str] = field(default_factory=dict)
    roles: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of text, centred on `x`, standing on `y`; `tone` is name, who or when."""

    x: int
    y: int
    text: str
    tone: str


@dataclass(frozen=True)
class Shape:
    """A box (tasks), a circle (events) or a rhomb (gateways) with its text."""

    key: str
    form: str  # task | sub | event | gateway
    kind: str
    mark: str
    x: int
    y: int
    width: int
    height: int
    cx: int
    cy: int
    radius: int
    points: str  # of a rhomb
    sign: str  # path of the sign inside a gateway or event, empty = none
    lines: tuple[Line, ...]
    label: str  # all of it in words


@dataclass(frozen=True)
class Arrow:
    """A flow as a path, with its label."""

    key: str
    path: str
    mark: str
    label: str
    label_x: int
    label_y: int


@dataclass(frozen=True)
class Band:
    """A lane."""

    label: str
    x: int
    y: int
    width: int
    height: int
    label_y: int


@dataclass(frozen=True)
class Picture:
    """Everything to print, from back to front."""

    width: int
    height: int
    title: str
    description: str
    bands: tuple[Band, ...]
    arrows: tuple[Arrow, ...]
    shapes: tuple[Shape, ...]


def picture(
    graph: Graph,
    layout: Layout,
    standings: Mapping[str, Standing] | None = None,
    words: Words | None = None,
) -> Picture:
    """The diagram of a process, live when `standings` by node key are given."""
    standings, words = standings or {}, words or Words()
    shapes = tuple(
        _shape(node, layout.boxes[node.key], standings.get(node.key, Standing()), words)
        for node in sorted(graph.nodes, key=lambda node: node.kind is not Kind.SUB_PROCESS)
    )
    been = _been(graph, {key for key, one in standings.items() if one.mark in _REACHED})
    return Picture(
        layout.width,
        layout.height,
        words.title or graph.name,
        _description(graph, shapes),
        tuple(_bands(layout, words)),
        tuple(_arrow(flow.key, flow.name, layout.ways[flow.key], _is_walked(graph, flow.key, been))
              for flow in graph.flows if flow.key in layout.ways),
        shapes,
    )  # fmt: skip


def _been(graph: Graph, reached: set[str]) -> set[str]:
    """Reached nodes, and the start and gateways that lead on to one of them."""
    begins = [start.key for start in graph.starts.values()]
    for key in reversed(paths.in_order(begins, graph.forward)):
        passes_on = graph.node(key).kind in GATEWAYS or graph.node(key).kind is Kind.START
        if passes_on and not reached.isdisjoint(graph.forward[key]):
            reached.add(key)
    return reached


def _is_walked(graph: Graph, key: str, been: set[str]) -> bool:
    flow = graph.flow_by_key[key]
    return flow.source in been and flow.target in been and flow.target in graph.forward[flow.source]


def _description(graph: Graph, shapes: tuple[Shape, ...]) -> str:
    labels = {shape.key: shape.label for shape in shapes if shape.form in ("task", "sub")}
    begins = [start.key for start in graph.starts.values()][::-1]
    order = [key for key in paths.in_order(begins, graph.forward) if key in labels]
    return "\n".join(f"{number}. {labels[key]}" for number, key in enumerate(order, start=1))


def _bands(layout: Layout, words: Words) -> Iterator[Band]:
    for role, box in layout.lanes:
        label = words.roles.get(role, role)
        yield Band(label, box.x, box.y, box.width, box.height, box.y + LINE_HEIGHT + 2)


def _shape(node: Node, box: Rect, standing: Standing, words: Words) -> Shape:
    form = _form(node)
    said = [node.name or node.key, words.roles.get(node.role, ""), standing.who, standing.when]
    mark = words.marks.get(standing.mark, "")
    return Shape(
        key=node.key,
        form=form,
        kind=str(node.kind),
        mark=str(standing.mark),
        x=box.x,
        y=box.y,
        width=box.width,
        height=box.height,
        cx=box.cx,
        cy=box.cy,
        radius=min(box.width, box.height) // 2,
        points=f"{box.cx},{box.y} {box.right},{box.cy} {box.cx},{box.bottom} {box.x},{box.cy}",
        sign=_sign(node, box),
        lines=tuple(_lines(node, form, box, standing)),
        label=", ".join(part for part in (*said, mark) if part),
    )


def _form(node: Node) -> str:
    if node.kind in GATEWAYS:
        return "gateway"
    if node.kind is Kind.SUB_PROCESS:
        return "sub"
    return "task" if node.kind in (Kind.USER_TASK, Kind.SERVICE_TASK) else "event"


def _sign(node: Node, box: Rect) -> str:
    x, y = box.cx, box.cy
    signs = {
        Kind.EXCLUSIVE: f"M{x - 7} {y - 7}l14 14m0 -14l-14 14",
        Kind.PARALLEL: f"M{x} {y - 10}v20m-10 -10h20",
        Kind.INCLUSIVE: f"M{x - 8} {y}a8 8 0 1 0 16 0a8 8 0 1 0 -16 0",
        Kind.TIMER: f"M{x} {y - 8}v8h6",
        Kind.MESSAGE: f"M{x - 8} {y - 5}h16v11h-16zl8 6l8 -6",
    }
    return signs.get(node.kind, "")


def _lines(node: Node, form: str, box: Rect, standing: Standing) -> Iterator[Line]:
    tones = [(standing.who, "who"), (standing.when, "when")]
    asides = [(shorten(text, LETTERS + 2, placeholder="…"), tone) for text, tone in tones if text]
    if form == "task":
        name = _wrapped(node.name or node.key, LETTERS, 4 - len(asides) if asides else 4)
        texts = [*((line, "name") for line in name), *asides]
        first = box.cy - (len(texts) - 1) * LINE_HEIGHT // 2 + 4
    elif form == "sub":
        texts, first = [(node.name, "name")], box.y + LINE_HEIGHT + 2
    else:
        texts = [(line, "name") for line in _wrapped(node.name, CAPTION_LETTERS, 2)] + asides
        first = box.bottom + LINE_HEIGHT
    for number, (text, tone) in enumerate(texts):
        if text:
            yield Line(box.cx, first + number * LINE_HEIGHT, text, tone)


def _wrapped(text: str, letters: int, limit: int) -> list[str]:
    lines = wrap(text, letters)
    if len(lines) > limit:
        lines = [
            *lines[: limit - 1],
            shorten(" ".join(lines[limit - 1 :]), letters, placeholder="…"),
        ]
    return lines


def _arrow(key: str, label: str, way: tuple[Point, ...], is_walked: bool) -> Arrow:
    path = "M" + "L".join(f"{x} {y}" for x, y in way)
    (x, y), (next_x, next_y) = way[0], way[1]
    label_y = next_y if x == next_x and next_y > y else y  # on the level part after a descent
    return Arrow(key, path, "walked" if is_walked else "open", label, x + 6, label_y - 6)
