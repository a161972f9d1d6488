"""The addresses of the portal: it has the root."""

from django.urls import path

from motcua.doors.portal.views import home, offline, procedures, track, verify

app_name = "portal"
urlpatterns = [
    path("", home.home, name="home"),
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/<str:code>/", procedures.procedure, name="procedure"),
    path("procedures/<str:code>/notice.pdf", procedures.notice, name="notice"),
    path("track/", track.track, name="track"),
    path("track/receipt/", offline.offline, name="offline"),
    path("track/worker.js", offline.worker, name="worker"),
    path("verify/", verify.verify, name="verify"),
]
