"""The group of mentions that the team holds to be one human being."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from incidents.models.fields import PartialDateFields, choice, one_of, ordered, reference_field
from incidents.vocabulary import Confirmation, Naming, Participation, Sex, Status


class Person(PartialDateFields):
    """One human being as the team holds them.

    Nobody types a status: `status`, `confirmation` and `ever` are written by domain.standing alone, from agreed
    findings, and the descriptive columns by the same function from the mentions, so that lists need no joins.
    """

    ref = reference_field()
    display_name = models.CharField(max_length=300, blank=True)
    describing = models.CharField(max_length=300, blank=True)
    variants = ArrayField(models.CharField(max_length=300), default=list, blank=True)
    sort_key = models.CharField(max_length=400, blank=True, help_text="Kazakh alphabetical order, bytewise")
    name_folded = models.CharField(max_length=300, blank=True)
    name_keys = ArrayField(models.CharField(max_length=100), default=list, blank=True)
    keys_version = models.PositiveSmallIntegerField(default=0, db_index=True, help_text="of names, that made the keys")
    search_text = models.TextField(blank=True, help_text="folded names and references, for searching by parts")
    naming = choice(Naming, Naming.UNNAMED)
    sex = choice(Sex, Sex.UNKNOWN)
    age_low = models.PositiveSmallIntegerField(null=True, blank=True)
    age_high = models.PositiveSmallIntegerField(null=True, blank=True)
    birth_edtf = models.CharField(max_length=48, blank=True)
    participation = ArrayField(models.CharField(max_length=32, choices=Participation.choices), default=list, blank=True)
    n_low = models.PositiveIntegerField(default=1)
    n_high = models.PositiveIntegerField(default=1)
    place = models.ForeignKey("incidents.Place", models.PROTECT, null=True, blank=True, related_name="persons")
    place_text = models.CharField(max_length=300, blank=True)
    reports_count = models.PositiveIntegerField(default=0)
    roots_count = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=32, choices=Status.choices, blank=True, default="", editable=False)
    confirmation = choice(Confirmation, Confirmation.PENDING, editable=False)
    ever = ArrayField(models.CharField(max_length=32, choices=Status.choices), default=list, blank=True, editable=False)
    contested = ArrayField(models.CharField(max_length=32), default=list, blank=True, editable=False)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="absorbed")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [
            models.Index(fields=["sort_key", "id"]),
            models.Index(fields=["status", "confirmation"]),
            models.Index(fields=["when_lower", "id"]),
            models.Index(fields=["name_folded"]),
            models.Index(fields=["place", "naming", "age_low", "when_lower"], name="person_of_event"),
            GinIndex(fields=["name_keys"], name="person_name_keys", fastupdate=False),
            GinIndex(fields=["ever"], name="person_ever"),
            GinIndex(fields=["search_text"], name="person_search_trgm", opclasses=["gin_trgm_ops"]),
        ]
        constraints = [
            one_of("naming", Naming, "person"),
            one_of("sex", Sex, "person"),
            one_of("confirmation", Confirmation, "person"),
            ordered("age_low", "age_high", "person"),
            ordered("n_low", "n_high", "person"),
            ordered("when_lower", "when_upper", "person"),
            models.CheckConstraint(condition=models.Q(status__in=[*Status.values, ""]), name="person_status_known"),
            models.CheckConstraint(
                condition=models.Q(merged_into__isnull=True) | ~models.Q(merged_into=models.F("id")),
                name="person_not_merged_into_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
