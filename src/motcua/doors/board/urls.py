"""The addresses of the board."""

from django.urls import path

from motcua.doors.board.views import overview, risk

app_name = "board"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("rows/", overview.rows, name="rows"),
    path("figures.csv", overview.download, name="download"),
    path("risk/", risk.risk, name="risk"),
    path("risk/<int:dossier_id>/remind/", risk.reminder, name="remind"),
]
