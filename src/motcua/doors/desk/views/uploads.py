"""Large files in pieces: a lost line costs one piece. The form then names the upload by its id."""

from uuid import UUID

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_POST

from motcua.casework.scanning.permissions import SCANNERS
from motcua.casework.scanning.rules import STACK
from motcua.doors.desk.typed import Typed
from motcua.doors.entrance.pages import OfficerRequest, officer_page
from motcua.foundation.files import actions
from motcua.foundation.files.actions.uploading import TooMuch, WrongOffset
from motcua.foundation.files.models import Intake
from motcua.kit import clock

_GO_ON, _TOO_MUCH = 409, 413


@require_POST
@officer_page(*SCANNERS)
def announce(request: OfficerRequest) -> HttpResponse:
    """Open an upload; the answer names it."""
    typed, by = Typed(request.POST), request.acting.actor
    size = typed.row("size") or 0
    try:
        made = actions.announce(typed.text("name"), size, STACK, by=by, now=clock.now())
    except TooMuch as too_much:
        return JsonResponse({"most": too_much.most}, status=_TOO_MUCH)
    return JsonResponse({"id": str(made.pk), "received": 0}, status=201)


@require_POST
@officer_page(*SCANNERS, needs_key=False)
def piece(request: OfficerRequest, upload_id: UUID) -> HttpResponse:
    """Add a piece and say how much is there; an empty one only asks.

    The offset is the key of the request: a repeated piece is written once.
    """
    offset = Typed(request.GET).row("offset") or 0
    try:
        received = actions.append(upload_id, offset, request.body, by=request.acting.actor)
    except WrongOffset as wrong:
        return JsonResponse({"received": wrong.expected}, status=_GO_ON)
    except TooMuch as too_much:
        return JsonResponse({"most": too_much.most}, status=_TOO_MUCH)
    except Intake.DoesNotExist:
        raise Http404 from None
    return JsonResponse({"received": received})
