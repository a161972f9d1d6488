"""What an officer has typed and not yet sent: kept on the server so that nothing is lost."""

from django.db import models


class Draft(models.Model):
    """The last typed state of one screen of one officer; overwritten as he types."""

    officer = models.ForeignKey("people.Officer", models.CASCADE, related_name="+")
    screen = models.CharField(max_length=80)
    fields = models.JSONField()
    saved_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="an_officer_has_one_draft_per_screen", fields=["officer", "screen"]
            ),
        ]
