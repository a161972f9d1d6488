"""Results, and the versions of them that somebody may hold."""

from django.db import models
from django.db.models import Q

from motcua.casework.documents.models.form import FormIssue
from motcua.casework.documents.models.words import words
from motcua.casework.documents.rules.papers import (
    ELECTRONIC,
    ENDED,
    MAKING,
    Medium,
    ResultState,
    Signing,
)

_IS_SIGNED = Q(signing__in=sorted(ELECTRONIC))


class Results(models.QuerySet["Result"]):
    """What can be said of results."""

    def standing(self) -> "Results":
        """Leave those that a dossier goes by: not ended, and not meant to replace one yet."""
        return self.exclude(state__in=ENDED).exclude(replaces__isnull=False, state__in=MAKING)

    def replacing(self) -> "Results":
        """Leave those that are made to replace one in force."""
        return self.filter(replaces__state=ResultState.ISSUED, state__in=MAKING)


class Result(models.Model):
    """The outcome of a dossier: drafted, approved, numbered and issued, perhaps ended.

    `number` is the whole label, `12/GPXD`. `body` is the draft, with the reason where the file to
    be signed refuses; the issued text is `form`. `file` is the newest version of the electronic
    original, `spots` its open places, `check_code` what the public needs to ask about it. Where, by
    whom and in which `medium` it was issued stands here for the figures; `why_on_paper` is the
    reason of whoever issued it without a digital signature. One in force ends by being revoked, or
    by being replaced: the instant and the reason stand in `revoked_at` and `revoke_reason`, and the
    new one `replaces` it.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, related_name="+", db_index=False
    )
    kind_code = models.CharField(max_length=60, blank=True, default="")
    number = models.CharField(max_length=80, blank=True, default="")
    symbol = models.CharField(max_length=60, blank=True, default="")
    title = models.CharField(max_length=500)
    body = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=words(ResultState))
    drafted_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    signer_label = models.CharField(max_length=200, blank=True, default="")
    revoke_reason = models.CharField(max_length=500, blank=True, default="")
    replaces = models.OneToOneField("self", models.PROTECT, related_name="+", null=True)
    form = models.OneToOneField(FormIssue, models.PROTECT, related_name="+", null=True)
    signing = models.CharField(max_length=8, choices=words(Signing), default=Signing.PAPER)
    file = models.ForeignKey("files.Blob", models.PROTECT, related_name="+", null=True)
    spots = models.JSONField(default=dict)
    check_code = models.CharField(max_length=12, blank=True, default="")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", null=True, db_index=False
    )
    procedure = models.ForeignKey(
        "catalogue.Procedure", models.PROTECT, related_name="+", null=True, db_index=False
    )
    officer = models.ForeignKey(
        "people.Officer", models.PROTECT, related_name="+", null=True, db_index=False
    )
    medium = models.CharField(max_length=10, choices=words(Medium), default=Medium.PAPER)
    why_on_paper = models.CharField(max_length=300, blank=True, default="")

    objects = Results.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_result_issued_on_paper_says_where_and_why",
                condition=~Q(state=ResultState.ISSUED)
                | Q(unit__isnull=False, procedure__isnull=False)
                & (Q(medium=Medium.SIGNED) | ~Q(why_on_paper="")),
            ),
            models.CheckConstraint(
                name="a_result_drawn_or_signed_has_its_file",
                condition=Q(signing=Signing.PAPER, file__isnull=True)
                | (~Q(signing=Signing.PAPER) & Q(file__isnull=False) & ~Q(check_code="")),
            ),
            models.CheckConstraint(
                name="an_approved_result_says_who_and_when",
                condition=Q(state=ResultState.DRAFT)
                | (Q(approved_at__isnull=False) & ~Q(signer_label="")),
            ),
            models.CheckConstraint(
                name="an_issued_result_has_number_instant_and_form",
                condition=Q(state__in=[ResultState.DRAFT, ResultState.APPROVED])
                | (Q(issued_at__isnull=False, form__isnull=False) & ~Q(number="")),
            ),
            models.CheckConstraint(
                name="an_ended_result_says_why",
                condition=~Q(state__in=sorted(ENDED))
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
            ),
            models.UniqueConstraint(
                name="a_dossier_has_one_result_in_force",
                fields=["dossier"],
                condition=Q(state=ResultState.ISSUED),
            ),
            models.UniqueConstraint(
                name="a_dossier_has_one_result_that_replaces_none",
                fields=["dossier"],
                condition=Q(replaces__isnull=True) & ~Q(state__in=sorted(ENDED)),
            ),
        ]
        indexes = [
            models.Index(name="results_of_a_dossier", fields=["dossier", "id"]),
            models.Index(
                name="results_by_number", fields=["number", "-dossier"], condition=~Q(number="")
            ),
            models.Index(
                name="results_by_issue",
                fields=["issued_at"],
                include=["unit", "procedure", "officer", "medium"],
                condition=Q(state=ResultState.ISSUED),
            ),
            models.Index(name="results_past", fields=["id"], condition=Q(revoked_at__isnull=False)),
            models.Index(name="results_signed", fields=["signing", "id"], condition=_IS_SIGNED),
        ]


class ResultVersion(models.Model):
    """A signed version of a result: somebody may hold it, and ask what has become of it."""

    file = models.OneToOneField("files.Blob", models.PROTECT, related_name="+", primary_key=True)
    result = models.ForeignKey(Result, models.PROTECT, related_name="+")
