"""Two others play the same process with the same choices and must enable the same tasks.

SpiffWorkflow reads the XML our writer made, so writer, reader and game are held at once. Of one
thing it is no judge: in the second round of a loop its joins fire while a branch of that round is
still open. There, and everywhere, the nesting of the blocks itself is the second oracle.
"""

from collections.abc import Mapping
from typing import Any

from hypothesis import assume, given, note, settings
from hypothesis import strategies as st
from SpiffWorkflow.bpmn import BpmnWorkflow
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.script_engine import PythonScriptEngine
from SpiffWorkflow.util.task import TaskState

from motcua.engine.process import bpmn_compile, bpmn_read, bpmn_write, game, model, soundness
from motcua.engine.process import state as states
from motcua.engine.process.model import Kind
from motcua.engine.process.state import State, TaskCompleted
from tests.engine.process.blocks import Block, Play, blocks, graph_of, has_join_in_loop

MAX_STEPS = 40
LOOPING_STEPS = 12  # after these, loops are left


class Ask(PythonScriptEngine):  # type: ignore[misc]
    """Conditions are names of facts, looked up in what the test says, never evaluated."""

    def __init__(self) -> None:
        super().__init__()
        self.facts: Mapping[str, bool] = {}

    def evaluate(self, task: object, expression: str, external_context: object = None) -> bool:
        return self.facts[expression]


class Oracle:
    """The other engine on the same XML."""

    def __init__(self, xml: bytes, facts: Mapping[str, bool]) -> None:
        parser = BpmnParser()
        parser.add_bpmn_str(xml)
        self._engine = Ask()
        self._engine.facts = facts
        self._flow = BpmnWorkflow(
            parser.get_spec("p"), parser.get_subprocess_specs("p"), script_engine=self._engine
        )
        self._settle()

    def enabled(self) -> list[str]:
        return sorted(task.task_spec.bpmn_id for task in self._ready())

    def complete(self, key: str, facts: Mapping[str, bool]) -> None:
        self._engine.facts = facts
        next(task for task in self._ready() if task.task_spec.bpmn_id == key).run()
        self._settle()

    def is_finished(self) -> bool:
        return bool(self._flow.is_completed())

    def _ready(self) -> list[Any]:
        return list(self._flow.get_tasks(state=TaskState.READY, manual=True))

    def _settle(self) -> None:
        self._flow.do_engine_steps()


def enabled(graph: model.Graph, where: State) -> list[str]:
    return sorted(t.node for t in where.tokens if graph.node(t.node).kind is Kind.USER_TASK)


def drawn_facts(data: st.DataObject, names: tuple[str, ...], step: int) -> dict[str, bool]:
    chosen = data.draw(st.lists(st.booleans(), min_size=len(names), max_size=len(names)))
    return {
        name: value and not (step > LOOPING_STEPS and name.startswith("loop"))
        for name, value in zip(names, chosen, strict=True)
    }


@settings(max_examples=3 * settings.default.max_examples // 2)
@given(blocks(), st.data())
def test_the_oracle_enables_the_same_tasks(block: Block, data: st.DataObject) -> None:
    assume(not has_join_in_loop(block))
    drawn, names, _ = graph_of(block)
    xml = bpmn_write.write(bpmn_write.draw(drawn))
    graph = bpmn_compile.compile_graph(bpmn_read.read(xml))
    facts = drawn_facts(data, names, 0)
    oracle, move = Oracle(xml, facts), game.start(graph, facts)
    for step in range(1, MAX_STEPS):
        note(f"{facts} -> {enabled(graph, move.state)}")
        assert enabled(graph, move.state) == oracle.enabled()
        assert move.is_finished == oracle.is_finished()
        if move.is_finished:
            return
        key = data.draw(st.sampled_from(enabled(graph, move.state)))
        facts = drawn_facts(data, names, step)
        (token,) = move.state.at(key)
        move = game.advance(graph, move.state, TaskCompleted(token.id), facts)
        oracle.complete(key, facts)


@settings(max_examples=3 * settings.default.max_examples // 2)
@given(blocks(), st.data())
def test_the_nesting_of_the_blocks_enables_the_same_tasks(
    block: Block, data: st.DataObject
) -> None:
    graph, names, part = graph_of(block)
    facts = drawn_facts(data, names, 0)
    move, play = game.start(graph, facts), Play(part, facts)
    for step in range(1, MAX_STEPS):
        assert enabled(graph, move.state) == play.enabled()
        key = data.draw(st.sampled_from(play.enabled()))
        facts = drawn_facts(data, names, step)
        (token,) = move.state.at(key)
        move = game.advance(graph, move.state, TaskCompleted(token.id), facts)
        assert play.complete(key, facts) == move.is_finished
        if move.is_finished:
            return


@settings(max_examples=3 * settings.default.max_examples // 2)
@given(blocks(), st.data())
def test_a_restart_from_json_at_every_step_changes_nothing(
    block: Block, data: st.DataObject
) -> None:
    graph, names, _ = graph_of(block)
    facts = drawn_facts(data, names, 0)
    move = game.start(graph, facts)
    for step in range(1, MAX_STEPS):
        if move.is_finished:
            return
        (token,) = move.state.at(data.draw(st.sampled_from(enabled(graph, move.state))))
        event, facts = TaskCompleted(token.id), drawn_facts(data, names, step)
        stored_graph = model.from_json(model.to_json(graph))
        stored = states.from_json(states.to_json(move.state))
        move = game.advance(graph, move.state, event, facts)
        assert game.advance(stored_graph, stored, event, facts) == move


@given(blocks())
def test_a_process_of_nested_blocks_is_found_sound(block: Block) -> None:
    graph, _, _ = graph_of(block)
    kinds = {problem.kind for problem in soundness.check(graph)}
    assert kinds <= {"too_large"}


@settings(max_examples=3 * settings.default.max_examples // 2)
@given(blocks(), st.data())
def test_after_going_back_the_process_still_finishes(block: Block, data: st.DataObject) -> None:
    """A recall of any completed task leaves no branch lost and none waited for in vain."""
    graph, names, _ = graph_of(block)
    move, completed = game.start(graph, drawn_facts(data, names, 0)), list[str]()
    for step in range(1, MAX_STEPS * 3):
        if move.is_finished:
            return
        if completed and step < MAX_STEPS and data.draw(st.booleans()):
            move = recalled(graph, move, data.draw(st.sampled_from(completed)))
        key = data.draw(st.sampled_from(enabled(graph, move.state)))
        (token,) = move.state.at(key)
        completed.append(key)
        facts = drawn_facts(data, names, step)
        move = game.advance(graph, move.state, TaskCompleted(token.id), facts)
    raise AssertionError("never finished")


def recalled(graph: model.Graph, move: states.Move, key: str) -> states.Move:
    try:
        back = game.advance(graph, move.state, states.Back(key), {})
    except states.CannotMove:  # another branch is not touched, a closed sub-process stays closed
        return move
    assert key in enabled(graph, back.state)
    return back
