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
    scanning,
    search,
    uploads,
)

app_name = "desk"
urlpatterns = [
    path("", include("motcua.doors.desk.specialist_urls")),
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
    path("uploads/", uploads.announce, name="uploads"),
    path("uploads/<uuid:upload_id>/", uploads.piece, name="upload_piece"),
    path("scans/", scanning.scans, name="scans"),
    path("scans/adopt/", scanning.adopt, name="scan_adopt"),
    path("scans/<int:stack_id>/cancel/", scanning.cancel, name="scan_cancel"),
    path("scans/pages/<int:page_id>/<str:size>/", scanning.picture, name="scan_picture"),
    path("scans/files/<int:file_id>/", scanning.file, name="scan_file"),
    path("dossiers/<str:code>/scan/", scanning.station, name="scan"),
    path("dossiers/<str:code>/scan/certify/", scanning.certify, name="scan_certify"),
    path("dossiers/<str:code>/scan/place/", scanning.place, name="scan_place"),
    path("fees/", fees.fees, name="fees"),
    path("fees/receipts/<int:receipt_id>/print/", fees.print_out, name="fee_print"),
    path("fees/<str:code>/", fees.fee, name="fee"),
    path("fees/<str:code>/cancel/", fees.cancel, name="fee_cancel"),
]
