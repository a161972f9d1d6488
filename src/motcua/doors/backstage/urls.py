"""The addresses behind the stage."""

from django.urls import path

from motcua.doors.backstage.views import (
    calendar,
    home,
    journal,
    people,
    procedures,
    process,
    review,
    units,
    version,
)

app_name = "backstage"
urlpatterns = [
    path("", home.home, name="home"),
    path("people/", people.listing, name="people"),
    path("people/new/", people.enrol, name="enrol"),
    path("people/review/", review.review, name="review"),
    path("people/review/sign/", review.sign, name="sign_review"),
    path("people/<int:officer_id>/", people.officer, name="officer"),
    path("people/<int:officer_id>/appoint/", people.appoint, name="appoint"),
    path("people/<int:officer_id>/disable/", people.disable, name="disable"),
    path("people/<int:officer_id>/password/", people.first_password, name="first_password"),
    path("people/<int:officer_id>/code/", people.no_second_factor, name="no_second_factor"),
    path("people/<int:officer_id>/posts/<int:post_id>/end/", people.end_post, name="end_post"),
    path("units/", units.units, name="units"),
    path("units/<int:unit_id>/", units.unit, name="unit"),
    path("units/<int:unit_id>/found/", units.found, name="found_unit"),
    path("units/<int:unit_id>/succeed/", units.succeed, name="succeed"),
    path("calendar/", calendar.calendar, name="calendar"),
    path("calendar/<slug:name>/", calendar.change, name="change"),
    path("calendar/closures/<int:closure_id>/reopen/", calendar.reopen, name="reopen"),
    path("procedures/", procedures.procedures, name="procedures"),
    path("procedures/new/", procedures.new, name="new_procedure"),
    path("procedures/import/", procedures.bring, name="import"),
    path("procedures/<int:version_id>/", version.version, name="version"),
    path("procedures/<int:version_id>/next/", procedures.next_version, name="next_version"),
    path("procedures/<int:version_id>/facts/", procedures.facts, name="facts"),
    path("procedures/<int:version_id>/tables/<slug:part>/", procedures.section, name="section"),
    path("procedures/<int:version_id>/life/<slug:step>/", version.life, name="life"),
    path("procedures/<int:version_id>/process/", process.process, name="process"),
    path("procedures/<int:version_id>/process/live/", process.activate, name="activate"),
    path("procedures/<int:version_id>/process/bpmn/", process.bpmn, name="bpmn"),
    path("procedures/<int:version_id>/process/read/", process.upload, name="upload"),
    path("journal/", journal.journal, name="journal"),
    path("journal/verify/", journal.verify_now, name="verify"),
    path("journal/proof/", journal.proof, name="proof"),
]
