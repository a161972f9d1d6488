"""The dossier, its parties and the events of its clock."""

from datetime import time

from django.db import models
from django.db.models import F, Q

from motcua.casework.dossiers.rules import (
    BEFORE_RECEPTION,
    ENDED,
    OPEN,
    PAUSED,
    RUNNING,
    DeliveryState,
    FinancialState,
    PartyRole,
    ReturnMethod,
    State,
    SyncState,
)
from motcua.registers.catalogue.rules import Channel

FINISHED_STATES = (State.FINISHED, State.RETURNED)
NEVER_RECEIVED = (*sorted(BEFORE_RECEPTION), State.REFUSED, State.WITHDRAWN)


class Dossier(models.Model):
    """One application case, from filing to returned result.

    It keeps the procedure version of its reception for ever. Receiving unit, competent unit and
    return unit are three facts (R-42). `due_at` is the promise in force; `original_due_at` is the
    same promise without an extension (lawful pauses move it, an apology does not): lateness is
    judged by it.
    """

    # Null only inside the act of filing: the number is taken last.
    code = models.CharField(max_length=48, null=True)  # noqa: DJ001
    external_code = models.CharField(max_length=64, blank=True, default="")
    version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, related_name="+")
    case = models.ForeignKey("catalogue.ProcedureCase", models.PROTECT, related_name="+", null=True)
    channel = models.CharField(max_length=8, choices=[(c, c) for c in Channel])
    # The three units and the owner have indexes by recency below; a second one would be in the way.
    receiving_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", db_index=False
    )
    competent_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", db_index=False
    )
    return_unit = models.ForeignKey(
        "organisation.Unit", models.PROTECT, related_name="+", db_index=False
    )
    state = models.CharField(max_length=24, choices=[(s, s) for s in State])
    financial_state = models.CharField(
        max_length=12,
        choices=[(s, s) for s in FinancialState],
        default=FinancialState.NOTHING_DUE,
    )
    delivery_state = models.CharField(
        max_length=12,
        choices=[(s, s) for s in DeliveryState],
        default=DeliveryState.NO_RESULT,
    )
    sync_state = models.CharField(
        max_length=8, choices=[(s, s) for s in SyncState], default=SyncState.PENDING
    )
    owner = models.ForeignKey("people.Applicant", models.PROTECT, related_name="+", db_index=False)
    owner_name = models.CharField(max_length=200)
    owner_written = models.CharField(max_length=200, db_collation="C")
    owner_search = models.CharField(max_length=220)
    phone_tail = models.CharField(max_length=4, blank=True, default="")
    look_up_key = models.CharField(max_length=8)
    abstract = models.CharField(max_length=1000, blank=True, default="")
    note = models.TextField(blank=True, default="")
    set_count = models.PositiveSmallIntegerField(default=1)
    return_method = models.CharField(
        max_length=12, choices=[(m, m) for m in ReturnMethod], default=ReturnMethod.COUNTER
    )
    is_on_the_spot = models.BooleanField(default=False)
    limit_unit = models.CharField(max_length=16)
    limit_amount = models.DecimalField(max_digits=8, decimal_places=2, default=0)
    limit_mode = models.CharField(max_length=16)
    limit_cut_off = models.TimeField(default=time(15, 0))
    calendar_version = models.CharField(max_length=64, blank=True, default="")
    is_provisional = models.BooleanField(default=False)
    filed_at = models.DateTimeField()
    received_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    original_due_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    supplement_rounds = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            # Not `unique=True`, for that makes a second index, by pattern, which nobody asks.
            models.UniqueConstraint(name="a_code_names_one_dossier", fields=["code"]),
            models.CheckConstraint(
                name="a_dossier_past_reception_has_a_reception_instant",
                condition=Q(state__in=NEVER_RECEIVED) | Q(received_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_due_instant_keeps_its_first_promise",
                condition=Q(due_at__isnull=True) | Q(original_due_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_finished_dossier_says_when",
                condition=~Q(state__in=FINISHED_STATES) | Q(finished_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_returned_dossier_says_when",
                condition=~Q(state=State.RETURNED) | Q(returned_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_dossier_is_not_finished_before_it_is_received",
                condition=Q(finished_at__isnull=True) | Q(finished_at__gte=F("received_at")),
            ),
        ]
        indexes = [
            models.Index(
                name="open_dossiers_by_due",
                fields=["competent_unit", "due_at", "id"],
                condition=Q(state__in=sorted(OPEN)),
            ),
            models.Index(
                name="paused_dossiers_of_a_unit",
                fields=["competent_unit", "id"],
                condition=Q(state__in=sorted(PAUSED)),
            ),
            models.Index(
                name="running_dossiers_by_due",
                fields=["due_at", "id"],
                include=["calendar_version"],
                condition=Q(state__in=sorted(RUNNING)),
            ),
            models.Index(
                name="filings_to_answer",
                fields=["filed_at", "id"],
                include=["receiving_unit"],
                condition=Q(state=State.SUBMITTED),
            ),
            models.Index(name="dossiers_by_reception", fields=["-received_at", "-id"]),
            models.Index(name="dossiers_by_owner", fields=["owner", "-id"]),
            models.Index(name="dossiers_by_owner_name", fields=["owner_written", "-id"]),
            models.Index(
                name="dossiers_by_phone_tail",
                fields=["phone_tail", "-id"],
                condition=~Q(phone_tail=""),
            ),
            models.Index(
                name="dossiers_by_external_code",
                fields=["external_code", "-id"],
                condition=~Q(external_code=""),
            ),
            models.Index(name="dossiers_by_receiving_unit", fields=["receiving_unit", "-id"]),
            models.Index(name="dossiers_by_competent_unit", fields=["competent_unit", "-id"]),
            models.Index(name="dossiers_by_return_unit", fields=["return_unit", "-id"]),
            models.Index(
                name="finished_dossiers_to_return",
                fields=["return_unit", "id"],
                condition=Q(state=State.FINISHED),
            ),
            models.Index(
                name="dossiers_that_owe",
                fields=["receiving_unit", "id"],
                condition=Q(financial_state=FinancialState.DUE),
            ),
            models.Index(
                name="ended_dossiers_by_unit",
                fields=["competent_unit", "finished_at"],
                condition=Q(state__in=sorted(ENDED)),
            ),
        ]

    @property
    def is_paused(self) -> bool:
        """Tell whether the clock stands still."""
        return self.state in PAUSED


class Party(models.Model):
    """A party as he stood at filing; later changes of the person do not reach it."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="parties", db_index=False)
    role = models.CharField(max_length=16, choices=[(r, r) for r in PartyRole])
    applicant = models.ForeignKey("people.Applicant", models.PROTECT, related_name="+")
    full_name = models.CharField(max_length=200)
    identity_number = models.CharField(max_length=20, blank=True, default="")
    phone = models.CharField(max_length=20, blank=True, default="")
    email = models.CharField(max_length=120, blank=True, default="")
    address = models.CharField(max_length=300, blank=True, default="")
    authority = models.CharField(max_length=200, blank=True, default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_dossier_has_each_party_once", fields=["dossier", "role"]
            ),
        ]
        indexes = [
            models.Index(
                name="parties_by_phone", fields=["phone", "-dossier"], condition=~Q(phone="")
            ),
        ]


class ClockEvent(models.Model):
    """A stop, a restart or an extension of the clock, with the promise before and after it."""

    dossier = models.ForeignKey(Dossier, models.CASCADE, related_name="clock_events")
    kind = models.CharField(max_length=12)
    reason = models.CharField(max_length=24, blank=True, default="")
    legal_basis = models.CharField(max_length=300, blank=True, default="")
    at = models.DateTimeField()
    due_before = models.DateTimeField(null=True)
    due_after = models.DateTimeField(null=True)
    actor_label = models.CharField(max_length=200)

    class Meta:
        ordering = ("at", "id")
        constraints = [
            models.CheckConstraint(
                name="a_clock_event_is_a_stop_a_restart_or_an_extension",
                condition=Q(kind__in=["suspended", "resumed", "extended"]),
            ),
            models.CheckConstraint(
                name="a_stop_of_the_clock_has_a_reason",
                condition=~Q(kind="suspended") | ~Q(reason=""),
            ),
            models.UniqueConstraint(
                name="a_promise_is_extended_once",
                fields=["dossier"],
                condition=Q(kind="extended"),
            ),
        ]
