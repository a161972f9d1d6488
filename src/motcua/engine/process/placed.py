"""The layout a diagram was drawn with by hand, read from its coordinates."""

from collections.abc import Iterator
from dataclasses import replace

from motcua.engine.process.bpmn_read import BPMNDI, DC, DI, Diagram
from motcua.engine.process.layout import MARGIN, Layout, Point, Rect, arrange
from motcua.engine.process.model import Graph
from motcua.engine.process.xml_tree import Element

MAX_PIXELS = 100_000


def layout_of(diagram: Diagram, graph: Graph) -> Layout:
    """Where the author drew things; our own layout when something has no place or no sense."""
    found = {key: one for key, one in _places(diagram)}
    boxes = {node.key: found.get(node.key) for node in graph.nodes}
    ways = {flow.key: way for flow in graph.flows if (way := _way(found.get(flow.key)))}
    if len(ways) != len(graph.flows):
        return arrange(graph)
    rects: dict[str, Rect] = {}
    for key, element in boxes.items():
        box = _box(element)
        if box is None:
            return arrange(graph)
        rects[key] = box
    return _moved(rects, ways)


def _places(diagram: Diagram) -> Iterator[tuple[str, Element]]:
    for element in diagram.root.walk():
        if element.namespace == BPMNDI and element.local in ("BPMNShape", "BPMNEdge"):
            yield element.get("bpmnElement").rpartition(":")[2], element


def _box(shape: Element | None) -> Rect | None:
    for bounds in shape.elements("Bounds") if shape else ():
        numbers = [_pixels(bounds.get(name)) for name in ("x", "y", "width", "height")]
        if bounds.namespace == DC and None not in numbers:
            x, y, width, height = (number or 0 for number in numbers)
            return Rect(x, y, width, height)
    return None


def _way(edge: Element | None) -> tuple[Point, ...]:
    points = []
    for waypoint in edge.elements("waypoint") if edge else ():
        x, y = _pixels(waypoint.get("x")), _pixels(waypoint.get("y"))
        if waypoint.namespace == DI and x is not None and y is not None:
            points.append((x, y))
    return tuple(points) if len(points) > 1 else ()


def _pixels(text: str) -> int | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return round(number) if abs(number) < MAX_PIXELS else None


def _moved(boxes: dict[str, Rect], ways: dict[str, tuple[Point, ...]]) -> Layout:
    """The same drawing with its upper left corner at the margin."""
    xs = [x for box in boxes.values() for x in (box.x, box.right)]
    ys = [y for box in boxes.values() for y in (box.y, box.bottom)]
    xs += [x for way in ways.values() for x, _ in way]
    ys += [y for way in ways.values() for _, y in way]
    dx, dy = MARGIN - min(xs), MARGIN - min(ys)
    return Layout(
        max(xs) + dx + MARGIN,
        max(ys) + dy + MARGIN,
        {key: replace(box, x=box.x + dx, y=box.y + dy) for key, box in boxes.items()},
        {key: tuple((x + dx, y + dy) for x, y in way) for key, way in ways.items()},
    )
