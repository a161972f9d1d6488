"""DER, as little of it as a time-stamp needs: definite lengths, tags of one byte. X.690."""

from collections.abc import Iterator
from dataclasses import dataclass

INTEGER, OCTETS, NULL, OID, SEQUENCE, SET = 0x02, 0x04, 0x05, 0x06, 0x30, 0x31
INSIDE_0, PLAIN_0 = 0xA0, 0x80


class NotDer(ValueError):
    """The bytes are no DER, or stand where another element belongs."""


@dataclass(frozen=True, slots=True)
class Element:
    """A tag and its content; `raw` is the whole as it was read."""

    tag: int
    content: bytes
    raw: bytes

    def parts(self) -> list["Element"]:
        """The elements inside."""
        return list(_elements(self.content))

    def as_(self, tag: int) -> "Element":
        """The element itself, if it bears this tag; NotDer otherwise."""
        if self.tag != tag:
            raise NotDer(f"tag {self.tag:#x} instead of {tag:#x}")
        return self

    def number(self) -> int:
        """The value of an INTEGER."""
        return int.from_bytes(self.as_(INTEGER).content, "big", signed=True)


def read(data: bytes) -> Element:
    """The one element that the bytes are; NotDer for fewer or more."""
    found = list(_elements(data))
    if len(found) != 1:
        raise NotDer(f"{len(found)} elements instead of one")
    return found[0]


def write(tag: int, *contents: bytes) -> bytes:
    """An element of the contents one after the other."""
    content = b"".join(contents)
    size = len(content)
    if size < 0x80:
        return bytes([tag, size]) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(length)]) + length + content


def integer(value: int) -> bytes:
    """An INTEGER, not negative."""
    return write(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def _elements(data: bytes) -> Iterator[Element]:
    at = 0
    while at < len(data):
        start, end = _content(data, at)
        yield Element(data[at], data[start:end], data[at:end])
        at = end


def _content(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of the element at `at` starts and ends."""
    if at + 2 > len(data) or data[at] & 0x1F == 0x1F:
        raise NotDer("cut short, or a tag of several bytes")
    size, start = data[at + 1], at + 2
    if size & 0x80:
        width = size & 0x7F
        size, start = int.from_bytes(data[start : start + width], "big"), start + width
        if not 0 < width <= 4:
            raise NotDer("a length without end")
    if start + size > len(data):
        raise NotDer("cut short")
    return start, start + size
