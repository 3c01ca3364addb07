"""The shapes that several records share: choices with a database check, references, partial dates."""

from collections.abc import Iterable

from django.db import models


def choice(choices: type[models.TextChoices], default: str = "", **options) -> models.CharField:
    """A coded word. `one_of` adds the constraint that keeps strangers out."""
    return models.CharField(
        max_length=32, choices=choices.choices, default=default, blank="" in choices.values, **options
    )


def one_of(field: str, choices: type[models.TextChoices], table: str) -> models.CheckConstraint:
    """The database refuses a code that the vocabulary does not know."""
    return models.CheckConstraint(condition=models.Q(**{f"{field}__in": choices.values}), name=f"{table}_{field}_known")


def ordered(low: str, high: str, table: str) -> models.CheckConstraint:
    """The low end of a range never lies above its high end; either may be unknown."""
    either_unknown = models.Q(**{f"{low}__isnull": True}) | models.Q(**{f"{high}__isnull": True})
    return models.CheckConstraint(
        condition=either_unknown | models.Q(**{f"{low}__lte": models.F(high)}), name=f"{table}_{low}_ordered"
    )


def together(name: str, fields: Iterable[str], empty: models.Q | None = None) -> models.CheckConstraint:
    """All of these fields are set, or none: who decided, when, and the decision."""
    names = list(fields)
    every = models.Q(**{f"{field}__isnull": False for field in names})
    none = models.Q(**{f"{field}__isnull": True for field in names})
    return models.CheckConstraint(condition=every | (none & empty if empty is not None else none), name=name)


def ready_is_complete(ready: str, table: str) -> models.CheckConstraint:
    """A file that is ready has its place, its size and hash, and a day on which it goes."""
    return models.CheckConstraint(
        condition=~models.Q(status=ready)
        | models.Q(sha256__regex=r"^[0-9a-f]{64}$", size__isnull=False, ready_at__isnull=False)
        & ~models.Q(stored="")
        & models.Q(expires_at__isnull=False),
        name=f"{table}_ready_is_complete",
    )


def deleted_when(deleted: str, table: str) -> models.CheckConstraint:
    """A file that was deleted, and no other, says when."""
    return models.CheckConstraint(
        condition=models.Q(status=deleted, deleted_at__isnull=False)
        | ~models.Q(status=deleted) & models.Q(deleted_at__isnull=True),
        name=f"{table}_deleted_when",
    )


def reference_field() -> models.CharField:
    """The public reference of a record: a letter, a hyphen, seven characters of which the last checks the others."""
    return models.CharField(max_length=12, unique=True, editable=False)


class PartialDateFields(models.Model):
    """A date as precise as its source (EDTF), with the bounds that sort and filter use."""

    when_edtf = models.CharField(max_length=48, blank=True, default="")
    when_lower = models.DateField(null=True, blank=True)
    when_upper = models.DateField(null=True, blank=True)

    class Meta:
        abstract = True
