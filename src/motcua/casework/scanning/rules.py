"""Stacks and pages: their states, whose a page is by its codes, and which pages are one paper."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qs

from motcua.engine.pages.codes import Code
from motcua.engine.pages.kinds import Ground, Guess, Wanted, sorted_into
from motcua.foundation.files.rules import IntakeRule, MediaType

STACK = IntakeRule(
    "stack",
    frozenset({MediaType.PDF, MediaType.JPEG, MediaType.PNG, MediaType.TIFF}),
    most_bytes=200_000_000,
    most_pages=300,
)
SURE = 0.5
_CODE = re.compile(r"(?:[A-Z]\d{2}(?:\.\d{2,3}){0,4}|\d{3}(?:\.[\dA-Z]{2,3}){3})-\d{6}-\d{4,6}")


class OverLimit(StrEnum):
    """Which limit the electronic file of a paper would pass."""

    PAGES = "too_many_pages"
    SIZE = "too_large"


def over_limit(
    pages: int, size: int, most_pages: int | None, most_mb: int | None
) -> tuple[OverLimit, int] | None:
    """Return the limit that so many pages of so many bytes pass, with it; None within both.

    A paper without a limit of its own has that of a stack. MB are 1,000,000 bytes.
    """
    most_pages = most_pages or STACK.most_pages
    most_mb = most_mb or STACK.most_bytes // 1_000_000
    if pages > most_pages:
        return OverLimit.PAGES, most_pages
    return (OverLimit.SIZE, most_mb) if size > most_mb * 1_000_000 else None


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


class PageState(StrEnum):
    """How far the machine is with a page. A page that was not read is a picture, and complete.

    An unreadable one does not open within its walls: it has no picture, and can only be left out.
    """

    WAITING = "waiting"
    VIEWABLE = "viewable"
    READ = "read"
    NOT_READ = "not_read"
    UNREADABLE = "unreadable"


ENDED = frozenset({PageState.READ, PageState.NOT_READ, PageState.UNREADABLE})


def code_on(codes: Iterable[Code]) -> str | None:
    """Return the dossier code that a page bears, "" for none, None when two contradict.

    The receipt's QR leads to the tracking page with the code; its bar code is the code itself.
    """
    named = {found for code in codes if (found := _named(code.text))}
    if len(named) > 1:
        return None
    return named.pop() if named else ""


def is_receipt(codes: Iterable[Code]) -> bool:
    """Tell whether a page is the receipt, which only parts a stack: no result of ours.

    The receipt has the bare code as a bar code, and its QR carries the look-up key.
    """
    return any("://" not in code.text or "key=" in code.text for code in codes if _named(code.text))


def _named(text: str) -> str:
    # Not parted as an address: a stranger's code need not be one.
    query = text.partition("#")[0].partition("?")[2]
    asked = parse_qs(query).get("code", []) if "://" in text else [text]
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


class PileKind(StrEnum):
    """What the machine says of neighbouring pages: a paper, nothing to keep, or not yet."""

    OFFER = "offer"
    ASIDE = "aside"
    UNREAD = "unread"


@dataclass(frozen=True)
class Pile:
    """Neighbouring pages offered as one paper; `paper_id` None when nothing speaks for any."""

    page_ids: tuple[int, ...]
    kind: PileKind
    paper_id: int | None = None
    confidence: float = 0.0
    ground: Ground = Ground.NOTHING

    @property
    def is_sure(self) -> bool:
        """Tell whether the offer is good enough to be confirmed with one key."""
        return self.paper_id is not None and self.confidence >= SURE


def piles(leaves: Sequence[Leaf], papers: Sequence[Wanted]) -> tuple[Pile, ...]:
    """Return the pages in their order as offered papers; blank ones and separators apart."""
    kept = [leaf for leaf in leaves if _kind(leaf) is PileKind.OFFER]
    guesses = sorted_into((leaf.text for leaf in kept), papers)
    guessed = dict(zip((leaf.page_id for leaf in kept), guesses, strict=True))
    groups: list[list[Leaf]] = []
    for leaf in leaves:
        last = groups[-1][-1] if groups else None
        if last is None or _begins(last, leaf, guessed):
            groups.append([])
        groups[-1].append(leaf)
    return tuple(_pile(group, guessed) for group in groups)


def _kind(leaf: Leaf) -> PileKind:
    if leaf.is_blank or leaf.is_separator:
        return PileKind.ASIDE
    return PileKind.OFFER if leaf.is_read else PileKind.UNREAD


def _begins(before: Leaf, here: Leaf, guessed: dict[int, Guess]) -> bool:
    """Tell whether a page begins a pile: another kind, a first page, another paper."""
    if _kind(before) is not _kind(here):
        return True
    if _kind(here) is not PileKind.OFFER:
        return False
    guess = guessed[here.page_id]
    return guess.is_first_page or guess.key != guessed[before.page_id].key


def _pile(group: Sequence[Leaf], guessed: dict[int, Guess]) -> Pile:
    ids = tuple(leaf.page_id for leaf in group)
    kind = _kind(group[0])
    if kind is not PileKind.OFFER:
        return Pile(ids, kind)
    first = guessed[ids[0]]
    return Pile(ids, kind, first.key, first.confidence, first.ground)
