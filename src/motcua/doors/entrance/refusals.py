"""From a refusal to a page: the fragment, the form again, or the message with a way back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import render

from motcua.doors.entrance import keeping
from motcua.doors.entrance.errors import Message, say
from motcua.doors.entrance.policy import PublicRequest, View


@dataclass(frozen=True)
class Answers:
    """How a view answers refusals: templates by exception, or a view that shows the form again."""

    errors: Mapping[type[Exception], str] = field(default_factory=dict)
    again: View | None = None


def answer(
    request: PublicRequest, refusal: Exception, answers: Answers, place: dict[str, Any]
) -> HttpResponseBase:
    """Return the page for a refusal that has a sentence; `place` holds the URL's arguments."""
    message = say(refusal)
    for kind, template in answers.errors.items():
        if isinstance(refusal, kind):
            shown = {"message": message, "typed": keeping.typed_of(request), "refusal": refusal}
            return render(request, template, shown, status=message.status)
    if answers.again is not None:
        return _form_again(request, answers.again, message, place)
    return _message_page(request, message)


def _form_again(
    request: PublicRequest, view: View, message: Message, place: dict[str, Any]
) -> HttpResponseBase:
    request.typed = keeping.typed_of(request)
    request.message = message
    request.method = "GET"
    response = view(request, **place)
    response.status_code = message.status
    return response


def _message_page(request: PublicRequest, message: Message) -> HttpResponse:
    officer_id = getattr(request.user, "pk", None) or 0
    back = keeping.keep(request, officer_id)
    shown = {"message": message, "back": back}
    return render(request, "entrance/refused.html", shown, status=message.status)
