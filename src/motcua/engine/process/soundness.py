"""Is this process fit to publish? Every reason why not, named, with its numbers.

Structure is read off the graph (roles, limits, gateways, ends, sums); behaviour is found by playing
the real token game through every choice, within a bound. A problem is a word and facts; the page
makes the sentence.
"""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass, field
from typing import TypeAlias

from motcua.engine.process import explore, feel, paths
from motcua.engine.process.limits import longest_way
from motcua.engine.process.model import GATEWAYS, Ending, Flow, Graph, Kind, Node

Fact: TypeAlias = int | str | tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    """One reason. `node` is empty when it is about the whole process."""

    kind: str
    node: str = ""
    facts: Mapping[str, Fact] = field(default_factory=dict, hash=False)


def check(
    graph: Graph, limit_minutes: int | None = None, services: Set[str] = frozenset()
) -> tuple[Problem, ...]:
    """Everything that forbids publication; empty = sound.

    Kinds: no_start, no_end, several_starts, unreachable, dead_end, missing_role, missing_limit,
    undocumented_ending, unknown_service, forks_and_joins, missing_default, missing_condition,
    bad_condition, bad_default, nameless_message, timeless_timer, loop_without_task, over_limit,
    deadlock, livelock, doubled_token, too_large.
    Basis: Decree 61/2018/NĐ-CP, art. 14–20 (mem-mid)
    """
    structure = (
        *_whole(graph),
        *(p for node in graph.nodes for p in _of_node(graph, node, services)),
    )
    loops = tuple(_idle_loops(graph))
    limit = tuple(_over_limit(graph, limit_minutes))
    fatal = {"no_start", "bad_condition", "bad_default"}
    if loops or any(problem.kind in fatal for problem in structure):
        return (*structure, *loops, *limit)
    behaviour = (Problem(kind, node) for kind, node in explore.faults(graph))
    return (*structure, *loops, *limit, *behaviour)


def _whole(graph: Graph) -> Iterator[Problem]:
    scopes = ["", *(node.key for node in graph.nodes if node.kind is Kind.SUB_PROCESS)]
    for scope in scopes:
        kinds = [node.kind for node in graph.nodes if node.parent == scope]
        if kinds.count(Kind.START) != 1:
            yield Problem("several_starts" if Kind.START in kinds else "no_start", scope)
        if Kind.END not in kinds:
            yield Problem("no_end", scope)
    seen = _reached(graph)
    for node in graph.nodes:
        if node.key not in seen:
            yield Problem("unreachable", node.key)


def _reached(graph: Graph) -> frozenset[str]:
    """Nodes on some way from the start; a sub-process on the way brings its own start."""
    inside = {
        key: (*targets, *(start.key for start in graph.starts.values() if start.parent == key))
        for key, targets in graph.successors.items()
    }
    begin = graph.starts.get("")
    return paths.reachable([begin.key], inside) if begin else frozenset()


def _of_node(graph: Graph, node: Node, services: Set[str]) -> Iterator[Problem]:
    out = graph.out[node.key]
    if not out and node.kind is not Kind.END:
        yield Problem("dead_end", node.key)
    if node.kind is Kind.END and not node.parent and node.ending is Ending.UNDOCUMENTED:
        yield Problem("undocumented_ending", node.key)
    if node.kind is Kind.USER_TASK:
        yield from _of_task(node)
    if node.kind is Kind.SERVICE_TASK and node.service not in services:
        yield Problem("unknown_service", node.key, {"service": node.service})
    if node.kind is Kind.TIMER and node.working_minutes is None and not node.at:
        yield Problem("timeless_timer", node.key)
    if node.kind is Kind.MESSAGE and not node.message:
        yield Problem("nameless_message", node.key)
    if node.kind in GATEWAYS and len(out) > 1 and len(graph.into[node.key]) > 1:
        yield Problem("forks_and_joins", node.key)
    yield from _of_choice(node, out)


def _of_task(node: Node) -> Iterator[Problem]:
    if not node.role:
        yield Problem("missing_role", node.key)
    if node.working_minutes is None:
        yield Problem("missing_limit", node.key)


def _of_choice(node: Node, out: tuple[Flow, ...]) -> Iterator[Problem]:
    if node.default and node.default not in {flow.key for flow in out}:
        yield Problem("bad_default", node.key, {"flow": node.default})
    for flow in out:
        if flow.condition and (reason := _broken(flow.condition)):
            yield Problem("bad_condition", node.key, {"flow": flow.key, "reason": reason})
    if len(out) < 2 or node.kind is Kind.PARALLEL:
        if any(flow.condition for flow in out) and not node.default:
            yield Problem("missing_default", node.key)
        return
    bare = [flow.key for flow in out if not flow.condition and flow.key != node.default]
    if node.kind is Kind.EXCLUSIVE and bare:
        yield Problem("missing_condition", node.key, {"flows": tuple(bare)})
    if not node.default and not bare:
        yield Problem("missing_default", node.key)


def _broken(condition: str) -> str:
    try:
        feel.parse(condition)
    except feel.FeelError as error:
        return error.reason
    return ""


def _idle_loops(graph: Graph) -> Iterator[Problem]:
    """Loops in which nobody acts: the engine would spin."""
    inside = _idle_edges(graph)
    for source, target in sorted(paths.back_edges(sorted(inside), inside)):
        yield Problem("loop_without_task", target, {"from": source})


def _idle_edges(graph: Graph) -> dict[str, list[str]]:
    """The graph less every node where a token rests until somebody or something acts."""
    resting = {Kind.USER_TASK, Kind.TIMER, Kind.MESSAGE}
    idle = {node.key for node in graph.nodes if node.kind not in resting}
    idle -= {node.key for node in graph.nodes if _waits_for_another(graph, node, idle)}
    for node in reversed(graph.nodes):  # what lies inside a sub-process is listed after it
        if node.kind is Kind.SUB_PROCESS and not _passes_idly(graph, node.key, idle):
            idle.discard(node.key)
    return {key: [one for one in graph.successors[key] if one in idle] for key in idle}


def _waits_for_another(graph: Graph, node: Node, idle: set[str]) -> bool:
    """A parallel join behind a task waits for that task, whatever the other branches do."""
    return node.kind is Kind.PARALLEL and any(f.source not in idle for f in graph.into[node.key])


def _passes_idly(graph: Graph, sub_process: str, idle: set[str]) -> bool:
    begin = graph.starts.get(sub_process)
    inside = {key: [one for one in graph.successors[key] if one in idle] for key in idle}
    reached = paths.reachable([begin.key], inside) if begin else frozenset[str]()
    return any(graph.node(key).kind is Kind.END for key in reached)


def _over_limit(graph: Graph, limit_minutes: int | None) -> Iterator[Problem]:
    if limit_minutes is None:
        return
    way = longest_way(graph)
    if way.minutes > limit_minutes:
        yield Problem(
            "over_limit",
            facts={
                "sum_minutes": way.minutes,
                "limit_minutes": limit_minutes,
                "path": way.tasks,
            },
        )
