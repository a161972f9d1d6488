"""The addresses of the desk; those of the case workers stand in their own list."""

from django.urls import include, path

from motcua.doors.desk import sentences as sentences
from motcua.doors.desk.views import (
    alerts,
    applicants,
    fees,
    handovers,
    home,
    not_received,
    receipt,
    reception,
    returns,
    search,
)

app_name = "desk"
urlpatterns = [
    path("", home.home, name="home"),
    path("alerts/", alerts.alerts, name="alerts"),
    path("search/", search.search, name="search"),
    path("suggest/", search.suggest, name="suggest"),
    path("reception/", reception.reception, name="reception"),
    path("reception/panes/", reception.panes, name="panes"),
    path("reception/draft/", reception.draft, name="draft"),
    path("reception/procedures/", reception.procedures, name="procedures"),
    path("applicants/<int:applicant_id>/", applicants.applicant, name="applicant"),
    path("dossiers/made/<int:dossier_id>/", receipt.made, name="made"),
    path("dossiers/<str:code>/receipt/", receipt.receipt, name="receipt"),
    path("dossiers/<str:code>/supplement/", not_received.supplement, name="supplement"),
    path("forms/<int:form_id>/print/", receipt.print_out, name="print"),
    path("handovers/", handovers.handovers, name="handovers"),
    path("handovers/<str:number>/", handovers.handover, name="handover"),
    path("handovers/<str:number>/confirm/", handovers.confirm, name="handover_confirm"),
    path("handovers/<str:number>/print/", handovers.print_out, name="handover_print"),
    path("returns/", returns.returns, name="returns"),
    path("returns/collect/<int:task_id>/", returns.collect, name="collect"),
    path("returns/<str:code>/", returns.give, name="return"),
    path("fees/", fees.fees, name="fees"),
    path("fees/receipts/<int:receipt_id>/print/", fees.print_out, name="fee_print"),
    path("fees/<str:code>/", fees.fee, name="fee"),
    path("fees/<str:code>/cancel/", fees.cancel, name="fee_cancel"),
    path("", include("motcua.doors.desk.specialist_urls")),
]
