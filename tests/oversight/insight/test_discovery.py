"""The process found in a log is sound, and every case of the log can be walked on it."""

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from motcua.engine.process.bpmn_compile import compile_graph
from motcua.engine.process.bpmn_read import read
from motcua.engine.process.bpmn_write import draw, write
from motcua.engine.process.game import advance, start
from motcua.engine.process.model import Graph
from motcua.engine.process.soundness import check
from motcua.engine.process.state import Move, TaskCompleted
from motcua.oversight.insight.discovery import END, OPEN, discover, graph_of
from motcua.oversight.insight.rules import LoggedCase, LoggedEvent

BEGIN = datetime(2011, 3, 1, 8, tzinfo=UTC)
NAMES = st.sampled_from(["Thẩm định", "Tham dinh", "Ký <&>", "???", "x" * 300, "A", "B"])
WAYS = st.lists(st.lists(NAMES, max_size=6), min_size=1, max_size=5)


def _cases(ways: list[list[str]]) -> list[LoggedCase]:
    return [
        LoggedCase(
            str(nth),
            [LoggedEvent(name, BEGIN + timedelta(hours=n)) for n, name in enumerate(way)],
            {"startdate": BEGIN},
        )
        for nth, way in enumerate(ways)
    ]


@given(ways=WAYS)
def test_every_case_can_be_walked_to_its_end_or_left_open(ways: list[list[str]]) -> None:
    found = discover(_cases(ways))
    graph = graph_of(found, key="v1", name="")
    key_of = found.key_of()
    assert check(graph) == ()
    for way in ways:
        keys = [key_of[name] for name in way]
        assert _walk(graph, [*keys, END]).is_finished or not keys
        left = _walk(graph, [*keys, OPEN])
        assert (len(left.waits), left.is_finished) == (1, False)


@given(ways=WAYS)
def test_what_never_followed_cannot_follow(ways: list[list[str]]) -> None:
    found = discover(_cases(ways))
    seen = {pair for way in ways for pair in pairwise(way)}
    assert {(found.names[a], found.names[b]) for a, b in found.follows} == seen
    assert {found.names[key] for key in found.firsts} == {way[0] for way in ways if way}


def test_the_drawn_diagram_compiles_to_the_same_process() -> None:
    found = discover(_cases([["A", "B", "A"], ["B", "Thẩm định"]]))
    graph = graph_of(found, key="v1", name="log")
    compiled = compile_graph(read(write(draw(graph))))
    assert {node.key for node in compiled.nodes} == {node.key for node in graph.nodes}
    assert {(f.source, f.target, f.condition) for f in compiled.flows} == {
        (f.source, f.target, f.condition) for f in graph.flows
    }


def _walk(graph: Graph, ways_on: list[str]) -> Move:
    """Play a case: its first key is a fact, every further one the outcome of the step before."""
    facts = {"first": ways_on[0]}
    move = start(graph, facts)
    for here, then in pairwise(ways_on):
        (opened,) = move.opened
        assert opened.node_key == here
        move = advance(graph, move.state, TaskCompleted(opened.token_id, then), facts)
    return move
