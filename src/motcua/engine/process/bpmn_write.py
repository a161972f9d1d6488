"""A graph drawn as BPMN 2.0 XML with a readable diagram, and any diagram written back as it was."""

import re
from collections.abc import Iterator, Mapping

from motcua.engine.process import xml_tree
from motcua.engine.process.bpmn_read import BPMN, BPMNDI, DC, DI, MOTCUA, Diagram
from motcua.engine.process.layout import Layout, Rect, arrange
from motcua.engine.process.model import Flow, Graph, Kind, Node
from motcua.engine.process.xml_tree import XMLNS, Attribute, Content, Document, Element

XSI = "http://www.w3.org/2001/XMLSchema-instance"
_PREFIXES = {"": BPMN, "bpmndi": BPMNDI, "dc": DC, "di": DI, "mc": MOTCUA, "xsi": XSI}
_ID = re.compile(r"[A-Za-z_][\w.\-]*\Z")
_ELEMENTS = {
    Kind.USER_TASK: "userTask",
    Kind.SERVICE_TASK: "serviceTask",
    Kind.EXCLUSIVE: "exclusiveGateway",
    Kind.PARALLEL: "parallelGateway",
    Kind.INCLUSIVE: "inclusiveGateway",
    Kind.START: "startEvent",
    Kind.END: "endEvent",
    Kind.TIMER: "intermediateCatchEvent",
    Kind.MESSAGE: "intermediateCatchEvent",
    Kind.PASS: "intermediateThrowEvent",
    Kind.SUB_PROCESS: "subProcess",
}


class BadKey(ValueError):
    """A key that cannot be an XML id."""


def write(diagram: Diagram) -> bytes:
    """The XML of a diagram, canonically equal to what was read."""
    return xml_tree.write(diagram.document)


def draw(graph: Graph, *, by_role: bool = False, roles: Mapping[str, str] | None = None) -> Diagram:
    """The graph as a BPMN diagram, with a lane for each role when asked; `roles` names the lanes.

    Raises `BadKey`.
    """
    for key in (graph.key, *graph.by_key, *graph.flow_by_key):
        if not _ID.match(key):
            raise BadKey(key)
    layout = arrange(graph, by_role=by_role)
    messages = {
        name: f"message_{number}"
        for number, name in enumerate(
            dict.fromkeys(node.message for node in graph.nodes if node.message), start=1
        )
    }
    attributes = {"id": graph.key, "name": graph.name, "isExecutable": "true"}
    lanes = _lane_set(graph, layout, roles or {}) if by_role else ()
    process = _element("process", attributes, *lanes, *_inside(graph, "", messages))
    root = _element(
        "definitions",
        {"id": f"{graph.key}_definitions", "targetNamespace": "urn:motcua:process"},
        *(_element("message", {"id": key, "name": name}) for name, key in messages.items()),
        process,
        _plane(graph, layout),
    )
    declared = tuple(
        Attribute(f"{XMLNS}:{prefix}" if prefix else XMLNS, uri, XMLNS)
        for prefix, uri in _PREFIXES.items()
    )
    root = Element(root.name, root.namespace, declared + root.attributes, root.children)
    return Diagram(Document(_indented(root, 0)))


def _element(name: str, attributes: dict[str, str], *children: Content) -> Element:
    """An element; empty attributes are left out."""
    made = tuple(
        Attribute(key, value, _PREFIXES[key.partition(":")[0]] if ":" in key else "")
        for key, value in attributes.items()
        if value
    )
    return Element(name, _PREFIXES[name.rpartition(":")[0]], made, children)


def _inside(graph: Graph, scope: str, messages: dict[str, str]) -> Iterator[Element]:
    for node in graph.nodes:
        if node.parent == scope:
            yield _node(graph, node, messages)
    for flow in graph.flows:
        if graph.node(flow.source).parent == scope:
            yield _flow(flow)


