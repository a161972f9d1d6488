"""The compiled process: a frozen graph of nodes and flows that the token game is played on.

Lengths of time are working minutes (480 to a working day). A node names who acts (`role` of which
`unit_kind`), how long he may take (`working_minutes`: `None` = nobody said, 0 = not counted) and
which act of the trade completes it (`act`). Nothing in a graph is ever evaluated as code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, dataclass, fields
from enum import StrEnum
from functools import cached_property
from typing import Any

from motcua.engine.process import feel, paths


class Kind(StrEnum):
    """What a node is. A timer or message with `attached_to` is a boundary event."""

    USER_TASK = "user_task"
    SERVICE_TASK = "service_task"
    EXCLUSIVE = "exclusive"
    PARALLEL = "parallel"
    INCLUSIVE = "inclusive"
    START = "start"
    END = "end"
    TIMER = "timer"
    MESSAGE = "message"
    PASS = "pass"  # noqa: S105  a plain event: a milestone, the token goes straight on
    SUB_PROCESS = "sub_process"


ACTIVITIES = frozenset({Kind.USER_TASK, Kind.SERVICE_TASK, Kind.SUB_PROCESS})
GATEWAYS = frozenset({Kind.EXCLUSIVE, Kind.PARALLEL, Kind.INCLUSIVE})
WAITING = frozenset({Kind.USER_TASK, Kind.SERVICE_TASK, Kind.TIMER, Kind.MESSAGE})


class Ending(StrEnum):
    """What an end event gives the citizen; an end without one is not fit to publish."""

    RESULT = "result"
    REFUSAL = "refusal"
    UNDOCUMENTED = ""


@dataclass(frozen=True)
class Node:
    """One place a token can stand on; only the fields of its kind are filled."""

    key: str
    kind: Kind
    name: str = ""
    parent: str = ""  # key of the sub-process it lives in
    role: str = ""
    unit_kind: str = ""
    working_minutes: int | None = None  # of a task: its limit; of a timer: how long it runs
    act: str = ""
    service: str = ""  # registered name, never code
    message: str = ""
    wait: str = ""  # why the legal clock stands still here ("financial_duty"), empty = it runs
    at: str = ""  # of a timer: name of the fact that holds the instant
    attached_to: str = ""  # host activity of a boundary event
    is_interrupting: bool = True
    ending: Ending = Ending.UNDOCUMENTED
    is_terminating: bool = False
    default: str = ""  # key of the flow taken when no condition holds


@dataclass(frozen=True)
class Flow:
    """One arrow; `condition` is FEEL, empty = always."""

    key: str
    source: str
    target: str
    condition: str = ""
    name: str = ""


class UnknownNode(KeyError):
    """A key that the graph does not have."""


@dataclass(frozen=True)
class Graph:
    """An internal process, compiled once per procedure version and shared by its instances."""

    key: str
    name: str
    nodes: tuple[Node, ...]
    flows: tuple[Flow, ...]

    @cached_property
    def by_key(self) -> Mapping[str, Node]:
        """Nodes by key."""
        return {node.key: node for node in self.nodes}

    @cached_property
    def flow_by_key(self) -> Mapping[str, Flow]:
        """Flows by key."""
        return {flow.key: flow for flow in self.flows}

    @cached_property
    def out(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows that leave each node, in the order of the diagram."""
        return self._grouped("source")

    @cached_property
    def into(self) -> Mapping[str, tuple[Flow, ...]]:
        """Flows that enter each node."""
        return self._grouped("target")

    @cached_property
    def guards(self) -> Mapping[str, tuple[Node, ...]]:
        """Boundary events by their host activity."""
        return _gather((node.attached_to, node) for node in self.nodes if node.attached_to)

    @cached_property
    def has_timers(self) -> bool:
        """Whether any node waits for the clock."""
        return any(node.kind is Kind.TIMER for node in self.nodes)

    @cached_property
    def starts(self) -> Mapping[str, Node]:
        """The first start event of the root ("") and of each sub-process."""
        first: dict[str, Node] = {}
        for node in self.nodes:
            if node.kind is Kind.START:
                first.setdefault(node.parent, node)
        return first

    @cached_property
    def conditions(self) -> Mapping[str, feel.Expression]:
        """Parsed conditions by flow key. Raises `feel.FeelError` on a broken one."""
        return {flow.key: feel.parse(flow.condition) for flow in self.flows if flow.condition}

    @cached_property
    def successors(self) -> Mapping[str, tuple[str, ...]]:
        """Where a token may go next from each node, through a boundary event of it too."""
        return {
            node.key: (
                *(flow.target for flow in self.out[node.key]),
                *(guard.key for guard in self.guards.get(node.key, ())),
            )
            for node in self.nodes
        }

    @cached_property
    def forward(self) -> Mapping[str, list[str]]:
        """`successors` without the edges that lead back."""
        begins = [*(start.key for start in self.starts.values()), *self.by_key]
        return paths.without(self.successors, paths.back_edges(begins, self.successors))

    @cached_property
    def upstream(self) -> Mapping[str, frozenset[str]]:
        """For each flow into an inclusive join: nodes that can reach it without the join."""
        turned = paths.reversed_edges(self.successors)
        return {
            flow.key: paths.reachable(
                [flow.source], {**turned, flow.target: [], flow.source: turned.get(flow.source, [])}
            )
            for node in self.nodes
            if node.kind is Kind.INCLUSIVE and len(self.into[node.key]) > 1
            for flow in self.into[node.key]
        }

    def node(self, key: str) -> Node:
        """The node called `key`. Raises `UnknownNode`."""
        try:
            return self.by_key[key]
        except KeyError:
            raise UnknownNode(key) from None

    def tasks(self) -> tuple[Node, ...]:
        """User tasks in the order of the diagram."""
        return tuple(node for node in self.nodes if node.kind is Kind.USER_TASK)

    def _grouped(self, end: str) -> Mapping[str, tuple[Flow, ...]]:
        flows = _gather((getattr(flow, end), flow) for flow in self.flows)
        return {node.key: flows.get(node.key, ()) for node in self.nodes}


def to_json(graph: Graph) -> dict[str, Any]:
    """The graph as compact JSON values; empty fields are left out."""
    return {
        "key": graph.key,
        "name": graph.name,
        "nodes": [_lean(node) for node in graph.nodes],
        "flows": [_lean(flow) for flow in graph.flows],
    }


def from_json(stored: Mapping[str, Any]) -> Graph:
    """The graph that `to_json` wrote."""
    return Graph(
        key=stored["key"],
        name=stored["name"],
        nodes=tuple(_node(row) for row in stored["nodes"]),
        flows=tuple(Flow(**row) for row in stored["flows"]),
    )


def _node(row: Mapping[str, Any]) -> Node:
    return Node(
        **{**row, "kind": Kind(row["kind"]), "ending": Ending(row.get("ending", ""))},
    )


def _lean(thing: Node | Flow) -> dict[str, Any]:
    row: dict[str, Any] = {}
    for column in fields(thing):
        value = getattr(thing, column.name)
        if column.default is MISSING or value != column.default:
            row[column.name] = str(value) if isinstance(value, StrEnum) else value
    return row


def _gather(pairs: Iterable[tuple[str, Any]]) -> dict[str, tuple[Any, ...]]:
    lists: dict[str, list[Any]] = {}
    for key, thing in pairs:
        lists.setdefault(key, []).append(thing)
    return {key: tuple(things) for key, things in lists.items()}
