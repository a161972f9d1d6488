"""Every door has a prefix; the portal has the root."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("motcua.ui.urls")),
    path("", include("motcua.doors.entrance.urls")),
]