def _node(graph: Graph, node: Node, messages: dict[str, str]) -> Element:
    minutes = "" if node.working_minutes is None else str(node.working_minutes)
    attributes = {
        "id": node.key,
        "name": node.name,
        "default": node.default,
        "attachedToRef": node.attached_to,
        "cancelActivity": "" if node.is_interrupting else "false",
        "mc:role": node.role,
        "mc:unit": node.unit_kind,
        "mc:minutes": "" if node.kind is Kind.TIMER else minutes,
        "mc:act": node.act,
        "mc:service": node.service,
        "mc:wait": node.wait,
        "mc:ending": str(node.ending),
    }
    name = "boundaryEvent" if node.attached_to else _ELEMENTS[node.kind]
    return _element(
        name,
        attributes,
        *(_element("incoming", {}, flow.key) for flow in graph.into[node.key]),
        *(_element("outgoing", {}, flow.key) for flow in graph.out[node.key]),
        *_trigger(node, messages),
        *_inside(graph, node.key, messages),
    )


def _trigger(node: Node, messages: dict[str, str]) -> Iterator[Element]:
    if node.kind is Kind.MESSAGE:
        yield _element("messageEventDefinition", {"messageRef": messages.get(node.message, "")})
    if node.kind is Kind.TIMER:
        name, text = ("timeDate", node.at) if node.at else ("timeDuration", _duration(node))
        expression = _element(name, {"xsi:type": "tFormalExpression"}, text)
        yield _element("timerEventDefinition", {}, expression)
    if node.is_terminating:
        yield _element("terminateEventDefinition", {})


def _duration(node: Node) -> str:
    return f"PT{node.working_minutes or 0}M"


def _flow(flow: Flow) -> Element:
    attributes = {
        "id": flow.key,
        "name": flow.name,
        "sourceRef": flow.source,
        "targetRef": flow.target,
    }
    if not flow.condition:
        return _element("sequenceFlow", attributes)
    typed = {"xsi:type": "tFormalExpression"}
    return _element(
        "sequenceFlow", attributes, _element("conditionExpression", typed, flow.condition)
    )


def _lane_set(graph: Graph, layout: Layout, roles: Mapping[str, str]) -> tuple[Element, ...]:
    """Lanes hold the nodes whose middle lies in their band."""
    lanes = []
    for number, (role, band) in enumerate(layout.lanes, start=1):
        refs = [
            _element("flowNodeRef", {}, node.key)
            for node in graph.nodes
            if not node.parent and band.y <= layout.boxes[node.key].cy < band.bottom
        ]
        name = roles.get(role, role) or "—"
        attributes = {"id": f"{graph.key}_lane_{number}", "name": name, "mc:role": role}
        lanes.append(_element("lane", attributes, *refs))
    return (_element("laneSet", {"id": f"{graph.key}_lanes"}, *lanes),)


def _plane(graph: Graph, layout: Layout) -> Element:
    lanes = [
        _shape(f"{graph.key}_lane_{number}", band, {"isHorizontal": "true"})
        for number, (_, band) in enumerate(layout.lanes, start=1)
    ]
    marks = {Kind.SUB_PROCESS: {"isExpanded": "true"}, Kind.EXCLUSIVE: {"isMarkerVisible": "true"}}
    shapes = [
        _shape(node.key, layout.boxes[node.key], marks.get(node.kind, {})) for node in graph.nodes
    ]
    edges = [
        _element(
            "bpmndi:BPMNEdge",
            {"id": f"{key}_di", "bpmnElement": key},
            *(_element("di:waypoint", {"x": str(x), "y": str(y)}) for x, y in way),
        )
        for key, way in layout.ways.items()
    ]
    plane = {"id": f"{graph.key}_plane", "bpmnElement": graph.key}
    return _element(
        "bpmndi:BPMNDiagram",
        {"id": f"{graph.key}_diagram"},
        _element("bpmndi:BPMNPlane", plane, *lanes, *shapes, *edges),
    )


def _shape(key: str, box: Rect, marks: dict[str, str]) -> Element:
    bounds = {"x": box.x, "y": box.y, "width": box.width, "height": box.height}
    return _element(
        "bpmndi:BPMNShape",
        {"id": f"{key}_di", "bpmnElement": key, **marks},
        _element("dc:Bounds", {name: str(value) for name, value in bounds.items()}),
    )


def _indented(element: Element, depth: int) -> Element:
    """The element with each child on its own line; text is left alone."""
    if not element.children or any(isinstance(child, str) for child in element.children):
        return element
    children: list[Content] = []
    for child in element.elements():
        children += ["\n" + "  " * (depth + 1), _indented(child, depth + 1)]
    return Element(
        element.name, element.namespace, element.attributes, (*children, "\n" + "  " * depth)
    )
