"""Going back to an earlier task without losing what parallel branches have done."""

from motcua.engine.process import paths
from motcua.engine.process.board import Board
from motcua.engine.process.model import Graph, Kind
from motcua.engine.process.state import CannotMove, Token


def go_back(board: Board, to: str) -> None:
    """Withdraw what lies downstream of the task `to` and open it again.

    A join that had fired meanwhile gets back the tokens of the branches that do not pass `to`,
    so that the parallel consultation already answered is not asked twice.
    """
    graph = board.graph
    node = graph.node(to)
    if node.kind is not Kind.USER_TASK:
        raise CannotMove("not_a_task", to)
    scope = _scope_of(board, node.parent)
    below = paths.reachable([to], graph.forward)
    undone = [
        token
        for token in board.tokens.values()
        if token.scope == scope and _place(graph, token) in below
    ]
    if not undone:
        raise CannotMove("not_downstream", to)
    places = {_place(graph, token) for token in undone}
    for token in undone:
        board.withdraw(token)
    _give_back(board, scope, below, places)
    board.enter(node, scope)


def _place(graph: Graph, token: Token) -> str:
    """Where a token is on its way: one that waits at a join is still on its branch."""
    return graph.flow_by_key[token.via].source if token.via else token.node


def _scope_of(board: Board, parent: str) -> int:
    if not parent:
        return 0
    for token in board.tokens.values():
        if token.node == parent:
            return token.id
    raise CannotMove("closed_sub_process", parent)


def _give_back(board: Board, scope: int, below: frozenset[str], places: set[str]) -> None:
    graph = board.graph
    for key in sorted(below):
        join = graph.node(key)
        if join.kind is Kind.PARALLEL and _has_fired(graph, key, places):
            for flow in graph.into[key]:
                if flow.source not in below:
                    board.place(join, scope, via=flow.key)


def _has_fired(graph: Graph, join: str, places: set[str]) -> bool:
    return bool(places & (paths.reachable([join], graph.forward)))
