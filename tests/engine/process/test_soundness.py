"""Each reason not to publish is found on the smallest process that has it, and on no sound one."""

from dataclasses import replace

import pytest

from motcua.engine.process import soundness, table, templates
from motcua.engine.process.limits import longest_way
from motcua.engine.process.model import Ending, Flow, Graph, Kind, Node
from motcua.engine.process.table import Step
from tests.engine.process.drawn import END, START, graph, task

DAY = 480
A, B, C = task("a"), task("b"), task("c")
FORK, JOIN = Node("fork", Kind.PARALLEL), Node("join", Kind.PARALLEL)
CHOICE = Node("x", Kind.EXCLUSIVE, default="x>b")


def kinds(drawn: Graph, limit: int | None = None) -> set[tuple[str, str]]:
    return {(problem.kind, problem.node) for problem in soundness.check(drawn, limit)}


@pytest.mark.parametrize(
    ("steps", "limit"),
    [
        (templates.t1_department(20 * DAY), 20 * DAY),
        (templates.t1_department(3 * DAY), 3 * DAY),
        (templates.t2_province(15 * DAY), 15 * DAY),
        (templates.t3_on_the_spot(240), 240),
        (templates.t4_interlinked(20 * DAY, ["A", "B", "C", "D"]), 20 * DAY),
        (templates.t5_financial_duty(15 * DAY), 15 * DAY),
    ],
)
def test_every_template_is_sound_within_its_limit(steps: tuple[Step, ...], limit: int) -> None:
    drawn = table.graph_of(steps)
    assert soundness.check(drawn, limit) == ()
    assert longest_way(drawn).minutes == limit


def test_twelve_days_of_steps_do_not_fit_into_a_limit_of_ten() -> None:
    days = {"receive": 0.5, "appraise": 9, "sign": 2, "return": 0.5}
    steps = [Step(key, key, "specialist", "unit", int(d * DAY)) for key, d in days.items()]
    (problem,) = soundness.check(table.graph_of(steps), 10 * DAY)
    assert problem.kind == "over_limit"
    assert problem.facts["sum_minutes"] == 12 * DAY
    assert problem.facts["limit_minutes"] == 10 * DAY
    assert problem.facts["path"] == tuple(days)


@pytest.mark.parametrize("arrows", [("fork>b", "fork>c"), ("fork>c", "fork>b")])
def test_of_branches_side_by_side_the_longest_counts(arrows: tuple[str, str]) -> None:
    drawn = graph(
        (A, FORK, task("b", 100), task("c", 300), JOIN),
        "start>a", "a>fork", *arrows, "c>join", "b>join", "join>end",
    )  # fmt: skip
    assert longest_way(drawn).minutes == 360
    assert longest_way(drawn).tasks == ("a", "c")


def test_the_way_through_a_boundary_timer_weighs_the_timer_and_not_its_host() -> None:
    late = Node("late", Kind.TIMER, attached_to="a", working_minutes=30)
    drawn = graph((task("a", 480), late, B), "start>a", "a>end", "late>b", "b>end")
    assert longest_way(drawn).minutes == 480
    drawn = graph((task("a", 480), late, task("b", 500)), "start>a", "a>end", "late>b", "b>end")
    assert longest_way(drawn).minutes == 530


def test_the_steps_inside_a_sub_process_count() -> None:
    inside = (
        Node("sub", Kind.SUB_PROCESS),
        Node("s", Kind.START, parent="sub"),
        replace(task("b", 300), parent="sub"),
        Node("e", Kind.END, parent="sub"),
    )
    drawn = graph((A, *inside), "start>a", "a>sub", "sub>end", "s>b", "b>e")
    assert longest_way(drawn).minutes == 360
    assert soundness.check(drawn, 360) == ()


def test_a_wait_with_the_clock_stopped_and_a_loop_back_weigh_nothing() -> None:
    duty = Node("duty", Kind.MESSAGE, message="paid", wait="financial_duty", working_minutes=9_999)
    drawn = graph(
        (A, duty, CHOICE, B),
        "start>a", "a>duty", "duty>x", 'x>a if outcome = "return"', "x>b", "b>end",
    )  # fmt: skip
    assert longest_way(drawn).minutes == 120
    assert soundness.check(drawn, 120) == ()


def test_an_exclusive_fork_into_a_parallel_join_is_a_deadlock() -> None:
    drawn = graph(
        (CHOICE, A, B, JOIN), "start>x", "x>a if big", "x>b", "a>join", "b>join", "join>end"
    )
    assert kinds(drawn) == {("deadlock", "join")}


