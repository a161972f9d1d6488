"""Officers, who log in, and applicants, who own dossiers."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.crypto import salted_hmac

from motcua.kit.identity import Sex
from motcua.registers.people.rules import ApplicantKind


class Officer(AbstractBaseUser):
    """Somebody who works for the State and logs in; what they may do stands in their posts."""

    username = models.CharField(max_length=60, unique=True)
    full_name = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600, db_collation="C")
    search_key = models.CharField(max_length=200)
    phone = models.CharField(max_length=15, blank=True)
    email = models.EmailField(blank=True)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=True)
    first_password_until = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    session_epoch = models.PositiveIntegerField(default=0)
    totp_secret = models.CharField(max_length=200, blank=True)
    totp_confirmed_at = models.DateTimeField(null=True, blank=True)
    totp_last_step = models.BigIntegerField(default=0)
    recovery_hashes = ArrayField(models.CharField(max_length=64), default=list, blank=True)
    created_at = models.DateTimeField()

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]
    objects = BaseUserManager["Officer"]()

    class Meta:
        indexes = [models.Index("sort_key", "id", name="officers_by_name")]
        constraints = [
            models.CheckConstraint(
                condition=Q(totp_confirmed_at__isnull=True) | ~Q(totp_secret=""),
                name="a_confirmed_second_factor_has_a_secret",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def has_second_factor(self) -> bool:
        """Tell whether a one-time code is asked at login."""
        return self.totp_confirmed_at is not None

    def get_session_auth_hash(self) -> str:
        """Bind sessions to password and epoch, so that raising the epoch ends them all."""
        material = f"{self.password}:{self.session_epoch}"
        return salted_hmac("motcua.people.session", material, algorithm="sha256").hexdigest()


class Applicant(models.Model):
    """A person, firm or organisation that dossiers belong to."""

    kind = models.CharField(max_length=12, choices=[(k, k.value) for k in ApplicantKind])
    full_name = models.CharField(max_length=200)
    written_key = models.CharField(max_length=200)
    search_key = models.CharField(max_length=200)
    sort_key = models.CharField(max_length=600, db_collation="C")
    identity_number = models.CharField(max_length=14, null=True, blank=True, unique=True)
    birth_on = models.DateField(null=True, blank=True)
    sex = models.CharField(max_length=6, blank=True, choices=[(s, s.value) for s in Sex])
    phone = models.CharField(max_length=15, blank=True)
    email = models.EmailField(blank=True)
    address_line = models.CharField(max_length=300, blank=True)
    commune_code = models.CharField(max_length=10, blank=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(identity_number__isnull=True) | ~Q(identity_number=""),
                name="an_identity_number_is_absent_or_written",
            ),
            models.CheckConstraint(condition=~Q(full_name=""), name="an_applicant_has_a_name"),
            models.CheckConstraint(
                condition=Q(kind__in=[k.value for k in ApplicantKind]),
                name="an_applicant_is_a_person_a_firm_or_an_organisation",
            ),
        ]

    def __str__(self) -> str:
        return self.full_name
