"""One person under many spellings: the words of names, joined persons, likely pairs, weights, and full text."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q

from incidents.models.fields import choice, one_of, together
from incidents.vocabulary import Likelihood, MatchRunKind, RunState


class NameWord(models.Model):
    """One folded word of the names that are held: by it a beginning, a slip of the pen or two letters find people."""

    word = models.CharField(max_length=60, unique=True)
    near = ArrayField(models.CharField(max_length=60), default=list, help_text="the word with letters left out")
    count = models.PositiveIntegerField(default=0, help_text="how many hold it; counted anew by each run over the keys")

    class Meta:
        indexes = [
            GinIndex(fields=["near"], name="nameword_near", fastupdate=False),
            models.Index(fields=["word"], name="nameword_begins", opclasses=["text_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return f"name word {self.pk}"


class Merge(models.Model):
    """Two persons were found to be one: what moved to the one that stays, so that it can be taken back exactly."""

    kept = models.ForeignKey("incidents.Person", models.PROTECT, related_name="merges_kept")
    absorbed = models.ForeignKey("incidents.Person", models.PROTECT, related_name="merges")
    score = models.FloatField(default=0)
    reasons = models.JSONField(default=list, blank=True)
    because = models.TextField()
    moved = models.JSONField(default=dict, help_text="the keys of the rows that moved, by kind, and rows as they were")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    undone_because = models.TextField(blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.CheckConstraint(condition=~Q(kept=F("absorbed")), name="merge_not_with_itself"),
            models.CheckConstraint(condition=~Q(because=""), name="merge_has_reason"),
            together("merge_undone_together", ["undone_by", "undone_at"], empty=Q(undone_because="")),
            models.UniqueConstraint(fields=["absorbed"], condition=Q(undone_at=None), name="merge_stands_once"),
        ]

    def __str__(self) -> str:
        return f"{self.absorbed_id} into {self.kept_id}"


class MatchRun(models.Model):
    """One run over all names: how far it is, what it found, and with which keys and weights."""

    kind = choice(MatchRunKind, MatchRunKind.PAIRS)
    state = choice(RunState, RunState.WAITING)
    stage = models.CharField(max_length=32, blank=True, help_text="a code: reading, blocking, comparing, grouping")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    touched_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    stop_asked = models.BooleanField(default=False)
    names_version = models.PositiveSmallIntegerField(default=0)
    weights = models.ForeignKey("incidents.MatchWeights", models.PROTECT, null=True, blank=True, related_name="+")
    last_id = models.BigIntegerField(default=0, help_text="where a run that was killed goes on")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    records = models.PositiveIntegerField(default=0)
    pairs = models.PositiveIntegerField(default=0)
    groups = models.PositiveIntegerField(default=0)
    failed_code = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("kind", MatchRunKind, "matchrun"),
            one_of("state", RunState, "matchrun"),
            models.UniqueConstraint(fields=["kind"], condition=Q(ended_at=None), name="matchrun_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(ended_at=None, state__in=(RunState.WAITING, RunState.RUNNING))
                | Q(ended_at__isnull=False, state__in=(RunState.DONE, RunState.STOPPED, RunState.FAILED)),
                name="matchrun_ended_together",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state} {self.done}/{self.total}"


class LikelyGroup(models.Model):
    """Records that may all be one person, to be read together."""

    run = models.ForeignKey("incidents.MatchRun", models.PROTECT, related_name="found_groups")
    size = models.PositiveIntegerField()
    score = models.FloatField(help_text="of its likeliest open pair")
    open_pairs = models.PositiveIntegerField(default=0)
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["-score", "-size", "id"], name="likelygroup_order")]
        constraints = [
            together("likelygroup_taken_together", ["taken_by", "taken_at"]),
            models.CheckConstraint(condition=Q(size__gte=2), name="likelygroup_of_two_or_more"),
        ]

    def __str__(self) -> str:
        return f"group {self.pk} of {self.size}"


class LikelyPair(models.Model):
    """Two records that may be one person, as a run found them. Each side is a person, or a mention without one."""

    group = models.ForeignKey("incidents.LikelyGroup", models.CASCADE, related_name="found_pairs")
    left_person = models.ForeignKey("incidents.Person", models.CASCADE, null=True, blank=True, related_name="+")
    left_mention = models.ForeignKey("incidents.Mention", models.CASCADE, null=True, blank=True, related_name="+")
    right_person = models.ForeignKey("incidents.Person", models.CASCADE, null=True, blank=True, related_name="+")
    right_mention = models.ForeignKey("incidents.Mention", models.CASCADE, null=True, blank=True, related_name="+")
    score = models.FloatField()
    likelihood = choice(Likelihood, Likelihood.POSSIBLE)
    levels = models.JSONField(default=dict, blank=True, help_text="field to level of agreement, codes only")
    settled_at = models.DateTimeField(null=True, blank=True, help_text="when somebody decided, or the facts changed")

    class Meta:
        indexes = [models.Index(fields=["settled_at", "-score"], name="likelypair_order")]
        constraints = [
            one_of("likelihood", Likelihood, "likelypair"),
            models.CheckConstraint(
                condition=Q(left_person__isnull=True) ^ Q(left_mention__isnull=True), name="likelypair_one_left"
            ),
            models.CheckConstraint(
                condition=Q(right_person__isnull=True) ^ Q(right_mention__isnull=True), name="likelypair_one_right"
            ),
            models.CheckConstraint(
                condition=~Q(left_person=F("right_person")) & ~Q(left_mention=F("right_mention")),
                name="likelypair_not_with_itself",
            ),
            models.UniqueConstraint(
                fields=["left_person", "left_mention", "right_person", "right_mention"],
                name="likelypair_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"pair {self.pk} {self.score:.2f}"


class MatchWeights(models.Model):
    """Weights that were fitted again to what reviewers decided. One of them is in use, or else the file's."""

    weights = models.JSONField()
    origin = models.TextField()
    measured = models.JSONField(default=dict, help_text="before and after, on pairs held back")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    in_use = models.BooleanField(default=False)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(fields=["in_use"], condition=Q(in_use=True), name="matchweights_one_in_use")
        ]

    def __str__(self) -> str:
        return f"weights of {self.at:%F}"


class FoundText(models.Model):
    """What full-text search looks through, of a report or an incident: Russian and English stems, and plain words."""

    report = models.OneToOneField("incidents.Report", models.CASCADE, null=True, blank=True, related_name="found_text")
    incident = models.OneToOneField(
        "incidents.Incident", models.CASCADE, null=True, blank=True, related_name="found_text"
    )
    words = SearchVectorField()

    class Meta:
        indexes = [GinIndex(fields=["words"], name="foundtext_words")]
        constraints = [
            models.CheckConstraint(
                condition=Q(report__isnull=True) ^ Q(incident__isnull=True), name="foundtext_of_one_thing"
            )
        ]

    def __str__(self) -> str:
        return f"text of {self.report_id or self.incident_id}"
