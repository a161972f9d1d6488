"""Random sound processes made of nested blocks, and the facts that drive their gateways."""

from collections.abc import Iterator
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


def graph_of(block: Block) -> tuple[Graph, tuple[str, ...]]:
    """The process of a block, and the names of the facts its conditions ask for."""
    draft = _Draft()
    draft.nodes.append(Node("start", Kind.START))
    last = draft.put(block, "start", "")
    draft.nodes.append(Node("end", Kind.END, ending=Ending.RESULT))
    draft.tie(last, "end")
    return Graph("p", "Process", tuple(draft.nodes), tuple(draft.flows)), tuple(draft.facts)


@dataclass
class _Draft:
    nodes: list[Node] = field(default_factory=list)
    flows: list[Flow] = field(default_factory=list)
    facts: list[str] = field(default_factory=list)
    numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def put(self, block: Block, before: str, scope: str) -> str:
        """Draw a block after `before`; the key of its last node."""
        sort, parts = block
        if sort == "task":
            return self._task(before, scope)
        if sort == "row":
            for part in parts:
                before = self.put(part, before, scope)
            return before
        if sort == "loop":
            return self._loop(parts[0], before, scope)
        return self._sub(parts[0], before, scope) if sort == "sub" else self._fork(
            Kind(sort), parts, before, scope
        )  # fmt: skip

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

    def _task(self, before: str, scope: str) -> str:
        key = self._node(Kind.USER_TASK, scope, role="specialist")
        self.tie(before, key)
        return key

    def _loop(self, part: Block, before: str, scope: str) -> str:
        merge = self._node(Kind.EXCLUSIVE, scope)
        self.tie(before, merge)
        last = self.put(part, merge, scope)
        number = next(self.numbers)
        choice = f"again_{number}"
        out = f"f{next(self.numbers)}"
        self.nodes.append(Node(choice, Kind.EXCLUSIVE, parent=scope, default=out))
        self.tie(last, choice)
        self.tie(choice, merge, self._fact(f"loop_{number}"))
        after = self._node(Kind.EXCLUSIVE, scope)
        self.flows.append(Flow(out, choice, after))
        return after

    def _sub(self, part: Block, before: str, scope: str) -> str:
        key = self._node(Kind.SUB_PROCESS, scope)
        self.tie(before, key)
        begin = self._node(Kind.START, key)
        last = self.put(part, begin, key)
        self.tie(last, self._node(Kind.END, key))
        return key

    def _fork(self, kind: Kind, parts: tuple[Block, ...], before: str, scope: str) -> str:
        number = next(self.numbers)
        fork, join = f"fork_{number}", f"join_{number}"
        default = f"d{number}" if kind is not Kind.PARALLEL else ""
        self.tie(before, fork)
        self.nodes.append(Node(fork, kind, parent=scope, default=default))
        self.nodes.append(Node(join, kind, parent=scope))
        for place, part in enumerate(parts):
            # every branch begins with an exclusive merge, so that its condition is on one flow
            entry = self._node(Kind.EXCLUSIVE, scope)
            if default and place == 0:
                self.flows.append(Flow(default, fork, entry))
            else:
                self.tie(fork, entry, self._fact(f"way_{number}_{place}") if default else "")
            self.tie(self.put(part, entry, scope), join)
        return join
