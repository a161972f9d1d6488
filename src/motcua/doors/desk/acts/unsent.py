"""What was typed into an act's form and not yet sent: kept per step, or per dossier and act."""

from datetime import datetime

from django.http import QueryDict

from motcua.casework.dossiers.actions import drop_draft, keep_draft
from motcua.casework.dossiers.queries import draft_of
from motcua.doors.desk.acts.form import ActForm
from motcua.doors.desk.typed import fields_of, form_of


def screen_of(form: ActForm, dossier_id: int, task_id: int) -> str:
    """Return the name of the draft; a step that is done shows its form to nobody any more."""
    return f"act:{form.slug}:{task_id}" if form.about_task else f"act:{form.slug}:d{dossier_id}"


def keep(officer_id: int, screen: str, form: QueryDict, *, now: datetime) -> None:
    """Keep the form as it stands."""
    keep_draft(officer_id, screen, fields_of(form), now=now)


def unsent(officer_id: int, screen: str) -> QueryDict:
    """Return the form as it was kept, empty when nothing was; one statement."""
    row = draft_of(officer_id, screen)
    return form_of(row.fields) if row else QueryDict()


def spend(form: ActForm, officer_id: int, screen: str) -> None:
    """Forget the draft of an act that may be done again; that of a step dies with the step."""
    if not form.is_step:
        drop_draft(officer_id, screen)
