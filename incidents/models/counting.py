"""What was counted and kept: answers of long counts with their age, and estimates with all that they rest on."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from incidents.models.fields import choice, one_of, reference_field
from incidents.vocabulary import RunState

ENDED = (RunState.DONE, RunState.STOPPED, RunState.FAILED)


class CountedAnswer(models.Model):
    """The answer to one question about the documented people, kept by a job; its age is shown."""

    key = models.CharField(max_length=64, unique=True, help_text="SHA-256 of the question")
    question = models.JSONField(default=dict, help_text="rows, columns, filter, day")
    answer = models.JSONField(default=dict)
    state = choice(RunState, RunState.WAITING)
    failed_code = models.CharField(max_length=64, blank=True)
    asked_at = models.DateTimeField()
    counted_at = models.DateTimeField(null=True, blank=True)
    took_ms = models.PositiveIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True, help_text="when somebody last looked at it")

    class Meta:
        ordering = ["id"]
        constraints = [
            one_of("state", RunState, "countedanswer"),
            models.CheckConstraint(
                condition=~Q(state=RunState.DONE) | Q(counted_at__isnull=False), name="countedanswer_done_has_time"
            ),
            models.CheckConstraint(condition=Q(key__regex=r"^[0-9a-f]{64}$"), name="countedanswer_hashed"),
        ]

    def __str__(self) -> str:
        return self.key[:12]


class Estimate(models.Model):
    """How many were perhaps on no list: the lists and people it rests on, every model, or why it cannot be said."""

    ref = reference_field()
    key = models.UUIDField(unique=True, help_text="one form opened makes one estimate")
    title = models.CharField(max_length=200)
    lists = models.JSONField(default=list, help_text="references of the lists with the number of their last edition")
    filters = models.JSONField(default=dict, blank=True, help_text="the case list's filter: the stratum")
    cells = models.JSONField(default=dict, blank=True, help_text="pattern over the lists, such as 011, to how many")
    refused = models.JSONField(default=list, blank=True, help_text="codes with numbers: why it cannot be estimated")
    answer = models.JSONField(default=dict, blank=True)
    state = choice(RunState, RunState.WAITING)
    failed_code = models.CharField(max_length=64, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            one_of("state", RunState, "estimate"),
            models.CheckConstraint(condition=~Q(title=""), name="estimate_titled"),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=False, state__in=ENDED) | Q(ended_at__isnull=True) & ~Q(state__in=ENDED),
                name="estimate_ended_when",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
