"""Units with their dates, who follows whom, and the posts that carry rights.

Every period is half-open: valid from `valid_from` on, no longer at `valid_to`.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from motcua.registers.organisation.rules import LONGEST_CODE, Level, Role
from motcua.registers.people.models import Officer

_ENDS_AFTER_IT_BEGINS = Q(valid_to__isnull=True) | Q(valid_to__gt=F("valid_from"))
ROLE_CHOICES = [(role, role.value) for role in Role]


class Unit(models.Model):
    """A body of the State as it was named and coded in one period; a new name is a new unit."""

    code = models.CharField(max_length=LONGEST_CODE)
    old_code = models.CharField(max_length=LONGEST_CODE, blank=True)
    area_code = models.CharField(max_length=5, blank=True)
    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, blank=True)
    short_name = models.CharField(max_length=80, blank=True)
    sort_key = models.CharField(max_length=600, db_collation="C")
    level = models.CharField(max_length=10, choices=[(v, v.value) for v in Level])
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    address = models.CharField(max_length=300, blank=True)
    phone = models.CharField(max_length=15, blank=True)

    class Meta:
        indexes = [
            models.Index("parent", name="units_by_parent"),
            models.Index("area_code", name="units_by_area", condition=~Q(area_code="")),
        ]
        constraints = [
            models.UniqueConstraint("code", "valid_from", name="a_code_begins_once_on_a_day"),
            models.UniqueConstraint(
                fields=["code"],
                condition=Q(valid_to__isnull=True),
                name="a_code_names_one_living_unit",
            ),
            models.CheckConstraint(
                condition=_ENDS_AFTER_IT_BEGINS, name="a_unit_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[v.value for v in Level]), name="a_unit_has_a_known_level"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UnitSuccession(models.Model):
    """From a day on, the work of one unit, or a part of it, goes on in another."""

    predecessor = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    successor = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    on = models.DateField()
    scope = models.CharField(max_length=200, blank=True)
    basis = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index("successor", name="successions_by_successor")]
        constraints = [
            models.UniqueConstraint(
                "predecessor", "successor", "on", "scope", name="a_succession_is_told_once"
            ),
            models.CheckConstraint(
                condition=~Q(predecessor=F("successor")), name="no_unit_succeeds_itself"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.predecessor_id} → {self.successor_id}"


class Post(models.Model):
    """An officer's place in a unit, and the roles that go with it."""

    officer = models.ForeignKey(Officer, models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    roles = ArrayField(models.CharField(max_length=24, choices=ROLE_CHOICES))
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index("officer", "valid_from", name="posts_by_officer"),
            models.Index("unit", name="posts_by_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="a_post_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(roles__len__gt=0)
                & Q(roles__contained_by=[role.value for role in Role]),
                name="a_post_has_known_roles",
            ),
            models.UniqueConstraint(
                fields=["officer", "unit"],
                condition=Q(valid_to__isnull=True),
                name="an_officer_has_one_open_post_in_a_unit",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Delegation(models.Model):
    """Roles lent by one post to another, for a time; they come back by themselves."""

    from_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    to_post = models.ForeignKey(Post, models.PROTECT, related_name="+")
    scope = ArrayField(models.CharField(max_length=24, choices=ROLE_CHOICES))
    reason = models.CharField(max_length=300, blank=True)
    valid_from = models.DateTimeField()
    valid_to = models.DateTimeField()

    class Meta:
        indexes = [models.Index("to_post", "valid_to", name="delegations_by_receiver")]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="a_delegation_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(from_post=F("to_post")), name="nobody_delegates_to_themselves"
            ),
            models.CheckConstraint(
                condition=Q(scope__len__gt=0)
                & Q(scope__contained_by=[role.value for role in Role]),
                name="a_delegation_has_a_known_scope",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.from_post_id} → {self.to_post_id}"
