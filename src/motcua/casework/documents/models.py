"""Forms that were issued, results, and the papers of a folder."""

from enum import StrEnum

from django.db import models
from django.db.models import Q

from motcua.casework.documents.rules.packs import FormKind
from motcua.casework.documents.rules.papers import (
    ELECTRONIC,
    ENDED,
    MAKING,
    DigitalState,
    FileOrigin,
    Medium,
    PaperState,
    ResultState,
    Signing,
)


def _words(states: type[StrEnum]) -> list[tuple[str, str]]:
    return [(state.value, state.value) for state in states]


# The register, a hand-over list and a notice sheet are about many dossiers, or none.
OF_NO_SINGLE_DOSSIER = (FormKind.REGISTER, FormKind.HANDOVER_LIST, FormKind.NOTICE_SHEET)
_IS_SIGNED = Q(signing__in=sorted(ELECTRONIC))


class FormIssue(models.Model):
    """A form as it was issued: its data, never changed, and the templates it was first drawn by.

    `sha256` is that of the original print, empty until it was printed. Reprints say "bản sao n".
    """

    kind = models.CharField(max_length=24, choices=_words(FormKind))
    pack = models.CharField(max_length=8)
    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+", null=True)
    number = models.CharField(max_length=80, blank=True, default="")
    data = models.JSONField()
    verify_url = models.CharField(max_length=300)
    template_version = models.CharField(max_length=16)
    sha256 = models.CharField(max_length=64, blank=True, default="")
    issued_at = models.DateTimeField()
    issued_by = models.CharField(max_length=200)
    copies_printed = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_form_belongs_to_its_dossier",
                condition=Q(dossier__isnull=False) | Q(kind__in=OF_NO_SINGLE_DOSSIER),
            ),
            models.CheckConstraint(
                name="a_printed_form_has_its_hash",
                condition=Q(copies_printed=0, sha256="")
                | (Q(copies_printed__gt=0) & ~Q(sha256="")),
            ),
        ]
        indexes = [models.Index(name="forms_of_a_dossier", fields=["dossier", "id"])]


class Results(models.QuerySet["Result"]):
    """What can be said of results."""

    def standing(self) -> "Results":
        """Leave those that a dossier goes by: not ended, and not meant to replace one yet."""
        return self.exclude(state__in=ENDED).exclude(replaces__isnull=False, state__in=MAKING)

    def replacing(self) -> "Results":
        """Leave those that are made to replace one in force."""
        return self.filter(replaces__state=ResultState.ISSUED, state__in=MAKING)


