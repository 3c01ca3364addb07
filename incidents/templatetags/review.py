"""Words for the review page: where something was, how old somebody was said to be, how a text came along."""

from django import template
from django.utils.text import capfirst

from incidents.domain import gazetteer, likeness_facts
from incidents.domain.queries import queue
from incidents.vocabulary import ActKind, Derivation

register = template.Library()


@register.filter
def where(thing) -> str:
    """Where it was: by the gazetteer with the region of that day, else as it was typed."""
    return gazetteer.said(thing)


@register.filter
def years(mention) -> str:
    """The age as a range in words; empty when not known."""
    if mention.age_low is None and mention.age_high is None:
        return ""
    return likeness_facts.age_words(mention.age_low, mention.age_high)


@register.filter
def kinds(report) -> list[tuple[str, int]]:
    """What was done in a report of the queue, and to how many."""
    return queue.kinds(report)


@register.filter
def kind_word(kind: str) -> str:
    """A kind of act as a heading."""
    return capfirst(str(ActKind(kind).label))


@register.filter
def derived(code: str) -> str:
    """How a text comes from another."""
    return str(Derivation(code).label)


@register.filter
def actor(thing) -> str:
    """An institution's name in the reader's language."""
    return gazetteer.name(thing)
