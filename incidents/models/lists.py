"""Lists that others keep: the series, its editions, the import of a file, and what is decided about its rows."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from incidents.models.fields import PartialDateFields, choice, one_of, ordered, reference_field, together
from incidents.vocabulary import ActKind, BulkKind, ImportState, Listing, RowChangeKind, RunState


class PersonList(models.Model):
    """A named series of lists by one keeper. Coverage is what it could have recorded; empty means: nothing is known."""

    ref = reference_field()
    title = models.CharField(max_length=200)
    keeper = models.ForeignKey("incidents.Source", models.PROTECT, related_name="lists")
    method = models.TextField(blank=True, help_text="how the keeper makes the list, in words")
    covers_kinds = ArrayField(models.CharField(max_length=32, choices=ActKind.choices), default=list, blank=True)
    covers_places = models.ManyToManyField("incidents.Place", related_name="+", blank=True)
    covers_edtf = models.CharField(max_length=48, blank=True)
    covers_lower = models.DateField(null=True, blank=True)
    covers_upper = models.DateField(null=True, blank=True)
    covers_words = models.TextField(blank=True, help_text="what else it could or could not have recorded")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["title", "id"]
        constraints = [
            ordered("covers_lower", "covers_upper", "personlist"),
            models.CheckConstraint(condition=~Q(title=""), name="personlist_titled"),
        ]

    def __str__(self) -> str:
        return self.ref


class ListEdition(PartialDateFields):
    """One edition of a list: a report that supersedes the one of the edition before. Its date is as the keeper says."""

    person_list = models.ForeignKey("incidents.PersonList", models.PROTECT, related_name="editions")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=200)
    report = models.OneToOneField("incidents.Report", models.PROTECT, related_name="edition")
    follows = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="followed_by")
    headers = models.JSONField(default=list, help_text="the headings of the columns, as the file has them")
    rows = models.PositiveIntegerField(default=0)
    compared_at = models.DateTimeField(null=True, blank=True, help_text="when it was compared with the one before")

    class Meta:
        ordering = ["person_list_id", "number"]
        constraints = [
            ordered("when_lower", "when_upper", "listedition"),
            models.UniqueConstraint(fields=["person_list", "number"], name="listedition_number_once"),
            models.CheckConstraint(condition=~Q(follows=F("id")), name="listedition_not_after_itself"),
            models.CheckConstraint(condition=~Q(label=""), name="listedition_labelled"),
        ]

    def __str__(self) -> str:
        return f"{self.person_list_id}/{self.number}"


class ListMapping(models.Model):
    """How the columns and the words of a keeper's files were read the last time, for the next file."""

    keeper = models.ForeignKey("incidents.Source", models.CASCADE, related_name="list_mappings")
    name = models.CharField(max_length=200)
    columns = models.JSONField(default=dict, help_text="heading to field")
    values = models.JSONField(default=dict, help_text="field to {their word: our code}")
    options = models.JSONField(default=dict)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [models.UniqueConstraint(fields=["keeper", "name"], name="listmapping_name_once")]

    def __str__(self) -> str:
        return f"mapping {self.pk}"


class ListImport(PartialDateFields):
    """One file on its way to an edition: as it came (sealed), how it is read, what the check found, how far it is."""

    ref = reference_field()
    key = models.UUIDField(unique=True, help_text="one form opened makes one import")
    person_list = models.ForeignKey("incidents.PersonList", models.PROTECT, related_name="imports")
    edition = models.OneToOneField(
        "incidents.ListEdition", models.SET_NULL, null=True, blank=True, related_name="imported"
    )
    label = models.CharField(max_length=200)
    name = models.CharField(max_length=255, help_text="the file's name as it came")
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    stored = models.CharField(max_length=200)
    key_sealed = models.BinaryField()
    look = models.JSONField(default=dict, help_text="what is in the file: sheets, headings, a few rows")
    sheet = models.PositiveIntegerField(default=0)
    header = models.JSONField(default=list, help_text="[first line of the headings from 0, how many lines]")
    columns = models.JSONField(default=dict, help_text="number of the column to field")
    values = models.JSONField(default=dict, help_text="field to {their word: our code}")
    options = models.JSONField(default=dict, help_text="what holds for every row: kind of act, date, place, consent")
    state = choice(ImportState, ImportState.RECEIVED)
    found = models.JSONField(
        default=dict, help_text="what the check found: counts, and the first lines of each problem"
    )
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    failed_code = models.CharField(max_length=64, blank=True)
    stop_asked = models.BooleanField(default=False)
    new_words = ArrayField(models.CharField(max_length=60), default=list, blank=True, help_text="new in the lexicon")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    touched_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.TextField(blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("state", ImportState, "listimport"),
            ordered("when_lower", "when_upper", "listimport"),
            together("listimport_undone_together", ["undone_by", "undone_at"], empty=Q(undone_because="")),
            models.CheckConstraint(condition=Q(sha256__regex=r"^[0-9a-f]{64}$"), name="listimport_hashed"),
            models.CheckConstraint(
                condition=Q(state__in=(ImportState.DONE, ImportState.UNDOING), edition__isnull=False)
                | ~Q(state__in=(ImportState.DONE, ImportState.UNDOING)) & Q(edition__isnull=True),
                name="listimport_done_has_edition",
            ),
        ]

    def __str__(self) -> str:
        return self.ref


