"""What stays contested of a person: then every standing report that asserts it has a say, beside what was agreed."""

from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, CharField, ExpressionWrapper, F, OuterRef, Q, QuerySet, Value, When

from incidents import policies
from incidents.domain import standing
from incidents.models import Act
from incidents.vocabulary import ActKind, Polarity

DEATHS = (ActKind.KILLED, ActKind.DIED)


def asserted() -> QuerySet[Act]:
    """What standing reports assert of that which became of the outer person; of all, while nothing is agreed."""
    acts = Act.objects.filter(
        policies.prefixed("mention", standing.STANDING), mention__person=OuterRef("pk"), retired_at=None,
        polarity=Polarity.ASSERTS,
    )  # fmt: skip
    became = ExpressionWrapper(OuterRef("status"), output_field=CharField())
    same = Q(kind=F("became")) | Q(became="") | Q(kind__in=DEATHS, became__in=DEATHS)
    return acts.annotate(became=became).filter(same)


def is_contested(point: str) -> Q:
    """People of whom this stays contested: when, place, manner …"""
    return Q(contested__contains=[point])


def told(point: str, acts: QuerySet[Act], column: str) -> Case:
    """A column of these acts for people of whom the point stays contested; nothing for the others."""
    rows = ArraySubquery(acts.values(column))
    return Case(When(is_contested(point), then=rows), default=Value([], output_field=rows.output_field))


def of(point: str, values: Any) -> bool:
    """The same, of a row's own column."""
    return point in (values or ())
