"""The decorators every view wears: they declare who may come in and let nobody else pass.

`@officer_page(Role.SPECIALIST)` gives `request.acting`; `@account_page()` a logged-in officer;
`@public_page()` anyone. All set `request.key` on unsafe methods (400 without one, unless
`needs_key=False`), `request.typed` and `request.message`, lead a repeated request to what the
first one made, and turn a room's refusal into a page in the reader's language:

* `errors={CannotX: "template"}` renders that fragment with `message`, `typed`, `refusal`;
* `again=view` shows that view's form, as on a GET, with `request.message` and `request.typed`;
* otherwise a page of its own tells the message and leads back to the form, still filled in.
"""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, cast
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.http import urlencode

from motcua.doors.entrance import keeping, refusals, throttle
from motcua.doors.entrance.doors import open_to
from motcua.doors.entrance.errors import Message, known
from motcua.doors.entrance.policy import (
    AccountRequest,
    Audience,
    OfficerRequest,
    Policy,
    PublicRequest,
    Rate,
    View,
)
from motcua.doors.entrance.refusals import Answers
from motcua.doors.entrance.sessions import SessionStore
from motcua.foundation.journal.rules import AlreadyDone, KeyTaken
from motcua.kit import clock
from motcua.registers.organisation.rules import Acting, Role
from motcua.registers.people.models import Officer
from motcua.ui.frame import OFFICERS_LANGUAGES

__all__ = [
    "AccountRequest",
    "Message",
    "OfficerRequest",
    "Policy",
    "PublicRequest",
    "Rate",
    "account_page",
    "officer_page",
    "public_page",
]

Errors = Mapping[type[Exception], str]
Decorator = Callable[[View], View]
_Gate = Callable[[HttpRequest], HttpResponseBase | None]
_SAFE = ("GET", "HEAD", "OPTIONS")


def officer_page(
    *roles: Role, errors: Errors | None = None, again: View | None = None, needs_key: bool = True
) -> Decorator:
    """Let in officers whose post holds one of `roles` (any post when none is named)."""
    policy = Policy(Audience.OFFICER, frozenset(roles), needs_key=needs_key)
    return _page(policy, lambda request: _stop_officer(request, policy.roles), errors, again)


def account_page(
    *, errors: Errors | None = None, again: View | None = None, needs_key: bool = True
) -> Decorator:
    """Let in every logged-in officer, also one without a post or with a first password."""
    policy = Policy(Audience.ACCOUNT, needs_key=needs_key)
    return _page(policy, _stop_visitor, errors, again)


def public_page(
    *,
    rate: Rate | None = None,
    errors: Errors | None = None,
    again: View | None = None,
    needs_key: bool = True,
) -> Decorator:
    """Let in everybody, at most `rate` times from one address."""
    policy = Policy(Audience.PUBLIC, rate=rate, needs_key=needs_key)
    return _page(policy, lambda request: None, errors, again)


def _page(policy: Policy, gate: _Gate, errors: Errors | None, again: View | None) -> Decorator:
    answers = Answers(errors or {}, again)

    def wear(view: View) -> View:
        @wraps(view)
        def page(request: HttpRequest, **place: Any) -> HttpResponseBase:
            stop = _stop_crowd(request, view, policy.rate) or gate(request)
            stop = stop or _greet(request, policy)
            return stop or _serve(cast(PublicRequest, request), view, answers, place)

        page.policy = policy  # type: ignore[attr-defined]
        return page

    return wear


def _serve(
    request: PublicRequest, view: View, answers: Answers, place: dict[str, Any]
) -> HttpResponseBase:
    try:
        return view(request, **place)
    except AlreadyDone as done:
        return refusals.result_of(request, done)
    except KeyTaken:
        return refusals.no_key(request)
    except known() as refusal:
        return refusals.answer(request, refusal, answers, place)


def _greet(request: HttpRequest, policy: Policy) -> HttpResponseBase | None:
    """Read the request's key, and give back what this officer had typed here before."""
    visitor = cast(PublicRequest, request)
    visitor.message = None
    visitor.typed = QueryDict()
    if not keeping.is_text(request):
        return refusals.no_text(visitor)
    if request.method in _SAFE:
        visitor.typed = keeping.take(request, request.user.pk or 0)
        return None
    if not policy.needs_key:
        return None
    written = request.POST.get("idempotency_key") or request.headers.get("Idempotency-Key", "")
    try:
        visitor.key = UUID(written)
    except ValueError:
        return refusals.no_key(visitor)
    return None


def _stop_crowd(request: HttpRequest, view: View, rate: Rate | None) -> HttpResponseBase | None:
    if rate is None or not throttle.is_too_often(request, view.__qualname__, rate, clock.now()):
        return None
    return refusals.too_often(request, rate)


def _stop_stranger(request: HttpRequest) -> HttpResponseBase | None:
    if request.user.is_authenticated:
        _speak_as_officers_do()
        return None
    path = keeping.page_before(request)
    return redirect(f"{reverse('entrance:login')}?{urlencode({'next': path})}")


def _speak_as_officers_do() -> None:
    """Officers' pages are written in Vietnamese and English; who chose another reads English."""
    if (translation.get_language() or "vi")[:2] not in dict(OFFICERS_LANGUAGES):
        translation.activate("en")


def _stop_visitor(request: HttpRequest) -> HttpResponseBase | None:
    stop = _stop_stranger(request)
    if stop is None:
        cast(AccountRequest, request).acting = _rights(request)
    return stop


def _rights(request: HttpRequest) -> Acting | None:
    return cast(SessionStore, request.session).acting


def _stop_officer(request: HttpRequest, roles: frozenset[Role]) -> HttpResponseBase | None:
    stop = _stop_stranger(request)
    if stop:
        return stop
    officer = cast(Officer, request.user)
    if officer.must_change_password:
        return redirect("entrance:password")
    if settings.SECOND_FACTOR_REQUIRED and not officer.has_second_factor:
        return redirect("entrance:second_factor")
    acting = _rights(request)
    if acting is None or (roles and not acting.may(*roles)):
        raise Http404
    officers = cast(OfficerRequest, request)
    officers.acting, officers.doors = acting, open_to(acting)
    return None
