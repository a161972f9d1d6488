"""Paging and instants as the lists of this door show them."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any, TypeVar

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.doors.entrance.pages import OfficerRequest
from motcua.kit.clock import VIETNAM
from motcua.ui.values import Pager

T = TypeVar("T")


def more(request: OfficerRequest, rows: Sequence[T], page: int, mark: Callable[[T], Any]) -> Pager:
    """Return the pager of rows asked for with one row more than the page holds."""
    shown = rows[:page]
    said = ngettext("%(n)s dòng", "%(n)s dòng", len(shown)) % {"n": len(shown)}
    if len(rows) <= page:
        return Pager(said)
    query = request.GET.copy()
    query["after"] = str(mark(shown[-1]))
    return Pager(said, next=f"?{query.urlencode()}")


def moment_said(at: datetime | None) -> str:
    """Say an instant in a list: `17:00 27/11/2026`."""
    return at.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y") if at else _("Chưa lần nào")
