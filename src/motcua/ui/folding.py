"""Templates made short when they are loaded: neighbours that never change become one node.

Half of a page's nodes are text between words of the interface, icons and addresses. A run of them
is printed once for each language, and is one node ever after.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from django.template.base import Node, NodeList, Template, TextNode
from django.template.context import Context
from django.template.defaulttags import CommentNode, LoadNode
from django.template.library import SimpleNode
from django.template.loaders import cached
from django.templatetags.static import StaticNode
from django.utils.translation import get_language

from motcua.ui.constant import STEADY, Constant, is_literal

_SILENT = (CommentNode, LoadNode)


class Run(Node):
    """Neighbours that say the same on every page; printed once for each language they speak."""

    child_nodelists = ()

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = tuple(nodes)
        self.speaks = any(map(_speaks, self.nodes))
        self.said: dict[str | None, str] = {}

    def render(self, context: Context) -> Any:
        """Return what the nodes printed first in this language."""
        language = get_language() if self.speaks else None
        text = self.said.get(language)
        if text is None:
            text = "".join(str(node.render(context)) for node in self.nodes)
            self.said[language] = text
        return text


class _Folded(dict[str, Any]):
    """What the loader keeps: a template is folded before anybody else can see it."""

    def __setitem__(self, key: str, found: Any) -> None:
        if isinstance(found, Template):
            fold(found.nodelist)
        super().__setitem__(key, found)


class Loader(cached.Loader):
    """Django's loader that remembers, with folded templates."""

    def __init__(self, engine: Any, loaders: Any) -> None:
        super().__init__(engine, loaders)
        self.get_template_cache = _Folded()


def fold(nodes: NodeList) -> None:
    """Fold the runs of a list of nodes, and of all lists below it, in place."""
    for node in nodes:
        for below in _lists_of(node):
            fold(below)
    nodes[:] = _folded(nodes)


def _folded(nodes: NodeList) -> Iterator[Node]:
    heard = (node for node in nodes if not isinstance(node, _SILENT))
    for is_steady, run in groupby(heard, _is_steady):
        some = list(run)
        yield from [Run(some)] if is_steady and len(some) > 1 else some


def _is_steady(node: Node) -> bool:
    if isinstance(node, SimpleNode):
        given = [*node.args, *node.kwargs.values()]
        is_printed = node.target_var is None and not node.takes_context
        return is_printed and node.func in STEADY and all(map(is_literal, given))
    if isinstance(node, StaticNode):
        return node.varname is None and is_literal(node.path)
    return isinstance(node, TextNode) or (isinstance(node, Constant) and node.name is None)


def _speaks(node: Node) -> bool:
    if isinstance(node, SimpleNode):
        return STEADY[node.func]
    return isinstance(node, Constant)


def _lists_of(node: Any) -> Iterator[NodeList]:
    for name in node.child_nodelists:
        below = getattr(node, name, None)
        if isinstance(below, NodeList) and name != "nodelist":
            yield below
    branches = getattr(node, "conditions_nodelists", None)
    if branches is not None:  # `if` gathers its branches anew each time it is asked for a list
        yield from (below for _, below in branches)
    elif isinstance(getattr(node, "nodelist", None), NodeList):
        yield node.nodelist
