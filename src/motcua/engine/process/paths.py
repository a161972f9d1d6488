"""Walks over a directed graph given as `node -> successors`; nothing here recurses."""

from collections.abc import Iterable, Mapping, Sequence

Successors = Mapping[str, Sequence[str]]


def reachable(begins: Iterable[str], successors: Successors) -> frozenset[str]:
    """Every node that can be reached from `begins`, these included."""
    seen = set(begins)
    stack = list(seen)
    while stack:
        for target in successors.get(stack.pop(), ()):
            if target not in seen:
                seen.add(target)
                stack.append(target)
    return frozenset(seen)


def reversed_edges(successors: Successors) -> dict[str, list[str]]:
    """The same graph with every edge turned round."""
    turned: dict[str, list[str]] = {}
    for source, targets in successors.items():
        for target in targets:
            turned.setdefault(target, []).append(source)
    return turned


def back_edges(begins: Iterable[str], successors: Successors) -> frozenset[tuple[str, str]]:
    """Edges that close a loop in a depth-first walk; without them the graph has no cycle."""
    found: set[tuple[str, str]] = set()
    done: set[str] = set()
    for begin in begins:
        if begin not in done:
            _walk(begin, successors, done, found)
    return frozenset(found)


def _walk(begin: str, successors: Successors, done: set[str], found: set[tuple[str, str]]) -> None:
    open_nodes = {begin}
    stack = [(begin, iter(successors.get(begin, ())))]
    while stack:
        node, targets = stack[-1]
        target = next(targets, None)
        if target is None:
            stack.pop()
            open_nodes.discard(node)
            done.add(node)
        elif target in open_nodes:
            found.add((node, target))
        elif target not in done:
            open_nodes.add(target)
            stack.append((target, iter(successors.get(target, ()))))


def without(successors: Successors, edges: frozenset[tuple[str, str]]) -> dict[str, list[str]]:
    """The graph less the given edges."""
    return {
        source: [target for target in targets if (source, target) not in edges]
        for source, targets in successors.items()
    }


def in_order(begins: Iterable[str], acyclic: Successors) -> list[str]:
    """Nodes reachable from `begins`, every node after all its predecessors."""
    done: set[str] = set()
    order: list[str] = []
    for begin in begins:
        stack = [] if begin in done else [(begin, iter(acyclic.get(begin, ())))]
        done.add(begin)
        while stack:
            target = next(stack[-1][1], None)
            if target is None:
                order.append(stack.pop()[0])
            elif target not in done:
                done.add(target)
                stack.append((target, iter(acyclic.get(target, ()))))
    return order[::-1]
