"""`/livez`, `/readyz`, `/metrics`: answered before sessions, host names and pages."""

import hmac
from collections.abc import Callable
from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse

from motcua.kit import clock
from motcua.project import figures, health


class Probes:
    """Answers the three machine addresses and passes everything else on."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.answers = {"/livez": _live, "/readyz": _ready, "/metrics": _figures}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer a probe or go on."""
        answer = self.answers.get(request.path)
        return answer(request) if answer else self.get_response(request)


def _live(_request: HttpRequest) -> HttpResponseBase:
    return HttpResponse("ok\n", content_type="text/plain")


def _ready(_request: HttpRequest) -> HttpResponseBase:
    findings = health.readiness(clock.now())
    body = {found.name: "ok" if found.is_well else found.cause for found in findings}
    return JsonResponse(body, status=200 if all(found.is_well for found in findings) else 503)


def _figures(request: HttpRequest) -> HttpResponseBase:
    if not _may_read(request):
        return HttpResponse(status=404)
    known = health.gauges(clock.now()) if health.database_answers().is_well else []
    return HttpResponse(figures.text(known), content_type="text/plain; version=0.0.4")


def _may_read(request: HttpRequest) -> bool:
    """Say whether the reader holds the token, or sits on this machine with no proxy between."""
    token = settings.MOTCUA_METRICS_TOKEN
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    is_near = ip_address(request.META.get("REMOTE_ADDR") or "0.0.0.0").is_loopback  # noqa: S104
    return is_near and "X-Forwarded-For" not in request.headers
