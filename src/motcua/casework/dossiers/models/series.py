"""Books: the last number given in each."""

from django.db import models


class Series(models.Model):
    """The last number given in a book; the next is taken late in the act, so no gap can arise."""

    name = models.CharField(max_length=80, primary_key=True)
    last = models.PositiveIntegerField()
