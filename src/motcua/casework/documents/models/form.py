"""Forms that were issued."""

from django.db import models
from django.db.models import Q

from motcua.casework.documents.models.words import words
from motcua.casework.documents.rules.packs import FormKind

# The register, a hand-over list and a notice sheet are about many dossiers, or none.
OF_NO_SINGLE_DOSSIER = (FormKind.REGISTER, FormKind.HANDOVER_LIST, FormKind.NOTICE_SHEET)


class FormIssue(models.Model):
    """A form as it was issued: its data, never changed, and the templates it was first drawn by.

    `sha256` is that of the original print, empty until it was printed. Reprints say "bản sao n".
    """

    kind = models.CharField(max_length=24, choices=words(FormKind))
    pack = models.CharField(max_length=8)
    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, related_name="+", null=True, db_index=False
    )
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
