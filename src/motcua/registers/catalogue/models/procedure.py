"""A procedure, its dated versions and the cases within a version."""

from django.db import models

from motcua.registers.catalogue.models.law import AnnouncementDecision
from motcua.registers.catalogue.models.vocabulary import one_of
from motcua.registers.catalogue.rules.kinds import (
    ChangeKind,
    Charging,
    Level,
    OnlineLevel,
    Route,
    VersionState,
)


class Field(models.Model):
    """A field of state management (lĩnh vực)."""

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)

    def __str__(self) -> str:
        return self.name


class Procedure(models.Model):
    """One administrative procedure, named as its newest published version names it."""

    code = models.CharField(max_length=40, unique=True)
    former_code = models.CharField(max_length=40, blank=True)
    is_provisional_code = models.BooleanField(default=False)
    name = models.CharField(max_length=1500)
    name_en = models.CharField(max_length=1500, blank=True)
    field = models.ForeignKey(Field, models.PROTECT, related_name="procedures")
    folk_names = models.JSONField(default=list)
    search_key = models.TextField(
        help_text="Folded name, English name, codes, folk names; one a line."
    )
    source = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(code="") & ~models.Q(name=""),
                name="a_procedure_has_a_code_and_a_name",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class ProcedureVersion(models.Model):
    """The rule set of a procedure over a period; a published one is never edited."""

    procedure = models.ForeignKey(Procedure, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=1500)
    name_en = models.CharField(max_length=1500, blank=True)
    state = models.CharField(max_length=10, default=VersionState.DRAFT)
    change_kind = models.CharField(max_length=10, default=ChangeKind.NEW)
    announcement = models.ForeignKey(
        AnnouncementDecision, models.PROTECT, null=True, related_name="versions"
    )
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)
    published_at = models.DateTimeField(null=True)
    abolished_at = models.DateTimeField(null=True)
    abolished_by = models.ForeignKey(
        AnnouncementDecision, models.PROTECT, null=True, related_name="+"
    )
    level = models.CharField(max_length=10, default=Level.OTHER)
    route = models.CharField(max_length=10, default=Route.LOCAL)
    route_system = models.CharField(max_length=200, blank=True)
    online_level = models.CharField(max_length=12, default=OnlineLevel.NONE)
    charging = models.CharField(max_length=8, default=Charging.UNKNOWN)
    is_counter = models.BooleanField(default=True)
    is_postal = models.BooleanField(default=False)
    is_on_the_spot = models.BooleanField(default=False)
    is_cross_boundary = models.BooleanField(default=False)
    competent_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, null=True, related_name="+"
    )
    competent_body = models.CharField(max_length=500, blank=True)
    audience = models.CharField(max_length=500, blank=True)
    conditions_text = models.TextField(blank=True)
    sequence_text = models.TextField(blank=True)
    internal_process_decision = models.ForeignKey(
        AnnouncementDecision, models.PROTECT, null=True, related_name="+"
    )
    internal_process_approved_at = models.DateTimeField(null=True)
    electronic_process_activated_at = models.DateTimeField(null=True)
    source = models.CharField(max_length=300, blank=True)
    edited_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["procedure", "number"], name="a_version_number_is_used_once"
            ),
            models.UniqueConstraint(
                fields=["procedure"],
                condition=models.Q(state="draft"),
                name="a_procedure_has_one_draft_at_a_time",
            ),
            one_of("state", VersionState, "a_version_has_a_known_state"),
            one_of("change_kind", ChangeKind, "a_version_has_a_known_change"),
            one_of("level", Level, "a_version_has_a_known_level"),
            one_of("route", Route, "a_version_has_a_known_route"),
            one_of("online_level", OnlineLevel, "a_version_has_a_known_online_level"),
            one_of("charging", Charging, "a_version_has_a_known_charging"),
            models.CheckConstraint(
                condition=models.Q(state="draft")
                | models.Q(
                    announcement__isnull=False,
                    effective_from__isnull=False,
                    published_at__isnull=False,
                ),
                name="a_published_version_is_announced_and_dated",
            ),
            models.CheckConstraint(
                condition=models.Q(effective_to__gte=models.F("effective_from")),
                name="a_version_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=models.Q(state="abolished", abolished_at__isnull=False)
                | (~models.Q(state="abolished") & models.Q(abolished_at__isnull=True)),
                name="an_abolished_version_knows_when",
            ),
            models.CheckConstraint(
                condition=models.Q(electronic_process_activated_at__isnull=True)
                | models.Q(internal_process_approved_at__isnull=False),
                name="an_electronic_process_follows_an_approved_internal_process",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.procedure_id} v{self.number} ({self.state})"


class ProcedureCase(models.Model):
    """A variant (trường hợp) with papers, fees or limits of its own."""

    version = models.ForeignKey(ProcedureVersion, models.CASCADE, related_name="cases")
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=40)
    name = models.CharField(max_length=1000)
    name_en = models.CharField(max_length=1000, blank=True)
    is_default = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="a_case_key_is_used_once"),
            models.UniqueConstraint(
                fields=["version"],
                condition=models.Q(is_default=True),
                name="a_version_has_one_default_case",
            ),
        ]

    def __str__(self) -> str:
        return self.name
