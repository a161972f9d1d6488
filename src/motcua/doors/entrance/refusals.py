"""From a refusal to a page: the fragment, the form again, or the message with a way back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from inspect import unwrap
from typing import Any, cast

from django.db import DataError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.doors.entrance import keeping
from motcua.doors.entrance.errors import Message, kept_form, page_of, say, says
from motcua.doors.entrance.policy import PublicRequest, Rate, View
from motcua.foundation.journal.rules import AlreadyDone
from motcua.ui.values import Link
from motcua.ui.views import ErrorPage, error_page


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
    """Call the bare view: this request has passed its own gate already."""
    request.typed = keeping.typed_of(request)
    request.message = message
    sent_by, request.method = request.method, "GET"
    response = unwrap(view)(request, **place)
    request.method = sent_by
    response.status_code = message.status
    return cast(HttpResponseBase, response)


def _message_page(request: PublicRequest, message: Message) -> HttpResponse:
    back = keeping.keep(request, request.user.pk or 0)
    return error_page(
        request,
        ErrorPage(
            message.status, message.what, message.todo, message.kept or kept_form(),
            (Link(_("Quay lại biểu mẫu"), back),),
        ),
    )  # fmt: skip


def result_of(request: PublicRequest, done: AlreadyDone) -> HttpResponseBase:
    """Lead a repeated request to what the first one made."""
    page = page_of(done.subject_kind, done.subject_id)
    if page:
        return HttpResponseRedirect(page)
    return error_page(
        request,
        ErrorPage(
            409, _("Việc này đã được thực hiện rồi."), _("Xin mở lại trang để xem kết quả."),
            _("Yêu cầu gửi lặp lại không làm thay đổi gì thêm."),
            (Link(_("Quay lại"), keeping.page_before(request)),),
        ),
    )  # fmt: skip


def no_key(request: PublicRequest) -> HttpResponse:
    """Say that the form came without a key of its own; what was typed is kept."""
    back = keeping.keep(request, request.user.pk or 0)
    return error_page(
        request,
        ErrorPage(
            400, _("Biểu mẫu này chưa đầy đủ hoặc đã được dùng."),
            _("Xin mở lại biểu mẫu và gửi một lần nữa."), kept_form(),
            (Link(_("Quay lại biểu mẫu"), back),),
        ),
    )  # fmt: skip


def no_text(request: PublicRequest) -> HttpResponse:
    """Say that what came holds a character that no program types; nothing of it is kept."""
    return error_page(
        request,
        ErrorPage(
            400, _("Nội dung gửi đến có ký tự không phải là chữ."),
            _("Xin mở lại trang và nhập lại."), _("Chưa có gì bị thay đổi."),
        ),
    )  # fmt: skip


@says(DataError)
def _does_not_fit(_refusal: DataError) -> Message:
    """What no action refused by name, and no column can keep."""
    return Message(
        _("Có ô nhập quá dài, hoặc một con số quá lớn."),
        kept_form(),
        _("Xin viết ngắn lại rồi gửi lại."),
        422,
    )


def too_often(request: HttpRequest, rate: Rate) -> HttpResponse:
    """Ask a visitor who came too often to wait."""
    todo = ngettext(
        "Xin đợi %(n)s giây rồi thử lại.", "Xin đợi %(n)s giây rồi thử lại.", rate.seconds
    )
    error = ErrorPage(
        429, _("Địa chỉ của Ông/Bà vừa gửi quá nhiều yêu cầu."), todo % {"n": rate.seconds},
        _("Chưa có gì bị thay đổi."),
    )  # fmt: skip
    response = error_page(request, error)
    response["Retry-After"] = str(rate.seconds)
    return response
