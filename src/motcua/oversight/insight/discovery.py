"""The process found in a log: what was seen to follow what, as a graph of the process engine.

The directly-follows graph made permissive: after an activity any follower that some case shows, or
the end. The outcome of a step names the way on, so no condition guesses. A case that the log leaves
open comes to rest on a message (`open`): nothing is left to do, yet the process has not ended.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from motcua.casework.processes.rules import Act
from motcua.engine.process.model import Ending, Flow, Graph, Kind, Node
from motcua.kit.text import fold
from motcua.oversight.insight.rules import LoggedCase
from motcua.registers.organisation.rules import Role

END, OPEN, ENTRY = "end", "open", "entry"
_LETTERS = 18  # an outcome has at most 24 characters, a key is one


@dataclass(frozen=True)
class Found:
    """Activities by the key of their step, and the pairs of keys that follow each other."""

    names: Mapping[str, str]
    firsts: frozenset[str]
    follows: frozenset[tuple[str, str]]

    def key_of(self) -> dict[str, str]:
        """Keys by activity."""
        return {name: key for key, name in self.names.items()}


def discover(cases: Sequence[LoggedCase]) -> Found:
    """Find activities and followers; activities in the order in which they are first met."""
    met = dict.fromkeys(event.activity for case in cases for event in case.events)
    names = {f"a{nth:02d}_{_slug(name)}"[:24]: name for nth, name in enumerate(met, start=1)}
    key = {name: one for one, name in names.items()}
    ways = [[key[event.activity] for event in case.events] for case in cases]
    return Found(
        names=names,
        firsts=frozenset(way[0] for way in ways if way),
        follows=frozenset(pair for way in ways for pair in pairwise(way)),
    )


def graph_of(found: Found, *, key: str, name: str) -> Graph:
    """Return the graph on which every case of the log can be played; it is sound."""
    nodes = [
        Node("start", Kind.START, "Nhận hồ sơ"),
        Node(ENTRY, Kind.EXCLUSIVE, default=f"{ENTRY}-{OPEN}"),
        *(node for key, name in found.names.items() for node in _step(key, name)),
        Node(OPEN, Kind.MESSAGE, "Nhật ký dừng khi hồ sơ còn mở", message="continued"),
        Node(END, Kind.END, "Kết thúc", ending=Ending.RESULT),
    ]
    return Graph(key, name, tuple(nodes), tuple(_flows(found)))


def _step(key: str, name: str) -> tuple[Node, Node]:
    task = Node(
        key,
        Kind.USER_TASK,
        name,
        role=Role.SPECIALIST,
        unit_kind="division",
        working_minutes=0,
        act=Act.CHECK,
    )
    return task, Node(f"{key}.next", Kind.EXCLUSIVE, default=f"{key}.next-{END}")


def _flows(found: Found) -> Iterator[Flow]:
    yield Flow("start-entry", "start", ENTRY)
    yield Flow(f"{ENTRY}-{OPEN}", ENTRY, OPEN)
    yield Flow(f"{OPEN}-{END}", OPEN, END)
    for first in sorted(found.firsts):
        yield Flow(f"{ENTRY}-{first}", ENTRY, first, f'first = "{first}"')
    for key in found.names:
        yield Flow(f"{key}-next", key, f"{key}.next")
        yield Flow(f"{key}.next-{END}", f"{key}.next", END)
        yield _way(key, OPEN)
    for source, target in sorted(found.follows):
        yield _way(source, target)


def _way(source: str, target: str) -> Flow:
    return Flow(f"{source}.next-{target}", f"{source}.next", target, f'outcome = "{target}"')


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", fold(name)).strip("_")[:_LETTERS]
