"""Process definitions, running instances, their tasks and timers."""

from django.db import models
from django.db.models import F, Q

from motcua.casework.processes.rules import Act, TaskState


class ProcessDefinition(models.Model):
    """The electronic process of a procedure version: BPMN as published, graph as compiled.

    Published definitions are never edited; a running instance keeps its own.
    """

    version = models.ForeignKey("catalogue.ProcedureVersion", models.PROTECT, related_name="+")
    case = models.ForeignKey("catalogue.ProcedureCase", models.PROTECT, related_name="+", null=True)
    number = models.PositiveSmallIntegerField()
    bpmn = models.TextField()
    graph = models.JSONField()
    published_at = models.DateTimeField()
    published_by = models.CharField(max_length=200)
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_case_has_one_active_process",
                fields=["version", "case"],
                condition=Q(is_active=True),
                nulls_distinct=False,
            ),
        ]


class ProcessInstance(models.Model):
    """A running process: the tokens of one dossier on its definition's graph."""

    dossier = models.OneToOneField("dossiers.Dossier", models.PROTECT, related_name="+")
    definition = models.ForeignKey(ProcessDefinition, models.PROTECT, related_name="+")
    tokens = models.JSONField()
    facts = models.JSONField(default=dict)
    ended_as = models.CharField(max_length=60, blank=True, default="")


class Task(models.Model):
    """One step waiting for a person, or done by one.

    `due_at` is the step's own limit, `dossier_due_at` the promise it serves: worklists show the
    least slack first. `is_paused`: the dossier's clock stands still, nobody here need do it now.
    A consultation that the diagram does not draw has no token. `claimed_at` is
    when somebody first took it up; null for one that was done in passing. `drawn_opinion` is the
    sheet that whoever did the step was shown last, `signed_opinion` the one in which he signed.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, related_name="+", db_index=False
    )
    token = models.PositiveIntegerField(null=True)
    node_key = models.CharField(max_length=80)
    name = models.CharField(max_length=300)
    act = models.CharField(max_length=32)
    role = models.CharField(max_length=32)
    unit = models.ForeignKey("organisation.Unit", models.PROTECT, related_name="+", db_index=False)
    assignee = models.ForeignKey("people.Officer", models.PROTECT, related_name="+", null=True)
    state = models.CharField(
        max_length=12, choices=[(s, s) for s in TaskState], default=TaskState.OPEN
    )
    working_minutes = models.PositiveIntegerField(null=True)
    opened_at = models.DateTimeField()
    claimed_at = models.DateTimeField(null=True)
    due_at = models.DateTimeField(null=True)
    dossier_due_at = models.DateTimeField(null=True)
    is_paused = models.BooleanField(default=False)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=200, blank=True, default="")
    outcome = models.CharField(max_length=24, blank=True, default="")
    question = models.TextField(blank=True, default="")
    opinion = models.TextField(blank=True, default="")
    drawn_opinion = models.ForeignKey(
        "files.Blob", models.PROTECT, related_name="+", null=True, db_index=False
    )
    signed_opinion = models.ForeignKey(
        "files.Blob", models.PROTECT, related_name="+", null=True, db_index=False
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="a_token_opens_one_task",
                fields=["dossier", "token"],
                condition=Q(token__isnull=False),
            ),
            models.CheckConstraint(
                name="a_closed_task_says_when",
                condition=Q(state=TaskState.OPEN) | Q(closed_at__isnull=False),
            ),
            models.CheckConstraint(
                name="a_task_is_taken_up_after_it_opens",
                condition=Q(claimed_at__isnull=True) | Q(claimed_at__gte=F("opened_at")),
            ),
            models.CheckConstraint(
                name="a_signed_opinion_was_said_in_a_step_done",
                condition=Q(signed_opinion__isnull=True)
                | (Q(state=TaskState.DONE) & ~Q(opinion="")),
            ),
        ]
        indexes = [
            models.Index(
                name="open_tasks_of_an_officer",
                fields=["assignee", "is_paused", "dossier_due_at", "id"],
                include=["act"],
                condition=Q(state=TaskState.OPEN),
            ),
            models.Index(
                name="open_tasks_of_a_unit",
                fields=["unit", "role", "dossier_due_at", "id"],
                condition=Q(state=TaskState.OPEN),
            ),
            models.Index(
                name="free_tasks_of_a_unit",
                fields=["unit", "role", "dossier_due_at", "id"],
                condition=Q(state=TaskState.OPEN, assignee=None, is_paused=False)
                & ~Q(act=Act.ANSWER_CONSULTATION),
            ),
            models.Index(
                name="open_questions_of_a_unit",
                fields=["unit", "dossier"],
                condition=Q(state=TaskState.OPEN, act=Act.ANSWER_CONSULTATION),
            ),
            models.Index(name="tasks_of_a_dossier", fields=["dossier", "id"]),
            models.Index(name="tasks_by_unit", fields=["unit", "-dossier"]),
        ]


class Timer(models.Model):
    """An alarm of a running process; a job rings it, the act cancels it.

    One that fails keeps its error and is tried again later, for ever: its process waits for it.
    """

    dossier = models.ForeignKey(
        "dossiers.Dossier", models.PROTECT, related_name="+", db_index=False
    )
    token = models.PositiveIntegerField()
    fires_at = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=0)
    error = models.CharField(max_length=500, blank=True, default="")
    retry_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(name="a_token_sets_one_timer", fields=["dossier", "token"]),
        ]
        indexes = [models.Index(name="timers_by_instant", fields=["fires_at"])]
