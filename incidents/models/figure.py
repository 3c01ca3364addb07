"""Numbers that somebody claimed, kept as they were said, beside each other and beside what is documented."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from incidents.models.fields import PartialDateFields, choice, one_of, ordered, reference_field, together
from incidents.vocabulary import (
    FigureMethod,
    FigurePopulation,
    FigureState,
    FigureStatus,
    FigureTie,
    FigureUnit,
    FigureValue,
    Included,
)

CHANGES = ["state", "version", "struck_by", "struck_at", "struck_because"]  # all else stays as it was entered


class FigureTopic(models.Model):
    """A question that several claims answer, such as deaths in January 2022, with our documented people beside it."""

    ref = reference_field()
    title = models.CharField(max_length=200)
    describing = models.TextField(blank=True)
    filters = models.JSONField(default=dict, blank=True, help_text="the case list's filter for the documented count")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "id"]
        constraints = [models.CheckConstraint(condition=~Q(title=""), name="figuretopic_titled")]

    def __str__(self) -> str:
        return self.ref


class FigureClaim(PartialDateFields):
    """A claimed number with its scope. `when` is the day on which it was stated. What was entered never changes."""

    ref = reference_field()
    key = models.UUIDField(unique=True, help_text="one form opened makes one claim")
    report = models.ForeignKey("incidents.Report", models.PROTECT, related_name="figures")
    claimant = models.ForeignKey("incidents.Actor", models.PROTECT, related_name="claims")
    speaker = models.CharField(max_length=200, blank=True, help_text="who said it for the claimant")
    as_of_edtf = models.CharField(max_length=48, blank=True, help_text="the day that the number is true of")
    as_of_lower = models.DateField(null=True, blank=True)
    as_of_upper = models.DateField(null=True, blank=True)
    window_edtf = models.CharField(max_length=48, blank=True, help_text="the days in which it happened")
    window_lower = models.DateField(null=True, blank=True)
    window_upper = models.DateField(null=True, blank=True)
    value = choice(FigureValue, FigureValue.NUMBER)
    low = models.PositiveBigIntegerField(null=True, blank=True)
    best = models.PositiveBigIntegerField(null=True, blank=True)
    high = models.PositiveBigIntegerField(null=True, blank=True)
    words = models.CharField(max_length=200, blank=True, help_text="the number in words, as said")
    unit = choice(FigureUnit, FigureUnit.PEOPLE)
    status = choice(FigureStatus, FigureStatus.DEAD)
    population = choice(FigurePopulation, FigurePopulation.NOT_STATED)
    population_words = models.CharField(max_length=200, blank=True, help_text="the claimant's own label")
    includes_security_forces = choice(Included, Included.NOT_STATED)
    includes_bystanders = choice(Included, Included.NOT_STATED)
    place = models.ForeignKey("incidents.Place", models.PROTECT, null=True, blank=True, related_name="+")
    place_text = models.CharField(max_length=300, blank=True)
    method = choice(FigureMethod)
    method_words = models.CharField(max_length=300, blank=True)
    wording = models.TextField(blank=True, help_text="the sentence as the report has it")
    caveats = models.TextField(blank=True, help_text="what the translation may have got wrong")
    state = choice(FigureState, FigureState.STANDING)
    corrects = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="corrected_by")
    topics = models.ManyToManyField("incidents.FigureTopic", through="incidents.TopicClaim", related_name="claims")
    struck_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    struck_at = models.DateTimeField(null=True, blank=True, help_text="entered by mistake, kept all the same")
    struck_because = models.TextField(blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["when_lower", "id"]
        indexes = [models.Index(fields=["when_lower", "id"], name="figureclaim_when")]
        constraints = [
            one_of("value", FigureValue, "figureclaim"),
            one_of("unit", FigureUnit, "figureclaim"),
            one_of("status", FigureStatus, "figureclaim"),
            one_of("population", FigurePopulation, "figureclaim"),
            one_of("includes_security_forces", Included, "figureclaim"),
            one_of("includes_bystanders", Included, "figureclaim"),
            one_of("method", FigureMethod, "figureclaim"),
            one_of("state", FigureState, "figureclaim"),
            ordered("when_lower", "when_upper", "figureclaim"),
            ordered("as_of_lower", "as_of_upper", "figureclaim"),
            ordered("window_lower", "window_upper", "figureclaim"),
            ordered("low", "best", "figureclaim"),
            ordered("best", "high", "figureclaim"),
            models.CheckConstraint(
                condition=Q(low__isnull=True) | Q(high__isnull=True) | Q(low__lte=F("high")),
                name="figureclaim_low_below_high",
            ),
            models.CheckConstraint(
                condition=Q(value=FigureValue.NUMBER)
                & (Q(low__isnull=False) | Q(best__isnull=False) | Q(high__isnull=False))
                | ~Q(value=FigureValue.NUMBER) & Q(low__isnull=True, best__isnull=True, high__isnull=True),
                name="figureclaim_number_has_number",
            ),
            models.CheckConstraint(
                condition=~Q(value=FigureValue.WORDS) | ~Q(words=""), name="figureclaim_words_has_words"
            ),
            models.CheckConstraint(
                condition=Q(corrects__isnull=True) | ~Q(corrects=F("id")), name="figureclaim_not_corrects_itself"
            ),
            together("figureclaim_struck_together", ["struck_by", "struck_at"], empty=Q(struck_because="")),
        ]
        triggers = [
            pgtrigger.Protect(
                name="figureclaim_as_entered",
                operation=pgtrigger.Update,
                condition=pgtrigger.AnyChange(exclude=CHANGES),
            ),
            pgtrigger.Protect(name="figureclaim_stays", operation=pgtrigger.Delete),
        ]

    def __str__(self) -> str:
        return self.ref


class TopicClaim(models.Model):
    """One claim on the page of one topic."""

    topic = models.ForeignKey("incidents.FigureTopic", models.PROTECT, related_name="placed")
    claim = models.ForeignKey("incidents.FigureClaim", models.PROTECT, related_name="placed")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["topic", "claim"], name="topicclaim_once")]

    def __str__(self) -> str:
        return f"{self.claim_id} on {self.topic_id}"


class FigureMove(PartialDateFields):
    """One change of a claim's state. `when` is the day of the change in the world, `at` when it was written here."""

    claim = models.ForeignKey("incidents.FigureClaim", models.PROTECT, related_name="moves")
    from_state = choice(FigureState, FigureState.STANDING)
    to_state = choice(FigureState, FigureState.STANDING)
    told_in = models.ForeignKey("incidents.Report", models.PROTECT, null=True, blank=True, related_name="+")
    because = models.TextField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            one_of("from_state", FigureState, "figuremove"),
            one_of("to_state", FigureState, "figuremove"),
            ordered("when_lower", "when_upper", "figuremove"),
            models.CheckConstraint(condition=~Q(because=""), name="figuremove_has_reason"),
            models.CheckConstraint(condition=~Q(from_state=F("to_state")), name="figuremove_moves"),
        ]
        triggers = [pgtrigger.Protect(name="figuremove_frozen", operation=pgtrigger.Update | pgtrigger.Delete)]

    def __str__(self) -> str:
        return f"{self.claim_id}: {self.to_state}"


class FigureRelation(models.Model):
    """What one claim is to another, in the words of whoever says so. Taken back, it stays on record."""

    kind = choice(FigureTie, FigureTie.SUBSET_OF)
    claim = models.ForeignKey("incidents.FigureClaim", models.PROTECT, related_name="ties")
    other = models.ForeignKey("incidents.FigureClaim", models.PROTECT, related_name="tied")
    why = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    removed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            one_of("kind", FigureTie, "figurerelation"),
            models.CheckConstraint(condition=~Q(claim=F("other")), name="figurerelation_of_two"),
            models.CheckConstraint(
                condition=~Q(kind=FigureTie.NOT_COMPARABLE) | ~Q(why=""), name="figurerelation_not_comparable_why"
            ),
            together("figurerelation_removed_together", ["removed_by", "removed_at"]),
            models.UniqueConstraint(
                fields=["kind", "claim", "other"], condition=Q(removed_at__isnull=True), name="figurerelation_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.claim_id} {self.kind} {self.other_id}"
