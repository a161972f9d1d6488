"""Demands, cash receipts with gap-free book numbers, and the double-entry ledger."""

from django.db import models
from django.db.models import F, Q

from motcua.casework.fees.rules import Account, DemandState
from motcua.registers.catalogue.rules.kinds import DueWhen


class FeeDemand(models.Model):
    """An amount a dossier owes, with the rule it comes from as it read that day.

    A foreseen amount of nought is a sum that the rule does not name: whoever bills it says it.
    A deferral lets the result go before the money came; the debt stays.
    """

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    rule = models.ForeignKey("catalogue.FeeRule", models.PROTECT, related_name="+", null=True)
    kind = models.CharField(max_length=8)
    name = models.CharField(max_length=300)
    quantity = models.PositiveSmallIntegerField(default=1)
    amount_vnd = models.BigIntegerField()
    legal_source = models.CharField(max_length=300, blank=True, default="")
    exemption = models.CharField(max_length=40, blank=True, default="")
    due_when = models.CharField(max_length=16, choices=[(w, w) for w in DueWhen])
    deferral_reason = models.CharField(max_length=300, blank=True, default="")
    state = models.CharField(max_length=8, choices=[(s, s) for s in DemandState])
    receipt = models.ForeignKey("CashReceipt", models.PROTECT, related_name="lines", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="a_demand_is_never_negative", condition=Q(amount_vnd__gte=0)
            ),
            models.CheckConstraint(
                name="a_paid_demand_has_its_receipt",
                condition=~Q(state=DemandState.PAID) | Q(receipt__isnull=False),
            ),
        ]


class CashReceipt(models.Model):
    """A numbered receipt of cash; a cancelled one keeps its number."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    book = models.CharField(max_length=60)
    number = models.PositiveIntegerField()
    amount_vnd = models.BigIntegerField()
    payer_name = models.CharField(max_length=200)
    taken_at = models.DateTimeField()
    cashier = models.ForeignKey("people.Officer", models.PROTECT, related_name="+")
    cashier_label = models.CharField(max_length=200)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", null=True)
    cancel_reason = models.CharField(max_length=300, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_receipt_number_is_used_once", fields=["book", "number"]
            ),
            models.CheckConstraint(name="a_receipt_is_for_money", condition=Q(amount_vnd__gt=0)),
            models.CheckConstraint(
                name="a_receipt_is_cancelled_by_a_second_person",
                condition=Q(cancelled_by__isnull=True) | ~Q(cancelled_by=F("cashier")),
            ),
            models.CheckConstraint(
                name="a_cancelled_receipt_has_a_reason",
                condition=Q(cancelled_at__isnull=True) | ~Q(cancel_reason=""),
            ),
        ]


class LedgerEntry(models.Model):
    """One balanced fact about money; append-only."""

    dossier = models.ForeignKey("dossiers.Dossier", models.PROTECT, related_name="+")
    at = models.DateTimeField()
    memo = models.CharField(max_length=120)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+")
    reverses = models.OneToOneField("self", models.PROTECT, related_name="+", null=True)
    receipt = models.ForeignKey(CashReceipt, models.PROTECT, related_name="+", null=True)


class Posting(models.Model):
    """One line of a ledger entry: debit positive, credit negative, in dong."""

    entry = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="postings")
    account = models.CharField(max_length=20, choices=[(a, a) for a in Account])
    amount_vnd = models.BigIntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="a_posting_moves_money", condition=~Q(amount_vnd=0)),
        ]
