"""Words for rows: a place's name, a name in Latin letters, what a person was before, which points are contested."""

from django import template
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from incidents.domain import disclosure, gazetteer, letters, speakers
from incidents.domain.queries import person_words
from incidents.vocabulary import ActKind, Disclosure

register = template.Library()

POINTS = {
    "polarity": _("whether it happened"),
    "when": _("when"),
    "place": _("where"),
    "manner": _("how"),
    "age": _("age"),
    "sex": _("sex"),
    "participation": _("part taken"),
    "cause": _("cause"),
    "actors": _("who did it"),
    "identity": _("who it is"),
}


@register.filter
def named(place) -> str:
    """The place's name in the reader's language."""
    return gazetteer.name(place) if place else ""


@register.filter
def latin(text: str) -> str:
    """The name in Latin letters that a reader can say."""
    return letters.romanised(text)


@register.filter
def was(person) -> str:
    """What a person also was, beside the present status: “detained, missing”."""
    return ", ".join(str(ActKind(kind).label) for kind in person.ever if kind != person.status)


@register.filter
def points(codes) -> str:
    """Points that are contested, in words."""
    return ", ".join(str(POINTS.get(code, code)) for code in codes)


@register.filter
def point(conflict) -> str:
    """The point of a disagreement, with the kind of act it is about: “Killed: where”."""
    words = str(POINTS.get(conflict.point, conflict.point))
    return f"{capfirst(str(ActKind(conflict.topic).label))}: {words}" if conflict.topic else capfirst(words)


@register.filter
def age(thing) -> str:
    """The age as a range in words; empty when not known."""
    return person_words.ages(thing.age_low, thing.age_high)


@register.filter
def speaker(source) -> str:
    """How a source is called inside the team."""
    return speakers.called(source)


@register.filter
def disclosed(code: str) -> str:
    """For whom an export was made, in words."""
    return str(dict(Disclosure.choices).get(code, code))


@register.filter
def columns(codes) -> str:
    """The columns of an export, in words."""
    labels = {column.code: str(column.label) for column in disclosure.COLUMNS}
    return ", ".join(labels.get(code, code) for code in codes or ())
