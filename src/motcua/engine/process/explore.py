"""Every state a process can come to, found by playing the real game through every choice.

Conditions are not looked at: each way out of a choice is tried, for an inclusive fork every set of
ways up to six. Two states are one when the same tokens stand on the same places.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, combinations
from typing import TypeAlias

from motcua.engine.process import game, paths
from motcua.engine.process.model import Flow, Graph, Kind, Node
from motcua.engine.process.state import (
    CannotMove,
    Event,
    MessageArrived,
    Move,
    ServiceDone,
    State,
    TaskCompleted,
    TimerFired,
    Token,
)

MAX_STATES = 2_000
MAX_SUBSETS_OF = 6
DONE, STOPPED = "done", "stopped"

Place: TypeAlias = tuple[object, ...]
Fault: TypeAlias = tuple[str, str]


def faults(graph: Graph) -> tuple[Fault, ...]:
    """What can go wrong while playing: (deadlock | livelock | doubled_token | too_large, node)."""
    search = _Search(graph)
    search.run()
    return tuple(sorted({*search.found, *search.stuck()}))


@dataclass
class _Search:
    graph: Graph
    found: set[Fault] = field(default_factory=set)
    names: dict[Place, str] = field(default_factory=dict)
    edges: dict[str, list[str]] = field(default_factory=dict)
    open_at: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def run(self) -> None:
        stack: list[State] = []
        self._note("", self._moves(None, None), stack)
        while stack:
            state = stack.pop()
            name = self.names[_place(state)]
            for token in state.tokens:
                event = _event(self.graph, token)
                if event is not None:
                    self._note(name, self._moves(state, event), stack)
            if len(self.names) > MAX_STATES:
                self.found.add(("too_large", ""))
                return

    def stuck(self) -> Iterator[Fault]:
        """States that go round for ever: neither the end nor a fault can be reached."""
        if ("too_large", "") in self.found:
            return
        finishing = paths.reachable([DONE, STOPPED], paths.reversed_edges(self.edges))
        for name, places in self.open_at.items():
            if name not in finishing and self.edges.get(name):
                yield "livelock", places[0]

    def _note(self, source: str, moves: Iterator[Move], stack: list[State]) -> None:
        for move in moves:
            if move.is_finished:
                self.edges.setdefault(source, []).append(DONE)
                continue
            place = _place(move.state)
            if place not in self.names:
                name = self.names[place] = str(len(self.names))
                self.open_at[name] = tuple(token.node for token in move.state.tokens)
                if self._is_alive(move.state):
                    stack.append(move.state)
                else:
                    self.edges[name] = [STOPPED]
            self.edges.setdefault(source, []).append(self.names[place])

    def _is_alive(self, state: State) -> bool:
        """Whether it is worth going on; a fault found here is not followed further."""
        nodes = Counter((token.node, token.scope, token.via) for token in state.tokens)
        doubled = [node for (node, _, _), count in nodes.items() if count > 1]
        self.found.update(("doubled_token", node) for node in doubled)
        if all(_event(self.graph, token) is None for token in state.tokens):
            self.found.update(("deadlock", token.node) for token in state.tokens if token.via)
            return False
        return not doubled

    def _moves(self, state: State | None, event: Event | None) -> Iterator[Move]:
        """Every move the event can make, one for each way of choosing."""
        scripts: list[tuple[int, ...]] = [()]
        while scripts and len(self.names) <= MAX_STATES:
            if len(scripts) > MAX_STATES:
                self.found.add(("too_large", ""))
                return
            script = scripts.pop()
            choices = _Choices(script)
            try:
                if state is None or event is None:
                    yield game.start(self.graph, {}, choices)
                else:
                    yield game.advance(self.graph, state, event, {}, choices)
            except CannotMove as error:
                self.found.add(("livelock", error.about))
            for place in range(len(script), len(choices.widths)):
                taken = [0] * (place - len(script))
                scripts.extend(
                    (*script, *taken, choice) for choice in range(1, choices.widths[place])
                )


class _Choices:
    """A chooser that follows a script, then takes the first way, and counts the ways it saw."""

    def __init__(self, script: tuple[int, ...]) -> None:
        self._script = script
        self.widths: list[int] = []

    def __call__(self, node: Node, flows: Sequence[Flow]) -> Sequence[Flow]:
        ways = _ways(node, flows)
        at = len(self.widths)
        self.widths.append(len(ways))
        return ways[self._script[at] if at < len(self._script) else 0]


def _ways(node: Node, flows: Sequence[Flow]) -> list[tuple[Flow, ...]]:
    if node.kind is Kind.EXCLUSIVE:
        return [(flow,) for flow in flows]
    always = tuple(flow for flow in flows if not flow.condition and flow.key != node.default)
    maybe = [flow for flow in flows if flow.condition and flow.key != node.default]
    sizes = range(1, len(maybe) + 1) if len(maybe) <= MAX_SUBSETS_OF else (1, len(maybe))
    subsets = chain.from_iterable(combinations(maybe, size) for size in sizes)
    ways = [(*always, *subset) for subset in subsets]
    otherwise = tuple(flow for flow in flows if flow.key == node.default)
    return [*ways, *([always or otherwise] if always or otherwise else [])]


def _event(graph: Graph, token: Token) -> Event | None:
    node = graph.node(token.node)
    if token.via or node.kind is Kind.SUB_PROCESS:
        return None
    if node.kind is Kind.USER_TASK:
        return TaskCompleted(token.id)
    if node.kind is Kind.SERVICE_TASK:
        return ServiceDone(token.id)
    return TimerFired(token.id) if node.kind is Kind.TIMER else MessageArrived(node.message)


def _place(state: State) -> Place:
    """The state without its ids: what stands where, inside what, guarding what."""
    nodes = {token.id: token.node for token in state.tokens}
    return tuple(
        sorted(
            (token.node, token.via, nodes.get(token.scope, ""), nodes.get(token.host, ""))
            for token in state.tokens
        )
    )
