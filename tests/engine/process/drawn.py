"""Small processes drawn in one line, for tests."""

from motcua.engine.process.model import Ending, Flow, Graph, Kind, Node

START = Node("start", Kind.START)
END = Node("end", Kind.END, ending=Ending.RESULT)


def task(key: str, minutes: int | None = 60, role: str = "specialist") -> Node:
    """A user task fit to publish."""
    return Node(key, Kind.USER_TASK, key.upper(), role=role, working_minutes=minutes)


def graph(nodes: tuple[Node, ...], *arrows: str) -> Graph:
    """Arrows are `source>target` or `source>target if condition`; start and end are given."""
    flows = []
    for arrow in arrows:
        ends, _, condition = arrow.partition(" if ")
        source, _, target = ends.partition(">")
        flows.append(Flow(ends, source, target, condition))
    return Graph("p", "Process", (START, *nodes, END), tuple(flows))