class ListMark(models.Model):
    """What a matrix of lists says of one row: on this list, not on it, or it could not have been."""

    mention = models.ForeignKey("incidents.Mention", models.CASCADE, related_name="marks")
    person_list = models.ForeignKey("incidents.PersonList", models.PROTECT, related_name="marks")
    value = choice(Listing, Listing.LISTED)

    class Meta:
        constraints = [
            one_of("value", Listing, "listmark"),
            models.UniqueConstraint(fields=["mention", "person_list"], name="listmark_once"),
        ]

    def __str__(self) -> str:
        return f"{self.mention_id} {self.value} {self.person_list_id}"


class RowChange(models.Model):
    """One difference between an edition and the one before. Rows that did not change have none."""

    edition = models.ForeignKey("incidents.ListEdition", models.CASCADE, related_name="changes")
    kind = choice(RowChangeKind, RowChangeKind.ADDED)
    former = models.ForeignKey("incidents.Mention", models.CASCADE, null=True, blank=True, related_name="+")
    mention = models.ForeignKey("incidents.Mention", models.CASCADE, null=True, blank=True, related_name="+")
    fields = models.JSONField(default=list, help_text="[field, was, is] as the rows have it")

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["edition", "kind", "id"], name="rowchange_order")]
        constraints = [
            one_of("kind", RowChangeKind, "rowchange"),
            models.CheckConstraint(
                condition=Q(kind=RowChangeKind.ADDED, former__isnull=True, mention__isnull=False)
                | Q(kind=RowChangeKind.REMOVED, former__isnull=False, mention__isnull=True)
                | Q(kind__in=(RowChangeKind.RESPELT, RowChangeKind.CHANGED), former__isnull=False,
                    mention__isnull=False),
                name="rowchange_sides",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.kind} {self.former_id} {self.mention_id}"


class RowHold(models.Model):
    """Somebody reads this row of a list now, so that another reviewer gets the next one."""

    mention = models.OneToOneField("incidents.Mention", models.CASCADE, related_name="hold")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.mention_id} held by {self.by_id}"


class BulkDecision(models.Model):
    """One decision on many rows of an edition: what it would decide is looked for first; then it is agreed to and done.

    It is at that step of which the instant was written last: looking for rows, deciding (`agreed_at`), or taking back
    (`undone_at`). `state`, `done` and `total` tell how far the step is.
    """

    key = models.UUIDField(unique=True)
    edition = models.ForeignKey("incidents.ListEdition", models.CASCADE, related_name="bulk_decisions")
    kind = choice(BulkKind, BulkKind.SAME)
    threshold = models.FloatField(default=0)
    because = models.TextField()
    state = choice(RunState, RunState.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    found = models.JSONField(default=dict, blank=True, help_text="how many rows fit, and why others do not: codes")
    agreed_at = models.DateTimeField(null=True, blank=True, help_text="when what was found was decided")
    total = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    passed = models.PositiveIntegerField(default=0, help_text="rows that no longer fitted when their turn came")
    last_id = models.BigIntegerField(default=0, help_text="where a decision that was killed goes on")
    stop_asked = models.BooleanField(default=False)
    failed_code = models.CharField(max_length=64, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    undone_because = models.TextField(blank=True)
    undone_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            one_of("kind", BulkKind, "bulkdecision"),
            one_of("state", RunState, "bulkdecision"),
            models.CheckConstraint(condition=~Q(because=""), name="bulkdecision_has_reason"),
            models.CheckConstraint(
                condition=Q(threshold__gte=0, threshold__lte=1), name="bulkdecision_threshold_share"
            ),
            together("bulkdecision_undone_together", ["undone_by", "undone_at"], empty=Q(undone_because="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.done}/{self.total}"


class BulkDecided(models.Model):
    """A row that a decision on many found or decided (`at`): the person it is, and the person it made, if it did."""

    bulk = models.ForeignKey("incidents.BulkDecision", models.CASCADE, related_name="decided")
    mention = models.ForeignKey("incidents.Mention", models.CASCADE, related_name="+")
    person = models.ForeignKey("incidents.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    created = models.ForeignKey("incidents.Person", models.SET_NULL, null=True, blank=True, related_name="+")
    score = models.FloatField(default=0)
    at = models.DateTimeField(null=True, blank=True, help_text="when it was decided; empty: only found")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["bulk", "mention"], name="bulkdecided_once")]

    def __str__(self) -> str:
        return f"{self.bulk_id}: {self.mention_id}"
