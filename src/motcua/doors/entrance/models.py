"""What the entrance remembers: how often an address has come, and who is logged in."""

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models


class Visit(models.Model):
    """Visits to one page from one address since an instant; the key is a keyed hash of both."""

    key = models.CharField(max_length=64, primary_key=True)
    since = models.DateTimeField()
    times = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.times} since {self.since}"


class Session(AbstractBaseSession):
    """A session, with whose it is and in which post beside its data: one statement opens it.

    Both say again what the data say, and are written with them.
    """

    officer = models.ForeignKey(
        "people.Officer", models.CASCADE, null=True, related_name="+", db_index=False
    )
    post_id = models.BigIntegerField(default=0)
