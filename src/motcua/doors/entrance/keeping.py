"""What was typed and could not be accepted, kept in the session until its page is shown again."""

from typing import TypedDict
from urllib.parse import urlsplit

from django.http import HttpRequest, QueryDict
from django.utils.http import url_has_allowed_host_and_scheme

_KEPT = "kept_form"
SECRETS = frozenset({"password", "new_password", "pin"})
_NEVER_KEPT = SECRETS | {"csrfmiddlewaretoken", "idempotency_key"}
_ONE_TIME = "code"  # a secret at the entrance; behind it the code of a procedure or a unit
_LONGEST = 100_000
_NUL = "\x00"


class Kept(TypedDict):
    """A form as it was sent; `officer_id` is whose it is, 0 for a visitor."""

    officer_id: int
    path: str
    form: str


def typed_of(request: HttpRequest) -> QueryDict:
    """Return the posted form without what must not be kept, empty on a GET."""
    typed = request.POST.copy()
    at = request.resolver_match
    is_entrance = at is None or at.namespace == "entrance"
    for name in _NEVER_KEPT | ({_ONE_TIME} if is_entrance else set()):
        typed.pop(name, None)
    return typed


def keep(request: HttpRequest, officer_id: int) -> str:
    """Keep the posted form for the page it came from; return that page's path."""
    path = page_before(request)
    form = typed_of(request).urlencode()
    if form and len(form) <= _LONGEST:
        request.session[_KEPT] = Kept(officer_id=officer_id, path=path, form=form)
    return path


def take(request: HttpRequest, officer_id: int) -> QueryDict:
    """Give back the form kept for this page and this officer, once."""
    kept: Kept | None = request.session.get(_KEPT)
    if kept is None or kept["path"] != request.get_full_path():
        return QueryDict()
    del request.session[_KEPT]
    return QueryDict(kept["form"] if kept["officer_id"] == officer_id else "")


def is_text(request: HttpRequest) -> bool:
    """Tell whether the address and the form hold only what a column of text can keep: no NUL."""
    sent = (*request.GET.lists(), *request.POST.lists())
    return not any(_NUL in text for name, values in sent for text in (name, *values))


def page_before(request: HttpRequest) -> str:
    """Return the path of our own page that sent this request, else the request's own path."""
    came_from = request.headers.get("Referer", "")
    if request.method != "GET" and is_ours(request, came_from):
        parts = urlsplit(came_from)
        return f"{parts.path}?{parts.query}" if parts.query else parts.path
    return request.get_full_path()


def is_ours(request: HttpRequest, url: str) -> bool:
    """Tell whether a redirect to `url` stays in this house."""
    return url_has_allowed_host_and_scheme(
        url, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
