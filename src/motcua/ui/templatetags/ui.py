"""The components as template tags: `{% load ui %}`. Every one is shown on the gallery page.

Small pieces are functions of `pieces` and `charts`; the others are templates `ui/_name.html`
that get one frozen value. Block tags wrap content: notice, details, dialog, pane, act_form.
"""

from collections.abc import Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from motcua.ui import bundle, buttons, charts, constant, controls, drawn, frame, pieces
from motcua.ui.place import place
from motcua.ui.values import (
    Answer,
    Chart,
    Compared,
    Figure,
    Filter,
    FormError,
    Link,
    Pager,
    Promise,
    Task,
)

register = template.Library()
constant.register_in(register)
Values = dict[str, Any]

for piece in (
    drawn.ruler, drawn.timeline, drawn.flow, drawn.facts, drawn.breakdown, controls.field,
    frame.nav_items, frame.tabs, frame.fkeys, frame.crumbs, frame.request_key,
    pieces.icon, pieces.shape, pieces.status, pieces.dot, pieces.kbd, pieces.figure, pieces.due,
    pieces.sprite, pieces.amount, buttons.button, buttons.link_button, buttons.toast,
    charts.spark, charts.share, charts.bars, charts.line, charts.rate,
):  # fmt: skip
    register.simple_tag(piece)
for steady in (pieces.icon, pieces.shape, pieces.kbd, pieces.sprite):
    constant.steady(steady)

NOTICE_ICONS = {"ok": "check", "warn": "warn", "bad": "x", "pause": "clock"}


# Frame -------------------------------------------------------------------------------------


@register.simple_tag
@constant.spoken
def here(name: str) -> str:
    """Say a name or address of this Centre in the reader's language: `{% here "phone" %}`."""
    return _(str(getattr(place(), name)))


@register.simple_tag
@constant.steady
def bundle_url(kind: str, name: str) -> str:
    """Return the address of a joined stylesheet ("css") or script ("js")."""
    return reverse("ui:asset", args=[bundle.asset(kind, name).name])


@register.simple_tag(takes_context=True)
def theme(context: Context) -> SafeString:
    """Print `data-theme` when the reader chose one (cookie `mc_theme`)."""
    request = context.get("request")
    chosen = request.COOKIES.get("mc_theme", "") if isinstance(request, HttpRequest) else ""
    return SafeString(f' data-theme="{chosen}"' if chosen in {"light", "dark"} else "")


@register.simple_tag(takes_context=True)
def language_switch(context: Context) -> SafeString:
    """Offer the languages of everybody; the page comes back as it was."""
    return _languages(context, frame.LANGUAGES)


def _languages(context: Context, offered: Sequence[tuple[str, str]]) -> SafeString:
    request = context.get("request")
    path = request.get_full_path() if isinstance(request, HttpRequest) else "/"
    return frame.languages(path, context.get("csrf_token"), offered)


@register.simple_tag(takes_context=True)
def who(context: Context) -> SafeString:
    """Say who is logged in, and offer what concerns him; to a visitor the languages."""
    acting = context.get("acting") or getattr(context.get("request"), "acting", None)
    if acting is None:
        return _languages(context, frame.LANGUAGES)
    doors = getattr(context.get("request"), "doors", ())
    return frame.who(
        (acting.actor.label, acting.unit_name, acting.acts_for),
        doors,
        _languages(context, frame.OFFICERS_LANGUAGES),
        frame.logout(context.get("csrf_token")),
    )


@register.simple_tag
@constant.spoken
def keymap() -> SafeString:
    """Print the dialog of the page's keys."""
    return render_to_string("ui/_keymap.html")


# Forms -------------------------------------------------------------------------------------


@register.simple_block_tag(takes_context=True)
def act_form(
    context: Context, content: str, action: str = "", form_id: str = "", **more: str
) -> SafeString:
    """Wrap a POST form: token, request key, `draft` (url of the autosave), `css`, `label`."""
    named = {
        "action": action,
        "id": form_id,
        "class": more.get("css", "stack"),
        "aria-label": more.get("label", ""),
        "data-mc-draft-url": more.get("draft", ""),
        "enctype": more.get("enctype", ""),
    }
    return frame.act_form(content, named, context.get("csrf_token"))


