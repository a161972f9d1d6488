"""The smallest pieces, as functions from values to safe HTML: used by tags and by compiled rows.

They escape what they are given. Colours and sizes are in the CSS; the only numbers written into
the markup are SVG geometry, so the pages keep a policy without inline style.
"""

from collections.abc import Callable, Sequence
from functools import cache, lru_cache

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.ui.escaping import escape
from motcua.ui.values import Due

STATES = frozenset({"ok", "soon", "late", "pause", "none"})
_NOTHING = SafeString("")


def word_of(state: str) -> str:
    """Return the usual word of a clock state in the reader's language."""
    words = {
        "ok": _("Còn hạn"),
        "soon": _("Sắp hạn"),
        "late": _("Quá hạn"),
        "pause": _("Tạm dừng"),
    }
    return words.get(state, "")


@cache
def sprite() -> str:
    """Return the address of the icon sheet."""
    return static("ui/img/icons.svg")


@cache
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon of the sprite; `size` "" or "l". Always beside a word, hence hidden."""
    css = "i i-l" if size == "l" else "i"
    return format_html(
        '<svg class="{}" aria-hidden="true"><use href="{}#i-{}"/></svg>', css, sprite(), name
    )


@cache
def shape(state: str) -> SafeString:
    """Draw the shape of a state: disc, half disc, diamond, two bars, ring."""
    known = state if state in STATES else "none"
    return format_html(
        '<svg class="s" aria-hidden="true"><use href="{}#s-{}"/></svg>', sprite(), known
    )


def status(state: str, label: str = "") -> SafeString:
    """Draw a status: shape, word, then colour."""
    return format_html(
        '<span class="st {}">{}{}</span>', state, shape(state), label or word_of(state)
    )


def dot(state: str, label: str) -> SafeString:
    """Draw a status without its ground, for tables."""
    return format_html('<span class="dot {}">{}{}</span>', state, shape(state), label)


def kbd(key: str) -> SafeString:
    """Print a key."""
    return format_html("<kbd>{}</kbd>", key) if key else _NOTHING


def figure(text: str, href: str = "") -> SafeString:
    """Draw a number that opens its rows."""
    if not href:
        return format_html("{}", text)
    return format_html('<a class="fig" href="{}">{}</a>', href, text)


def _bar(css: str, x: int, width: int) -> SafeString:
    return format_html('<rect class="{}" x="{}" width="{}" height="4"/>', css, x, width)


@lru_cache(4096)
def _gauge(state: str, used: int, paused: int, tick: int | None) -> SafeString:
    used = max(0, min(used, 100))
    parts = [_bar("bed", 0, 100), _bar("ok" if state == "pause" else state, 0, used)]
    if paused:
        parts.append(_bar("pause", used, max(0, min(paused, 100 - used))))
    if tick is not None:
        drawn = '<rect class="tick" x="{}" y="-2" width="1" height="8"/>'
        parts.append(format_html(drawn, max(0, min(tick, 99))))
    head = '<svg class="g" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">'
    return format_html("{}{}</svg>", SafeString(head), join(parts))


def gauge(chip: Due) -> SafeString:
    """Draw how much of the legal limit is used, paused and where the promise lies."""
    return _gauge(chip.state, chip.used_percent, chip.paused_percent, chip.due_tick_percent)


def due(chip: Due) -> SafeString:
    """Draw the deadline chip; hot in lists, hence plain escaping and remembered drawings."""
    return SafeString(
        f'<span class="due {escape(chip.state)}">{shape(chip.state)}<span><b>{escape(chip.left)}'
        f"</b> <small>{escape(chip.word)}</small></span>{gauge(chip)}</span>"
    )


def join(parts: Sequence[SafeString]) -> SafeString:
    """Join pieces already made safe; anything else is a programming error."""
    if not all(isinstance(part, SafeString) for part in parts):
        raise TypeError("only safe pieces may be joined")
    return SafeString("".join(parts))


def amount(value: float, href: str = "") -> SafeString:
    """Print a whole number, grouped as the reader's language does; `href` opens its rows."""
    return figure(grouped(value), href)


_GROUPED_BY = {"en": ",", "fr": "\u202f"}


def grouped(value: float) -> str:
    """Group the digits of a whole number: 1.234.567 in Vietnamese, 1,234,567 in English."""
    return grouper()(value)


def grouper() -> Callable[[float], str]:
    """Return what does so, for a table of figures: a page asks once which language it is."""
    mark = _GROUPED_BY.get((get_language() or "")[:2], ".")
    return lambda value: f"{value:,.0f}".replace(",", mark)
