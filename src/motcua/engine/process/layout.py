"""Where everything is drawn: whole numbers of pixels, computed once, never in a template."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TypeAlias

from motcua.engine.process.layers import Plan, plan
from motcua.engine.process.model import GATEWAYS, Flow, Graph, Kind, Node

Point: TypeAlias = tuple[int, int]

TASK, GATEWAY, EVENT = (132, 72), (44, 44), (36, 36)
GAP_X, GAP_Y, MARGIN, TRACK, LANE_HEAD = 48, 48, 24, 18, 32


@dataclass(frozen=True)
class Rect:
    """A box."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> int:
        """Its lower edge."""
        return self.y + self.height

    @property
    def cx(self) -> int:
        """Its middle from left to right."""
        return self.x + self.width // 2

    @property
    def cy(self) -> int:
        """Its middle from top to bottom."""
        return self.y + self.height // 2


@dataclass(frozen=True)
class Layout:
    """Boxes by node key, ways by flow key, lanes by role from top to bottom."""

    width: int
    height: int
    boxes: Mapping[str, Rect]
    ways: Mapping[str, tuple[Point, ...]]
    lanes: tuple[tuple[str, Rect], ...] = ()


def arrange(graph: Graph, *, by_role: bool = False) -> Layout:
    """A readable layout from left to right, with a lane for each role when asked."""
    return _scope(graph, "", by_role=by_role)


def _scope(graph: Graph, scope: str, *, by_role: bool = False) -> Layout:
    drawn = plan(graph, scope, by_role=by_role)
    inner = {
        node.key: _scope(graph, node.key)
        for node in graph.nodes
        if node.parent == scope and node.kind is Kind.SUB_PROCESS
    }
    grid = _Grid(graph, drawn, {key: (one.width, one.height) for key, one in inner.items()})
    boxes, ways = dict(grid.boxes), dict(grid.ways())
    for key, inside in inner.items():
        left, top = boxes[key].x, boxes[key].y
        for name, box in inside.boxes.items():
            boxes[name] = replace(box, x=box.x + left, y=box.y + top)
        for name, way in inside.ways.items():
            ways[name] = tuple((x + left, y + top) for x, y in way)
    return Layout(grid.width, grid.height, boxes, ways, tuple(grid.lanes()) if by_role else ())


def _size(node: Node, inner: Mapping[str, tuple[int, int]]) -> tuple[int, int]:
    if node.key in inner:
        return inner[node.key]
    if node.kind in GATEWAYS:
        return GATEWAY
    return TASK if node.kind in (Kind.USER_TASK, Kind.SERVICE_TASK) else EVENT