class Result(models.Model):
    """The outcome of a dossier: drafted, approved, numbered and issued, perhaps ended.

    `number` is the whole label, `12/GPXD`. `body` is the draft, with the reason where the file to
    be signed refuses; the issued text is `form`. `file` is the newest version of the electronic
    original, `spots` its open places, `check_code` what the public needs to ask about it. Where, by
    whom and in which `medium` it was issued stands here for the figures; `why_on_paper` is the
    reason of whoever issued it without a digital signature. One in force ends by being revoked, or
    by being replaced: the instant and the reason stand in `revoked_at` and `revoke_reason`, and the
    new one `replaces` it.
    """

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    kind_code = models.CharField(max_length=60, blank=True, default="")
    number = models.CharField(max_length=80, blank=True, default="")
    symbol = models.CharField(max_length=60, blank=True, default="")
    title = models.CharField(max_length=500)
    body = models.JSONField(default=dict)
    state = models.CharField(max_length=12, choices=_words(ResultState))
    drafted_at = models.DateTimeField()
    approved_at = models.DateTimeField(null=True)
    issued_at = models.DateTimeField(null=True)
    revoked_at = models.DateTimeField(null=True)
    signer_label = models.CharField(max_length=200, blank=True, default="")
    revoke_reason = models.CharField(max_length=500, blank=True, default="")
    replaces = models.OneToOneField("self", models.PROTECT, related_name="+", null=True)
    form = models.OneToOneField(FormIssue, models.PROTECT, related_name="+", null=True)
    signing = models.CharField(max_length=8, choices=_words(Signing), default=Signing.PAPER)
    file = models.ForeignKey("files.Blob", models.PROTECT, related_name="+", null=True)
    spots = models.JSONField(default=dict)
    check_code = models.CharField(max_length=12, blank=True, default="")
    unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", null=True, db_index=False
    )
    procedure = models.ForeignKey(
        "catalogue.Procedure", models.PROTECT, related_name="+", null=True, db_index=False
    )
    officer = models.ForeignKey(
        "people.Officer", models.PROTECT, related_name="+", null=True, db_index=False
    )
    medium = models.CharField(max_length=10, choices=_words(Medium), default=Medium.PAPER)
    why_on_paper = models.CharField(max_length=300, blank=True, default="")

    objects = Results.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_result_issued_on_paper_says_where_and_why",
                condition=~Q(state=ResultState.ISSUED)
                | Q(unit__isnull=False, procedure__isnull=False)
                & (Q(medium=Medium.SIGNED) | ~Q(why_on_paper="")),
            ),
            models.CheckConstraint(
                name="a_result_drawn_or_signed_has_its_file",
                condition=Q(signing=Signing.PAPER, file__isnull=True)
                | (~Q(signing=Signing.PAPER) & Q(file__isnull=False) & ~Q(check_code="")),
            ),
            models.CheckConstraint(
                name="an_approved_result_says_who_and_when",
                condition=Q(state=ResultState.DRAFT)
                | (Q(approved_at__isnull=False) & ~Q(signer_label="")),
            ),
            models.CheckConstraint(
                name="an_issued_result_has_number_instant_and_form",
                condition=Q(state__in=[ResultState.DRAFT, ResultState.APPROVED])
                | (Q(issued_at__isnull=False, form__isnull=False) & ~Q(number="")),
            ),
            models.CheckConstraint(
                name="an_ended_result_says_why",
                condition=~Q(state__in=sorted(ENDED))
                | (Q(revoked_at__isnull=False) & ~Q(revoke_reason="")),
            ),
            models.UniqueConstraint(
                name="a_dossier_has_one_result_in_force",
                fields=["dossier"],
                condition=Q(state=ResultState.ISSUED),
            ),
            models.UniqueConstraint(
                name="a_dossier_has_one_result_that_replaces_none",
                fields=["dossier"],
                condition=Q(replaces__isnull=True) & ~Q(state__in=sorted(ENDED)),
            ),
        ]
        indexes = [
            models.Index(name="results_of_a_dossier", fields=["dossier", "id"]),
            models.Index(
                name="results_by_number", fields=["number", "-dossier"], condition=~Q(number="")
            ),
            models.Index(
                name="results_by_issue",
                fields=["issued_at"],
                include=["unit", "procedure", "officer", "medium"],
                condition=Q(state=ResultState.ISSUED),
            ),
            models.Index(name="results_past", fields=["id"], condition=Q(revoked_at__isnull=False)),
            models.Index(name="results_signed", fields=["signing", "id"], condition=_IS_SIGNED),
        ]


class ResultVersion(models.Model):
    """A signed version of a result: somebody may hold it, and ask what has become of it."""

    file = models.OneToOneField("files.Blob", models.PROTECT, related_name="+", primary_key=True)
    result = models.ForeignKey(Result, models.PROTECT, related_name="+")


class PaperItem(models.Model):
    """One paper in the folder of one dossier: of the announced list, or the `result` on paper."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    required_paper = models.ForeignKey(
        "catalogue.RequiredPaper", models.PROTECT, related_name="+", null=True
    )
    name = models.CharField(max_length=2000)
    originals = models.PositiveSmallIntegerField(default=0)
    copies = models.PositiveSmallIntegerField(default=0)
    state = models.CharField(max_length=12, choices=_words(PaperState))
    note = models.CharField(max_length=500, blank=True, default="")
    received_at = models.DateTimeField(null=True)
    digital = models.CharField(
        max_length=12, choices=_words(DigitalState), default=DigitalState.WAITING
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

    paper = models.ForeignKey(PaperItem, models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField()
    blob = models.ForeignKey("files.Blob", models.PROTECT, related_name="+")
    origin = models.CharField(max_length=16, choices=_words(FileOrigin))
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
