"""What one report says about one person, or about a counted group."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from incidents.models.fields import choice, one_of, ordered
from incidents.vocabulary import Naming, Participation, Resolution, Sex, Unit

OLDEST = 130


class Mention(models.Model):
    """One person as one report names them. Grouping mentions into a person is a decision, and can be undone."""

    report = models.ForeignKey("incidents.Report", models.PROTECT, related_name="mentions")
    key = models.UUIDField(help_text="the same person in every revision of the report")
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=300, blank=True, help_text="as given; may be empty")
    name_folded = models.CharField(max_length=300, blank=True, db_index=True)
    name_keys = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    keys_version = models.PositiveSmallIntegerField(default=0, db_index=True, help_text="of names, that made the keys")
    describing = models.CharField(max_length=300, blank=True)
    naming = choice(Naming, Naming.UNNAMED)
    unit = choice(Unit, Unit.INDIVIDUAL)
    n_low = models.PositiveIntegerField(default=1)
    n_high = models.PositiveIntegerField(default=1)
    sex = choice(Sex, Sex.UNKNOWN)
    age_low = models.PositiveSmallIntegerField(null=True, blank=True)
    age_high = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_edtf = models.CharField(max_length=48, blank=True)
    birth_lower = models.DateField(null=True, blank=True)
    birth_upper = models.DateField(null=True, blank=True)
    occupation = models.CharField(max_length=200, blank=True)
    participation = choice(Participation, Participation.UNKNOWN)
    participation_by = models.CharField(max_length=200, blank=True, help_text="who claims it")
    national_id_hash = models.CharField(max_length=64, blank=True, db_index=True)
    row = models.JSONField(null=True, blank=True, help_text="the list's row, verbatim")
    person = models.ForeignKey("incidents.Person", models.PROTECT, null=True, blank=True, related_name="mentions")
    resolution = choice(Resolution)
    resolution_reason = models.TextField(blank=True)
    resolved_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    resolved_at = models.DateTimeField(null=True, blank=True)
    retired_at = models.DateTimeField(null=True, blank=True, help_text="left out by a later revision")

    class Meta:
        ordering = ["report_id", "position"]
        indexes = [GinIndex(fields=["name_keys"], name="mention_name_keys", fastupdate=False)]
        constraints = [
            one_of("naming", Naming, "mention"),
            one_of("unit", Unit, "mention"),
            one_of("sex", Sex, "mention"),
            one_of("participation", Participation, "mention"),
            one_of("resolution", Resolution, "mention"),
            ordered("age_low", "age_high", "mention"),
            ordered("birth_lower", "birth_upper", "mention"),
            models.UniqueConstraint(fields=["report", "key"], name="mention_key_once"),
            models.CheckConstraint(
                condition=models.Q(n_low__gte=1, n_high__gte=models.F("n_low"))
                & (~models.Q(unit=Unit.INDIVIDUAL) | models.Q(n_low=1, n_high=1)),
                name="mention_counted",
            ),
            models.CheckConstraint(
                condition=(models.Q(age_low__isnull=True) | models.Q(age_low__lte=OLDEST))
                & (models.Q(age_high__isnull=True) | models.Q(age_high__lte=OLDEST)),
                name="mention_age_human",
            ),
            models.CheckConstraint(
                condition=models.Q(resolution=Resolution.OPEN, resolved_by__isnull=True, resolved_at__isnull=True)
                | ~models.Q(resolution=Resolution.OPEN)
                & models.Q(resolved_by__isnull=False, resolved_at__isnull=False),
                name="mention_resolved_together",
            ),
            models.CheckConstraint(
                condition=models.Q(resolution__in=(Resolution.GROUPED, Resolution.NEW), person__isnull=False)
                | models.Q(resolution__in=(Resolution.OPEN, Resolution.UNDECIDED), person__isnull=True),
                name="mention_person_when_grouped",
            ),
            models.CheckConstraint(
                condition=models.Q(resolution=Resolution.OPEN) | ~models.Q(resolution_reason=""),
                name="mention_resolved_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.report_id}#{self.position}"
