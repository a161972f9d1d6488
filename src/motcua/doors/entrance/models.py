"""How often an address has come: the only thing the entrance remembers."""

from django.db import models


class Visit(models.Model):
    """Visits to one page from one address since an instant; the key is a keyed hash of both."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    times = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.times} since {self.since}"
