"""Bytes that are kept, what was made of them, and how they came in."""

from enum import StrEnum
from uuid import uuid4

from django.db import models
from django.db.models import F, Q

from motcua.foundation.files.rules.kinds import FaultKind, IntakeState, MediaType, VirusCheck


def _words(states: type[StrEnum]) -> list[tuple[str, str]]:
    return [(state.value, state.value) for state in states]


class Blob(models.Model):
    """Bytes in the store under their SHA-256 (hex); rooms above point here, and so keep them."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=80, choices=_words(MediaType))
    kept_at = models.DateTimeField()
    proven_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_blob_is_named_by_its_hash", condition=Q(sha256__regex="^[0-9a-f]{64}$")
            )
        ]
        indexes = [models.Index(name="blobs_by_last_proof", fields=["proven_at", "sha256"])]


class Rendition(models.Model):
    """What a recipe made of a source: a page's picture, a thumbnail, a searchable copy.

    `recipe` names the way and its version, `thumbnail/1?width=240`: made anew, never changed.
    """

    source = models.ForeignKey(Blob, models.CASCADE, related_name="+")
    recipe = models.CharField(max_length=120)
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_recipe_is_followed_once", fields=["source", "recipe"], include=["blob"]
            )
        ]


class Intake(models.Model):
    """A file that somebody offers: whole or piece by piece, then let in or quarantined.

    `refusals` lists [problem, detail]; `rule` names the limits it was judged by.
    """

    id = models.UUIDField(primary_key=True, default=uuid4)
    name = models.CharField(max_length=200)
    rule = models.CharField(max_length=40)
    size = models.PositiveBigIntegerField()
    received = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=12, choices=_words(IntakeState))
    by_kind = models.CharField(max_length=12)
    by_key = models.CharField(max_length=200)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    blob = models.ForeignKey(Blob, models.PROTECT, related_name="+", null=True)
    facts = models.JSONField(default=dict)
    refusals = models.JSONField(default=list)
    virus_check = models.CharField(max_length=12, choices=_words(VirusCheck))

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_accepted_file_is_kept",
                condition=~Q(state=IntakeState.ACCEPTED) | Q(blob__isnull=False),
            ),
            models.CheckConstraint(
                name="a_quarantined_file_says_why_and_is_not_kept_as_good",
                condition=~Q(state=IntakeState.QUARANTINED)
                | (Q(blob__isnull=True) & ~Q(refusals=[])),
            ),
            models.CheckConstraint(
                name="no_more_is_received_than_was_announced",
                condition=Q(received__lte=F("size")),
            ),
        ]
        indexes = [
            models.Index(
                name="intakes_in_quarantine",
                fields=["-started_at", "id"],
                condition=Q(state=IntakeState.QUARANTINED),
            ),
            models.Index(
                name="intakes_under_way",
                fields=["started_at"],
                condition=Q(state=IntakeState.RECEIVING),
            ),
        ]


class Fault(models.Model):
    """A blob whose bytes cannot be had or no longer have their hash, found by the nightly proof."""

    blob = models.OneToOneField(Blob, models.CASCADE, related_name="+", primary_key=True)
    kind = models.CharField(max_length=12, choices=_words(FaultKind))
    found_at = models.DateTimeField()
