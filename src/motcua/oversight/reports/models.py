"""Reports asked for, reports made, and their files."""

from enum import StrEnum

from django.db import models
from django.db.models import F, Q

from motcua.oversight.reports.rules.forms import Kind

KINDS = [(kind.value, kind.value) for kind in Kind]


class OrderState(StrEnum):
    """How far an order has come."""

    WAITING = "waiting"
    MAKING = "making"
    MADE = "made"
    REFUSED = "refused"


class Report(models.Model):
    """A report as it was made; the database refuses every later change.

    `data` is everything it says; `parameters` what it was counted from; `unit` null is the whole
    province. Its hash is that of the data's canonical text.
    """

    number = models.CharField(max_length=20, unique=True)
    kind = models.CharField(max_length=16, choices=KINDS)
    first = models.DateField()
    last = models.DateField()
    as_at = models.DateTimeField()
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", null=True)
    scope_name = models.CharField(max_length=200)
    parameters = models.JSONField()
    template_version = models.CharField(max_length=16)
    data = models.JSONField()
    data_sha256 = models.CharField(max_length=64)
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_report_covers_a_day_at_least", condition=Q(last__gte=F("first"))
            ),
        ]
        indexes = [models.Index("unit", "id", name="reports_of_a_unit")]


class Copy(models.Model):
    """A report as a file, byte for byte as it was made."""

    report = models.ForeignKey(Report, models.PROTECT, related_name="copies")
    format = models.CharField(max_length=4, choices=[(f, f) for f in ("pdf", "xlsx", "ods")])
    sha256 = models.CharField(max_length=64)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_report_has_one_file_of_a_format", fields=["report", "format"]
            ),
        ]


class Order(models.Model):
    """A report asked for: what, of when, whose, and how far its making has come."""

    kind = models.CharField(max_length=16, choices=KINDS)
    first = models.DateField()
    last = models.DateField()
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", null=True)
    asked_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in OrderState])
    step = models.CharField(max_length=16, blank=True, default="")
    done = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField(default=1)
    reason = models.CharField(max_length=40, blank=True, default="")
    report = models.OneToOneField(Report, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_made_order_has_its_report",
                condition=Q(state=OrderState.MADE, report__isnull=False)
                | (~Q(state=OrderState.MADE) & Q(report__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_refused_order_says_why",
                condition=~Q(state=OrderState.REFUSED) | ~Q(reason=""),
            ),
        ]
