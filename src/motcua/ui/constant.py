"""Tags whose arguments are words of the template: they are printed once for each language."""

from collections.abc import Callable
from typing import Any, TypeVar

from django import template
from django.template.base import FilterExpression, Node, Parser, Token, Variable
from django.template.context import Context
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_tag
from django.templatetags.i18n import TranslateNode, do_translate
from django.utils.translation import get_language

F = TypeVar("F", bound=Callable[..., Any])
STEADY: dict[Callable[..., Any], bool] = {}
"""Functions of tags that print the same for the same words; whether it depends on the language."""


def steady(function: F, *, speaks: bool = False) -> F:
    """Declare such a function."""
    STEADY[function] = speaks
    return function


def spoken(function: F) -> F:
    """Declare one that prints the same in the same language."""
    return steady(function, speaks=True)


class Constant(Node):
    """A tag that says the same on every page; `as name` puts the text into the context."""

    child_nodelists = ()

    def __init__(self, tag: Node, name: str | None) -> None:
        self.tag, self.name = tag, name
        self.said: dict[str | None, Any] = {}

    def render(self, context: Context) -> Any:
        """Return what the tag printed first in this language."""
        language = get_language()
        text = self.said.get(language)
        if text is None:
            printed = self.tag.render(context)
            text = self.said[language] = context[self.name] if self.name else printed
        if not self.name:
            return text
        context[self.name] = text
        return ""


def translate(parser: Parser, token: Token) -> Node:
    """Translate as Django does; a literal only once for each language."""
    node = do_translate(parser, token)
    if isinstance(node, TranslateNode) and not node.message_context:
        return Constant(node, node.asvar) if is_literal(node.filter_expression) else node
    return node


def url(parser: Parser, token: Token) -> Node:
    """Return an address as Django does; one without arguments only once."""
    node = url_tag(parser, token)
    if isinstance(node, URLNode) and not (node.args or node.kwargs):
        return Constant(node, node.asvar) if is_literal(node.view_name) else node
    return node


def is_literal(expression: FilterExpression) -> bool:
    """Tell whether an argument is a word of the template itself."""
    var = expression.var
    is_word = isinstance(var, str) or (isinstance(var, Variable) and var.literal is not None)
    return is_word and not expression.filters


def register_in(library: template.Library) -> None:
    """Put the two in the place of Django's: `{% load i18n ui %}`, in this order."""
    library.tag("translate", translate)
    library.tag("url", url)
