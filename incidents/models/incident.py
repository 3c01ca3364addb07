"""An event in which people were harmed."""

from django.conf import settings
from django.db import models

from incidents.models.fields import PartialDateFields, ordered, reference_field


class Incident(PartialDateFields):
    """One event: when, where, what happened, and who is alleged to have acted."""

    ref = reference_field()
    key = models.UUIDField(null=True, unique=True, editable=False, help_text="one form opened makes one incident")
    title = models.CharField(max_length=300)
    what_happened = models.TextField(blank=True)
    when_words = models.CharField(max_length=100, blank=True)
    place = models.ForeignKey("incidents.Place", models.PROTECT, null=True, blank=True, related_name="incidents")
    place_text = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="parts")
    actors = models.ManyToManyField("incidents.Actor", related_name="incidents", blank=True)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    created_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["when_lower", "id"])]
        constraints = [
            ordered("when_lower", "when_upper", "incident"),
            models.CheckConstraint(condition=~models.Q(title=""), name="incident_titled"),
            models.CheckConstraint(
                condition=models.Q(parent__isnull=True) | ~models.Q(parent=models.F("id")),
                name="incident_not_in_itself",
            ),
        ]

    def __str__(self) -> str:
        return self.ref
