"""The addresses of the board."""

from django.urls import path

from motcua.doors.board.downloads import TYPES
from motcua.doors.board.views import (
    agency,
    digitisation,
    overview,
    reports,
    risk,
    service_index,
    why,
)

app_name = "board"
urlpatterns = [
    path("", overview.overview, name="overview"),
    path("rows/", overview.rows, name="rows"),
    *(
        path(f"figures.{name}", overview.download, {"format_name": name}, name=f"download_{name}")
        for name in TYPES
    ),
    path("agencies/<int:unit_id>/", agency.agency, name="agency"),
    path("index/", service_index.service_index, name="service_index"),
    path("digitisation/", digitisation.digitisation, name="digitisation"),
    *(
        path(
            f"digitisation/{what}.{name}",
            digitisation.download,
            {"what": what, "format_name": name},
            name=f"digitisation_{what}_{name}",
        )
        for what in ("figures", "rows")
        for name in TYPES
    ),
    path("reports/", reports.reports, name="reports"),
    path("reports/order/", reports.order_report, name="order_report"),
    path("reports/orders/<int:order_id>/", reports.report_order, name="report_order"),
    path("reports/<str:number>/", reports.report, name="report"),
    path("reports/<str:number>/check/", reports.check_report, name="check_report"),
    path("reports/<str:number>/<str:format_name>/", reports.report_file, name="report_file"),
    path("why/", why.why, name="why"),
    path("why/rows/", why.why_rows, name="why_rows"),
    path("risk/", risk.risk, name="risk"),
    path("risk/<int:dossier_id>/remind/", risk.reminder, name="remind"),
]
