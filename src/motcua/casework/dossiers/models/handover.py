"""Hand-over of dossiers between units: sent by one side, confirmed by the other."""

from django.db import models
from django.db.models import Q


class Handover(models.Model):
    """A numbered list of dossiers that one unit sent to another."""

    number = models.CharField(max_length=60)
    from_unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    to_unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    sent_by = models.CharField(max_length=200)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        # Not `unique=True`, for that makes a second index, by pattern, which nobody asks.
        constraints = [
            models.UniqueConstraint(name="a_number_names_one_handover", fields=["number"]),
        ]
        indexes = [
            models.Index(
                name="handovers_to_confirm",
                fields=["to_unit", "sent_at"],
                condition=Q(closed_at__isnull=True),
            ),
        ]


class HandoverItem(models.Model):
    """One dossier of a hand-over; `arrived` is null until the receiver has looked."""

    handover = models.ForeignKey(Handover, models.PROTECT, related_name="items", db_index=False)
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    arrived = models.BooleanField(null=True)
    note = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_handover_lists_a_dossier_once", fields=["handover", "dossier"]
            ),
            models.UniqueConstraint(
                name="a_dossier_travels_on_one_handover_at_a_time",
                fields=["dossier"],
                condition=Q(arrived__isnull=True),
            ),
            models.CheckConstraint(
                name="a_missing_dossier_is_explained",
                condition=Q(arrived__isnull=True) | Q(arrived=True) | ~Q(note=""),
            ),
        ]
