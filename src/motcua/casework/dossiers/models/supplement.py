"""Requests for missing papers: every request lists exactly what lacks and why."""

from django.db import models
from django.db.models import Q


class SupplementRequest(models.Model):
    """One form 02: `stage` tells whether the dossier had been received."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    stage = models.CharField(max_length=12)
    round = models.PositiveSmallIntegerField()
    reason = models.TextField()
    legal_basis = models.CharField(max_length=300, blank=True, default="")
    approver = models.CharField(max_length=200, blank=True, default="")
    requested_at = models.DateTimeField()
    requested_by = models.CharField(max_length=200)
    answer_by = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_second_request_in_appraisal_has_basis_and_approver",
                condition=Q(round__lte=1)
                | Q(stage="reception")
                | (~Q(legal_basis="") & ~Q(approver="")),
            ),
            models.UniqueConstraint(
                name="a_dossier_has_one_open_request",
                fields=["dossier"],
                condition=Q(answered_at__isnull=True),
            ),
        ]


class SupplementItem(models.Model):
    """One thing to bring: the paper and what is wrong with it."""

    request = models.ForeignKey(SupplementRequest, models.CASCADE, related_name="items")
    paper = models.ForeignKey(
        "catalogue.RequiredPaper", models.PROTECT, related_name="+", null=True
    )
    name = models.CharField(max_length=500)
    what = models.CharField(max_length=500)
    is_brought = models.BooleanField(default=False)
