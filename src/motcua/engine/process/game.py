"""The token game: `(graph, state, event, facts) → move`, pure and in microseconds.

Semantics are those of BPMN 2.0 chapter 13: a parallel join fires when every incoming flow holds a
token, an inclusive join when no other token can still reach one of its empty flows, a sub-process
ends when the last token inside has ended, an interrupting boundary event takes its host away.
"""

from collections.abc import Callable, Mapping, Sequence

from motcua.engine.process import rewind
from motcua.engine.process.board import Board, Chooser
from motcua.engine.process.feel import Facts
from motcua.engine.process.model import Flow, Graph, Kind, Node
from motcua.engine.process.state import (
    Back,
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


def start(graph: Graph, facts: Facts, choose: Chooser | None = None) -> Move:
    """The first move of an instance. Raises `CannotMove`: no_start, no_way_out, endless_loop."""
    begin = graph.starts.get("")
    if begin is None:
        raise CannotMove("no_start", graph.key)
    board = Board(graph, State(), choose or by_facts(graph, facts))
    board.leave(begin, 0)
    return board.settled()


def advance(
    graph: Graph, state: State, event: Event, facts: Facts, choose: Chooser | None = None
) -> Move:
    """The move that `event` makes.

    Raises `CannotMove`: unknown_token, not_a_task, not_a_service, not_a_timer, nobody_waits,
    not_downstream, closed_sub_process, no_way_out, endless_loop.
    """
    outcome = getattr(event, "outcome", None)
    board = Board(graph, state, choose or by_facts(graph, {**facts, "outcome": outcome}))
    if isinstance(event, TaskCompleted):
        _complete(board, event.token_id, Kind.USER_TASK, "not_a_task")
    elif isinstance(event, ServiceDone):
        _complete(board, event.token_id, Kind.SERVICE_TASK, "not_a_service")
    elif isinstance(event, TimerFired):
        _complete(board, event.token_id, Kind.TIMER, "not_a_timer")
    elif isinstance(event, MessageArrived):
        _deliver(board, event.name)
    elif isinstance(event, Back):
        rewind.go_back(board, event.to)
    return board.settled()


def by_facts(graph: Graph, facts: Facts) -> Chooser:
    """The chooser of real life: flows whose condition holds, else the default one."""

    def choose(node: Node, flows: Sequence[Flow]) -> Sequence[Flow]:
        conditions: Mapping[str, Callable[[Facts], object]] = graph.conditions
        taken = [
            flow
            for flow in flows
            if flow.key != node.default
            and (flow.key not in conditions or conditions[flow.key](facts) is True)
        ]
        if node.kind is Kind.EXCLUSIVE:
            taken = taken[:1]
        if taken or not node.default:
            return taken
        return [graph.flow_by_key[node.default]]

    return choose


def _complete(board: Board, token_id: int, kind: Kind, otherwise: str) -> None:
    token = board.tokens.get(token_id)
    if token is None:
        raise CannotMove("unknown_token", str(token_id))
    node = board.graph.node(token.node)
    if node.kind is not kind:
        raise CannotMove(otherwise, node.key)
    _pass_on(board, token, node)


def _deliver(board: Board, message: str) -> None:
    waiting = [
        (token, node)
        for token in board.tokens.values()
        if (node := board.graph.node(token.node)).kind is Kind.MESSAGE and node.message == message
    ]
    if not waiting:
        raise CannotMove("nobody_waits", message)
    for token, node in waiting:
        if token.id in board.tokens:  # an interrupting one may have taken it away
            _pass_on(board, token, node)


def _pass_on(board: Board, token: Token, node: Node) -> None:
    board.close(token)
    host = board.tokens.get(token.host)
    if host is not None and node.is_interrupting:
        board.withdraw(host)
    board.leave(node, token.scope)
