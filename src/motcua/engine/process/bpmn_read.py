"""BPMN 2.0 XML read whole: every element, attribute, extension and coordinate is kept.

What the engine does not play is named, never dropped: `blocks` says whether a process that holds
it may be compiled (a text note may, a script may not: nothing in a file is evaluated as code).
"""

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.engine.process import xml_tree
from motcua.engine.process.xml_tree import BadXml, Document, Element

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
MOTCUA = "urn:motcua:bpmn:1"

PLAYED = frozenset(
    """
    definitions process collaboration participant laneSet childLaneSet lane flowNodeRef
    incoming outgoing sequenceFlow conditionExpression documentation extensionElements
    task manualTask userTask serviceTask receiveTask subProcess callActivity
    exclusiveGateway parallelGateway inclusiveGateway message
    startEvent endEvent intermediateCatchEvent intermediateThrowEvent boundaryEvent
    timerEventDefinition timeDuration timeDate messageEventDefinition terminateEventDefinition
    """.split()  # noqa: SIM905  a vocabulary reads better as words
)
KEPT = frozenset(
    """
    textAnnotation text association group category categoryValue messageFlow
    dataObject dataObjectReference dataStore dataStoreReference dataState property
    ioSpecification dataInput dataOutput inputSet outputSet dataInputAssociation
    dataOutputAssociation dataInputRefs dataOutputRefs sourceRef targetRef
    potentialOwner humanPerformer performer resourceRef resourceAssignmentExpression
    formalExpression resource rendering itemDefinition interface operation import
    auditing monitoring participantMultiplicity extension
    """.split()  # noqa: SIM905  a vocabulary reads better as words
)
TRIGGERS = ("messageEventDefinition", "timerEventDefinition")


@dataclass(frozen=True)
class Unsupported:
    """An element the engine does not play. `why`: kept, not_played, runs_code."""

    element: str
    id: str
    why: str
    blocks: bool


@dataclass(frozen=True)
class Diagram:
    """A BPMN document as it was read or drawn."""

    document: Document

    @property
    def root(self) -> Element:
        """The `definitions` element."""
        return self.document.root

    @property
    def processes(self) -> tuple[Element, ...]:
        """The processes, in the order of the file."""
        return tuple(one for one in self.root.elements("process") if one.namespace == BPMN)

    @property
    def unsupported(self) -> tuple[Unsupported, ...]:
        """Everything the engine does not play, by name, in document order."""
        return tuple(_named(self.root))


def read(source: bytes) -> Diagram:
    """The diagram in an XML file.

    Raises `BadXml` (see `xml_tree.read`), also with the reason `not_bpmn`.
    """
    document = xml_tree.read(source)
    if document.root.namespace != BPMN or document.root.local != "definitions":
        raise BadXml("not_bpmn")
    return Diagram(document)


def _named(root: Element) -> Iterator[Unsupported]:
    stack: list[tuple[Element, str]] = [(root, "")]
    while stack:
        element, owner = stack.pop()
        if element.namespace != BPMN or element.local == "extensionElements":
            continue
        found = _judged(element, owner)
        if found:
            yield found
        if found is None or not found.blocks:
            inside = element.get("id") or owner
            stack.extend((child, inside) for child in reversed(element.elements()))


def _judged(element: Element, owner: str) -> Unsupported | None:
    name = element.local
    where = element.get("id") or owner
    if name == "scriptTask":
        return Unsupported(name, where, "runs_code", blocks=True)
    if name in KEPT:
        return Unsupported(name, where, "kept", blocks=False)
    if name not in PLAYED or _is_foreign_use(element):
        return Unsupported(_with_trigger(element), where, "not_played", blocks=True)
    if name == "startEvent" and element.elements(*TRIGGERS):
        return Unsupported(_with_trigger(element), where, "kept", blocks=False)
    return None


def _with_trigger(element: Element) -> str:
    """ "boundaryEvent with escalationEventDefinition": the name a person can look up."""
    triggers = [child.local for child in element.elements() if child.local.endswith("Definition")]
    return " with ".join([element.local, *triggers])


def _is_foreign_use(element: Element) -> bool:
    """A known element in a role the engine does not play."""
    name = element.local
    if name == "subProcess":
        return element.get("triggeredByEvent") == "true"
    if name in ("endEvent", "intermediateThrowEvent"):
        return bool(element.elements(*TRIGGERS))
    if name in ("intermediateCatchEvent", "boundaryEvent"):
        return len(element.elements(*TRIGGERS)) != 1
    return False
