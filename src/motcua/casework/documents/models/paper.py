"""The papers of a folder: on paper, as files, and how far they are digitised."""

from django.db import models
from django.db.models import Q

from motcua.casework.documents.models.result import Result
from motcua.casework.documents.models.words import words
from motcua.casework.documents.rules.papers import DigitalState, FileOrigin, PaperState


class PaperItem(models.Model):
    """One paper in the folder of one dossier: of the announced list, or the `result` on paper."""

    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, related_name="+", db_index=False
    )
    required_paper = models.ForeignKey(
        "catalogue.RequiredPaper", models.PROTECT, related_name="+", null=True
    )
    name = models.CharField(max_length=2000)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12, choices=words(PaperState))
    note = models.CharField(max_length=500, blank=True, default="")
    received_at = models.DateTimeField(null=True)
    digital = models.CharField(
        max_length=12, choices=words(DigitalState), default=DigitalState.WAITING
    )
    result = models.OneToOneField(Result, models.PROTECT, related_name="+", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_paper_of_ours_names_its_result",
                condition=Q(state=PaperState.ISSUED, result__isnull=False)
                | (~Q(state=PaperState.ISSUED) & Q(result__isnull=True)),
            ),
            models.CheckConstraint(
                name="a_received_paper_says_when",
                condition=~Q(state__in=[PaperState.RECEIVED, PaperState.RETURNED])
                | Q(received_at__isnull=False),
            ),
            models.UniqueConstraint(
                name="a_folder_holds_each_required_paper_once",
                fields=["dossier", "required_paper"],
            ),
        ]
        indexes = [models.Index(name="papers_of_a_dossier", fields=["dossier", "id"])]


class PaperFile(models.Model):
    """The electronic file of a paper, as one version of it, with the metadata of the Circular.

    `read` is what was recognised, for people to confirm; nothing is decided by it.
    Basis: Circular 01/2023/TT-VPCP (handbook 2.6, mem-mid)
    """

    paper = models.ForeignKey(PaperItem, models.PROTECT, related_name="+", db_index=False)
    version = models.PositiveSmallIntegerField()
    blob = models.ForeignKey("files.Blob", models.PROTECT, related_name="+")
    origin = models.CharField(max_length=16, choices=words(FileOrigin))
    name = models.CharField(max_length=200)
    type_code = models.CharField(max_length=60, blank=True, default="")
    number = models.CharField(max_length=80, blank=True, default="")
    issuer = models.CharField(max_length=200, blank=True, default="")
    issued_on = models.DateField(null=True)
    valid_until = models.DateField(null=True)
    page_count = models.PositiveSmallIntegerField()
    size = models.PositiveBigIntegerField()
    read = models.JSONField(default=dict)
    digitised_by = models.CharField(max_length=200)
    officer_id = models.BigIntegerField()
    digitised_at = models.DateTimeField()
    is_hidden = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_file_version_is_given_once", fields=["paper", "version"]
            ),
            models.CheckConstraint(
                name="a_file_has_pages", condition=Q(page_count__gt=0, version__gt=0)
            ),
        ]


class Digitisation(models.Model):
    """How completely one dossier's papers are electronic: weighed at each scan and at hand-over.

    `excuse` says why papers left the counter unscanned, by whom; empty when none did.
    """

    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, related_name="+")
    procedure = models.ForeignKey("catalogue.Procedure", models.PROTECT, related_name="+")
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    received_at = models.DateTimeField()
    papers = models.PositiveSmallIntegerField()
    digitised = models.PositiveSmallIntegerField()
    reused = models.PositiveSmallIntegerField()
    officer = models.ForeignKey(
        "people.Officer", models.PROTECT, related_name="+", null=True, db_index=False
    )
    excuse = models.CharField(max_length=500, blank=True, default="")
    excused_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="an_excuse_has_its_instant",
                condition=Q(excuse="", excused_at__isnull=True)
                | (~Q(excuse="") & Q(excused_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="no_more_is_digitised_than_was_received",
                condition=Q(papers__gte=models.F("digitised") + models.F("reused")),
            ),
        ]
        indexes = [
            models.Index(
                name="digitised_by_reception",
                fields=["received_at"],
                include=["unit", "procedure", "papers", "digitised", "reused", "excused_at"],
            ),
            models.Index(
                name="digitisation_excuses",
                fields=["-received_at", "id"],
                condition=~Q(excuse=""),
            ),
        ]
