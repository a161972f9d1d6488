"""BPMN in and out: nothing lost, nothing hidden, nothing dangerous."""

from pathlib import Path

import pytest
from lxml import etree

from motcua.engine.process import bpmn_compile, bpmn_read, bpmn_write, placed, table, templates
from motcua.engine.process.bpmn_compile import CannotCompile, compile_graph
from motcua.engine.process.layout import arrange
from motcua.engine.process.model import Graph, Kind
from motcua.engine.process.xml_tree import BadXml

MIWG = Path(__file__).parents[4] / "shared" / "data" / "bpmn-miwg"
FILES = ["A.1.0", "A.2.0", "A.2.1", "A.3.0", "A.4.0", "A.4.1", "C.1.0"]
HEAD = f'<definitions xmlns="{bpmn_read.BPMN}" xmlns:mc="{bpmn_read.MOTCUA}">'


def canonical(source: bytes) -> bytes:
    return etree.tostring(etree.fromstring(source), method="c14n", with_comments=True)


def reference(name: str) -> bytes:
    path = MIWG / f"{name}.bpmn"
    if not path.exists():
        pytest.skip(f"{path.name} is read from the shared data, which is absent")
    return path.read_bytes()


def compiled(inside: str) -> Graph:
    return compile_graph(bpmn_read.read(f"{HEAD}{inside}</definitions>".encode()))


def drawn_again(graph: Graph) -> Graph:
    return compile_graph(bpmn_read.read(bpmn_write.write(bpmn_write.draw(graph))))


@pytest.mark.needs_shared
@pytest.mark.parametrize("name", FILES)
def test_a_reference_model_comes_back_with_nothing_lost(name: str) -> None:
    source = reference(name)
    assert canonical(bpmn_write.write(bpmn_read.read(source))) == canonical(source)


@pytest.mark.needs_shared
@pytest.mark.parametrize(
    ("name", "blocking"),
    [
        *((name, []) for name in ("A.1.0", "A.2.0", "A.2.1", "A.4.0", "A.4.1")),
        ("A.3.0", ["boundaryEvent with escalationEventDefinition"]),
        ("C.1.0", ["eventBasedGateway"]),
    ],
)
def test_what_a_reference_model_has_and_we_do_not_play_is_named(
    name: str, blocking: list[str]
) -> None:
    diagram = bpmn_read.read(reference(name))
    assert [thing.element for thing in diagram.unsupported if thing.blocks] == blocking
    if blocking:
        with pytest.raises(CannotCompile) as refusal:
            compile_graph(diagram)
        assert [thing.element for thing in refusal.value.unsupported] == blocking
    else:
        assert compile_graph(diagram).nodes


@pytest.mark.needs_shared
def test_a_hand_drawn_layout_is_kept() -> None:
    diagram = bpmn_read.read(reference("A.2.0"))
    graph = compile_graph(diagram)
    layout = placed.layout_of(diagram, graph)
    assert layout != arrange(graph)
    assert set(layout.boxes) == set(graph.by_key)


@pytest.mark.parametrize("by_role", [False, True])
@pytest.mark.parametrize(
    "steps",
    [
        templates.t1_department(9600),
        templates.t2_province(9600),
        templates.t4_interlinked(9600, ["Sở Xây dựng", "<Thuế> & \"Hải quan\""]),
        templates.t5_financial_duty(9600),
    ],
)  # fmt: skip
def test_a_generated_process_is_the_same_after_xml(
    steps: tuple[table.Step, ...], by_role: bool
) -> None:
    graph = table.graph_of(steps, key="p1", name="Cấp giấy phép xây dựng")
    diagram = bpmn_read.read(bpmn_write.write(bpmn_write.draw(graph, by_role=by_role)))
    assert diagram.unsupported == ()
    assert compile_graph(diagram) == graph
    assert table.steps_of(compile_graph(diagram)) == steps
    assert placed.layout_of(diagram, graph).boxes.keys() == graph.by_key.keys()


EVENTS = """
<message id="m1" name="paid"/>
<process id="p" name="P">
  <startEvent id="s"/><sequenceFlow id="f1" sourceRef="s" targetRef="a"/>
  <userTask id="a" mc:role="specialist" mc:minutes="480" mc:act="appraise"/>
  <boundaryEvent id="late" attachedToRef="a" cancelActivity="false">
    <timerEventDefinition><timeDuration>P1DT2H30M</timeDuration></timerEventDefinition>
  </boundaryEvent>
  <sequenceFlow id="f2" sourceRef="late" targetRef="e2"/><endEvent id="e2" mc:ending="refusal"/>
  <sequenceFlow id="f3" sourceRef="a" targetRef="duty"/>
  <intermediateCatchEvent id="duty" mc:wait="financial_duty">
    <messageEventDefinition messageRef="m1"/></intermediateCatchEvent>
  <sequenceFlow id="f4" sourceRef="duty" targetRef="sub"/>
  <subProcess id="sub"><startEvent id="s2"/><endEvent id="e3"><terminateEventDefinition/></endEvent>
    <sequenceFlow id="g1" sourceRef="s2" targetRef="t"/><serviceTask id="t" mc:service="close"/>
    <sequenceFlow id="g2" sourceRef="t" targetRef="e3"/></subProcess>
  <sequenceFlow id="f5" sourceRef="sub" targetRef="call"/>
  <callActivity id="call" calledElement="q"/>
  <sequenceFlow id="f6" sourceRef="call" targetRef="w"/>
  <intermediateCatchEvent id="w"><timerEventDefinition><timeDate>=posted_until</timeDate>
    </timerEventDefinition></intermediateCatchEvent>
  <sequenceFlow id="f7" sourceRef="w" targetRef="e"/><endEvent id="e" mc:ending="result"/>
</process>
<process id="q"><startEvent id="s"/><endEvent id="e"/>
  <sequenceFlow id="f" sourceRef="s" targetRef="e"/></process>
"""


