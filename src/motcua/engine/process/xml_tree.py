"""XML as plain values, read with nothing lost and nothing fetched.

The reader is the standard library's expat without namespace rewriting, so prefixes, comments,
processing instructions, attribute order and white space come back as they were. A document type
is refused at its first character: no entity is ever declared, so none can be expanded, and no
address is ever opened. Depth, size and number of elements are bounded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias
from xml.parsers import expat

MAX_BYTES = 5_000_000
MAX_DEPTH = 100
MAX_ELEMENTS = 50_000

COMMENT = "!--"
XMLNS = "xmlns"


class BadXml(ValueError):
    """Not a document we read: `reason` is a word, `line` counts from 1 (0 = the whole)."""

    def __init__(self, reason: str, line: int = 0) -> None:
        super().__init__(f"{reason} (line {line})")
        self.reason = reason
        self.line = line


@dataclass(frozen=True)
class Attribute:
    """One attribute as written; a namespace declaration has the namespace "xmlns"."""

    name: str
    value: str
    namespace: str = ""

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]


@dataclass(frozen=True)
class Element:
    """An element; a comment is called "!--" and an instruction "?target", their text is a child."""

    name: str
    namespace: str
    attributes: tuple[Attribute, ...] = ()
    children: "tuple[Content, ...]" = ()

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    def get(self, local: str, namespace: str = "") -> str:
        """The value of an attribute, or empty."""
        for attribute in self.attributes:
            if attribute.local == local and attribute.namespace == namespace:
                return attribute.value
        return ""

    def elements(self, *locals_: str) -> "tuple[Element, ...]":
        """Child elements, of these local names when some are given."""
        found = (child for child in self.children if isinstance(child, Element))
        return tuple(child for child in found if not locals_ or child.local in locals_)

    def text(self) -> str:
        """The text directly inside, stripped."""
        return "".join(child for child in self.children if isinstance(child, str)).strip()

    def walk(self) -> "Iterator[Element]":
        """This element and all below it, in document order."""
        stack = [self]
        while stack:
            element = stack.pop()
            yield element
            stack.extend(reversed(element.elements()))


Content: TypeAlias = Element | str


@dataclass(frozen=True)
class Document:
    """The root with the comments and instructions around it."""

    root: Element
    before: tuple[Element, ...] = ()
    after: tuple[Element, ...] = ()


def read(source: bytes) -> Document:
    """The document as values.

    Raises `BadXml`: too_big, too_deep, doctype, not_well_formed, undeclared_prefix, empty.
    """
    if len(source) > MAX_BYTES:
        raise BadXml("too_big")
    reader = _Reader()
    try:
        reader.parser.Parse(source, True)
    except expat.ExpatError as error:
        raise BadXml("not_well_formed", error.lineno) from error
    except (LookupError, ValueError) as error:
        if isinstance(error, BadXml):
            raise
        raise BadXml("unknown_encoding") from error
    return reader.document()


class _Reader:
    """Collects what expat reports into a stack of half-made elements."""

    def __init__(self) -> None:
        parser = self.parser = expat.ParserCreate()
        parser.ordered_attributes = True
        parser.buffer_text = True
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        parser.CommentHandler = lambda text: self._aside(COMMENT, text)
        parser.ProcessingInstructionHandler = lambda target, text: self._aside(f"?{target}", text)
        parser.StartDoctypeDeclHandler = self._refuse
        self._names: list[tuple[str, tuple[Attribute, ...], dict[str, str]]] = []
        self._contents: list[list[Content]] = [[]]
        self._count = 0

    def document(self) -> Document:
        top = [child for child in self._contents[0] if isinstance(child, Element)]
        at = next((n for n, child in enumerate(top) if child.name[0] not in "!?"), None)
        if at is None:
            raise BadXml("empty")
        return Document(top[at], tuple(top[:at]), tuple(top[at + 1 :]))

    def _refuse(self, *_: object) -> None:
        raise BadXml("doctype", self.parser.CurrentLineNumber)

    def _start(self, name: str, pairs: list[str]) -> None:
        self._count += 1
        if len(self._names) >= MAX_DEPTH or self._count > MAX_ELEMENTS:
            raise BadXml("too_deep" if len(self._names) >= MAX_DEPTH else "too_big")
        written = list(zip(pairs[::2], pairs[1::2], strict=True))
        outer = self._names[-1][2] if self._names else {"xml": "xml"}
        scope = {**outer, **dict(_declared(written))} if written else outer
        attributes = tuple(
            Attribute(key, value, self._namespace(key, scope, default="")) for key, value in written
        )
        self._names.append((name, attributes, scope))
        self._contents.append([])

    def _end(self, _: str) -> None:
        name, attributes, scope = self._names.pop()
        children = tuple(self._contents.pop())
        namespace = self._namespace(name, scope, default=scope.get("", ""))
        self._contents[-1].append(Element(name, namespace, attributes, children))

    def _namespace(self, name: str, scope: dict[str, str], default: str) -> str:
        prefix, colon, _ = name.partition(":")
        if name == XMLNS or (colon and prefix == XMLNS):
            return XMLNS
        if not colon:
            return default
        if prefix not in scope:
            raise BadXml("undeclared_prefix", self.parser.CurrentLineNumber)
        return scope[prefix]

    def _text(self, text: str) -> None:
        if self._names:
            self._contents[-1].append(text)

    def _aside(self, name: str, text: str) -> None:
        self._contents[-1].append(Element(name, "", (), (text,)))


def _declared(written: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for name, value in written:
        if name == XMLNS:
            yield "", value
        elif name.startswith("xmlns:"):
            yield name[6:], value


_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(document: Document) -> bytes:
    """The document as UTF-8; canonically equal to what was read. Raises `BadXml(bad_character)`."""
    parts = ['<?xml version="1.0" encoding="UTF-8"?>\n']
    for element in (*document.before, document.root, *document.after):
        _write(element, parts)
        parts.append("\n")
    return "".join(parts).encode()


def _write(element: Element, parts: list[str]) -> None:
    if element.name[0] in "!?":
        text = "".join(str(child) for child in element.children)
        opening, closing = (
            ("<!--", "-->") if element.name == COMMENT else (f"<{element.name} ", "?>")
        )
        parts.append(f"{opening}{text}{closing}")
        return
    parts.append(f"<{element.name}")
    parts.extend(f' {one.name}="{_attribute(one.value)}"' for one in element.attributes)
    if not element.children:
        parts.append("/>")
        return
    parts.append(">")
    for child in element.children:
        if isinstance(child, str):
            parts.append(_escaped(child))
        else:
            _write(child, parts)
    parts.append(f"</{element.name}>")


def _escaped(text: str) -> str:
    if _FORBIDDEN.search(text):
        raise BadXml("bad_character")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "&#13;")


def _attribute(text: str) -> str:
    text = _escaped(text).replace('"', "&quot;")
    return text.replace("\n", "&#10;").replace("\t", "&#9;")
