"""Form fields drawn without a template: label, hint, error, control and where a value came from.

A form holds a dozen, and the templates of one field include each other four deep.
"""

from collections.abc import Callable

from django.utils.safestring import SafeString

from motcua.ui import pieces
from motcua.ui.escaping import escape
from motcua.ui.fields import Field, Option
from motcua.ui.rows import text_of
from motcua.ui.words import said as _

_SECRET = frozenset({"file", "password"})
"""Kinds whose value is never printed back."""


def field(value: Field) -> SafeString:
    """Draw a field of any kind with its label, hint, error and source."""
    css = ' class="f bad"' if value.error else ' class="f"'
    control = _notes(value) + _CONTROLS.get(value.kind, _input)(value)
    if value.is_group:
        told = _named("aria-describedby", value.described_by)
        return SafeString(
            f'<fieldset{css} id="{escape(value.id)}"{told}><legend class="f-l">'
            f"{text_of(value.label)}</legend>{control}</fieldset>"
        )
    key = f" {pieces.kbd(value.key)}" if value.key else ""
    return SafeString(
        f'<div{css}><label for="{escape(value.id)}">{text_of(value.label)}{key}</label>'
        f"{control}{_source(value)}</div>"
    )


def _notes(f: Field) -> str:
    hint = f'<span class="hint" id="{escape(f.id)}-h">{text_of(f.hint)}</span>' if f.hint else ""
    if not f.error:
        return hint
    return (
        f'{hint}<span class="err" id="{escape(f.id)}-e">{pieces.icon("warn")}<span>'
        f'<span class="sr">{escape(_("Lỗi:"))} </span>{text_of(f.error)}</span></span>'
    )


def _source(f: Field) -> str:
    if not f.source:
        return ""
    mark = "" if f.source_state else pieces.icon("check")
    return f'<span class="src {escape(f.source_state)}">{mark}{text_of(f.source)}</span>'


def _named(name: str, value: object) -> str:
    return f' {name}="{escape(str(value))}"' if value else ""


def _attributes(f: Field) -> str:
    own = "".join(f' {escape(name)}="{escape(str(value))}"' for name, value in f.attrs)
    return (
        f' id="{escape(f.id)}" name="{escape(f.name)}"{" required" if f.is_required else ""}'
        f"{' aria-invalid=' + chr(34) + 'true' + chr(34) if f.error else ''}"
        f"{_named('aria-describedby', f.described_by)}{_named('data-mc-key', f.key)}{own}"
    )


def _css(f: Field) -> str:
    return f' class="in in-{escape(f.size)}"' if f.size else ' class="in"'


_TYPES = {
    "date": ' type="text" inputmode="numeric" placeholder="dd/mm/yyyy" autocomplete="off"'
    " data-mc-date",
    "idcard": ' type="text" inputmode="numeric" autocomplete="off" data-mc-scan="idcard"',
    "readonly": ' type="text" readonly',
}


def _input(f: Field) -> str:
    kind = _TYPES.get(f.kind) or f' type="{escape(f.kind)}"'
    value = "" if f.kind in _SECRET else _value(f)
    return f"<input{_css(f)}{kind}{value}{_attributes(f)}>"


def _value(f: Field) -> str:
    return f' value="{escape(str(f.value))}"'


def _textarea(f: Field) -> str:
    return f'<textarea class="in" rows="3"{_attributes(f)}>{escape(str(f.value))}</textarea>'


def _money(f: Field) -> str:
    typed = '<input class="in" type="text" inputmode="numeric" autocomplete="off"'
    return (
        f'<div class="money">{typed}{_value(f)} data-mc-money{_attributes(f)}>'
        '<span aria-hidden="true">₫</span></div>'
    )


def _select(f: Field) -> str:
    options = "".join(
        f'<option value="{escape(one.value)}"{_marks(f, one, " selected")}>'
        f"{text_of(one.label)}</option>"
        for one in f.options
    )
    return f"<select{_css(f)}{_attributes(f)}>{options}</select>"


def _typeahead(f: Field) -> str:
    shared = ' role="combobox" aria-expanded="false" aria-autocomplete="list"'
    return (
        f'<div class="ta" data-mc-typeahead="{escape(f.url)}"><input class="in" type="text"'
        f' autocomplete="off"{shared} aria-controls="{escape(f.id)}-l"{_value(f)}{_attributes(f)}>'
        f'<ul class="sug" id="{escape(f.id)}-l" role="listbox" aria-label="{escape(f.label)}"'
        " hidden></ul></div>"
    )


def _segmented(f: Field) -> str:
    drawn = "".join(
        f"<label>{_tick(f, one, 'radio')}{text_of(one.label)}</label>" for one in f.options
    )
    return f'<div class="seg">{drawn}</div>'


def _ticks(kind: str) -> Callable[[Field], str]:
    def draw(f: Field) -> str:
        return "".join(_choice(f, one, kind) for one in f.options)

    return draw


def _choice(f: Field, one: Option, kind: str) -> str:
    hint = f"<small>{text_of(one.hint)}</small>" if one.hint else ""
    return f'<label class="ch">{_tick(f, one, kind)}<span>{text_of(one.label)}{hint}</span></label>'


def _tick(f: Field, one: Option, kind: str) -> str:
    name, value = escape(f.name), escape(one.value)
    return f'<input type="{kind}" name="{name}" value="{value}"{_marks(f, one, " checked")}>'


def _marks(f: Field, one: Option, mark: str) -> str:
    return (mark if one.value in f.chosen else "") + (" disabled" if one.is_off else "")


_CONTROLS: dict[str, Callable[[Field], str]] = {
    "textarea": _textarea,
    "money": _money,
    "select": _select,
    "typeahead": _typeahead,
    "segmented": _segmented,
    "radio": _ticks("radio"),
    "checks": _ticks("checkbox"),
}