def test_events_sub_processes_and_calls_are_understood() -> None:
    graph = compiled(EVENTS)
    late, duty, wait = graph.node("late"), graph.node("duty"), graph.node("w")
    assert (late.kind, late.working_minutes, late.is_interrupting) == (Kind.TIMER, 630, False)
    assert (duty.message, duty.wait) == ("paid", "financial_duty")
    assert wait.at == "posted_until"
    assert graph.node("t").parent == "sub"
    assert graph.node("call.s").parent == "call"
    assert graph.node("e3").is_terminating


def test_events_sub_processes_and_calls_are_drawn_and_read_again() -> None:
    graph = compiled(EVENTS)
    again = drawn_again(graph)
    assert set(again.nodes) == set(graph.nodes)
    assert set(again.flows) == set(graph.flows)


def test_a_process_of_another_file_is_built_in_at_its_call() -> None:
    check = [table.Step("look", "Xem"), table.Step("sign", "Ký", returns_to="look")]
    called = {"check": table.graph_of(check, key="check")}
    xml = f'{HEAD}<process id="p"><startEvent id="s"/><callActivity id="c" calledElement="check"/>'
    flow = '<sequenceFlow id="f" sourceRef="s" targetRef="c"/></process></definitions>'
    graph = compile_graph(bpmn_read.read((xml + flow).encode()), called=called)
    verdict = graph.node("c.sign.verdict")
    assert verdict.default in graph.flow_by_key
    assert verdict.parent == "c"
    assert [node.key for node in graph.tasks()] == ["c.look", "c.sign"]


def test_a_lane_gives_its_role_to_the_tasks_in_it() -> None:
    graph = compiled(
        '<process id="p"><laneSet><lane mc:role="clerk_seal"><flowNodeRef>a</flowNodeRef></lane>'
        '</laneSet><userTask id="a"/></process>'
    )
    assert graph.node("a").role == "clerk_seal"


@pytest.mark.parametrize(
    ("inside", "element", "why"),
    [
        ('<scriptTask id="x"><script>import os</script></scriptTask>', "scriptTask", "runs_code"),
        ('<complexGateway id="x"/>', "complexGateway", "not_played"),
        ('<adHocSubProcess id="x"/>', "adHocSubProcess", "not_played"),
        ('<subProcess id="x" triggeredByEvent="true"/>', "subProcess", "not_played"),
        (
            '<userTask id="x"><multiInstanceLoopCharacteristics/></userTask>',
            "multiInstanceLoopCharacteristics",
            "not_played",
        ),
        (
            '<boundaryEvent id="x"><errorEventDefinition/></boundaryEvent>',
            "boundaryEvent with errorEventDefinition",
            "not_played",
        ),
    ],
)
def test_what_is_not_played_blocks_and_is_named(inside: str, element: str, why: str) -> None:
    with pytest.raises(CannotCompile) as refusal:
        compiled(f'<process id="p">{inside}</process>')
    (found,) = refusal.value.unsupported
    assert (found.element, found.id, found.why) == (element, "x", why)


@pytest.mark.parametrize(
    ("inside", "reason"),
    [
        ("", "no_process"),
        ('<process id="p"><callActivity id="c" calledElement="none"/></process>', "unknown_call"),
        ('<process id="p"><callActivity id="c" calledElement="p"/></process>', "recursive_call"),
        ('<process id="p"><userTask id="a" mc:minutes="1e9"/></process>', "bad_minutes"),
        ('<process id="p"><endEvent id="a" mc:ending="maybe"/></process>', "bad_ending"),
        ('<process id="p"><userTask id="a"/><userTask id="a"/></process>', "doubled_id"),
        ('<process id="p"><sequenceFlow id="f" sourceRef="x"/></process>', "loose_flow"),
        (
            '<process id="p"><intermediateCatchEvent id="a"><timerEventDefinition>'
            "<timeDuration>P1Y</timeDuration></timerEventDefinition></intermediateCatchEvent></process>",
            "bad_duration",
        ),
    ],
)  # fmt: skip
def test_a_diagram_that_means_nothing_is_refused_by_name(inside: str, reason: str) -> None:
    with pytest.raises(CannotCompile) as refusal:
        compiled(inside)
    assert refusal.value.reason == reason


def test_a_key_that_is_no_xml_id_is_refused() -> None:
    graph = table.graph_of([table.Step("a", "A")], key="2.001583")
    with pytest.raises(bpmn_write.BadKey):
        bpmn_write.draw(graph)


def test_a_name_with_a_control_character_is_refused_when_written() -> None:
    graph = table.graph_of([table.Step("a", "A\x0b")])
    with pytest.raises(BadXml, match="bad_character"):
        bpmn_write.write(bpmn_write.draw(graph))


def test_days_are_working_days() -> None:
    assert bpmn_compile.DAY_MINUTES == 480
