"""Stacks as they came from the scanner, and their pages on the way to a folder."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from motcua.casework.scanning.rules import PageState, Source, StackState


def _words(states: type[StrEnum]) -> list[tuple[str, str]]:
    return [(state.value, state.value) for state in states]


class Stack(models.Model):
    """One file from the scanner: never changed, and whose it is if it was scanned at a dossier."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+", null=True)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    blob = models.ForeignKey("files.Blob", models.PROTECT, related_name="+")
    source = models.CharField(max_length=8, choices=_words(Source))
    name = models.CharField(max_length=200)
    state = models.CharField(max_length=12, choices=_words(StackState))
    page_count = models.PositiveSmallIntegerField()
    is_signed = models.BooleanField(default=False)
    officer_id = models.BigIntegerField()
    officer = models.CharField(max_length=200)
    taken_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_stack_has_pages", condition=Q(page_count__gt=0))
        ]
        indexes = [models.Index(name="stacks_of_a_unit", fields=["unit", "-id"])]


class Page(models.Model):
    """One page of a stack. `dossier` None lies in the tray; `paper` is set when a person says so.

    `place` orders pages of one stack; `layer` is a PDF page with nothing but the words.
    """

    stack = models.ForeignKey(Stack, models.CASCADE, related_name="pages")
    place = models.PositiveSmallIntegerField()
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+", null=True)
    paper = models.ForeignKey("documents.PaperItem", models.PROTECT, related_name="+", null=True)
    state = models.CharField(max_length=10, choices=_words(PageState))
    is_left_out = models.BooleanField(default=False)
    picture = models.ForeignKey("files.Blob", models.PROTECT, related_name="+", null=True)
    thumbnail = models.ForeignKey("files.Blob", models.PROTECT, related_name="+", null=True)
    layer = models.ForeignKey("files.Blob", models.PROTECT, related_name="+", null=True)
    code = models.CharField(max_length=60, blank=True, default="")
    codes = models.JSONField(default=list)
    quality = models.JSONField(default=dict)
    faults = models.JSONField(default=list)
    text = models.TextField(blank=True, default="")
    confidence = models.FloatField(default=0)
    treatment = models.CharField(max_length=8, blank=True, default="")
    why_not_read = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_stack_has_each_place_once", fields=["stack", "place"]),
            models.CheckConstraint(
                name="a_page_of_a_paper_lies_in_its_dossier",
                condition=Q(paper__isnull=True) | Q(dossier__isnull=False, is_left_out=False),
            ),
            models.CheckConstraint(
                name="a_viewable_page_has_its_picture",
                condition=Q(state__in=[PageState.WAITING, PageState.UNREADABLE])
                | Q(picture__isnull=False, thumbnail__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                name="pages_of_a_dossier",
                fields=["dossier", "id"],
                condition=Q(dossier__isnull=False),
            ),
            models.Index(
                name="pages_in_the_tray",
                fields=["stack", "place"],
                condition=Q(dossier__isnull=True, is_left_out=False),
            ),
            models.Index(
                name="pages_of_a_paper", fields=["paper", "id"], condition=Q(paper__isnull=False)
            ),
        ]
