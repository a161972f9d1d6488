"""How the result reached the applicant, and what he was told on the way."""

from django.db import models
from django.db.models import Q

from motcua.casework.dossiers.rules import ReturnMethod


class Delivery(models.Model):
    """Proof that a result was handed over: to whom, checked by whom, signed for.

    A wrong one is recalled and stays; only one of a dossier stands.
    """

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    method = models.CharField(max_length=12, choices=[(m, m) for m in ReturnMethod])
    taken_by = models.CharField(max_length=200)
    is_proxy = models.BooleanField(default=False)
    authority = models.CharField(max_length=200, blank=True, default="")
    identity_checked = models.BooleanField()
    signed_for = models.BooleanField()
    post_number = models.CharField(max_length=40, blank=True, default="")
    at = models.DateTimeField()
    officer_label = models.CharField(max_length=200)

    recalled_at = models.DateTimeField(null=True)
    recall_reason = models.TextField(blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_result_is_handed_over_once",
                fields=["dossier"],
                condition=Q(recalled_at__isnull=True),
            ),
            models.CheckConstraint(
                name="a_recalled_handing_over_has_a_reason",
                condition=Q(recalled_at__isnull=True) | ~Q(recall_reason=""),
            ),
            models.CheckConstraint(
                name="a_proxy_shows_his_authority",
                condition=Q(is_proxy=False) | ~Q(authority=""),
            ),
            models.CheckConstraint(
                name="a_result_is_given_to_a_checked_person_or_a_parcel",
                condition=~Q(method=ReturnMethod.COUNTER)
                | Q(identity_checked=True, signed_for=True),
            ),
        ]


class Notice(models.Model):
    """What the applicant was told, as recorded; sending is the post's business."""

    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, related_name="+", db_index=False
    )
    kind = models.CharField(max_length=32)
    entry_id = models.BigIntegerField(null=True)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="an_act_is_notified_once", fields=["entry_id", "kind"]),
        ]
        indexes = [models.Index(name="notices_of_a_dossier", fields=["dossier", "id"])]
