"""From a BPMN diagram to the graph that the token game plays.

Own attributes live in the namespace `urn:motcua:bpmn:1`: role, unit, minutes, act, service, wait,
message, ending. A task without `role` takes the one of its lane. Durations count working time:
`P2D` is two working days of 480 minutes, `PT4H` four working hours. A called process is built in
at its call.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from motcua.engine.process.bpmn_read import BPMN, MOTCUA, Diagram, Unsupported
from motcua.engine.process.model import Ending, Flow, Graph, Kind, Node
from motcua.engine.process.xml_tree import Element

DAY_MINUTES = 480
MAX_CALLS = 8  # depth of call activities
_DURATION = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?\Z")
_KINDS = {
    "userTask": Kind.USER_TASK,
    "task": Kind.USER_TASK,
    "manualTask": Kind.USER_TASK,
    "serviceTask": Kind.SERVICE_TASK,
    "receiveTask": Kind.MESSAGE,
    "subProcess": Kind.SUB_PROCESS,
    "callActivity": Kind.SUB_PROCESS,
    "exclusiveGateway": Kind.EXCLUSIVE,
    "parallelGateway": Kind.PARALLEL,
    "inclusiveGateway": Kind.INCLUSIVE,
    "startEvent": Kind.START,
    "endEvent": Kind.END,
    "intermediateCatchEvent": Kind.MESSAGE,
    "boundaryEvent": Kind.MESSAGE,
    "intermediateThrowEvent": Kind.PASS,
}


class CannotCompile(Exception):
    """The diagram is not one the engine plays.

    `reason`: unsupported, no_process, unknown_process, unknown_call, recursive_call, bad_duration,
    bad_minutes, bad_ending, doubled_id, loose_flow. `about` is an element id.
    """

    def __init__(
        self, reason: str, about: str = "", unsupported: tuple[Unsupported, ...] = ()
    ) -> None:
        super().__init__(f"{reason}: {about or unsupported}")
        self.reason = reason
        self.about = about
        self.unsupported = unsupported


def compile_graph(
    diagram: Diagram, process_id: str = "", called: Mapping[str, Graph] | None = None
) -> Graph:
    """The graph of one process: the one named, else the first executable one, else the first.

    `called` holds the processes of other files by key. Raises `CannotCompile`.
    """
    blocking = tuple(thing for thing in diagram.unsupported if thing.blocks)
    if blocking:
        raise CannotCompile("unsupported", unsupported=blocking)
    process = _chosen(diagram, process_id)
    graph = _Compiler(diagram, called or {}).process(process, ())
    _refuse_loose_ends(graph)
    return graph


def _chosen(diagram: Diagram, process_id: str) -> Element:
    processes = diagram.processes
    if not processes:
        raise CannotCompile("no_process")
    if process_id:
        for process in processes:
            if process.get("id") == process_id:
                return process
        raise CannotCompile("unknown_process", process_id)
    return next((one for one in processes if one.get("isExecutable") == "true"), processes[0])


def _refuse_loose_ends(graph: Graph) -> None:
    keys = [node.key for node in graph.nodes] + [flow.key for flow in graph.flows]
    seen: set[str] = set()
    for key in keys:
        if key in seen:
            raise CannotCompile("doubled_id", key)
        seen.add(key)
    for flow in graph.flows:
        if flow.source not in graph.by_key or flow.target not in graph.by_key:
            raise CannotCompile("loose_flow", flow.key)
    for node in graph.nodes:
        if node.attached_to and node.attached_to not in graph.by_key:
            raise CannotCompile("loose_flow", node.key)


class _Compiler:
    """Holds what an element refers to by id: messages and other processes."""

    def __init__(self, diagram: Diagram, called: Mapping[str, Graph]) -> None:
        self._diagram = diagram
        self._called = called
        self._messages = {
            message.get("id"): message.get("name") or message.get("id")
            for message in diagram.root.elements("message")
        }

    def process(self, process: Element, callers: tuple[str, ...]) -> Graph:
        nodes: list[Node] = []
        flows: list[Flow] = []
        self._scope(process, "", (*callers, process.get("id")), nodes, flows)
        return Graph(process.get("id"), process.get("name"), tuple(nodes), tuple(flows))

    def _scope(
        self,
        scope: Element,
        parent: str,
        callers: tuple[str, ...],
        nodes: list[Node],
        flows: list[Flow],
    ) -> None:
        roles = dict(_lane_roles(scope))
        for element in scope.elements():
            if element.namespace != BPMN:
                continue
            if element.local == "sequenceFlow":
                flows.append(_flow(element))
            elif element.local in _KINDS:
                nodes.append(self._node(element, parent, roles))
            if element.local == "subProcess":
                self._scope(element, element.get("id"), callers, nodes, flows)
            elif element.local == "callActivity":
                self._call(element, callers, nodes, flows)

    def _node(self, element: Element, parent: str, roles: Mapping[str, str]) -> Node:
        key = element.get("id")
        node = Node(
            key=key,
            kind=_KINDS[element.local],
            name=element.get("name"),
            parent=parent,
            role=_own(element, "role"),
            unit_kind=_own(element, "unit"),
            working_minutes=_minutes(element),
            act=_own(element, "act"),
            service=_own(element, "service"),
            wait=_own(element, "wait"),
            attached_to=element.get("attachedToRef"),
            is_interrupting=element.get("cancelActivity") != "false",
            ending=_ending(element),
            is_terminating=bool(element.elements("terminateEventDefinition")),
            default=element.get("default"),
        )
        if node.kind is Kind.USER_TASK and not node.role:
            node = replace(node, role=roles.get(key, ""))
        if node.kind is Kind.MESSAGE:
            node = self._catching(element, node)
        return node

    def _catching(self, element: Element, node: Node) -> Node:
        for timer in element.elements("timerEventDefinition"):
            return _timed(timer, node)
        triggers = [element, *element.elements("messageEventDefinition")]
        ref = next((one.get("messageRef") for one in triggers if one.get("messageRef")), "")
        named = self._messages.get(ref.rpartition(":")[2], ref)
        return replace(node, message=_own(element, "message") or named or node.key)

    def _call(
        self,
        element: Element,
        callers: tuple[str, ...],
        nodes: list[Node],
        flows: list[Flow],
    ) -> None:
        key, name = element.get("id"), element.get("calledElement").rpartition(":")[2]
        if name in callers or len(callers) > MAX_CALLS:
            raise CannotCompile("recursive_call", key)
        graph = self._called.get(name) or self._own_process(name, callers)
        if graph is None:
            raise CannotCompile("unknown_call", key)
        nodes.extend(_moved(node, key) for node in graph.nodes)
        flows.extend(
            replace(
                flow,
                key=f"{key}.{flow.key}",
                source=f"{key}.{flow.source}",
                target=f"{key}.{flow.target}",
            )
            for flow in graph.flows
        )

    def _own_process(self, name: str, callers: tuple[str, ...]) -> Graph | None:
        for process in self._diagram.processes:
            if process.get("id") == name:
                return self.process(process, callers)
        return None


def _moved(node: Node, call: str) -> Node:
    """A node of a called process as it stands inside the call."""
    return replace(
        node,
        key=f"{call}.{node.key}",
        parent=f"{call}.{node.parent}" if node.parent else call,
        attached_to=node.attached_to and f"{call}.{node.attached_to}",
        default=node.default and f"{call}.{node.default}",
    )


def _own(element: Element, name: str) -> str:
    return element.get(name, MOTCUA)


def _flow(element: Element) -> Flow:
    condition = "".join(one.text() for one in element.elements("conditionExpression"))
    return Flow(
        key=element.get("id"),
        source=element.get("sourceRef"),
        target=element.get("targetRef"),
        condition=condition.removeprefix("=").strip(),
        name=element.get("name"),
    )


def _lane_roles(scope: Element) -> Iterator[tuple[str, str]]:
    for lane_set in scope.elements("laneSet"):
        for lane in lane_set.walk():
            if lane.local == "lane" and _own(lane, "role"):
                for ref in lane.elements("flowNodeRef"):
                    yield ref.text(), _own(lane, "role")


def _minutes(element: Element) -> int | None:
    written = _own(element, "minutes")
    if not written:
        return None
    if not (written.isascii() and written.isdigit() and len(written) <= 7):
        raise CannotCompile("bad_minutes", element.get("id"))
    return int(written)


def _ending(element: Element) -> Ending:
    try:
        return Ending(_own(element, "ending"))
    except ValueError:
        raise CannotCompile("bad_ending", element.get("id")) from None


def _timed(timer: Element, node: Node) -> Node:
    dates = [one.text().removeprefix("=").strip() for one in timer.elements("timeDate")]
    if dates:
        return replace(node, kind=Kind.TIMER, at=dates[0])
    written = "".join(one.text() for one in timer.elements("timeDuration"))
    match = _DURATION.match(written)
    if not match or not any(match.groups()) or len(written) > 20:
        raise CannotCompile("bad_duration", node.key)
    days, hours, minutes = (int(part or 0) for part in match.groups())
    return replace(node, kind=Kind.TIMER, working_minutes=days * DAY_MINUTES + hours * 60 + minutes)
