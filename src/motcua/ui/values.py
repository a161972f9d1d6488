"""What components are given: frozen values in words, never a model instance.

States of a clock, everywhere: `ok`, `soon`, `late`, `pause`; besides them `info` and `none`.
"""

from dataclasses import dataclass, field
from typing import NamedTuple


@dataclass(frozen=True)
class Link:
    """A place to go: navigation item, crumb, tab, saved view."""

    label: str
    href: str
    is_current: bool = False
    count: int | None = None
    state: str = ""


@dataclass(frozen=True)
class FormError:
    """One line of the error summary; `field` is the id to jump to, empty for the whole form."""

    message: str
    field: str = ""


@dataclass(frozen=True)
class RulerCell:
    """One day on the time ruler.

    `state`: received, counted, planned, left, paused, skipped, holiday, today, late.
    `eighths`: working hours used of today's cell, 0-8. `above` and `below` are short words;
    `is_due` draws the promise after the cell, `is_old_due` a promise given up.
    """

    label: str
    state: str
    eighths: int = 0
    above: str = ""
    below: str = ""
    title: str = ""
    is_due: bool = False
    is_old_due: bool = False


@dataclass(frozen=True)
class Promise:
    """When a procedure is ready if it is filed now: `before` "trước 17:00", `until` "thứ Hai
    19/10"; `sentence` says the ruler in words."""

    name: str
    href: str
    note: str
    before: str
    until: str
    datetime: str
    cells: tuple[RulerCell, ...]
    sentence: str


@dataclass(frozen=True)
class Step:
    """A step of the process strip. `state`: done, here, wait, todo, skip. Branches run side by
    side; a step with branches draws only them."""

    name: str
    state: str = "todo"
    who: str = ""
    used: str = ""
    allowed: str = ""
    is_late: bool = False
    branches: tuple["Step", ...] = ()


@dataclass(frozen=True)
class Moment:
    """One entry of a timeline, newest first. `state`: done, here, wait, todo."""

    at: str
    title: str
    sub_at: str = ""
    text: str = ""
    state: str = "done"
    datetime: str = ""
    link: Link | None = None


@dataclass(frozen=True)
class Task:
    """One line of a task list."""

    title: str
    state: str
    word: str
    href: str = ""
    hint: str = ""


@dataclass(frozen=True)
class Suggestion:
    """One answer of a typeahead; `href` makes choosing it go there."""

    value: str
    label: str
    note: str = ""
    href: str = ""


@dataclass(frozen=True)
class Answer:
    """A question and its answer on a check page; `change` leads back to the question."""

    question: str
    value: str
    change: str = ""
    source: str = ""


@dataclass(frozen=True)
class Fact:
    """A headline fact: term, value, small print."""

    term: str
    value: str
    note: str = ""


@dataclass(frozen=True)
class Figure:
    """A number that opens its rows; without `href` it is plain text."""

    term: str
    value: str
    href: str = ""
    note: str = ""


class Due(NamedTuple):
    """The deadline chip: time left, word, and a gauge of the legal limit in percent."""

    state: str
    left: str
    word: str
    used_percent: int = 0
    paused_percent: int = 0
    due_tick_percent: int | None = None


@dataclass(frozen=True)
class Filter:
    """A filter in force; `remove` is the address without it."""

    label: str
    remove: str


@dataclass(frozen=True)
class Pager:
    """Keyset paging: addresses of the neighbours, and a true sentence about the rows shown."""

    sentence: str
    previous: str = ""
    next: str = ""


@dataclass(frozen=True)
class Key:
    """A key of the function strip. `kind`: "" or "go" (the main act, at the right).

    Give `form` (id) to submit a form, `href` to go somewhere, or `act` (value of `data-mc-act`).
    `blocked` names what is missing and turns the key off.
    """

    key: str
    label: str
    href: str = ""
    form: str = ""
    act: str = ""
    name: str = ""
    value: str = ""
    kind: str = ""
    blocked: str = ""


@dataclass(frozen=True)
class Bar:
    """One bar of a chart: `parts` are (class, amount); href opens the rows."""

    label: str
    parts: tuple[tuple[str, float], ...]
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Point:
    """One point of a line: label of the axis, value, words for it."""

    label: str
    value: float
    words: str


@dataclass(frozen=True)
class Compared:
    """What the application states beside what the register says, and the verdict."""

    name: str
    stated: str
    found: str
    state: str
    verdict: str


@dataclass(frozen=True)
class Chart:
    """A chart with its table: series names in the order of each bar's parts."""

    title: str
    series: tuple[tuple[str, str], ...]
    bars: tuple[Bar, ...] = field(default=())


@dataclass(frozen=True)
class Portion:
    """One part of a whole: its colour, its name, how much in words, its share in words."""

    css: str
    name: str
    amount: float
    words: str
    share: str
    href: str = ""
    note: str = ""


@dataclass(frozen=True)
class Breakdown:
    """A whole in one sentence, one bar and a table; the portions sum to `total` in words."""

    title: str
    sentence: str
    portions: tuple[Portion, ...]
    total: str
    heads: tuple[str, str, str]
