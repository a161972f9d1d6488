"""What the token game passes in and out: tokens, events and moves, all plain values."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias


@dataclass(frozen=True)
class Token:
    """A token on a node. Ids are small integers, unique in the instance, never used twice."""

    id: int
    node: str
    scope: int = 0  # token of the sub-process it lives in, 0 = the process itself
    via: str = ""  # flow by which it came to a join where it waits for the others
    host: int = 0  # token of the activity that a boundary event guards


@dataclass(frozen=True)
class State:
    """Where an instance stands. `end` names the end event reached last."""

    tokens: tuple[Token, ...] = ()
    next_id: int = 1
    end: str = ""

    def token(self, token_id: int) -> Token | None:
        """The token with this id, if it is still there."""
        return next((token for token in self.tokens if token.id == token_id), None)

    def at(self, node: str) -> tuple[Token, ...]:
        """Tokens on a node."""
        return tuple(token for token in self.tokens if token.node == node)


def to_json(state: State) -> list[Any]:
    """`[next id, end, [id, node, scope, via, host], …]`, trailing empties left out."""
    return [state.next_id, state.end, *(_lean(token) for token in state.tokens)]


def from_json(stored: Sequence[Any]) -> State:
    """The state that `to_json` wrote."""
    next_id, end, *tokens = stored
    return State(tuple(Token(*row) for row in tokens), next_id, end)


def _lean(token: Token) -> list[Any]:
    row = [token.id, token.node, token.scope, token.via, token.host]
    while not row[-1]:
        row.pop()
    return row


@dataclass(frozen=True)
class TaskCompleted:
    """A user task is done; gateways of this move read `outcome` as a fact of that name."""

    token_id: int
    outcome: str | None = None


@dataclass(frozen=True)
class ServiceDone:
    """A called service has finished."""

    token_id: int
    outcome: str | None = None


@dataclass(frozen=True)
class TimerFired:
    """The instant of a timer has come."""

    token_id: int


@dataclass(frozen=True)
class MessageArrived:
    """A message that one or more tokens may be waiting for."""

    name: str


@dataclass(frozen=True)
class Back:
    """Begin again at an earlier task: `send_back`, and the recall of a wrong step.

    Everything downstream of `to` is withdrawn; other branches of a fork keep what they did.
    """

    to: str


Event: TypeAlias = TaskCompleted | ServiceDone | TimerFired | MessageArrived | Back


@dataclass(frozen=True)
class Opened:
    """A user task waits for somebody."""

    token_id: int
    node_key: str


@dataclass(frozen=True)
class Waiting:
    """A token waits for a message."""

    token_id: int
    node_key: str
    message: str


@dataclass(frozen=True)
class TimerSet:
    """Wake this token after `minutes` of working time, or at the instant in the fact `at`."""

    token_id: int
    node_key: str
    minutes: int | None
    at: str


@dataclass(frozen=True)
class ServiceCall:
    """Run the registered service `name`, then tell `ServiceDone`."""

    token_id: int
    node_key: str
    name: str


@dataclass(frozen=True)
class Move:
    """What one event changed. `closed` tokens did their work, `withdrawn` ones were taken away."""

    state: State
    opened: tuple[Opened, ...] = ()
    closed: tuple[int, ...] = ()
    withdrawn: tuple[int, ...] = ()
    timers: tuple[TimerSet, ...] = ()
    cancelled_timers: tuple[int, ...] = ()
    waits: tuple[Waiting, ...] = ()
    calls: tuple[ServiceCall, ...] = ()
    walked: tuple[str, ...] = ()  # keys of the flows passed, in order
    is_finished: bool = False
    end_key: str = ""


class CannotMove(Exception):
    """The event does not fit the state: `reason` is a word, `about` a node key or token id."""

    def __init__(self, reason: str, about: str = "") -> None:
        super().__init__(f"{reason}: {about}")
        self.reason = reason
        self.about = about
