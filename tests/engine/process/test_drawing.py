"""The drawing: nothing overlaps, every line arrives, every state is said in words too."""

from itertools import combinations, pairwise

import pytest
from lxml import etree

from motcua.engine.process import drawing, svg, table, templates
from motcua.engine.process.drawing import Mark, Standing, Words
from motcua.engine.process.layout import Layout, Rect, arrange
from motcua.engine.process.model import GATEWAYS, Flow, Graph, Kind, Node
from motcua.engine.process.table import Step
from tests.engine.process.drawn import END, START, task

MANY = templates.t4_interlinked(9600, ["Sở Xây dựng", "Công an tỉnh", "Chi cục Thuế"])
MIXED = (
    Step("receive", "Tiếp nhận"),
    Step("survey", "Khảo sát thực địa", is_optional=True, returns_to="receive"),
    Step("ask_a", "Hỏi A", parallel_group="asked", is_optional=True),
    Step("ask_b", "Hỏi B", parallel_group="asked", is_optional=True),
    Step("approve", "Ký", returns_to="receive"),
)
NESTED = Graph(
    "p",
    "Lồng nhau",
    (
        START, Node("sub", Kind.SUB_PROCESS, "Giai đoạn 1"), task("after"), END,
        Node("s0", Kind.START, parent="sub"), Node("b", Kind.USER_TASK, "B", parent="sub"),
        Node("e0", Kind.END, parent="sub"),
        Node("stop", Kind.MESSAGE, "Rút hồ sơ", message="withdrawn", attached_to="sub"),
        Node("gone", Kind.END),
    ),
    tuple(
        Flow(f"{one}-{two}", one, two)
        for one, two in (("start", "sub"), ("sub", "after"), ("after", "end"), ("s0", "b"),
                         ("b", "e0"), ("stop", "gone"))
    ),
)  # fmt: skip
GRAPHS = {
    "T1": table.graph_of(templates.t1_department(9600)),
    "T2": table.graph_of(templates.t2_province(9600)),
    "T4": table.graph_of(MANY),
    "T5": table.graph_of(templates.t5_financial_duty(9600)),
    "mixed": table.graph_of(MIXED),
    "nested": NESTED,
}
each_graph = pytest.mark.parametrize("graph", GRAPHS.values(), ids=GRAPHS)
each_way = pytest.mark.parametrize("by_role", [False, True], ids=["plain", "lanes"])


def overlap(one: Rect, other: Rect) -> bool:
    return (
        one.x < other.right
        and other.x < one.right
        and one.y < other.bottom
        and other.y < one.bottom
    )


def crossed(layout: Layout, graph: Graph, flow: Flow) -> set[str]:
    """Boxes of the flow's own scope that a line passes through, its ends excepted."""
    near = {flow.source, flow.target, graph.node(flow.source).attached_to}
    parent = graph.node(flow.source).parent
    boxes = {
        node.key: layout.boxes[node.key]
        for node in graph.nodes
        if node.key not in near and node.parent == parent and not node.attached_to
    }
    lines = [
        Rect(min(x, u), min(y, v), max(abs(x - u), 1), max(abs(y - v), 1))
        for (x, y), (u, v) in pairwise(layout.ways[flow.key])
    ]
    return {key for key, box in boxes.items() if any(overlap(box, line) for line in lines)}


@each_graph
@each_way
def test_boxes_do_not_overlap_and_lie_inside(graph: Graph, by_role: bool) -> None:
    layout = arrange(graph, by_role=by_role)
    apart = [node for node in graph.nodes if not node.attached_to]
    for one, other in combinations(apart, 2):
        if one.parent == other.parent:
            assert not overlap(layout.boxes[one.key], layout.boxes[other.key]), (one, other)
    for box in layout.boxes.values():
        assert 0 <= box.x < box.right <= layout.width
        assert 0 <= box.y < box.bottom <= layout.height


