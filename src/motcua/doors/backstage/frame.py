"""What every page behind the stage shares: its navigation, its one form, and acting once."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.doors.backstage.forms import Answers, Ask, asked
from motcua.doors.entrance.pages import OfficerRequest
from motcua.foundation.journal.actions import claim
from motcua.foundation.journal.rules import AlreadyDone
from motcua.registers.organisation.rules import Role
from motcua.ui.values import FormError, Link

KEEPERS = (Role.UNIT_ADMIN, Role.SYSTEM_ADMIN)
CONTROLLERS = (Role.PROCEDURE_CONTROLLER,)
MACHINISTS = (Role.SYSTEM_ADMIN,)
AUDITORS = (Role.SYSTEM_ADMIN, Role.INSPECTOR)
EVERYBODY_HERE = tuple({*KEEPERS, *CONTROLLERS, *AUDITORS})

T = TypeVar("T")


@dataclass(frozen=True)
class FormPage:
    """A page that is one form: where it goes, what it says, and how its act is called."""

    title: str
    act: str
    asks: tuple[Ask, ...]
    lead: str = ""
    back: Link | None = None
    kind: str = "pri"
    enctype: str = ""


def nav(request: OfficerRequest) -> tuple[Link, ...]:
    """Return the pages this officer may open."""
    may = request.acting.may
    places = (
        (_("Cần chú ý"), "backstage:home", EVERYBODY_HERE),
        (_("Cán bộ"), "backstage:people", KEEPERS),
        (_("Cơ quan"), "backstage:units", KEEPERS),
        (_("Lịch làm việc"), "backstage:calendar", KEEPERS),
        (_("Thủ tục"), "backstage:procedures", CONTROLLERS),
        (_("Nhật ký"), "backstage:journal", AUDITORS),
        (_("Chứng thư số"), "backstage:certificates", MACHINISTS),
        (_("Kho tệp"), "backstage:files", AUDITORS),
    )
    found = [(label, reverse(name), roles) for label, name, roles in places]
    home = found[0][1]
    return tuple(
        Link(label, href, is_current=_is_here(request.path, href, home))
        for label, href, roles in found
        if may(*roles)
    )


def _is_here(path: str, href: str, home: str) -> bool:
    return path == href or (href != home and path.startswith(href))


def show(
    request: OfficerRequest, template: str, shown: Mapping[str, Any], status: int = 200
) -> HttpResponse:
    """Render a page with the navigation of this door and the refusal, if there was one."""
    values = {"nav": nav(request), "message": request.message, **shown}
    return render(request, f"backstage/{template}.html", values, status=status)


def show_form(
    request: OfficerRequest, page: FormPage, answers: Answers | None = None
) -> HttpResponse:
    """Render a form page: as it is known, as it was typed before, or with its faults."""
    errors: Sequence[FormError] = answers.errors if answers else ()
    fields = answers.fields if answers else asked(page.asks, request.typed)
    shown = {"page": page, "fields": fields, "errors": errors}
    return show(request, "form", shown, 422 if errors else 200)


def once(request: OfficerRequest, act: Callable[[], T]) -> T | None:
    """Do the act, in one transaction, unless this very request did it already (then: None)."""
    try:
        with transaction.atomic():
            claim(request.key, by=request.acting.actor)
            return act()
    except AlreadyDone:
        return None
