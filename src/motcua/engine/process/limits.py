"""The longest way through a process, counted in working minutes."""

from collections.abc import Mapping
from dataclasses import dataclass

from motcua.engine.process import paths
from motcua.engine.process.model import Graph, Kind, Node


@dataclass(frozen=True)
class Way:
    """Working minutes along the longest way, and the tasks and timers on it."""

    minutes: int
    tasks: tuple[str, ...]


def longest_way(graph: Graph, scope: str = "") -> Way:
    """The longest way from the start of a scope to any of its ends, loops walked once.

    Of branches side by side the longest counts. Waits during which the clock stands still
    (`wait`) weigh nothing; a boundary timer weighs its own minutes in the place of its host.
    """
    weights = {node.key: _weight(graph, node) for node in graph.nodes if node.parent == scope}
    begin = graph.starts.get(scope)
    if begin is None:
        return Way(0, ())
    best: dict[str, Way] = {begin.key: Way(0, ())}
    for key in paths.in_order([begin.key], graph.forward):
        before = best.get(key, Way(0, ()))
        after = _together(before, weights.get(key, Way(0, ())))
        for target in graph.forward[key]:
            is_guard = graph.node(target).attached_to == key
            _keep_longer(best, target, before if is_guard else after)
        best[key] = after
    return max(best.values(), key=lambda way: way.minutes)


def _weight(graph: Graph, node: Node) -> Way:
    if node.kind is Kind.SUB_PROCESS:
        return longest_way(graph, node.key)
    if node.wait or not node.working_minutes:
        return Way(0, (node.key,) if node.kind is Kind.USER_TASK else ())
    return Way(node.working_minutes, (node.key,))


def _together(one: Way, other: Way) -> Way:
    return Way(one.minutes + other.minutes, one.tasks + other.tasks)


def _keep_longer(best: dict[str, Way], target: str, way: Way) -> None:
    known: Mapping[str, Way] = best
    if target not in known or way.minutes > known[target].minutes:
        best[target] = way
