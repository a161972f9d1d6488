"""The token game on small hand-drawn processes, one claim each."""

import pytest

from motcua.engine.process import game, model, state
from motcua.engine.process.model import Flow, Graph, Kind, Node
from motcua.engine.process.state import (
    Back,
    CannotMove,
    MessageArrived,
    Move,
    ServiceDone,
    State,
    TaskCompleted,
    TimerFired,
)
from tests.engine.process.drawn import END, START, graph

A, B, C, D = (Node(key, Kind.USER_TASK, role="specialist") for key in "abcd")
FORK, JOIN = Node("fork", Kind.PARALLEL), Node("join", Kind.PARALLEL)


PARALLEL = graph(
    (A, FORK, B, C, JOIN, D),
    "start>a", "a>fork", "fork>b", "fork>c", "b>join", "c>join", "join>d", "d>end",
)  # fmt: skip


def done(played: Graph, move: Move, node: str, outcome: str | None = None) -> Move:
    (token,) = move.state.at(node)
    return game.advance(played, move.state, TaskCompleted(token.id, outcome), {})


def opened(move: Move) -> list[str]:
    return [task.node_key for task in move.opened]


def open_nodes(where: State) -> list[str]:
    return sorted(token.node for token in where.tokens if not token.via and not token.host)


def test_a_join_waits_for_every_branch() -> None:
    move = done(PARALLEL, game.start(PARALLEL, {}), "a")
    assert opened(move) == ["b", "c"]
    move = done(PARALLEL, move, "c")
    assert opened(move) == []
    move = done(PARALLEL, move, "b")
    assert opened(move) == ["d"]
    last = done(PARALLEL, move, "d")
    assert last.is_finished
    assert last.end_key == "end"


def test_a_recalled_branch_does_not_ask_the_other_branch_again() -> None:
    move = done(PARALLEL, done(PARALLEL, done(PARALLEL, game.start(PARALLEL, {}), "a"), "b"), "c")
    (wrong,) = move.state.at("d")
    move = game.advance(PARALLEL, move.state, Back("b"), {})
    assert move.withdrawn == (wrong.id,)
    assert open_nodes(move.state) == ["b"]
    assert opened(done(PARALLEL, move, "b")) == ["d"]


def test_a_recall_before_the_fork_begins_both_branches_again() -> None:
    move = done(PARALLEL, done(PARALLEL, game.start(PARALLEL, {}), "a"), "b")
    move = game.advance(PARALLEL, move.state, Back("a"), {})
    assert open_nodes(move.state) == ["a"]
    assert opened(done(PARALLEL, move, "a")) == ["b", "c"]


def test_nobody_goes_back_to_a_task_that_lies_ahead() -> None:
    move = game.start(PARALLEL, {})
    with pytest.raises(CannotMove) as refusal:
        game.advance(PARALLEL, move.state, Back("d"), {})
    assert refusal.value.reason == "not_downstream"


def test_a_task_is_completed_once() -> None:
    move = game.start(PARALLEL, {})
    (token,) = move.state.at("a")
    after = game.advance(PARALLEL, move.state, TaskCompleted(token.id), {})
    with pytest.raises(CannotMove, match="unknown_token"):
        game.advance(PARALLEL, after.state, TaskCompleted(token.id), {})


CHECKED = graph(
    (A, B, Node("x", Kind.EXCLUSIVE, default="x>end")),
    "start>a", "a>b", "b>x", 'x>a if outcome = "return"', "x>end",
)  # fmt: skip


def test_the_outcome_of_a_task_chooses_the_way_back() -> None:
    move = done(CHECKED, done(CHECKED, game.start(CHECKED, {}), "a"), "b", "return")
    assert opened(move) == ["a"]
    move = done(CHECKED, done(CHECKED, move, "a"), "b", "agree")
    assert move.is_finished


def test_a_gateway_without_an_open_way_says_so() -> None:
    stuck = graph((Node("x", Kind.EXCLUSIVE),), "start>x", "x>end if never", "x>end if neither")
    with pytest.raises(CannotMove, match="no_way_out: x"):
        game.start(stuck, {})


def test_a_loop_without_a_task_is_stopped() -> None:
    spinning = graph(
        (Node("x", Kind.EXCLUSIVE), Node("y", Kind.EXCLUSIVE, default="y>x")),
        "start>x", "x>y", "y>x", "y>end if never",
    )  # fmt: skip
    with pytest.raises(CannotMove, match="endless_loop"):
        game.start(spinning, {})


TIMER = Node("late", Kind.TIMER, attached_to="a", working_minutes=480)
REMINDER = Node("remind", Kind.TIMER, attached_to="a", working_minutes=60, is_interrupting=False)
GUARDED = graph(
    (A, TIMER, REMINDER, B, C), "start>a", "a>end", "late>b", "b>end", "remind>c", "c>end"
)


