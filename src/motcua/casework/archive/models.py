"""What was packed for the archive, and what the archive said."""

from django.db import models
from django.db.models import Q


class ArchivePackage(models.Model):
    """An ended dossier packed for the archive; the archive's receipt ends our keeping of it.

    `unit` decided it, `result` was in force when it was packed. When that has ended, the package is
    out of date: another `version` is made, and this one stays as it was.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, related_name="+", db_index=False
    )
    version = models.PositiveSmallIntegerField(default=1)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    result = models.ForeignKey("documents.Result", models.PROTECT, related_name="+", null=True)
    blob = models.ForeignKey("files.Blob", models.PROTECT, related_name="+")
    file_count = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    made_by = models.CharField(max_length=200)
    receipt_number = models.CharField(max_length=80, blank=True, default="")
    receipt_on = models.DateField(null=True)
    received_by = models.CharField(max_length=200, blank=True, default="")
    acknowledged_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_dossier_is_packed_once_as_a_version", fields=["dossier", "version"]
            ),
            models.CheckConstraint(
                name="a_receipt_of_the_archive_is_whole",
                condition=Q(
                    receipt_number="", receipt_on=None, received_by="", acknowledged_at=None
                )
                | (
                    ~Q(receipt_number="")
                    & ~Q(received_by="")
                    & Q(receipt_on__isnull=False, acknowledged_at__isnull=False)
                ),
            ),
        ]
        indexes = [
            models.Index(name="packages_by_unit", fields=["unit", "-id"]),
            models.Index(
                name="packages_without_receipt", fields=["made_at"], condition=Q(receipt_number="")
            ),
        ]
