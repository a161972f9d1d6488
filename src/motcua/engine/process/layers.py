"""Which column and which row each node of a scope takes when it is drawn from left to right.

A column is the longest distance from the start; the main line keeps the top row and branches go
below it in their order, so lines seldom cross. A flow that jumps over columns reserves a cell in
each (a "passage"), a flow that leads back reserves none and is drawn round the outside.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TypeAlias

from motcua.engine.process import paths
from motcua.engine.process.model import Flow, Graph, Kind, Node

Item: TypeAlias = tuple[str, int]  # a node is (key, -1), a passage (flow key, column)
Cell: TypeAlias = tuple[int, int]  # column, row


@dataclass(frozen=True)
class Plan:
    """Cells of nodes and passages; `chains` lists what each forward flow passes through."""

    cells: Mapping[Item, Cell]
    chains: Mapping[str, tuple[Item, ...]]
    returning: tuple[Flow, ...]
    lane_rows: tuple[tuple[str, int, int], ...]  # role, first row, number of rows

    def node(self, key: str) -> Cell:
        """Column and row of a node."""
        return self.cells[key, -1]


def plan(graph: Graph, scope: str, *, by_role: bool = False) -> Plan:
    """Columns and rows for the nodes directly inside `scope` (boundary events ride on hosts)."""
    nodes = [node for node in graph.nodes if node.parent == scope and not node.attached_to]
    keys = {node.key for node in nodes}
    flows = [flow for flow in graph.flows if flow.target in keys and _tail(graph, flow) in keys]
    order = _Order(graph, nodes, flows)
    lanes = _lanes(order, nodes) if by_role else dict.fromkeys(keys, "")
    return _placed(order, lanes)


def _tail(graph: Graph, flow: Flow) -> str:
    """The node a flow leaves, the host where it leaves a boundary event."""
    return graph.node(flow.source).attached_to or flow.source


class _Order:
    """Forward flows, their columns and their passages."""

    def __init__(self, graph: Graph, nodes: list[Node], flows: list[Flow]) -> None:
        self.nodes = nodes
        self.tails = {flow.key: _tail(graph, flow) for flow in flows}
        after: dict[str, list[str]] = {node.key: [] for node in nodes}
        for flow in flows:
            after[self.tails[flow.key]].append(flow.target)
        begins = [node.key for node in sorted(nodes, key=lambda node: node.kind is not Kind.START)]
        back = paths.back_edges(begins, after)
        self.returning = tuple(f for f in flows if (self.tails[f.key], f.target) in back)
        self.forward = [flow for flow in flows if flow not in self.returning]
        self.sequence = paths.in_order(begins[::-1], paths.without(after, back))
        self.columns = self._columns()
        self.chains = {flow.key: tuple(self._chain(flow)) for flow in self.forward}

    def _columns(self) -> dict[str, int]:
        columns = dict.fromkeys(self.sequence, 0)
        leaving: dict[str, list[Flow]] = {}
        for flow in self.forward:
            leaving.setdefault(self.tails[flow.key], []).append(flow)
        for key in self.sequence:
            for flow in leaving.get(key, ()):
                columns[flow.target] = max(columns[flow.target], columns[key] + 1)
        return columns

    def _chain(self, flow: Flow) -> Iterator[Item]:
        tail = self.tails[flow.key]
        yield tail, -1
        for column in range(self.columns[tail] + 1, self.columns[flow.target]):
            yield flow.key, column
        yield flow.target, -1

    def column(self, item: Item) -> int:
        return self.columns[item[0]] if item[1] < 0 else item[1]


def _lanes(order: _Order, nodes: list[Node]) -> dict[str, str]:
    """The role in whose lane a node is drawn: its own, else that of the node before it."""
    by_key = {node.key: node for node in nodes}
    lanes = {key: node.role for key, node in by_key.items() if node.role}
    for key in order.sequence:
        for flow in order.forward:
            if order.tails[flow.key] == key and key in lanes:
                lanes.setdefault(flow.target, lanes[key])
    for key in reversed(order.sequence):
        follower = next((f.target for f in order.forward if order.tails[f.key] == key), "")
        lanes.setdefault(key, lanes.get(follower, ""))
    return lanes


@dataclass
class _Rows:
    """Rows being given out, lane by lane, column by column."""

    lanes: Mapping[str, str]
    lane_of: dict[Item, str] = field(default_factory=dict)
    row_of: dict[Item, int] = field(default_factory=dict)

    def give(self, items: list[Item], befores: Mapping[Item, list[Item]]) -> None:
        """Rows for one column: beside the item before when free, else below, in flow order."""
        last: dict[str, int] = {}
        wishes = [(self._wish(item, befores.get(item, [])), item) for item in items]
        for (lane, row, _), item in sorted(wishes, key=lambda wish: wish[0]):
            self.lane_of[item] = lane
            self.row_of[item] = last[lane] = max(row, last.get(lane, -1) + 1)

    def _wish(self, item: Item, before: list[Item]) -> tuple[str, int, int]:
        lane = self.lanes[item[0]] if item[1] < 0 else self.lane_of[before[0]]
        rows = [self.row_of[one] for one in before if self.lane_of[one] == lane]
        return lane, min(rows, default=0), int(item[1] >= 0)


def _placed(order: _Order, lanes: Mapping[str, str]) -> Plan:
    befores: dict[Item, list[Item]] = {}
    for chain in order.chains.values():
        for before, item in pairwise(chain):
            befores.setdefault(item, []).append(before)
    rows = _Rows(lanes)
    lonely: list[Item] = [(key, -1) for key in order.sequence]
    items = dict.fromkeys([*(one for chain in order.chains.values() for one in chain), *lonely])
    columns: dict[int, list[Item]] = {}
    for item in items:
        columns.setdefault(order.column(item), []).append(item)
    for column in sorted(columns):
        rows.give(columns[column], befores)
    bands = _bands(rows, order)
    first = {lane: begin for lane, begin, _ in bands}
    cells = {
        item: (order.column(item), first[rows.lane_of[item]] + rows.row_of[item]) for item in items
    }
    return Plan(cells, order.chains, order.returning, bands)


def _bands(rows: _Rows, order: _Order) -> tuple[tuple[str, int, int], ...]:
    """Lanes from top to bottom in the order of their first node, and the rows each takes."""
    names = dict.fromkeys(rows.lanes[key] for key in order.sequence)
    bands, begin = [], 0
    for name in names:
        used = [row for item, row in rows.row_of.items() if rows.lane_of[item] == name]
        count = max(used, default=0) + 1
        bands.append((name, begin, count))
        begin += count
    return tuple(bands)
