"""The language of the pages, remembered in a cookie."""

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import check_for_language
from django.views.decorators.http import require_POST

from motcua.doors.entrance import keeping
from motcua.doors.entrance.pages import PublicRequest, public_page

_A_YEAR = 365 * 24 * 3600


@require_POST
@public_page(needs_key=False)
def language(request: PublicRequest) -> HttpResponse:
    """Remember the language and go back to the page."""
    wanted = request.POST.get("next", "")
    is_page = wanted.startswith("/") and keeping.is_ours(request, wanted)
    response = HttpResponseRedirect(wanted if is_page else "/")
    chosen = request.POST.get("language", "")
    if chosen in dict(settings.LANGUAGES) and check_for_language(chosen):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            chosen,
            max_age=_A_YEAR,
            secure=settings.LANGUAGE_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    return response
