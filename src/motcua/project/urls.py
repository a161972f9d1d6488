"""Every door has a prefix; the portal has the root."""

from django.urls import URLPattern, URLResolver, include, path

# Each request tries them in this order: the busiest door comes first.
urlpatterns: list[URLPattern | URLResolver] = [
    path("desk/", include("motcua.doors.desk.urls")),
    path("", include("motcua.ui.urls")),
    path("", include("motcua.doors.entrance.urls")),
    path("board/", include("motcua.doors.board.urls")),
    path("", include("motcua.doors.portal.urls")),
    path("backstage/", include("motcua.doors.backstage.urls")),
]

handler400 = "motcua.ui.views.bad_request"
handler403 = "motcua.ui.views.forbidden"
handler404 = "motcua.ui.views.not_found"
handler500 = "motcua.doors.entrance.outage.server_error"
