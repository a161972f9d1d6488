"""Stacks and pages: their states, whose a page is by its codes, and which pages are one paper."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from urllib.parse import parse_qs, urlsplit

from motcua.engine.pages.codes import Code
from motcua.engine.pages.kinds import Guess, Wanted, sorted_into
from motcua.foundation.files.rules import IntakeRule, MediaType

STACK = IntakeRule(
    "stack",
    frozenset({MediaType.PDF, MediaType.JPEG, MediaType.PNG, MediaType.TIFF}),
    most_bytes=200_000_000,
    most_pages=300,
)
SURE = 0.5
_CODE = re.compile(r"(?:[A-Z]\d{2}(?:\.\d{2,3}){0,4}|\d{3}(?:\.[\dA-Z]{2,3}){3})-\d{6}-\d{4,6}")


class Source(StrEnum):
    """How a stack came in."""

    UPLOAD = "upload"
    FOLDER = "folder"


class StackState(StrEnum):
    """How far the machine is with a stack; people go on with its pages meanwhile."""

    OPENING = "opening"
    READING = "reading"
    DONE = "done"
    CANCELLED = "cancelled"
    UNREADABLE = "unreadable"


class PageState(StrEnum):
    """How far the machine is with a page. A page that was not read is a picture, and complete."""

    WAITING = "waiting"
    VIEWABLE = "viewable"
    READ = "read"
    NOT_READ = "not_read"


ENDED = frozenset({PageState.READ, PageState.NOT_READ})


def code_on(codes: Iterable[Code]) -> str | None:
    """Return the dossier code that a page bears, "" for none, None when two contradict.

    The receipt's QR leads to the tracking page with the code; its bar code is the code itself.
    """
    named = {found for code in codes if (found := _named(code.text))}
    if len(named) > 1:
        return None
    return named.pop() if named else ""


def _named(text: str) -> str:
    asked = parse_qs(urlsplit(text).query).get("code", []) if "://" in text else [text]
    given = asked[0].strip().upper() if asked else ""
    return given if _CODE.fullmatch(given) else ""


def owners(
    codes: Sequence[str | None], known: dict[str, int], otherwise: int | None
) -> tuple[int | None, ...]:
    """Return the dossier of each page of a stack, None for the tray: never a guess.

    A page with a readable code begins a dossier; those after it follow. Behind a code that is
    foreign or contradicts itself nobody knows whose the pages are, until the next good one.
    """
    told: list[int | None] = []
    now = otherwise
    for code in codes:
        if code != "":
            now = known.get(code) if code else None
        told.append(now)
    return tuple(told)


@dataclass(frozen=True)
class Leaf:
    """A page that waits to become part of a paper: its words, and whether it is worth keeping."""

    page_id: int
    text: str
    is_read: bool
    is_blank: bool = False
    is_separator: bool = False


@dataclass(frozen=True)
class Pile:
    """Neighbouring pages offered as one paper; `paper_id` None when nothing speaks for any."""

    page_ids: tuple[int, ...]
    paper_id: int | None
    confidence: float
    ground: str
    to_leave_out: bool = False


def piles(leaves: Sequence[Leaf], papers: Sequence[Wanted]) -> tuple[Pile, ...]:
    """Return the pages in their order as offered papers; blank ones and separators apart."""
    kept = [leaf for leaf in leaves if not (leaf.is_blank or leaf.is_separator)]
    guesses = dict(
        zip(
            (leaf.page_id for leaf in kept),
            sorted_into((leaf.text for leaf in kept), papers),
            strict=True,
        )
    )
    marked = [(leaf, guesses.get(leaf.page_id)) for leaf in leaves]
    numbered = _numbered(marked)
    return tuple(
        _pile([pair for _, pair in group]) for _, group in groupby(numbered, key=lambda one: one[0])
    )


def _numbered(
    marked: Sequence[tuple[Leaf, Guess | None]],
) -> list[tuple[int, tuple[Leaf, Guess | None]]]:
    """Number each page by its pile: a first page begins one, so does a change of paper."""
    numbered: list[tuple[int, tuple[Leaf, Guess | None]]] = []
    for leaf, guess in marked:
        last = numbered[-1] if numbered else None
        begins = last is None or _begins(last[1][1], guess)
        number = (last[0] if last else 0) + int(begins)
        numbered.append((number, (leaf, guess)))
    return numbered


def _begins(before: Guess | None, here: Guess | None) -> bool:
    if before is None or here is None:
        return before is not here
    return here.is_first_page or before.key != here.key


def _pile(pairs: Sequence[tuple[Leaf, Guess | None]]) -> Pile:
    ids = tuple(leaf.page_id for leaf, _ in pairs)
    first = pairs[0][1]
    if first is None:
        return Pile(ids, None, 0.0, "", to_leave_out=True)
    return Pile(ids, first.key, first.confidence, first.ground)