@register.simple_tag
def draft_mark(form_id: str) -> SafeString:
    """Say when the draft of a form was kept; filled by `draft.js`."""
    return format_html(
        '<span class="draft" role="status" data-mc-draft="{}" data-kept="{}" data-failed="{}">'
        "</span>",
        form_id, _("Nháp đã lưu"), _("Chưa lưu được nháp, đang thử lại"),
    )  # fmt: skip


@register.inclusion_tag("ui/_error_summary.html")
def error_summary(errors: Sequence[FormError]) -> Values:
    """Print what is to be mended, each line a link to its field; nothing when all is well."""
    return {"errors": errors}


# Saying ------------------------------------------------------------------------------------


@register.simple_block_tag
def notice(content: str, kind: str = "", title: str = "", css: str = "") -> SafeString:
    """Wrap a notice; `kind`: "" (info), ok, warn, bad, pause."""
    icon = pieces.icon(NOTICE_ICONS.get(kind, "info"))
    classes = " ".join(filter(None, ("note", kind, css)))
    body = SafeString(content.strip())
    head = format_html("<b>{}</b>", title) if title else ""
    return format_html('<div class="{}">{}<div>{}{}</div></div>', classes, icon, head, body)


@register.simple_block_tag
def details(content: str, summary: str, is_open: bool = False) -> SafeString:
    """Wrap what only some readers need."""
    mark = SafeString(" open" if is_open else "")
    return format_html(
        '<details class="more"{}><summary>{}</summary><div>{}</div></details>',
        mark, summary, SafeString(content),
    )  # fmt: skip


@register.simple_block_tag
def dialog(content: str, dialog_id: str, title: str) -> SafeString:
    """Wrap a dialog opened by `data-mc-dialog="id"`; without scripts it is reached as a page."""
    return format_html(
        '<dialog class="dlg" id="{}" aria-labelledby="{}-t"><h2 id="{}-t">{}</h2>{}</dialog>',
        dialog_id, dialog_id, dialog_id, title, SafeString(content),
    )  # fmt: skip


@register.inclusion_tag("ui/_empty.html")
def empty(title: str, text: str = "", icon: str = "box", link: Link | None = None) -> Values:
    """Say that there is nothing, why, and what to do."""
    return {"title": title, "text": text, "icon_name": icon, "link": link}


@register.inclusion_tag("ui/_progress.html")
def progress(label: str, done: int, total: int, left: str = "", note: str = "") -> Values:
    """Show long work: done of total, time left."""
    return {"label": label, "done": done, "total": total, "left": left, "note": note}


# Showing -----------------------------------------------------------------------------------


@register.inclusion_tag("ui/_promises.html")
def promises(items: Sequence[Promise]) -> Values:
    """Draw when common procedures are ready if filed now, each with its ruler."""
    return {"items": items}


@register.inclusion_tag("ui/_tasks.html")
def task_list(tasks: Sequence[Task]) -> Values:
    """Draw a task list with the state of each task."""
    return {"tasks": tasks}


@register.inclusion_tag("ui/_answers.html")
def answers(items: Sequence[Answer]) -> Values:
    """Draw questions and answers, each with its way back."""
    return {"items": items}


@register.inclusion_tag("ui/_comparison.html")
def comparison(rows: Sequence[Compared], caption: str) -> Values:
    """Set what was stated beside what the register says, with a verdict a row."""
    return {"rows": rows, "caption": caption}


@register.inclusion_tag("ui/_figures.html")
def figures(items: Sequence[Figure]) -> Values:
    """Draw the figures of a board; each opens its rows."""
    return {"items": items}


@register.inclusion_tag("ui/_chart.html")
def chart(value: Chart) -> Values:
    """Draw a chart and the table beneath it."""
    return {"chart": value}


@register.inclusion_tag("ui/_filters.html")
def filters(items: Sequence[Filter]) -> Values:
    """Draw the filters in force, each with its removal."""
    return {"items": items}


@register.inclusion_tag("ui/_pager.html")
def pager(value: Pager) -> Values:
    """Draw keyset paging."""
    return {"pager": value}
