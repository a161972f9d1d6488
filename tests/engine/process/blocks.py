"""Random sound processes made of nested blocks, the facts that drive their gateways, and how a
block plays by itself: who is enabled follows from the nesting alone, without tokens or joins.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import count
from typing import TypeAlias

from hypothesis import strategies as st

from motcua.engine.process.model import Ending, Flow, Graph, Kind, Node

Block: TypeAlias = tuple[str, tuple["Block", ...]]  # sort, parts

TASK: Block = ("task", ())


def blocks(max_leaves: int = 10) -> st.SearchStrategy[Block]:
    """Sequences, forks of the three kinds, loops and sub-processes over tasks."""

    def several(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
        parts = st.lists(inner, min_size=2, max_size=3).map(tuple)
        return st.one_of(
            st.tuples(st.sampled_from(["row", "exclusive", "parallel", "inclusive"]), parts),
            st.tuples(st.sampled_from(["loop", "sub"]), st.tuples(inner)),
        )

    return st.recursive(st.just(TASK), several, max_leaves=max_leaves)


@dataclass(frozen=True)
class Part:
    """A block with the names it got in the graph: a task's key, a choice's facts."""

    sort: str
    parts: tuple["Part", ...] = ()
    key: str = ""
    facts: tuple[str, ...] = ()


def graph_of(block: Block) -> tuple[Graph, tuple[str, ...], Part]:
    """The process of a block, the facts its conditions ask for, and the block with its names."""
    draft = _Draft()
    draft.nodes.append(Node("start", Kind.START))
    last, part = draft.put(block, "start", "")
    draft.nodes.append(Node("end", Kind.END, ending=Ending.RESULT))
    draft.tie(last, "end")
    return Graph("p", "Process", tuple(draft.nodes), tuple(draft.flows)), tuple(draft.facts), part


def has_join_in_loop(block: Block, *, is_looping: bool = False) -> bool:
    """Whether a parallel or inclusive join can be passed twice."""
    sort, parts = block
    here = is_looping and sort in ("parallel", "inclusive")
    inside = is_looping or sort == "loop"
    return here or any(has_join_in_loop(part, is_looping=inside) for part in parts)


class Play:
    """A part under way: `enabled` names its open tasks, `complete` says whether it is over."""

    def __init__(self, part: Part, facts: Mapping[str, bool]) -> None:
        self._part = part
        self._rest = part.parts
        self._inside: list[Play] = []
        if part.sort in ("row", "loop", "sub"):
            self._rest = part.parts[1:]
            self._inside = [Play(part.parts[0], facts)]
        elif part.sort != "task":
            self._inside = [Play(one, facts) for one in self._taken(facts)]

    def enabled(self) -> list[str]:
        if self._part.sort == "task":
            return [self._part.key]
        return sorted(key for play in self._inside for key in play.enabled())

    def complete(self, key: str, facts: Mapping[str, bool]) -> bool:
        if self._part.sort == "task":
            return True
        play = next(play for play in self._inside if key in play.enabled())
        if play.complete(key, facts):
            self._inside.remove(play)
            self._go_on(facts)
        return not self._inside

    def _go_on(self, facts: Mapping[str, bool]) -> None:
        if self._part.sort == "row" and self._rest:
            self._inside = [Play(self._rest[0], facts)]
            self._rest = self._rest[1:]
        elif self._part.sort == "loop" and facts[self._part.facts[0]]:
            self._inside = [Play(self._part.parts[0], facts)]

    def _taken(self, facts: Mapping[str, bool]) -> list[Part]:
        """The branches of a fork: the first is the default of a choice."""
        if self._part.sort == "parallel":
            return list(self._part.parts)
        ways = zip(self._part.parts[1:], self._part.facts, strict=True)
        chosen = [part for part, fact in ways if facts[fact]]
        if self._part.sort == "exclusive":
            chosen = chosen[:1]
        return chosen or [self._part.parts[0]]


@dataclass
class _Draft:
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def put(self, block: Block, before: str, scope: str) -> tuple[str, Part]:
        """Draw a block after `before`; the key of its last node, and the block with names."""
        sort, parts = block
        if sort == "task":
            return self._task(before, scope)
        if sort == "row":
            named = []
            for part in parts:
                before, one = self.put(part, before, scope)
                named.append(one)
            return before, Part(sort, tuple(named))
        if sort == "loop":
            return self._loop(parts[0], before, scope)
        if sort == "sub":
            return self._sub(parts[0], before, scope)
        return self._fork(Kind(sort), parts, before, scope)

    def tie(self, source: str, target: str, condition: str = "") -> str:
        key = f"f{next(self.numbers)}"
        self.flows.append(Flow(key, source, target, condition))
        return key

    def _node(self, kind: Kind, scope: str, default: str = "", role: str = "") -> str:
        key = f"{kind.value}_{next(self.numbers)}"
        minutes = 60 if kind is Kind.USER_TASK else None
        self.nodes.append(
            Node(key, kind, key, scope, role=role, working_minutes=minutes, default=default)
        )
        return key

    def _fact(self, name: str) -> str:
        self.facts.append(name)
        return name

    def _task(self, before: str, scope: str) -> tuple[str, Part]:
        key = self._node(Kind.USER_TASK, scope, role="specialist")
        self.tie(before, key)
        return key, Part("task", key=key)

    def _loop(self, block: Block, before: str, scope: str) -> tuple[str, Part]:
        merge = self._node(Kind.EXCLUSIVE, scope)
        self.tie(before, merge)
        last, part = self.put(block, merge, scope)
        number = next(self.numbers)
        choice, out = f"again_{number}", f"out_{number}"
        self.nodes.append(Node(choice, Kind.EXCLUSIVE, parent=scope, default=out))
        self.tie(last, choice)
        self.tie(choice, merge, self._fact(f"loop_{number}"))
        after = self._node(Kind.EXCLUSIVE, scope)
        self.flows.append(Flow(out, choice, after))
        return after, Part("loop", (part,), facts=(f"loop_{number}",))

    def _sub(self, block: Block, before: str, scope: str) -> tuple[str, Part]:
        key = self._node(Kind.SUB_PROCESS, scope)
        self.tie(before, key)
        begin = self._node(Kind.START, key)
        last, part = self.put(block, begin, key)
        self.tie(last, self._node(Kind.END, key))
        return key, Part("sub", (part,))

    def _fork(
        self, kind: Kind, parts: tuple[Block, ...], before: str, scope: str
    ) -> tuple[str, Part]:
        number = next(self.numbers)
        fork, join = f"fork_{number}", f"join_{number}"
        default = f"first_{number}" if kind is not Kind.PARALLEL else ""
        facts = [self._fact(f"way_{number}_{place}") for place in range(1, len(parts)) if default]
        self.tie(before, fork)
        self.nodes.append(Node(fork, kind, parent=scope, default=default))
        self.nodes.append(Node(join, kind, parent=scope))
        named = []
        for place, block in enumerate(parts):
            # every branch begins with a merge of its own, so that its condition is on one flow
            entry = self._node(Kind.EXCLUSIVE, scope)
            if default and place == 0:
                self.flows.append(Flow(default, fork, entry))
            else:
                self.tie(fork, entry, facts[place - 1] if default else "")
            last, part = self.put(block, entry, scope)
            self.tie(last, join)
            named.append(part)
        return join, Part(kind.value, tuple(named), facts=tuple(facts))
