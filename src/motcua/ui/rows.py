"""Lists without a template loop: columns are compiled once into a renderer of frozen rows.

A column takes its value by attribute name, by position, or by a function; everything is escaped
unless it already is safe HTML made by `pieces`.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from motcua.ui.escaping import escape

if TYPE_CHECKING:
    from django.utils.functional import _StrOrPromise

Getter = Callable[[Any], object]
Source = str | int | Getter


@dataclass(frozen=True)
class Column:
    """One column: heading, where its value comes from, how it is set.

    `heading` may be lazy (`gettext_lazy`), it then follows the reader's language.
    `kind`: "" text, "num" right-aligned, "code" and "nw" unbroken, "head" the row's own heading.
    `href`: where the cell leads; an address with an unsafe scheme is dropped.
    `small`: a second, quieter line. `sort`: "", "ascending" or "descending".
    """

    heading: "_StrOrPromise"
    value: Source
    kind: str = ""
    href: Source | None = None
    small: Source | None = None
    sort: str = ""


def _getter(source: Source) -> Getter:
    if isinstance(source, str):
        return attrgetter(source)
    return itemgetter(source) if isinstance(source, int) else source


def text_of(value: object) -> str:
    """Return `value` as HTML: safe strings as they are, nothing for None, the rest escaped."""
    if isinstance(value, SafeString):
        return value
    return "" if value is None else escape(str(value))


def safe_href(value: object) -> str:
    """Return an address for an attribute, or "#" when it is not a path, page or https address."""
    text = str(value or "")
    is_elsewhere = text.startswith(("//", "/\\"))
    is_known = text.startswith(("/", "?", "#", "https://")) and not is_elsewhere
    return escape(text) if is_known else "#"


@dataclass(frozen=True)
class _Cell:
    """A column made ready: what stands around its value, which is plain or dressed with more."""

    opening: str
    value: Getter
    closing: str
    dress: Callable[[Any, str], str] | None


def _cell(column: Column) -> _Cell:
    tag = "th" if column.kind == "head" else "td"
    scope = ' scope="row"' if tag == "th" else ""
    css = f' class="{column.kind}"' if column.kind in {"num", "code", "nw"} else ""
    opening = f'<{tag}{scope}{css} data-l="{escape(str(column.heading))}">'
    is_plain = column.href is None and column.small is None
    dress = None if is_plain else _dress(column)
    return _Cell(opening, _getter(column.value), f"</{tag}>", dress)


def _dress(column: Column) -> Callable[[Any, str], str]:
    href = None if column.href is None else _getter(column.href)
    small = None if column.small is None else _getter(column.small)

    def dress(row: Any, text: str) -> str:
        if href is not None and text:
            text = f'<a href="{safe_href(href(row))}">{text}</a>'
        if small is not None and (note := text_of(small(row))):
            text += f"<small>{note}</small>"
        return text

    return dress


@dataclass(frozen=True)
class RowRenderer:
    """Columns made ready: `head()` once, `body(rows)` for any number of rows."""

    columns: tuple[Column, ...]
    mark: Getter | None = None
    _made: dict[str, tuple[_Cell, ...]] = field(default_factory=dict)

    def _cells(self) -> tuple[_Cell, ...]:
        """Return the cells with the headings of the reader's language, made once for each."""
        language = get_language() or ""
        if language not in self._made:
            self._made[language] = tuple(map(_cell, self.columns))
        return self._made[language]

    def head(self) -> SafeString:
        """Return the heading row."""
        parts = []
        for column in self.columns:
            css = SafeString(' class="num"' if column.kind == "num" else "")
            sort = format_html(' aria-sort="{}"', column.sort) if column.sort else ""
            parts.append(format_html('<th scope="col"{}{}>{}</th>', css, sort, column.heading))
        return SafeString(f"<tr>{''.join(parts)}</tr>")

    def body(self, rows: Iterable[Any]) -> SafeString:
        """Return the rows as HTML."""
        cells, mark = self._cells(), self.mark
        out: list[str] = []
        for row in rows:
            out.append(f"<tr{_attributes(mark(row)) if mark else ''}>")
            for cell in cells:
                text = cell.value(row)
                if not isinstance(text, SafeString):
                    text = text_of(text)
                if cell.dress is not None:
                    text = cell.dress(row, text)
                out.append(f"{cell.opening}{text}{cell.closing}")
            out.append("</tr>")
        return SafeString("".join(out))

    def table(self, rows: Iterable[Any], caption: str, css: str = "t d cards") -> SafeString:
        """Return the whole table with its caption for readers."""
        return format_html(
            '<table class="{}"><caption class="sr">{}</caption><thead>{}</thead>'
            "<tbody>{}</tbody></table>", css, caption, self.head(), self.body(rows),
        )  # fmt: skip


def _attributes(pairs: object) -> str:
    """Turn a dict of attributes of the row into text; a falsy value leaves the attribute out."""
    if not isinstance(pairs, dict):
        raise TypeError("the mark of a row is a dict of attributes")
    return "".join(f' {escape(str(k))}="{escape(str(v))}"' for k, v in pairs.items() if v)


def compile_rows(*columns: Column, mark: Getter | None = None) -> RowRenderer:
    """Make the columns ready; `mark(row)` gives attributes of the row (class, data-…)."""
    return RowRenderer(columns, mark)
