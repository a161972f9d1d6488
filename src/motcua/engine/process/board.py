"""One move in the making: the tokens, what is still under way, and what the move will report."""

from collections import deque
from collections.abc import Callable, Sequence
from typing import TypeAlias

from motcua.engine.process.model import ACTIVITIES, Flow, Graph, Kind, Node
from motcua.engine.process.state import (
    CannotMove,
    Move,
    Opened,
    ServiceCall,
    State,
    TimerSet,
    Token,
    Waiting,
)

Chooser: TypeAlias = Callable[[Node, Sequence[Flow]], Sequence[Flow]]

MAX_STEPS = 2_000  # flows passed in one move: beyond it a loop has no task in it


class Board:
    """Mutable for the length of one move; `settled()` gives the frozen `Move`."""

    def __init__(self, graph: Graph, state: State, choose: Chooser) -> None:
        self.graph = graph
        self.tokens = {token.id: token for token in state.tokens}
        self._next_id = state.next_id
        self._end = state.end
        self._choose = choose
        self._under_way: deque[tuple[Flow, int]] = deque()
        self._walked: list[str] = []
        self._opened: list[Opened] = []
        self._closed: list[int] = []
        self._withdrawn: list[int] = []
        self._timers: list[TimerSet] = []
        self._cancelled: list[int] = []
        self._waits: list[Waiting] = []
        self._calls: list[ServiceCall] = []

    def settled(self) -> Move:
        """Play until every token waits for the outside world."""
        while True:
            while self._under_way:
                self._arrive(*self._under_way.popleft())
            if not (self._fire_join() or self._close_scope()):
                break
        state = State(tuple(self.tokens.values()), self._next_id, self._end)
        return Move(
            state,
            tuple(thing for thing in self._opened if thing.token_id in self.tokens),
            tuple(self._closed),
            tuple(self._withdrawn),
            tuple(thing for thing in self._timers if thing.token_id in self.tokens),
            tuple(self._cancelled),
            tuple(thing for thing in self._waits if thing.token_id in self.tokens),
            tuple(thing for thing in self._calls if thing.token_id in self.tokens),
            tuple(self._walked),
            not self.tokens,
            self._end if not self.tokens else "",
        )

    def leave(self, node: Node, scope: int) -> None:
        """Send tokens out of a node that has done its work."""
        flows = self.graph.out[node.key]
        if not flows:
            self._finish(node, scope)
        elif node.kind is Kind.PARALLEL or (len(flows) == 1 and not flows[0].condition):
            self._under_way.extend((flow, scope) for flow in flows)
        else:
            taken = self._choose(node, flows)
            if not taken:
                raise CannotMove("no_way_out", node.key)
            self._under_way.extend((flow, scope) for flow in taken)

    def place(self, node: Node, scope: int, via: str = "", host: int = 0) -> Token:
        """Put a token on a node, without anything that follows from it."""
        token = Token(self._next_id, node.key, scope, via, host)
        self._next_id += 1
        self.tokens[token.id] = token
        return token

    def close(self, token: Token) -> None:
        """Take away a token whose work is done, and the guards of it."""
        del self.tokens[token.id]
        self._closed.append(token.id)
        self._withdraw_all([other for other in self.tokens.values() if other.host == token.id])

    def withdraw(self, token: Token) -> None:
        """Take away a token unfinished, with its guards and everything inside it."""
        if self.tokens.pop(token.id, None) is None:
            return
        kind = self.graph.node(token.node).kind
        if kind is Kind.TIMER:
            self._cancelled.append(token.id)
        elif kind in ACTIVITIES or kind is Kind.MESSAGE:
            self._withdrawn.append(token.id)
        self._withdraw_all(
            [other for other in self.tokens.values() if token.id in (other.host, other.scope)]
        )

    def enter(self, node: Node, scope: int) -> None:
        """A token comes to a node other than a gateway or an end, and rests on it."""
        token = self.place(node, scope)
        self._announce(token, node)
        for guard in self.graph.guards.get(node.key, ()):
            self._announce(self.place(guard, scope, host=token.id), guard)
        if node.kind is Kind.SUB_PROCESS:
            begin = self.graph.starts.get(node.key)
            if begin is None:
                raise CannotMove("no_start", node.key)
            self.leave(begin, token.id)

    def _withdraw_all(self, tokens: Sequence[Token]) -> None:
        for token in tokens:
            self.withdraw(token)

    def _announce(self, token: Token, node: Node) -> None:
        if node.kind is Kind.USER_TASK:
            self._opened.append(Opened(token.id, node.key))
        elif node.kind is Kind.SERVICE_TASK:
            self._calls.append(ServiceCall(token.id, node.key, node.service))
        elif node.kind is Kind.TIMER:
            self._timers.append(TimerSet(token.id, node.key, node.working_minutes, node.at))
        elif node.kind is Kind.MESSAGE:
            self._waits.append(Waiting(token.id, node.key, node.message))

    def _arrive(self, flow: Flow, scope: int) -> None:
        self._walked.append(flow.key)
        if len(self._walked) > MAX_STEPS:
            raise CannotMove("endless_loop", flow.target)
        node = self.graph.node(flow.target)
        if node.kind is Kind.END:
            self._finish(node, scope)
        elif node.kind in (Kind.EXCLUSIVE, Kind.PASS, Kind.START):
            self.leave(node, scope)
        elif node.kind in (Kind.PARALLEL, Kind.INCLUSIVE):
            if len(self.graph.into[node.key]) == 1:
                self.leave(node, scope)
            else:
                self.place(node, scope, via=flow.key)
        else:
            self.enter(node, scope)

    def _finish(self, node: Node, scope: int) -> None:
        if scope == 0:
            self._end = node.key
        if node.is_terminating:
            self._withdraw_all([token for token in self.tokens.values() if token.scope == scope])
            self._under_way = deque(move for move in self._under_way if move[1] in self.tokens)

    def _fire_join(self) -> bool:
        """Fire one join that has all the tokens it can get. False: none is ready."""
        for token in self.tokens.values():
            if token.via and self._is_ready(token):
                node = self.graph.node(token.node)
                for flow in self.graph.into[node.key]:
                    self._consume(flow.key, token.scope)
                self.leave(node, token.scope)
                return True
        return False

    def _consume(self, via: str, scope: int) -> None:
        for token in self.tokens.values():
            if token.via == via and token.scope == scope:
                del self.tokens[token.id]
                return

    def _is_ready(self, waiting: Token) -> bool:
        peers = [token for token in self.tokens.values() if token.scope == waiting.scope]
        arrived = {token.via for token in peers if token.node == waiting.node}
        into = self.graph.into[waiting.node]
        empty = [flow.key for flow in into if flow.key not in arrived]
        if self.graph.node(waiting.node).kind is Kind.PARALLEL:
            return not empty
        upstream = self.graph.upstream
        return not any(
            any(token.node in upstream[key] for key in empty)
            and not any(token.node in upstream[key] for key in arrived)
            for token in peers
            if token.node != waiting.node
        )

    def _close_scope(self) -> bool:
        """Leave one sub-process in which no token is left. False: there is none."""
        inhabited = {token.scope for token in self.tokens.values()}
        for token in self.tokens.values():
            if token.id not in inhabited:
                node = self.graph.node(token.node)
                if node.kind is Kind.SUB_PROCESS:
                    self.close(token)
                    self.leave(node, token.scope)
                    return True
        return False