@each_graph
@each_way
def test_lines_are_square_join_their_nodes_and_pass_through_no_box(
    graph: Graph, by_role: bool
) -> None:
    layout = arrange(graph, by_role=by_role)
    for flow in graph.flows:
        way = layout.ways[flow.key]
        for (x, y), (u, v) in pairwise(way):
            assert x == u or y == v
        for (x, y), key in ((way[0], flow.source), (way[-1], flow.target)):
            box = layout.boxes[key]
            assert box.x <= x <= box.right
            assert box.y <= y <= box.bottom
        assert crossed(layout, graph, flow) == set()


@each_graph
def test_the_process_reads_from_left_to_right(graph: Graph) -> None:
    layout = arrange(graph)
    for source, targets in graph.forward.items():
        for target in targets:
            if graph.node(target).attached_to != source:
                assert layout.boxes[source].x < layout.boxes[target].x


def test_a_task_lies_in_the_lane_of_its_role() -> None:
    graph = GRAPHS["T2"]
    layout = arrange(graph, by_role=True)
    for role, lane in layout.lanes:
        inside = [n for n in graph.tasks() if lane.y <= layout.boxes[n.key].y < lane.bottom]
        assert {node.role for node in inside} == {role}


def live(graph: Graph) -> drawing.Picture:
    standings = {
        "receive": Standing(Mark.DONE, "Nguyễn Thị Hoa", "09:10 09/10"),
        "assign": Standing(Mark.DONE, "Lê Văn Bình", "10:00 09/10"),
        "appraise": Standing(Mark.LATE, "Trần Văn Đức <script>", "trễ 3 giờ"),
    }
    words = Words("Quy trình", {Mark.DONE: "đã xong", Mark.LATE: "quá hạn"}, {})
    return drawing.picture(graph, arrange(graph), standings, words)


def test_the_live_diagram_says_who_when_and_late_in_words() -> None:
    picture = live(GRAPHS["T1"])
    shape = next(shape for shape in picture.shapes if shape.key == "appraise")
    assert shape.mark == "late"
    assert [line.text for line in shape.lines][-2:] == ["Trần Văn Đức <script>", "trễ 3 giờ"]
    assert "3. Thẩm định, dự thảo kết quả, Trần Văn Đức <script>, trễ 3 giờ, quá hạn" in (
        picture.description.splitlines()
    )
    walked = {arrow.key for arrow in picture.arrows if arrow.mark == "walked"}
    assert walked == {"start-receive", "receive-assign", "assign-appraise"}


def test_the_way_through_a_gateway_is_walked_but_not_the_way_back_nor_the_way_ahead() -> None:
    done, ahead = Standing(Mark.DONE), Standing(Mark.NEXT)
    standings = {"appraise": done, "check": done, "approve": Standing(Mark.NOW), "issue": ahead}
    graph = GRAPHS["T1"]
    picture = drawing.picture(graph, arrange(graph), standings)
    walked = {arrow.key for arrow in picture.arrows if arrow.mark == "walked"}
    assert walked == {"appraise-check", "check-check.verdict", "check.verdict-"}


def test_text_stays_inside_its_box() -> None:
    long = Step("a", "Thẩm định hồ sơ " * 20, "specialist")
    graph = table.graph_of([long])
    standing = {"a": Standing(Mark.NOW, "Nguyễn Thị Thanh Huyền " * 4, "hạn 17:00")}
    picture = drawing.picture(graph, arrange(graph), standing)
    shape = next(shape for shape in picture.shapes if shape.key == "a")
    assert len(shape.lines) <= 4
    for line in shape.lines:
        assert shape.y < line.y < shape.y + shape.height
        assert len(line.text) <= 22


@each_graph
def test_the_svg_is_well_formed_titled_and_free_of_style_and_script(graph: Graph) -> None:
    printed = svg.to_svg(live(graph), id_prefix="p1")
    root = etree.fromstring(printed)
    local = [etree.QName(element).localname for element in root.iter()]
    assert local[1:3] == ["title", "desc"]
    assert root.get("aria-labelledby") == "p1-title p1-text"
    assert not {"style", "script"} & set(local)
    assert not [element for element in root.iter() if element.get("style")]
    assert local.count("polygon") == sum(node.kind in GATEWAYS for node in graph.nodes)
