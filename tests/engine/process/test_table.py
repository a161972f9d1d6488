"""Step tables: what they mean, and that they come back unchanged."""

import pytest

from motcua.engine.process import game, table, templates
from motcua.engine.process.model import Kind
from motcua.engine.process.state import MessageArrived, Move, TaskCompleted
from motcua.engine.process.table import BadTable, Step

DAY = 480
TEMPLATES = {
    "T1": templates.t1_department(20 * DAY),
    "T1 short": templates.t1_department(3 * DAY),
    "T2": templates.t2_province(15 * DAY),
    "T3": templates.t3_on_the_spot(4 * 60),
    "T4": templates.t4_interlinked(20 * DAY, ["Công an tỉnh", "Chi cục Thuế"]),
    "T5": templates.t5_financial_duty(15 * DAY),
}
MIXED = (
    Step("receive", "Tiếp nhận", "reception_officer", "centre", 60),
    Step(
        "survey", "Khảo sát", "specialist", "division", 60, is_optional=True, returns_to="receive"
    ),
    Step("ask_a", "Hỏi A", "specialist", "partner", 60, parallel_group="asked", is_optional=True),
    Step("ask_b", "Hỏi B", "specialist", "partner", 60, parallel_group="asked", is_optional=True),
    Step("approve", "Ký", "unit_leader", "unit", 60, returns_to="receive"),
)


def played(steps: tuple[Step, ...], facts: dict[str, bool], **outcomes: str) -> list[str]:
    """Names of the places visited when each outcome is given once."""
    graph = table.graph_of(steps)
    move: Move = game.start(graph, facts)
    visited = []
    while not move.is_finished:
        token = next(token for token in move.state.tokens if not token.via)
        node = graph.node(token.node)
        visited.append(node.key)
        event = (
            MessageArrived(node.message)
            if node.kind is Kind.MESSAGE
            else TaskCompleted(token.id, outcomes.pop(node.key, None))
        )
        move = game.advance(graph, move.state, event, facts)
    return visited


@pytest.mark.parametrize("steps", [*TEMPLATES.values(), MIXED], ids=[*TEMPLATES, "mixed"])
def test_a_table_comes_back_from_its_process(steps: tuple[Step, ...]) -> None:
    assert table.steps_of(table.graph_of(steps)) == steps


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_step_of_a_template_is_reached_in_order(name: str) -> None:
    assert played(TEMPLATES[name], {}) == [step.key for step in TEMPLATES[name]]


@pytest.mark.parametrize(("name", "limit"), [("T1", 9600), ("T1 short", 1440), ("T3", 240)])
def test_the_steps_of_a_template_sum_to_the_limit(name: str, limit: int) -> None:
    assert sum(step.working_minutes or 0 for step in TEMPLATES[name]) == limit


def test_the_three_day_template_has_the_hours_of_the_enterprise_register() -> None:
    hours = [(step.working_minutes or 0) / 60 for step in templates.t1_department(3 * DAY)]
    assert sum(hours) == 24
    assert hours[2] == 12


def test_an_optional_step_is_passed_over_unless_a_fact_asks_for_it() -> None:
    assert played(MIXED, {}) == ["receive", "approve"]
    asked = played(MIXED, {"needs_survey": True, "needs_ask_b": True})
    assert asked == ["receive", "survey", "ask_b", "approve"]


def test_a_check_sends_back_to_the_row_it_names() -> None:
    assert played(MIXED, {}, approve="return") == ["receive", "approve", "receive", "approve"]


@pytest.mark.parametrize(
    ("rows", "reason"),
    [
        ((), "empty"),
        ((Step("1", "x"),), "bad_key"),
        ((Step("a", "x"), Step("a", "y")), "doubled_key"),
        ((Step("a", "x", returns_to="z"),), "unknown_return"),
        ((Step("a", "x", returns_to="b"), Step("b", "y")), "return_not_earlier"),
        ((Step("a", ""), Step("b", "", returns_to="a", parallel_group="g")), "return_in_parallel"),
        (
            (Step("a", "", parallel_group="g"), Step("b", ""), Step("c", "", parallel_group="g")),
            "group_scattered",
        ),
    ],
)
def test_nonsense_is_refused_by_name(rows: tuple[Step, ...], reason: str) -> None:
    with pytest.raises(BadTable) as refusal:
        table.graph_of(rows)
    assert refusal.value.reason == reason
