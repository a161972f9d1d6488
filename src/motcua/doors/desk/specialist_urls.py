"""Addresses of the specialist's and the leader's screens, under `/desk/`."""

from django.urls import path

from motcua.doors.desk.views import (
    approval,
    archive,
    certified,
    delegation,
    dossier,
    dossier_acts,
    opinions,
    signing,
    worklist,
)

urlpatterns = [
    path("worklist/", worklist.worklist, name="worklist"),
    path("worklist/next/", worklist.next_task, name="next"),
    path("worklist/claim/", worklist.claim, name="claim"),
    path("worklist/assign/", worklist.assign, name="assign"),
    path("tasks/<int:task_id>/", dossier.of_task, name="task"),
    path("dossiers/<int:dossier_id>/", dossier.dossier, name="dossier"),
    path("dossiers/<str:code>/", dossier.coded, name="dossier"),
    path("dossiers/<int:dossier_id>/process/", dossier.process, name="process"),
    path("dossiers/<int:dossier_id>/forms/<int:form_id>/", dossier.form, name="dossier_form"),
    path("dossiers/<int:dossier_id>/acts/<slug:slug>/", dossier_acts.act, name="act"),
    path("dossiers/<int:dossier_id>/acts/<slug:slug>/draft/", dossier_acts.draft, name="act_draft"),
    path("certified/", certified.register, name="certified"),
    path("archive/", archive.waiting, name="archive"),
    path("dossiers/<int:dossier_id>/archive/", archive.of_dossier, name="archive_of"),
    path("dossiers/<int:dossier_id>/archive/package/", archive.package, name="archive_package"),
    path("approvals/", approval.approvals, name="approvals"),
    path("approvals/<int:task_id>/", approval.approvals, name="approval"),
    path("sign/", signing.sign, name="sign"),
    path("sign/seen/", signing.sign_seen, name="sign_seen"),
    path("sign/<int:task_id>/", signing.sign, name="sign_one"),
    path("sign/<int:task_id>/turn/", signing.turn, name="sign_turn"),
    path("dossiers/<int:dossier_id>/original.pdf", signing.original, name="original"),
    path("opinions/", opinions.opinions, name="opinions"),
    path("opinions/<int:task_id>/", opinions.opinions, name="opinion"),
    path("opinions/<int:task_id>/sign/", opinions.sign, name="opinion_sign"),
    path("opinions/<int:task_id>/sheet.pdf", opinions.sheet, name="opinion_sheet"),
    path("dossiers/<int:dossier_id>/verdicts/<str:sha256>/", dossier.verdict, name="verdict"),
    path("seals/", signing.seals, name="seals"),
    path("seals/seal/", signing.seal, name="seal"),
    path("delegation/", delegation.delegation, name="delegation"),
    path("delegation/<int:delegation_id>/revoke/", delegation.revoke, name="revoke"),
]