class _Grid:
    """Columns and rows as wide and high as what stands in them, and the ways between."""

    def __init__(self, graph: Graph, drawn: Plan, inner: Mapping[str, tuple[int, int]]) -> None:
        self._graph, self._plan = graph, drawn
        self._taken = {cell: item for item, cell in drawn.cells.items() if item[1] < 0}
        sizes = {key: _size(graph.node(key), inner) for key, mark in drawn.cells if mark < 0}
        widths, heights = self._extents(sizes)
        self._left = LANE_HEAD if len(drawn.lane_rows) > 1 else 0
        self._xs = _edges(widths, self._left + MARGIN, GAP_X)
        self._over = GAP_Y // 2 if self._left else 0  # tracks run above the lanes
        self._ys = _edges(heights, MARGIN + self._over + TRACK * len(drawn.returning), GAP_Y)
        self._widths, self._heights = widths, heights
        self.width = self._xs[-1] - GAP_X + MARGIN
        self.height = self._ys[-1] - GAP_Y + MARGIN + GATEWAY[1] // 2
        self.boxes = {key: self._box(key, *size) for key, size in sizes.items()}
        for key in sizes:
            for place, guard in enumerate(graph.guards.get(key, ())):
                host, (width, height) = self.boxes[key], EVENT
                left = host.right - (place + 1) * (width + 8)
                self.boxes[guard.key] = Rect(left, host.bottom - height // 2, width, height)

    def _extents(self, sizes: Mapping[str, tuple[int, int]]) -> tuple[list[int], list[int]]:
        cells = self._plan.cells.values()
        widths = [0] * (max((column for column, _ in cells), default=0) + 1)
        heights = [EVENT[1]] * (sum(count for _, _, count in self._plan.lane_rows) or 1)
        for key, (width, height) in sizes.items():
            column, row = self._plan.node(key)
            widths[column] = max(widths[column], width)
            heights[row] = max(heights[row], height)
        return widths, heights

    def _box(self, key: str, width: int, height: int) -> Rect:
        column, row = self._plan.node(key)
        x = self._xs[column] + (self._widths[column] - width) // 2
        return Rect(x, self._middle(row) - height // 2, width, height)

    def _middle(self, row: int) -> int:
        return self._ys[row] + self._heights[row] // 2

    def lanes(self) -> Iterator[tuple[str, Rect]]:
        for role, begin, count in self._plan.lane_rows:
            top = self._ys[begin] - GAP_Y // 2
            bottom = self._ys[begin + count] - GAP_Y // 2
            yield role, Rect(MARGIN // 2, top, self.width - MARGIN, bottom - top)

    def ways(self) -> Iterator[tuple[str, tuple[Point, ...]]]:
        for key in self._plan.chains:
            yield key, _straightened(self._forward(self._graph.flow_by_key[key]))
        spans = sorted(self._plan.returning, key=self._span)
        for track, flow in enumerate(spans, start=1):
            yield flow.key, _straightened(self._returning(flow, track))

    def _span(self, flow: Flow) -> int:
        return abs(self.boxes[flow.source].cx - self.boxes[flow.target].cx)

    def _forward(self, flow: Flow) -> list[Point]:
        """From the right of the source to the left of the target, bending between columns."""
        chain = [self._plan.cells[item] for item in self._plan.chains[flow.key]]
        source, target = self.boxes[flow.source], self.boxes[flow.target]
        points = self._exit(flow, source, chain)
        for cell, (column, row) in pairwise(chain):
            y, is_last = self._middle(row), (column, row) == chain[-1]
            if points[-1][1] == y:
                continue
            if is_last and self._is_gateway(flow.target) and self._is_clear(column, cell[1], row):
                edge = target.bottom if points[-1][1] > y else target.y
                return [*points, (target.cx, points[-1][1]), (target.cx, edge)]
            bend = self._xs[column] - GAP_X // 2
            points += [(bend, points[-1][1]), (bend, y)]
        return [*points, (target.x, target.cy)]

    def _exit(self, flow: Flow, source: Rect, chain: list[tuple[int, int]]) -> list[Point]:
        (column, row), (_, next_row) = chain[0], chain[1]
        y = self._middle(next_row)
        if self._graph.node(flow.source).attached_to:
            return [(source.cx, source.bottom), (source.cx, max(y, source.bottom + GAP_Y // 3))]
        is_clear = next_row != row and self._is_clear(column, next_row, row)
        if is_clear and self._is_gateway(flow.source):
            return [(source.cx, source.bottom if y > source.cy else source.y), (source.cx, y)]
        return [(source.right, source.cy)]

    def _is_gateway(self, key: str) -> bool:
        return self._graph.node(key).kind in GATEWAYS

    def _is_clear(self, column: int, row: int, stop: int) -> bool:
        """Whether no box stands in the column from `row` up to, not including, `stop`."""
        step = 1 if stop > row else -1
        return not any((column, one) in self._taken for one in range(row, stop, step))

    def _returning(self, flow: Flow, track: int) -> list[Point]:
        """Back over the top; from and to lower rows through the gaps between columns."""
        source, target = self.boxes[flow.source], self.boxes[flow.target]
        tail = self._graph.node(flow.source).attached_to or flow.source
        (column, row), (to_column, to_row) = self._plan.node(tail), self._plan.node(flow.target)
        y = self._ys[0] - self._over - TRACK * track
        out, into = [(source.cx, source.y)], [(target.cx, target.y)]
        if row:
            over, right = self._ys[row] - GAP_Y // 4, self._xs[column + 1] - GAP_X // 3
            out += [(source.cx, over), (right, over), (right, y)]
        else:
            out.append((source.cx, y))
        if to_row:
            over, left = self._ys[to_row] - GAP_Y // 4, self._xs[to_column] - GAP_X // 3
            return [*out, (left, y), (left, over), (target.cx, over), *into]
        return [*out, (target.cx, y), *into]


def _edges(extents: list[int], begin: int, gap: int) -> list[int]:
    """Where each column (row) begins, and where one more would."""
    edges = [begin]
    for extent in extents:
        edges.append(edges[-1] + extent + gap)
    return edges


def _straightened(points: list[Point]) -> tuple[Point, ...]:
    """The same way without points that lie between their neighbours on one line."""
    kept: list[Point] = []
    for point in points:
        while len(kept) > 1 and (
            kept[-2][0] == kept[-1][0] == point[0] or kept[-2][1] == kept[-1][1] == point[1]
        ):
            kept.pop()
        if not kept or kept[-1] != point:
            kept.append(point)
    return tuple(kept)