def test_completing_a_task_cancels_its_timers() -> None:
    move = game.start(GUARDED, {})
    assert [(timer.node_key, timer.minutes) for timer in move.timers] == [
        ("late", 480),
        ("remind", 60),
    ]
    after = done(GUARDED, move, "a")
    assert after.cancelled_timers == tuple(timer.token_id for timer in move.timers)
    assert after.is_finished


def test_an_interrupting_timer_takes_the_task_away() -> None:
    move = game.start(GUARDED, {})
    (task,) = move.opened
    late, remind = move.timers
    after = game.advance(GUARDED, move.state, TimerFired(late.token_id), {})
    assert after.withdrawn == (task.token_id,)
    assert after.cancelled_timers == (remind.token_id,)
    assert opened(after) == ["b"]


def test_a_reminder_leaves_the_task_open() -> None:
    move = game.start(GUARDED, {})
    after = game.advance(GUARDED, move.state, TimerFired(move.timers[1].token_id), {})
    assert open_nodes(after.state) == ["a", "c"]


def test_a_message_wakes_the_token_that_waits_for_it() -> None:
    waiting = graph(
        (Node("duty", Kind.MESSAGE, message="paid"), A), "start>duty", "duty>a", "a>end"
    )
    move = game.start(waiting, {})
    assert [wait.message for wait in move.waits] == ["paid"]
    assert opened(game.advance(waiting, move.state, MessageArrived("paid"), {})) == ["a"]
    with pytest.raises(CannotMove, match="nobody_waits"):
        game.advance(waiting, move.state, MessageArrived("other"), {})


def test_a_service_is_called_by_name_and_waited_for() -> None:
    calling = graph(
        (Node("s", Kind.SERVICE_TASK, service="fees.close"), A), "start>s", "s>a", "a>end"
    )
    move = game.start(calling, {})
    (call,) = move.calls
    assert call.name == "fees.close"
    assert opened(game.advance(calling, move.state, ServiceDone(call.token_id), {})) == ["a"]


SUB = Graph(
    "p",
    "",
    (
        START, Node("sub", Kind.SUB_PROCESS), A, END,
        Node("s0", Kind.START, parent="sub"), Node("f", Kind.PARALLEL, parent="sub"),
        Node("b", Kind.USER_TASK, parent="sub"), Node("c", Kind.USER_TASK, parent="sub"),
        Node("e1", Kind.END, parent="sub"), Node("e2", Kind.END, parent="sub", is_terminating=True),
        Node("stop", Kind.MESSAGE, message="withdrawn", attached_to="sub"),
        Node("refused", Kind.END),
    ),
    tuple(
        Flow(f"{one}>{two}", one, two)
        for one, two in (
            ("start", "sub"), ("sub", "a"), ("a", "end"), ("s0", "f"), ("f", "b"), ("f", "c"),
            ("b", "e1"), ("c", "e2"), ("stop", "refused"),
        )
    ),
)  # fmt: skip


def test_a_sub_process_ends_when_its_last_token_ends() -> None:
    move = game.start(SUB, {})
    assert sorted(opened(move)) == ["b", "c"]
    move = done(SUB, move, "b")
    assert opened(move) == []
    assert opened(done(SUB, move, "c")) == ["a"]


def test_a_terminating_end_withdraws_what_is_open_in_its_scope() -> None:
    move = game.start(SUB, {})
    (b,) = move.state.at("b")
    move = done(SUB, move, "c")
    assert b.id in move.withdrawn
    assert opened(move) == ["a"]


def test_a_boundary_message_ends_a_sub_process_with_all_inside() -> None:
    move = game.advance(SUB, game.start(SUB, {}).state, MessageArrived("withdrawn"), {})
    assert move.is_finished
    assert move.end_key == "refused"
    assert len(move.withdrawn) == 3


def test_what_ends_within_the_move_that_opened_it_is_not_reported_as_open() -> None:
    stop = Node("stop", Kind.END, is_terminating=True)
    cut = graph((FORK, A, TIMER, stop), "start>fork", "fork>a", "fork>stop", "a>end", "late>end")
    move = game.start(cut, {})
    assert move.is_finished
    assert (move.opened, move.timers) == ((), ())


def test_an_inclusive_join_does_not_wait_for_a_token_that_may_take_the_way_already_taken() -> None:
    """BPMN 2.0, inclusive gateway: such a token has a path to a flow that is not empty."""
    split, join = Node("o", Kind.INCLUSIVE), Node("j", Kind.INCLUSIVE)
    x = Node("x", Kind.EXCLUSIVE, default="x>j")
    drawn = graph(
        (split, A, B, x, join, D),
        "start>o", "o>a", "o>b", "a>j", "b>x", "x>j", "x>a if again", "j>d", "d>end",
    )  # fmt: skip
    assert opened(done(drawn, game.start(drawn, {}), "a")) == ["d"]


def test_graph_and_state_come_back_from_json_equal() -> None:
    for drawn in (PARALLEL, CHECKED, GUARDED, SUB):
        assert model.from_json(model.to_json(drawn)) == drawn
        where = game.start(drawn, {}).state
        assert state.from_json(state.to_json(where)) == where
