"""The addresses of the desk; those of the case workers stand in their own list."""

from django.urls import path

from motcua.doors.desk import sentences as sentences
from motcua.doors.desk.views import applicants, receipt, reception

app_name = "desk"
urlpatterns = [
    path("reception/", reception.reception, name="reception"),
    path("reception/panes/", reception.panes, name="panes"),
    path("reception/draft/", reception.draft, name="draft"),
    path("reception/procedures/", reception.procedures, name="procedures"),
    path("dossiers/<str:code>/receipt/", receipt.receipt, name="receipt"),
    path("dossiers/made/<int:dossier_id>/", receipt.made, name="made"),
    path("forms/<int:form_id>/print/", receipt.print_out, name="print"),
    path("applicants/<int:applicant_id>/", applicants.applicant, name="applicant"),
]
