"""The gazetteer: places with their names, and where they lay at which time."""

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

from incidents.models.fields import choice, one_of, ordered
from incidents.vocabulary import FacilityKind, PlaceKind


class Place(models.Model):
    """A country, region, city, settlement or institution."""

    key = models.CharField(max_length=80, unique=True, help_text="stable name in the data files")
    kind = choice(PlaceKind, PlaceKind.SETTLEMENT)
    facility_kind = choice(FacilityKind)
    name_en = models.CharField(max_length=200)
    name_ru = models.CharField(max_length=200)
    name_kk = models.CharField(max_length=200)
    variants = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    folded = ArrayField(models.CharField(max_length=200), default=list, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    precision_km = models.FloatField(null=True, blank=True)
    population = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [GinIndex(fields=["folded"], name="place_folded")]
        constraints = [one_of("kind", PlaceKind, "place"), one_of("facility_kind", FacilityKind, "place")]

    def __str__(self) -> str:
        return self.name_en


class PlaceParent(models.Model):
    """Where a place lay, and from when until when. Both days are inside."""

    place = models.ForeignKey("incidents.Place", models.CASCADE, related_name="parents")
    parent = models.ForeignKey("incidents.Place", models.PROTECT, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            ordered("valid_from", "valid_to", "placeparent"),
            models.UniqueConstraint(fields=["place", "parent"], name="placeparent_once"),
            models.CheckConstraint(condition=~models.Q(place=models.F("parent")), name="placeparent_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} in {self.parent_id}"
