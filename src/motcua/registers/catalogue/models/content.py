"""What a version asks for, how long it takes, what comes out, and on which law it rests."""

from datetime import time

from django.db import models

from motcua.engine.worktime import LimitUnit, Mode
from motcua.registers.catalogue.models.law import Regulation
from motcua.registers.catalogue.models.procedure import ProcedureCase, ProcedureVersion
from motcua.registers.catalogue.models.vocabulary import one_of
from motcua.registers.catalogue.rules.kinds import Certainty, Channel


class RequiredPaper(models.Model):
    """One component of the dossier (thành phần hồ sơ).

    `most_pages` and `most_mb` limit its electronic file; null leaves the general limit.
    """

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="papers")
    case = models.ForeignKey(ProcedureCase, models.CASCADE, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=2000)
    name_en = models.CharField(max_length=2000, blank=True)
    code = models.CharField(max_length=60, blank=True, help_text="National code; never invented.")
    form_code = models.CharField(max_length=120, blank=True)
    form_url = models.CharField(max_length=1000, blank=True)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    condition_text = models.CharField(max_length=2000, blank=True)
    is_required = models.BooleanField(default=True)
    is_reusable = models.BooleanField(default=False)
    most_pages = models.PositiveSmallIntegerField(null=True)
    most_mb = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="a_paper_number_is_used_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(is_required=True, condition_text__gt=""),
                name="a_conditional_paper_is_not_required_of_everyone",
            ),
            models.CheckConstraint(
                condition=~models.Q(most_pages=0) & ~models.Q(most_mb=0),
                name="a_limit_of_a_paper_lets_something_in",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TimeLimit(models.Model):
    """A legal time limit, for all or for one case or channel, or under a written condition."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="limits")
    case = models.ForeignKey(ProcedureCase, models.CASCADE, null=True, related_name="+")
    channel = models.CharField(max_length=8, null=True)  # noqa: DJ001 - null means every channel
    unit = models.CharField(max_length=12)
    amount = models.DecimalField(max_digits=6, decimal_places=2, null=True)
    mode = models.CharField(max_length=12, default=Mode.DAY_BOUNDARY)
    cut_off = models.TimeField(default=time(15, 0))
    condition_text = models.CharField(max_length=1000, blank=True)
    certainty = models.CharField(max_length=8, default=Certainty.MEM_MID)

    class Meta:
        constraints = [
            one_of("channel", Channel, "a_limit_has_a_known_channel"),
            one_of("unit", LimitUnit, "a_limit_has_a_known_unit"),
            one_of("mode", Mode, "a_limit_has_a_known_mode"),
            one_of("certainty", Certainty, "a_limit_says_how_sure_it_is"),
            models.CheckConstraint(
                condition=models.Q(
                    unit__in=["working_day", "calendar_day", "working_hour", "month"],
                    amount__gt=0,
                )
                | models.Q(unit__in=["same_day", "immediate", "undefined"], amount__isnull=True),
                name="a_counted_limit_has_an_amount_and_no_other_has",
            ),
            models.UniqueConstraint(
                fields=["version", "case", "channel", "condition_text"],
                nulls_distinct=False,
                name="one_limit_per_case_channel_and_condition",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount or ''} {self.unit}".strip()


class ResultKind(models.Model):
    """What the applicant gets."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="results")
    number = models.PositiveSmallIntegerField()
    code = models.CharField(max_length=60, blank=True, help_text="National code; never invented.")
    name = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500, blank=True)
    symbol = models.CharField(max_length=40, blank=True, help_text="After the number: GPXD, GCN.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="a_result_number_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class LegalBasis(models.Model):
    """An instrument on which the version rests."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="bases")
    number = models.PositiveSmallIntegerField()
    document_no = models.CharField(max_length=60)
    title = models.CharField(max_length=1000, blank=True)
    regulation = models.ForeignKey(Regulation, models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "number"], name="a_legal_basis_number_is_used_once"
            ),
        ]

    def __str__(self) -> str:
        return self.document_no
