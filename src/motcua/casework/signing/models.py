"""Certificates and where their keys are, what was seen and signed, and what was found."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from motcua.casework.signing.rules.certificates import KeyKind
from motcua.casework.signing.rules.verdicts import Colour
from motcua.casework.signing.rules.wishes import Purpose


def _words(states: type[StrEnum]) -> list[tuple[str, str]]:
    return [(state.value, state.value) for state in states]


class Certificate(models.Model):
    """A certificate of an officer or of an agency; its key stays where `key_place` says.

    `image` is the picture of the handwritten signature, or of the seal: a transparent PNG.
    `wrong_pins` counts those in a row; after too many the key rests until `rests_until`.
    """

    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", null=True)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", null=True)
    der = models.BinaryField()
    sha256 = models.CharField(max_length=64, unique=True)
    serial = models.CharField(max_length=64)
    subject = models.CharField(max_length=200)
    organisation = models.CharField(max_length=200, blank=True)
    issuer = models.CharField(max_length=200)
    valid_from = models.DateTimeField()
    valid_until = models.DateTimeField()
    key_kind = models.CharField(max_length=8, choices=_words(KeyKind))
    key_place = models.CharField(max_length=300)
    image = models.ForeignKey("files.Blob", models.PROTECT, related_name="+", null=True)
    added_at = models.DateTimeField()
    added_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_why = models.CharField(max_length=300, blank=True)
    revoked_at = models.DateTimeField(null=True)
    wrong_pins = models.PositiveSmallIntegerField(default=0)
    rests_until = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_certificate_belongs_to_an_officer_or_to_an_agency",
                condition=Q(officer__isnull=True) ^ Q(unit__isnull=True),
            ),
            models.UniqueConstraint(
                name="an_officer_signs_with_one_certificate",
                fields=["officer"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="an_agency_seals_with_one_certificate",
                fields=["unit"],
                condition=Q(withdrawn_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_withdrawn_certificate_says_why",
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_why=""),
            ),
        ]
        indexes = [models.Index(name="certificates_by_end", fields=["valid_until", "id"])]


class Seen(models.Model):
    """An officer was shown these very bytes."""

    officer = models.ForeignKey("people.Officer", models.PROTECT, related_name="+")
    file = models.ForeignKey("files.Blob", models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_file_is_seen_once_by_an_officer", fields=["officer", "file"]
            )
        ]


class Signature(models.Model):
    """A signature that was asked for, and made: `asked_at` is the instant it claims.

    The row is there before the key is used. Whoever comes back after a lost answer finds it; while
    nothing is signed it is asked for anew, at that instant and by that hand.
    """

    source = models.ForeignKey("files.Blob", models.PROTECT, related_name="+")
    certificate = models.ForeignKey(Certificate, models.PROTECT, related_name="+")
    purpose = models.CharField(max_length=12, choices=_words(Purpose))
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+", null=True)
    by_label = models.CharField(max_length=200)
    asked_at = models.DateTimeField()
    signed = models.ForeignKey("files.Blob", models.PROTECT, related_name="+", null=True)
    signed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_file_is_signed_once_by_a_hand_for_a_purpose",
                fields=["source", "certificate", "purpose"],
            ),
            models.CheckConstraint(
                name="a_signature_made_says_when_and_what",
                condition=Q(signed__isnull=True, signed_at__isnull=True)
                | Q(signed__isnull=False, signed_at__isnull=False),
            ),
        ]
        indexes = [models.Index(name="signatures_of_a_dossier", fields=["dossier", "id"])]


class Report(models.Model):
    """The newest verdict on bytes, kept by their hash; the bytes themselves need not be ours.

    `until` is when the newest time-stamp inside must be renewed; only for files we keep.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    colour = models.CharField(max_length=8, choices=_words(Colour))
    verdict = models.JSONField()
    examined_at = models.DateTimeField()
    until = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                name="evidence_by_end", fields=["until", "sha256"], condition=Q(until__isnull=False)
            )
        ]


class RevocationList(models.Model):
    """The newest list of revoked certificates, fetched from an address of the trust list."""

    url = models.CharField(max_length=300, primary_key=True)
    der = models.BinaryField()
    fetched_at = models.DateTimeField()


class TrustTaken(models.Model):
    """A trust list that was once in force, as its signed file: an older one is not taken."""

    version = models.PositiveIntegerField(primary_key=True)
    file = models.BinaryField()
