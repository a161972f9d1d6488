"""Pages of the furniture itself: the joined files, the gallery, and how an error is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotModified
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from motcua.ui import bundle, samples
from motcua.ui.values import Link, Suggestion

View = Callable[..., HttpResponse]


@dataclass(frozen=True)
class ErrorPage:
    """What an error page says: what happened, what is kept, what to do."""

    code: int
    what: str
    todo: str
    kept: str = ""
    links: tuple[Link, ...] = ()
    state: str = "soon"


@dataclass(frozen=True)
class OpenPolicy:
    """Open to everyone; reads like the policy of the entrance, which lies above this floor."""

    audience: str = "public"
    roles: frozenset[str] = frozenset()
    rate: None = None


def public(view: View) -> View:
    """Mark a view as open to everyone; the house test of permissions reads it."""
    view.policy = OpenPolicy()  # type: ignore[attr-defined]
    return view


@public
def asset(request: HttpRequest, name: str) -> HttpResponse:
    """Serve a joined file by its hashed name; an outdated name gets 404."""
    base, _mark, kind = (*name.split("."), "", "")[:3]
    try:
        file = bundle.asset(kind, base)
    except KeyError as unknown:
        raise Http404 from unknown
    if file.name != name:
        raise Http404
    if request.headers.get("If-None-Match") == f'"{name}"':
        return HttpResponseNotModified()
    packed = "gzip" in request.headers.get("Accept-Encoding", "")
    body = file.packed if packed else file.body
    headers = {"Cache-Control": "public, max-age=31536000, immutable", "ETag": f'"{name}"'}
    headers |= {"Vary": "Accept-Encoding"} | ({"Content-Encoding": "gzip"} if packed else {})
    return HttpResponse(body, content_type=file.content_type, headers=headers)


@public
def gallery(request: HttpRequest) -> HttpResponse:
    """Show every component once, in the light density of citizen pages."""
    return render(request, "ui/gallery.html", samples.components())


@public
def gallery_desk(request: HttpRequest) -> HttpResponse:
    """Show the frame and the density of an officer's screen."""
    return render(request, "ui/gallery_desk.html", samples.desk())


def suggest(request: HttpRequest, items: Sequence[Suggestion]) -> HttpResponse:
    """Answer a typeahead with its options."""
    list_id = f"o{request.GET.get('list', '')}"
    return render(request, "ui/_suggestions.html", {"items": items, "list_id": list_id})


@public
def gallery_suggest(request: HttpRequest) -> HttpResponse:
    """Answer the sample typeahead."""
    return suggest(request, samples.suggestions())


def error_page(request: HttpRequest, error: ErrorPage) -> HttpResponse:
    """Render an error page; safe without a session, a user or a database."""
    # After a failure of the server the page leans on nothing that may have failed.
    leaning_on = None if error.code >= 500 else request
    user = getattr(leaning_on, "user", None)
    if user is not None and user.is_authenticated:
        home = Link(_("Về trang làm việc"), "/desk/")
    else:
        home = Link(_("Về trang đầu"), "/")
    shown = ErrorPage(
        error.code, error.what, error.todo, error.kept, error.links or (home,), error.state
    )
    page = render_to_string("ui/error.html", {"error": shown}, leaning_on)
    return HttpResponse(page, status=error.code)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400."""
    return error_page(
        request,
        ErrorPage(400, _("Máy chủ không hiểu yêu cầu này."),
                  _("Xin quay lại trang trước và thử lại."), _("Chưa có gì bị thay đổi.")),
    )  # fmt: skip


def forbidden(request: HttpRequest, reason: str = "", **_more: object) -> HttpResponse:
    """403, also for a stale form token."""
    return error_page(
        request,
        ErrorPage(403, _("Trang đã mở quá lâu hoặc việc này không thuộc quyền của Ông/Bà."),
                  _("Xin tải lại trang rồi làm lại bước vừa rồi."), _("Bản nháp đã lưu vẫn còn.")),
    )  # fmt: skip


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404, also for what a stranger may not know to exist."""
    return error_page(
        request,
        ErrorPage(404, _("Không tìm thấy trang này."),
                  _("Xin kiểm tra lại địa chỉ hoặc mã hồ sơ, hoặc bắt đầu từ trang đầu.")),
    )  # fmt: skip


def conflict(request: HttpRequest, what: str = "", links: tuple[Link, ...] = ()) -> HttpResponse:
    """409: someone acted first; the caller may name what happened."""
    said = what or _("Việc này vừa được người khác thực hiện.")
    return error_page(
        request,
        ErrorPage(409, said, _("Xin mở lại hồ sơ để xem tình trạng mới rồi quyết định tiếp."),
                  _("Điều Ông/Bà đã gõ vẫn được giữ trong bản nháp."), links),
    )  # fmt: skip


def server_error(request: HttpRequest) -> HttpResponse:
    """500."""
    return error_page(
        request,
        ErrorPage(500, _("Hệ thống gặp lỗi khi xử lý."),
                  _("Xin thử lại sau ít phút. Nếu vẫn lỗi, gọi tổng đài và đọc giờ xảy ra."),
                  _("Hồ sơ và bản nháp đã lưu không bị ảnh hưởng."), state="late"),
    )  # fmt: skip
