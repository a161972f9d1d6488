"""Stored papers of owners, and the uses made of them."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from motcua.casework.vault.rules import Doubt, Standing, Trust


def _words(states: type[StrEnum]) -> list[tuple[str, str]]:
    return [(state.value, state.value) for state in states]


class StoredPaper(models.Model):
    """A paper or result kept for its owner; `kind_key` is the folded name of its kind.

    `doubt` says why the signature it was trusted for is believed no more.
    """

    owner = models.ForeignKey("people.Applicant", models.PROTECT, related_name="+", db_index=False)
    kind_code = models.CharField(max_length=60, blank=True, default="")
    kind_key = models.CharField(max_length=200)
    name = models.CharField(max_length=2000)
    number = models.CharField(max_length=80, blank=True, default="")
    issuer = models.CharField(max_length=300, blank=True, default="")
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    trust = models.CharField(max_length=12, choices=_words(Trust))
    doubt = models.CharField(max_length=12, choices=_words(Doubt), blank=True, default=Doubt.NONE)
    standing = models.CharField(max_length=12, choices=_words(Standing), default=Standing.IN_FORCE)
    from_dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    result = models.OneToOneField("documents.Result", models.PROTECT, related_name="+", null=True)
    blob = models.ForeignKey("files.Blob", models.PROTECT, related_name="+", null=True)
    page_count = models.PositiveSmallIntegerField(default=0)
    kept_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_stored_paper_can_be_shown",
                condition=Q(result__isnull=False) | Q(blob__isnull=False),
            ),
            models.CheckConstraint(
                name="a_paper_no_longer_in_force_says_since_when",
                condition=Q(standing=Standing.IN_FORCE) | Q(ended_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_stored_file_has_pages", condition=Q(blob=None) | Q(page_count__gt=0)
            ),
            models.CheckConstraint(
                name="a_doubted_paper_is_not_trusted",
                condition=Q(doubt=Doubt.NONE) | Q(trust=Trust.PLAIN),
            ),
            models.UniqueConstraint(
                name="a_dossier_keeps_a_file_once_for_its_owner",
                fields=["from_dossier", "blob", "kind_key"],
                condition=Q(blob__isnull=False),
            ),
        ]
        indexes = [
            models.Index(name="stored_papers_of_an_owner", fields=["owner", "-kept_at", "id"])
        ]


class Use(models.Model):
    """A stored paper stood for a required one in a later dossier, on a recorded ground."""

    paper = models.ForeignKey(StoredPaper, models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    required_paper = models.ForeignKey("catalogue.RequiredPaper", models.PROTECT, related_name="+")
    ground = models.CharField(max_length=300)
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_use_says_its_ground", condition=~Q(ground="")),
            models.UniqueConstraint(
                name="a_required_paper_is_reused_once", fields=["dossier", "required_paper"]
            ),
        ]
        indexes = [models.Index(name="uses_of_a_stored_paper", fields=["paper", "-at"])]


class CertifiedCopy(models.Model):
    """A line of the yearly register of electronic copies certified from paper originals.

    `source` is the scan, `copy` the same pages with the officer's signature.
    """

    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()
    paper = models.ForeignKey("documents.PaperItem", models.PROTECT, related_name="+")
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    source = models.ForeignKey("files.Blob", models.PROTECT, related_name="+")
    copy = models.OneToOneField("files.Blob", models.PROTECT, related_name="+")
    page_count = models.PositiveSmallIntegerField()
    by_label = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_number_of_the_register_is_used_once", fields=["unit", "year", "number"]
            )
        ]
        indexes = [models.Index(name="certified_copies_of_a_dossier", fields=["dossier", "id"])]
