"""The instruments: regulations with their validity, and decisions that announce procedures."""

from django.db import models

from motcua.registers.catalogue.models.vocabulary import one_of
from motcua.registers.catalogue.rules.kinds import RegulationState


class Regulation(models.Model):
    """A law, decree or circular and the days on which it binds."""

    code = models.CharField(max_length=40, unique=True)
    title = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    issued_on = models.DateField(null=True)
    in_force_from = models.DateField(null=True)
    in_force_to = models.DateField(null=True)
    state = models.CharField(max_length=10)
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="+")
    source = models.CharField(max_length=200)

    class Meta:
        constraints = [
            one_of("state", RegulationState, "a_regulation_has_a_known_state"),
            models.CheckConstraint(
                condition=models.Q(in_force_to__gte=models.F("in_force_from")),
                name="a_regulation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class AnnouncementDecision(models.Model):
    """The Chairman's decision that announces a list of procedures or approves their process."""

    number = models.CharField(max_length=60, unique=True)
    title = models.CharField(max_length=500)
    issued_on = models.DateField()
    effective_on = models.DateField()
    issuing_body = models.CharField(max_length=200)
    signer = models.CharField(max_length=120, blank=True)
    published_on = models.DateField(null=True)
    is_demo = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(published_on__gte=models.F("issued_on")),
                name="a_decision_is_published_after_it_is_issued",
            ),
        ]

    def __str__(self) -> str:
        return self.number
