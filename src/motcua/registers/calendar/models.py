"""Weeks of sessions, days that differ, years that are decided, and every calendar ever used.

Weeks are half-open: valid from `valid_from` on, no longer at `valid_to`. Closures name their
first and last day, as the notice on the door does.
"""

from django.db import models
from django.db.models import F, Q

from motcua.registers.organisation.models import Unit


class WorkWeek(models.Model):
    """The sessions of a unit's week in a period; without a unit, everybody's."""

    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                nulls_distinct=False,
                name="a_week_of_a_unit_begins_once_on_a_day",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from")),
                name="a_week_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid_from}"


class Session(models.Model):
    """An unbroken stretch of working time on one weekday, Monday = 1."""

    week = models.ForeignKey(WorkWeek, models.CASCADE, related_name="sessions")
    weekday = models.PositiveSmallIntegerField()
    opens_at = models.TimeField()
    closes_at = models.TimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "week", "weekday", "opens_at", name="a_session_opens_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(weekday__range=(1, 7)), name="a_session_is_on_a_day_of_the_week"
            ),
            models.CheckConstraint(
                condition=Q(closes_at__gt=F("opens_at")), name="a_session_closes_after_it_opens"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens_at:%H:%M}-{self.closes_at:%H:%M}"


class Holiday(models.Model):
    """A day of rest for everybody; one not observed is known of but worked on."""

    on = models.DateField(unique=True)
    name = models.CharField(max_length=120)
    is_observed = models.BooleanField(default=True)
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.on} {self.name}"


class SwapDay(models.Model):
    """A working day given off in exchange for a day of rest worked."""

    off_on = models.DateField(unique=True)
    works_on = models.DateField(unique=True)
    source = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(off_on=F("works_on")), name="a_swap_has_two_different_days"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.off_on} ↔ {self.works_on}"


class ExtraClosure(models.Model):
    """Days on which a unit and all below it do not work, for a reason of their own."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    first_on = models.DateField()
    last_on = models.DateField()
    reason = models.CharField(max_length=200)

    class Meta:
        indexes = [models.Index("unit", "first_on", name="closures_by_unit")]
        constraints = [
            models.CheckConstraint(
                condition=Q(last_on__gte=F("first_on")), name="a_closure_ends_after_it_begins"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_closure_has_a_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.unit_id} {self.first_on}-{self.last_on}"


class ApprovedYear(models.Model):
    """A year whose holidays and swaps are decided, and by what."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    decision = models.CharField(max_length=300)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(decision=""), name="an_approved_year_names_its_decision"
            ),
        ]

    def __str__(self) -> str:
        return str(self.year)


class Edition(models.Model):
    """The one row that changes with every change of the calendar; caches are keyed by it."""

    token = models.UUIDField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="there_is_one_edition"),
        ]

    def __str__(self) -> str:
        return str(self.token)


class KeptCalendar(models.Model):
    """A calendar some unit has had: the plan, under the version its deadlines name."""

    version = models.CharField(primary_key=True, max_length=16)
    plan = models.TextField()
    kept_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.version
