"""Is this receipt ours? A page that a phone keeps, for where there is no network."""

from hashlib import sha256

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from motcua.casework.documents.attesting import public_keys
from motcua.doors.entrance.pages import PublicRequest, public_page
from motcua.ui.bundle import asset


@require_safe
@public_page()
def offline(request: PublicRequest) -> HttpResponse:
    """Show how to check, and check the receipt whose QR led here; all of it in the browser."""
    return render(request, "portal/offline.html", {"keys": public_keys()})


@require_safe
@public_page()
def worker(request: PublicRequest) -> HttpResponse:
    """Give the script that keeps the page; it changes when what it keeps does."""
    parts = (asset("css", "public").name, asset("js", "public").name, public_keys())
    shown = {"mark": sha256(" ".join(parts).encode()).hexdigest()[:12]}
    response = render(request, "portal/worker.js", shown, content_type="text/javascript")
    response["Cache-Control"] = "no-cache"
    return response
