"""What was said of a clock, once each; where the time of ended dossiers went."""

from django.db import models
from django.db.models import F, Q

from motcua.oversight.clockwatch.rules import AlertKind, Cause


class Split(models.Model):
    """The seconds of an ended dossier by cause; every column can be computed again from its life.

    What it is selected by stands beside the seconds, so that a sum reads one narrow table.
    """

    dossier = models.OneToOneField(
        "dossiers.Dossier", models.CASCADE, related_name="+", primary_key=True
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    procedure = models.ForeignKey(
        "catalogue.Procedure", models.PROTECT, related_name="+", db_index=False
    )
    channel = models.CharField(max_length=8)
    ended_at = models.DateTimeField()
    is_late = models.BooleanField()
    elapsed = models.PositiveIntegerField()
    working = models.PositiveIntegerField()
    queueing = models.PositiveIntegerField()
    other_agency = models.PositiveIntegerField()
    citizen = models.PositiveIntegerField()
    financial_duty = models.PositiveIntegerField()
    other_pause = models.PositiveIntegerField()
    sync = models.PositiveIntegerField()
    rest = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="the_causes_sum_to_the_elapsed_time",
                condition=Q(
                    elapsed=F("working")
                    + F("queueing")
                    + F("other_agency")
                    + F("citizen")
                    + F("financial_duty")
                    + F("other_pause")
                    + F("sync")
                    + F("rest")
                ),
            ),
        ]
        indexes = [
            models.Index("ended_at", "dossier", name="splits_by_end"),
            models.Index("unit", "ended_at", name="splits_of_a_unit"),
            models.Index(
                "ended_at", "dossier", name="late_splits_by_end", condition=Q(is_late=True)
            ),
        ]


CAUSES = tuple(cause.value for cause in Cause)
"""The columns of the seconds."""


class Alert(models.Model):
    """Something a clock was about to break, or broke, as it was told; never changed.

    `counted_from` is the promise in force, or, of a filing not yet answered, the instant of
    filing: a promise that moves is a new one, told anew.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", models.CASCADE, related_name="+", db_index=False
    )
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=20, choices=[(k, k.value) for k in AlertKind])
    counted_from = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "dossier", "kind", "counted_from", name="a_promise_is_told_of_once_in_each_way"
            ),
        ]
        indexes = [models.Index("unit", "at", name="alerts_of_a_unit")]
