"""The dictionary of owners' names: few names, many dossiers, so words are looked up here first."""

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models


class OwnerName(models.Model):
    """A name that owns dossiers, as written in lower case; acts only ever add one.

    `words` holds its words with accents and without. `dossiers` and the number of the `newest` are
    as of the last refreshing; nought when the name is younger.
    A name may stand twice until then: were it unique, the first two receptions of a new name would
    wait for each other, however long one of them takes.
    """

    written = models.CharField(max_length=200, db_collation="C")
    folded = models.CharField(max_length=220, db_collation="C")
    words = SearchVectorField()
    dossiers = models.PositiveIntegerField(default=1)
    newest = models.PositiveBigIntegerField(db_default=0)

    class Meta:
        indexes = [
            models.Index(name="owner_names", fields=["written"]),
            # Searched at once after every reception: nothing waits in a list beside the index.
            GinIndex(name="owner_names_by_word", fields=["words"], fastupdate=False),
        ]


class OwnerWord(models.Model):
    """A word of owners' names, with the dossiers that belong to them; "" counts all dossiers.

    No word of any name is missing. The counts only tell which way of looking is shorter: they are
    as of the last refreshing, until when a word may stand twice, as a name may. `newest` of "" is
    the last dossier that was counted: all before it were.
    """

    word = models.CharField(max_length=220, db_collation="C")
    dossiers = models.PositiveBigIntegerField()
    newest = models.PositiveBigIntegerField(db_default=0)

    class Meta:
        indexes = [models.Index(name="owner_words", fields=["word"])]
