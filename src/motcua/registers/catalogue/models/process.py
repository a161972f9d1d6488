"""The step table of the internal process (quy trình nội bộ), as the decision prints it."""

from django.db import models

from motcua.registers.catalogue.models.procedure import ProcedureCase, ProcedureVersion
from motcua.registers.catalogue.models.vocabulary import one_of
from motcua.registers.catalogue.rules.kinds import StepUnit, Wait


class ProcessStep(models.Model):
    """One row of the decision's table: who does what, where, in how many working minutes.

    Rows with the same `parallel_group` run side by side. A row with `wait` stops the clock. A row
    that is not `is_counted` (the return of the result) has no part in the legal limit.
    """

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="steps")
    case = models.ForeignKey(ProcedureCase, models.CASCADE, null=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=500)
    name_en = models.CharField(max_length=500, blank=True)
    role = models.CharField(max_length=30, blank=True)
    unit_kind = models.CharField(max_length=10)
    unit_code = models.CharField(max_length=35, blank=True)
    working_minutes = models.PositiveIntegerField(default=0)
    act = models.CharField(max_length=30)
    returns_to = models.CharField(max_length=40, blank=True)
    parallel_group = models.CharField(max_length=40, blank=True)
    is_optional = models.BooleanField(default=False)
    is_counted = models.BooleanField(default=True)
    wait = models.CharField(max_length=16, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["version", "case", "key"],
                nulls_distinct=False,
                name="a_step_key_is_used_once",
            ),
            models.UniqueConstraint(
                fields=["version", "case", "number"],
                nulls_distinct=False,
                name="a_step_number_is_used_once",
            ),
            one_of("unit_kind", StepUnit, "a_step_has_a_known_place"),
            models.CheckConstraint(
                condition=models.Q(wait="") | models.Q(wait__in=[word.value for word in Wait]),
                name="a_step_waits_for_something_known",
            ),
            models.CheckConstraint(
                condition=models.Q(is_counted=False)
                | ~models.Q(wait="")
                | (models.Q(working_minutes__gt=0) & ~models.Q(role="")),
                name="a_counted_step_has_a_role_and_a_limit",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.name}"