def test_a_parallel_fork_into_an_exclusive_merge_doubles_the_task_behind_it() -> None:
    merge = Node("m", Kind.EXCLUSIVE)
    drawn = graph(
        (FORK, A, B, merge, C), "start>fork", "fork>a", "fork>b", "a>m", "b>m", "m>c", "c>end"
    )
    assert ("doubled_token", "c") in kinds(drawn)


def test_a_loop_nobody_can_leave_is_a_livelock() -> None:
    drawn = graph((A, B), "start>a", "a>b", "b>a")
    assert {kind for kind, _ in kinds(drawn)} >= {"livelock", "unreachable"}


def test_a_loop_in_which_nobody_acts_is_refused() -> None:
    y = Node("y", Kind.EXCLUSIVE, default="y>x")
    drawn = graph(
        (Node("x", Kind.EXCLUSIVE), y, A), "start>a", "a>x", "x>y", "y>x", "y>end if done"
    )
    assert ("loop_without_task", "x") in kinds(drawn)


def test_a_loop_round_a_fork_with_an_empty_branch_still_waits_for_the_task() -> None:
    drawn = graph(
        (Node("m", Kind.EXCLUSIVE), FORK, A, JOIN, Node("x", Kind.EXCLUSIVE, default="x>end")),
        "start>m", "m>fork", "fork>a", "fork>join", "a>join", "join>x", "x>m if again", "x>end",
    )  # fmt: skip
    assert soundness.check(drawn) == ()


def test_a_task_says_who_and_how_long() -> None:
    drawn = graph((task("a", None, ""),), "start>a", "a>end")
    assert kinds(drawn) == {("missing_role", "a"), ("missing_limit", "a")}


@pytest.mark.parametrize(
    ("drawn", "expected"),
    [
        (graph((A, B), "start>a", "a>end", "b>end"), ("unreachable", "b")),
        (graph((A, FORK, B), "start>fork", "fork>a", "fork>b", "a>end"), ("dead_end", "b")),
        (Graph("p", "", (A, END), (Flow("f", "a", "end"),)), ("no_start", "")),
        (Graph("p", "", (START, A), (Flow("f", "start", "a"),)), ("no_end", "")),
        (
            Graph("p", "", (START, Node("end", Kind.END)), (Flow("f", "start", "end"),)),
            ("undocumented_ending", "end"),
        ),
        (
            graph((Node("s", Kind.SERVICE_TASK, service="rm -rf"),), "start>s", "s>end"),
            ("unknown_service", "s"),
        ),
        (
            graph((A, Node("x", Kind.EXCLUSIVE), B, C), "start>a", "a>x", "x>b if p", "x>c if q",
                  "b>end", "c>end"),
            ("missing_default", "x"),
        ),
        (
            graph((A, CHOICE, B, C), "start>a", "a>x", "x>b", "x>c", "b>end", "c>end"),
            ("missing_condition", "x"),
        ),
        (
            graph((A, CHOICE, B), "start>a", "a>x", "x>b", "x>end if import os", "b>end"),
            ("bad_condition", "x"),
        ),
        (
            graph((A, Node("g", Kind.PARALLEL), B, C), "start>a", "a>g", "b>g", "g>b", "g>c",
                  "c>end"),
            ("forks_and_joins", "g"),
        ),
        (
            graph((Node("t", Kind.TIMER), A), "start>t", "t>a", "a>end"),
            ("timeless_timer", "t"),
        ),
    ],
)  # fmt: skip
def test_a_fault_is_named_with_its_place(drawn: Graph, expected: tuple[str, str]) -> None:
    assert expected in kinds(drawn)


def test_a_registered_service_is_welcome() -> None:
    drawn = graph((Node("s", Kind.SERVICE_TASK, service="close"),), "start>s", "s>end")
    assert soundness.check(drawn, services={"close"}) == ()


def test_a_refusal_is_an_end_like_a_result() -> None:
    refused = Node("refused", Kind.END, ending=Ending.REFUSAL)
    drawn = graph((A, CHOICE, B, refused), "start>a", "a>x", "x>b", "x>refused if no", "b>end")
    assert soundness.check(drawn) == ()


@pytest.mark.slow
def test_a_process_too_wide_to_search_says_so() -> None:
    branches = tuple(task(f"b{number}") for number in range(13))
    drawn = graph(
        (FORK, *branches, JOIN),
        "start>fork",
        *(f"fork>{branch.key}" for branch in branches),
        *(f"{branch.key}>join" for branch in branches),
        "join>end",
    )
    assert kinds(drawn) == {("too_large", "")}
