"""The addresses of the portal: it has the root."""

from django.urls import path

from motcua.doors.portal.views import home, procedures, track, verify

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/<str:code>/", procedures.procedure, name="procedure"),
    path("procedures/<str:code>/notice.pdf", procedures.notice, name="notice"),
    path("track/", track.track, name="track"),
    path("verify/", verify.verify, name="verify"),
]
