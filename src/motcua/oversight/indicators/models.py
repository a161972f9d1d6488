"""Rollups of what has ended, the increments not yet merged into them, and the nightly proofs."""

from django.db import models

from motcua.oversight.indicators.grains import Grain


class Rollup(models.Model):
    """What ended dossiers add up to, by the begin of a day, month or year.

    The flows (`received` to `taken_back`) happened in that time. The stays (`papers` to `overdue`)
    are changes: what began in that time to be so at a day's end, less what ended to be. Grains of a
    unit have procedure 0. Open dossiers are in none of it.
    """

    pk = models.CompositePrimaryKey("grain", "begins_on", "unit_id", "procedure_id", "channel")
    grain = models.CharField(max_length=10, choices=[(g, g.value) for g in Grain])
    begins_on = models.DateField()
    unit_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    channel = models.CharField(max_length=8)
    received = models.IntegerField()
    early = models.IntegerField()
    on_time = models.IntegerField()
    late = models.IntegerField()
    withdrawn = models.IntegerField()
    stopped = models.IntegerField()
    refused = models.IntegerField()
    taken_back = models.IntegerField()
    papers = models.IntegerField()
    duty = models.IntegerField()
    other = models.IntegerField()
    overdue = models.IntegerField()


class Delta(models.Model):
    """One increment, written by the transaction that ended (or reopened) a dossier."""

    day = models.DateField()
    unit_id = models.BigIntegerField()
    procedure_id = models.BigIntegerField()
    channel = models.CharField(max_length=8)
    atom = models.CharField(max_length=12)
    n = models.IntegerField()


class Proof(models.Model):
    """A comparison of the board's figures with the dossiers themselves."""

    at = models.DateTimeField()
    figures = models.IntegerField()
    differences = models.JSONField(default=list)
