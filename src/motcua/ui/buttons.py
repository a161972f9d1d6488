"""Buttons, links that look like them, and the toast with its button."""

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.ui import pieces


def button(label: str, kind: str = "", icon: str = "", key: str = "", **attrs: str) -> SafeString:
    """Print a button; `kind`: pri, bad, txt. `type`, `name`, `value`, `act` as keywords."""
    extra = format_html(' type="{}"', attrs.pop("type", "submit"))
    if act := attrs.pop("act", ""):
        extra += format_html(' data-mc-act="{}"', act)
    if key:
        extra += format_html(' data-mc-key="{}"', key)
    for name, value in attrs.items():
        extra += format_html(' {}="{}"', name, value)
    drawn = pieces.icon(icon) if icon else SafeString("")
    inner = pieces.join([drawn, format_html("{}", label), pieces.kbd(key)])
    return format_html('<button class="{}"{}>{}</button>', f"btn {kind}".strip(), extra, inner)


def link_button(label: str, href: str, kind: str = "", icon: str = "", key: str = "") -> SafeString:
    """Print a link that looks like a button, for going somewhere."""
    bound = format_html(' data-mc-key="{}"', key) if key else ""
    drawn = pieces.icon(icon) if icon else SafeString("")
    inner = pieces.join([drawn, format_html("{}", label), pieces.kbd(key)])
    css = f"btn {kind}".strip()
    return format_html('<a class="{}" href="{}"{}>{}</a>', css, href, bound, inner)


def toast(message: str) -> SafeString:
    """Print a toast for the messages region."""
    close = _("Đóng")
    return format_html(
        '<div class="toast" data-mc-toast>{}<span>{}</span><button type="button" '
        "data-mc-toast-close>{}</button></div>", pieces.icon("check"), message, close,
    )  # fmt: skip
