"""What a version costs, and who pays less."""

from django.db import models

from motcua.registers.catalogue.models.procedure import ProcedureCase, ProcedureVersion
from motcua.registers.catalogue.models.vocabulary import one_of
from motcua.registers.catalogue.rules.kinds import Certainty, Channel, DueWhen, FeeKind, FeePer


class ExemptionClass(models.Model):
    """A class of applicants whom a law frees from a fee, wholly or in part."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    legal_source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return self.name


class FeeRule(models.Model):
    """An amount, when and on which channel it holds, and the text that sets it.

    `threshold` and `beyond_amount_vnd` price the units after the first ones; `cap_vnd` is the
    most that one copy (or dossier) may cost. A null amount is a fee whose sum is not known yet.
    """

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="fee_rules")
    case = models.ForeignKey(ProcedureCase, models.CASCADE, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=6)
    name = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500, blank=True)
    amount_vnd = models.PositiveBigIntegerField(null=True)
    per = models.CharField(max_length=8, default=FeePer.DOSSIER)
    threshold = models.PositiveSmallIntegerField(null=True)
    beyond_amount_vnd = models.PositiveBigIntegerField(null=True)
    cap_vnd = models.PositiveBigIntegerField(null=True)
    channel = models.CharField(max_length=8, null=True)  # noqa: DJ001 - null means every channel
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    legal_source = models.CharField(max_length=500)
    condition_text = models.CharField(max_length=1000, blank=True)
    due_when = models.CharField(max_length=16, default=DueWhen.AT_FILING)
    certainty = models.CharField(max_length=8, default=Certainty.MEM_MID)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "number"], name="a_fee_number_is_used_once"),
            one_of("kind", FeeKind, "a_fee_is_a_fee_or_a_charge"),
            one_of("per", FeePer, "a_fee_counts_something_known"),
            one_of("channel", Channel, "a_fee_has_a_known_channel"),
            one_of("due_when", DueWhen, "a_fee_is_due_at_a_known_moment"),
            one_of("certainty", Certainty, "a_fee_says_how_sure_it_is"),
            models.CheckConstraint(
                condition=models.Q(valid_to__gte=models.F("valid_from")),
                name="a_fee_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(threshold__isnull=True, beyond_amount_vnd__isnull=True)
                | models.Q(threshold__gte=1, beyond_amount_vnd__isnull=False),
                name="a_fee_threshold_has_a_second_price",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.amount_vnd}"


class FeeExemption(models.Model):
    """How much less a class of applicants pays under one fee rule."""

    fee_rule = models.ForeignKey(FeeRule, models.CASCADE, related_name="exemptions")
    exemption_class = models.ForeignKey(ExemptionClass, models.PROTECT, related_name="+")
    percent_off = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["fee_rule", "exemption_class"],
                name="a_class_is_exempted_once_per_fee",
            ),
            models.CheckConstraint(
                condition=models.Q(percent_off__gte=1, percent_off__lte=100),
                name="an_exemption_takes_off_1_to_100_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"-{self.percent_off} %"
