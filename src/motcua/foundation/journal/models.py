"""The journal's tables. The four that must never change are made by hand in SQL (partitions by
month, triggers), so Django only reads them; cursors, held entries and request keys are ordinary."""

from django.contrib.postgres.functions import TransactionNow
from django.db import models


class Entry(models.Model):
    """One act by one actor at one instant. Append-only; partitioned by month of `recorded_at`.

    `txid` is the writing transaction's number on a scale that survives a logical restore.
    """

    id = models.BigAutoField(primary_key=True)
    txid = models.BigIntegerField()
    recorded_at = models.DateTimeField()
    at = models.DateTimeField()
    actor_kind = models.TextField()
    actor_key = models.TextField()
    actor_label = models.TextField()
    unit_id = models.BigIntegerField(null=True)
    kind = models.TextField()
    subject_kind = models.TextField()
    subject_id = models.TextField()
    dossier_id = models.BigIntegerField(null=True)
    body = models.JSONField()
    salt = models.BinaryField()
    leaf = models.BinaryField()
    request_key = models.UUIDField(null=True)

    class Meta:
        managed = False
        db_table = "journal_entry"


class Seal(models.Model):
    """A signed batch: every entry of the transactions from `from_txid` up to before `to_txid`.

    `leaves` holds 40 bytes per entry (id, node hash) in the order of ids: checked against the
    signed root, it says which entry of a broken batch was touched.
    """

    number = models.BigIntegerField(primary_key=True)
    from_txid = models.BigIntegerField()
    to_txid = models.BigIntegerField()
    count = models.IntegerField()
    first_id = models.BigIntegerField()
    last_id = models.BigIntegerField()
    root = models.BinaryField()
    previous = models.BinaryField()
    signature = models.BinaryField()
    sealed_at = models.DateTimeField()
    leaves = models.BinaryField()

    class Meta:
        managed = False
        db_table = "journal_seal"


class Stamp(models.Model):
    """The time-stamp of a seal, as the authority gave it (a DER token). Append-only."""

    number = models.BigIntegerField(primary_key=True)
    token = models.BinaryField()
    stamped_at = models.DateTimeField()

    class Meta:
        managed = False
        db_table = "journal_stamp"


class AccessRead(models.Model):
    """Somebody looked at a dossier. Append-only; partitioned by month of `at`."""

    id = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    actor_kind = models.TextField()
    actor_key = models.TextField()
    actor_label = models.TextField()
    unit_id = models.BigIntegerField(null=True)
    dossier_id = models.BigIntegerField()
    purpose = models.TextField()
    request_id = models.TextField()

    class Meta:
        managed = False
        db_table = "journal_access"


class Request(models.Model):
    """A request key that was used, so that a form sent twice acts once."""

    key = models.UUIDField(primary_key=True)
    actor_kind = models.TextField()
    actor_key = models.TextField()
    claimed_at = models.DateTimeField(db_default=TransactionNow(), db_index=True)


class Reader(models.Model):
    """How far a reader has come: it has dealt with every transaction below `next_txid`."""

    name = models.TextField(primary_key=True)
    next_txid = models.BigIntegerField(default=0)
    read_at = models.DateTimeField(null=True)


class Held(models.Model):
    """An entry set aside for one reader: it failed, or it waits behind one of its dossier."""

    reader = models.ForeignKey(Reader, on_delete=models.CASCADE, related_name="+")
    entry_id = models.BigIntegerField()
    dossier_id = models.BigIntegerField(null=True)
    attempts = models.SmallIntegerField(default=0)
    error = models.TextField(blank=True)
    held_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["reader", "entry_id"], name="an_entry_is_held_once_per_reader"
            ),
        ]
        indexes = [models.Index(fields=["reader", "dossier_id", "entry_id"], name="held_in_order")]
