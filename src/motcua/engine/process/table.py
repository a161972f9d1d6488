"""The decision's own step table and the process it means, there and back.

A row is a step of the approved internal process: who, what, how many working hours. From the table
the graph is built: a check that may send back becomes a gateway with a loop, rows that share a
`parallel_group` run side by side, an optional row is asked for by the fact `needs_<key>`, a row
that waits for the outside world (`wait`) becomes a message event during which nobody acts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from motcua.engine.process.model import Ending, Flow, Graph, Kind, Node

RETURN = "return"  # outcome of a task that sends the dossier back to `returns_to`
_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}\Z")


@dataclass(frozen=True)
class Step:
    """One row. `working_minutes`: None = not said, 0 = not counted in the limit."""

    key: str
    name: str
    role: str = ""
    unit_kind: str = ""  # centre | unit | division | office | province | partner
    working_minutes: int | None = None
    act: str = ""
    returns_to: str | None = None
    parallel_group: str | None = None
    is_optional: bool = False
    wait: str | None = None  # name of the message waited for, and why the clock stands still


@dataclass(frozen=True)
class Words:
    """What the drawn process calls the things that are not in the table."""

    begin: str = "Nộp hồ sơ"
    finish: str = "Đã trả kết quả"
    passed: str = "Đạt"
    returned: str = "Trả lại"
    needed: str = "Cần"
    not_needed: str = "Không cần"


class BadTable(ValueError):
    """A table that means no process: `reason` is a word, `key` the row."""

    def __init__(self, reason: str, key: str = "") -> None:
        super().__init__(f"{reason}: {key}")
        self.reason = reason
        self.key = key


def graph_of(
    steps: Sequence[Step], *, key: str = "process", name: str = "", words: Words | None = None
) -> Graph:
    """The process that a table means.

    Raises `BadTable`: empty, bad_key, doubled_key, unknown_return, return_not_earlier,
    return_in_parallel, group_scattered.
    """
    _refuse_nonsense(steps)
    draft = _Draft(words or Words())
    for group, rows in groupby(steps, key=lambda step: step.parallel_group):
        if group:
            draft.side_by_side(group, tuple(rows))
        else:
            for row in rows:
                draft.one(row)
    draft.finish()
    return Graph(key, name, tuple(draft.nodes), tuple(draft.flows))


def steps_of(graph: Graph) -> tuple[Step, ...]:
    """The table that a process was built from. Raises `BadTable("not_a_table")` for any other."""
    rows = (node for node in graph.nodes if node.kind in (Kind.USER_TASK, Kind.MESSAGE))
    steps = tuple(_step(graph, node) for node in rows)
    if _shape(graph_of(steps, key=graph.key, name=graph.name)) != _shape(graph):
        raise BadTable("not_a_table", graph.key)
    return steps


def _shape(graph: Graph) -> tuple[object, ...]:
    nodes = {node.key: node for node in graph.nodes if node.kind in (Kind.USER_TASK, Kind.MESSAGE)}
    return nodes, frozenset((flow.source, flow.target, flow.condition) for flow in graph.flows)


def _step(graph: Graph, node: Node) -> Step:
    entry = next((flow for flow in graph.into[node.key] if "." in flow.source), None)
    source, _, sort = entry.source.rpartition(".") if entry else ("", "", "")
    verdict = graph.out.get(f"{node.key}.verdict", ())
    return Step(
        key=node.key,
        name=node.name,
        role=node.role,
        unit_kind=node.unit_kind,
        working_minutes=node.working_minutes,
        act=node.act,
        returns_to=next((flow.target for flow in verdict if flow.condition), None),
        parallel_group=source if sort == "fork" else None,
        is_optional=bool(entry and entry.condition and sort in ("fork", "needed")),
        wait=node.wait or None,
    )


def _refuse_nonsense(steps: Sequence[Step]) -> None:
    if not steps:
        raise BadTable("empty")
    seen: dict[str, Step] = {}
    for step in steps:
        if not _KEY.match(step.key) or not _KEY.match(step.parallel_group or "ok"):
            raise BadTable("bad_key", step.key)
        if step.key in seen:
            raise BadTable("doubled_key", step.key)
        _refuse_return(step, seen, {row.key for row in steps})
        seen[step.key] = step
    groups = [group for group, _ in groupby(step.parallel_group for step in steps) if group]
    if len(groups) != len(set(groups)):
        raise BadTable("group_scattered")


def _refuse_return(step: Step, earlier: dict[str, Step], keys: set[str]) -> None:
    if step.returns_to is None:
        return
    if step.returns_to not in keys:
        raise BadTable("unknown_return", step.key)
    if step.parallel_group or step.wait:
        raise BadTable("return_in_parallel", step.key)
    if step.returns_to not in earlier:
        raise BadTable("return_not_earlier", step.key)
    if earlier[step.returns_to].parallel_group:
        raise BadTable("return_in_parallel", step.key)


class _Draft:
    """The graph under construction; `_open` holds the loose end of the chain."""

    def __init__(self, words: Words) -> None:
        self.nodes: list[Node] = [Node("start", Kind.START, words.begin)]
        self.flows: list[Flow] = []
        self._words = words
        self._loose = Flow("", "start", "")  # its source, condition and name await a target

    def one(self, step: Step) -> None:
        if step.is_optional:
            self._choice(f"{step.key}.needed", f"{step.key}.needed-{step.key}.done")
            self._tie(f"{step.key}.needed", step.key, f"needs_{step.key}", self._words.needed)
            self.nodes.append(_task(step))
            self._after(step)
            self._to(f"{step.key}.done")
            self._tie(f"{step.key}.needed", f"{step.key}.done", "", self._words.not_needed)
            self.nodes.append(Node(f"{step.key}.done", Kind.EXCLUSIVE))
            self._loose = Flow("", f"{step.key}.done", "")
        else:
            self._to(step.key)
            self.nodes.append(_task(step))
            self._after(step)

    def side_by_side(self, group: str, steps: tuple[Step, ...]) -> None:
        fork, join = f"{group}.fork", f"{group}.join"
        has_choice = any(step.is_optional for step in steps)
        is_all_optional = all(step.is_optional for step in steps)
        kind = Kind.INCLUSIVE if has_choice else Kind.PARALLEL
        self._to(fork)
        self.nodes.append(Node(fork, kind, default=f"{fork}-{join}" if is_all_optional else ""))
        for step in steps:
            condition = f"needs_{step.key}" if step.is_optional else ""
            self._tie(fork, step.key, condition, self._words.needed if condition else "")
            self.nodes.append(_task(step))
            self._tie(step.key, join)
        if is_all_optional:
            self._tie(fork, join, "", self._words.not_needed)
        self.nodes.append(Node(join, kind))
        self._loose = Flow("", join, "")

    def finish(self) -> None:
        self._to("end")
        self.nodes.append(Node("end", Kind.END, self._words.finish, ending=Ending.RESULT))

    def _after(self, step: Step) -> None:
        """The loose end after a task: its verdict gateway when it may send back."""
        self._loose = Flow("", step.key, "")
        if step.returns_to:
            verdict = f"{step.key}.verdict"
            self._to(verdict)
            self.nodes.append(Node(verdict, Kind.EXCLUSIVE, default=f"{verdict}-"))
            self._tie(verdict, step.returns_to, f'outcome = "{RETURN}"', self._words.returned)
            self._loose = Flow(f"{verdict}-", verdict, "", name=self._words.passed)

    def _choice(self, key: str, default: str) -> None:
        self._to(key)
        self.nodes.append(Node(key, Kind.EXCLUSIVE, default=default))

    def _to(self, target: str) -> None:
        loose = self._loose
        key = loose.key or f"{loose.source}-{target}"
        self.flows.append(Flow(key, loose.source, target, "", loose.name))

    def _tie(self, source: str, target: str, condition: str = "", name: str = "") -> None:
        self.flows.append(Flow(f"{source}-{target}", source, target, condition, name))


def _task(step: Step) -> Node:
    if step.wait:
        return Node(
            step.key,
            Kind.MESSAGE,
            step.name,
            role=step.role,
            unit_kind=step.unit_kind,
            working_minutes=step.working_minutes,
            act=step.act,
            message=step.wait,
            wait=step.wait,
        )
    return Node(
        step.key,
        Kind.USER_TASK,
        step.name,
        role=step.role,
        unit_kind=step.unit_kind,
        working_minutes=step.working_minutes,
        act=step.act,
    )
