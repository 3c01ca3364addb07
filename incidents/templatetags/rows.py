"""Words for rows: a place's name, a name in Latin letters, what a person was before, which points are contested."""

from django import template
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from incidents.domain import dates, disclosure, gazetteer, letters, speakers
from incidents.domain.queries import compare_words, person_words
from incidents.vocabulary import ActKind, Disclosure, Naming

register = template.Library()

POINTS = {
    "polarity": gettext_lazy("whether it happened"),
    "when": gettext_lazy("when"),
    "place": gettext_lazy("where"),
    "manner": gettext_lazy("how"),
    "age": gettext_lazy("age"),
    "sex": gettext_lazy("sex"),
    "participation": gettext_lazy("part taken"),
    "cause": gettext_lazy("cause"),
    "actors": gettext_lazy("who did it"),
    "identity": gettext_lazy("who it is"),
}


@register.filter
def called(person) -> str:
    """The name; without one the words that describe the person; without those, that it is not known."""
    return person.display_name or person.describing or _("Name not known")


@register.filter
def on(instant) -> str:
    """The day of an instant, in words: a day in figures is read differently in different countries."""
    return dates.words(timezone.localtime(instant).date().isoformat()) if instant else ""


@register.filter
def moment(instant) -> str:
    """The day and the time of day of an instant."""
    return f"{on(instant)}, {timezone.localtime(instant):%H:%M}" if instant else ""


@register.filter
def named(place) -> str:
    """The place's name in the reader's language."""
    return gazetteer.name(place) if place else ""


@register.filter
def latin(text: str) -> str:
    """The name in Latin letters that a reader can say."""
    return letters.romanised(text)


@register.filter
def other_letters(name: str) -> str:
    """A name in Latin letters for one in Cyrillic, and the other way round."""
    return compare_words.other_script(name or "")


@register.filter
def was(person) -> str:
    """What a person also was, beside the present status: “was detained, missing”."""
    before = ", ".join(str(ActKind(kind).label) for kind in person.ever if kind != person.status)
    return _("was %(before)s") % {"before": before} if before else ""


@register.filter
def beneath(person) -> str:
    """What stands under a name in a list: how far it is a name, its Latin letters, how many people it stands for."""
    romanised = letters.romanised(person.display_name)
    how = {Naming.UNNAMED: _("not named"), Naming.PARTIAL: _("partly named")}.get(person.naming, romanised)
    many = {"low": person.n_low, "high": person.n_high}
    words = [
        how if how != person.display_name else "",
        _("%(low)s to %(high)s people") % many if person.n_high > 1 else "",
    ]
    return "".join(f"{word} · " for word in words if word)


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
