"""Readers: the forms, the papers and the result of a dossier, as frozen rows.

Whoever asks has already been let in to the dossier; these rows carry no scope of their own.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.casework.documents.models import FormIssue, PaperItem, Result
from motcua.casework.documents.render import Rendered, render, template_version
from motcua.casework.documents.rules.packs import FormKind, pack_named
from motcua.casework.documents.rules.papers import Medium, PaperState, ResultState


@dataclass(frozen=True)
class FormRow:
    """One issued form of a dossier, without its data."""

    id: int
    kind: FormKind
    title: str
    number: str
    issued_at: datetime
    issued_by: str
    copies_printed: int


@dataclass(frozen=True)
class FormSheet:
    """The newest form of a kind with what it says, as plain values; instants in ISO 8601."""

    id: int
    title: str
    number: str
    copies_printed: int
    verify_url: str
    says: dict[str, Any]


@dataclass(frozen=True)
class PaperRow:
    """One paper of the folder."""

    id: int
    required_paper_id: int | None
    name: str
    originals: int
    copies: int
    state: PaperState
    note: str
    received_at: datetime | None


@dataclass(frozen=True)
class ResultRow:
    """The result in force; `number` and `form_id` are empty before it is issued."""

    id: int
    state: ResultState
    title: str
    number: str
    signer_label: str
    issued_at: datetime | None
    form_id: int | None
    medium: Medium


def forms_of(dossier_id: int) -> tuple[FormRow, ...]:
    """Return the issued forms of a dossier, oldest first; one statement."""
    rows = FormIssue.objects.filter(dossier_id=dossier_id).order_by("id").defer("data")
    return tuple(
        FormRow(
            row.pk,
            FormKind(row.kind),
            pack_named(row.pack).row(FormKind(row.kind)).title,
            row.number,
            row.issued_at,
            row.issued_by,
            row.copies_printed,
        )
        for row in rows
    )


def papers_of(dossier_id: int) -> tuple[PaperRow, ...]:
    """Return the papers that the list asked of the applicant, in its order; one statement."""
    asked = PaperItem.objects.filter(dossier_id=dossier_id, result__isnull=True)
    rows = asked.order_by("id")
    return tuple(
        PaperRow(
            row.pk,
            row.required_paper_id,
            row.name,
            row.originals,
            row.copies,
            PaperState(row.state),
            row.note,
            row.received_at,
        )
        for row in rows
    )


def result_of(dossier_id: int) -> ResultRow | None:
    """Return the result in force of a dossier, None before there is a draft; one statement."""
    rows = Result.objects.standing().filter(dossier_id=dossier_id)
    row = rows.defer("body").first()
    if row is None:
        return None
    state = ResultState(row.state)
    return ResultRow(
        row.pk, state, row.title, row.number, row.signer_label, row.issued_at, row.form_id,
        Medium(row.medium),
    )  # fmt: skip


def latest_form(dossier_id: int, kind: FormKind) -> int | None:
    """Return the id of the newest form of `kind` of a dossier, None when it has none."""
    issued = FormIssue.objects.filter(dossier_id=dossier_id, kind=kind)
    return issued.order_by("-id").values_list("pk", flat=True).first()


def sheet_of(dossier_id: int, kind: FormKind) -> FormSheet | None:
    """Return the newest form of `kind` of a dossier for a screen, None when it has none."""
    issued = FormIssue.objects.filter(dossier_id=dossier_id, kind=kind)
    row = issued.order_by("-id").first()
    if row is None:
        return None
    title = pack_named(row.pack).row(kind).title
    return FormSheet(row.pk, title, row.number, row.copies_printed, row.verify_url, row.data)


def dossier_of_form(issue_id: int) -> int | None:
    """Return the dossier a form belongs to, None for none such."""
    return FormIssue.objects.filter(pk=issue_id).values_list("dossier_id", flat=True).first()


def draw(issue: FormIssue, copy_number: int) -> Rendered:
    """Render the stored form without counting it: a preview, or a check of its hash."""
    return render(
        FormKind(issue.kind),
        pack_named(issue.pack),
        issue.data,
        copy_number=copy_number,
        verify_url=issue.verify_url,
    )


def preview(issue_id: int) -> Rendered:
    """Render a stored form as its next print would be, without counting it.

    Raises FormIssue.DoesNotExist.
    """
    issue = FormIssue.objects.get(pk=issue_id)
    return draw(issue, issue.copies_printed)


def is_reproducible(issue_id: int) -> bool:
    """Tell whether the stored data still gives the very bytes of the original print.

    False when the form was never printed, or when the templates have changed since.
    """
    issue = FormIssue.objects.get(pk=issue_id)
    same_templates = issue.template_version == template_version()
    return same_templates and draw(issue, copy_number=0).sha256 == issue.sha256
