"""What frames every page: navigation, tabs, the strip of keys, languages, who is logged in."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import uuid4

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from motcua.ui import pieces
from motcua.ui.escaping import escape
from motcua.ui.rows import safe_href, text_of
from motcua.ui.values import Key, Link
from motcua.ui.words import said as _

LANGUAGES = (("vi", "Tiếng Việt"), ("en", "English"), ("fr", "Français"))
OFFICERS_LANGUAGES = LANGUAGES[:2]


def nav_items(items: Iterable[Link]) -> SafeString:
    """Print the items of the main navigation as `<li>`."""
    return SafeString("".join(f"<li>{_item(item)}</li>" for item in items))


def _item(item: Link) -> str:
    here = ' aria-current="page"' if item.is_current else ""
    count = "" if item.count is None else f'<span class="count">{item.count}</span>'
    return f'<a href="{safe_href(item.href)}"{here}>{text_of(item.label)}{count}</a>'


def tabs(items: Iterable[Link], label: str) -> SafeString:
    """Print saved views or pages as tabs; a tab is a link."""
    drawn = "".join(map(_tab, items))
    return SafeString(f'<nav class="tabs" aria-label="{escape(label)}">{drawn}</nav>')


def _tab(item: Link) -> str:
    here = ' aria-current="true"' if item.is_current else ""
    text = text_of(item.label)
    if item.state:
        text = f"{pieces.dot(item.state, '' if item.count is None else str(item.count))} {text}"
    elif item.count is not None:
        text += f' <span class="count">{item.count}</span>'
    return f'<a href="{safe_href(item.href)}"{here}>{text}</a>'


def fkeys(keys: Sequence[Key], left: str = "") -> SafeString:
    """Print the strip of function keys; `left` says what is still missing."""
    acts = "".join(_key(key, "act") for key in keys if key.kind != "go")
    go = "".join(_key(key, "go") for key in keys if key.kind == "go")
    missing = f'<span class="left">{text_of(left)}</span>' if left else ""
    name = escape(_("Phím chức năng"))
    return SafeString(f'<footer class="fkeys" aria-label="{name}">{acts}{missing}{go}</footer>')


def _key(key: Key, css: str) -> str:
    face = f"<kbd>{escape(key.key)}</kbd>{text_of(key.label)}"
    bound = f'class="{css}" data-mc-key="{escape(key.key)}"'
    if key.href:
        return f'<a href="{safe_href(key.href)}" {bound}>{face}</a>'
    named = ("form", key.form), ("data-mc-act", key.act), ("name", key.name)
    more = "".join(f' {name}="{escape(value)}"' for name, value in named if value)
    if key.name:
        more += f' value="{escape(key.value)}"'
    if key.blocked:
        more += f' aria-disabled="true" title="{escape(key.blocked)}"'
    kind = "submit" if key.form else "button"
    return f'<button type="{kind}" {bound}{more}>{face}</button>'


def crumbs(items: Sequence[Link]) -> SafeString:
    """Print the path to this page; the last item is the page itself."""
    last = len(items) - 1
    drawn = "".join(f"<li>{_crumb(item, nth == last)}</li>" for nth, item in enumerate(items))
    name = escape(_("Vị trí trang"))
    return SafeString(f'<nav class="wrap" aria-label="{name}"><ol class="crumb">{drawn}</ol></nav>')


def _crumb(item: Link, is_last: bool) -> str:
    if item.href and not is_last:
        return f'<a href="{safe_href(item.href)}">{text_of(item.label)}</a>'
    return f'<span aria-current="page">{text_of(item.label)}</span>'


def request_key() -> SafeString:
    """Print the hidden key that makes a repeated request one act."""
    return SafeString(f'<input type="hidden" name="idempotency_key" value="{uuid4()}">')


def languages(
    path: str, token: object, offered: Sequence[tuple[str, str]] = LANGUAGES
) -> SafeString:
    """Offer the languages; the page at `path` comes back as it was."""
    now = (get_language() or "vi")[:2]
    choices = "".join(
        f'<span aria-current="true" lang="{code}">{name}</span>'
        if code == now
        else f'<button name="language" value="{code}" lang="{code}">{name}</button>'
        for code, name in offered
    )
    name = escape(_("Ngôn ngữ"))
    return SafeString(
        f'<form class="lang" action="/language/" method="post" aria-label="{name}">'
        f'{_token(token)}{request_key()}<input type="hidden" name="next" value="{escape(path)}">'
        f"{choices}</form>"
    )


def _token(token: object) -> str:
    return f'<input type="hidden" name="csrfmiddlewaretoken" value="{token}">' if token else ""


def act_form(content: str, named: Mapping[str, str], token: object) -> SafeString:
    """Wrap a form that acts; `named` are its attributes, empty ones are left out."""
    more = "".join(f' {name}="{escape(value)}"' for name, value in named.items() if value)
    return SafeString(
        f'<form method="post"{more} data-mc-once novalidate>{_token(token)}{request_key()}'
        f"{content}</form>"
    )


def who(
    person: tuple[str, str, str], doors: Sequence[Link], languages: SafeString, leave: SafeString
) -> SafeString:
    """Say who is logged in, where, and for whom he acts; the menu behind it."""
    label, unit, acts_for = person
    for_whom = ""
    if acts_for:
        stands_in = escape(_("thay %(name)s") % {"name": acts_for})
        for_whom = f'<span class="for">{stands_in}</span> · '
    return SafeString(
        f'<details class="who"><summary><span><b>{escape(label)}</b><small>{for_whom}'
        f'{escape(unit)}</small></span>{pieces.icon("menu")}</summary><div class="who-m">'
        f'{_doors(doors)}{languages}<button class="btn" type="button" data-mc-theme>'
        f'{escape(_("Sáng hoặc tối"))}</button><a class="btn" href="/account/">'
        f"{escape(_('Tài khoản của tôi'))}</a>{leave}</div></details>"
    )


def _doors(doors: Sequence[Link]) -> str:
    """Print the ways to the other doors; who has one only needs none."""
    if len(doors) < 2:
        return ""
    return "".join(
        f'<a class="btn" href="{safe_href(door.href)}">{text_of(door.label)}</a>' for door in doors
    )


def logout(token: object) -> SafeString:
    """Print the button that ends the session."""
    button = f'<button class="btn">{escape(_("Đăng xuất"))}</button>'
    return act_form(button, {"action": "/logout/", "class": "stack"}, token)
