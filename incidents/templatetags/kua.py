"""The devices that run through every page: status, how sure, when, references, error links, page links."""

from django import template
from django.forms import BoundField
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from incidents.domain import dates
from incidents.vocabulary import ActKind, Confirmation, Sensitivity, Status

register = template.Library()

SHAPED = frozenset(Status.values)
PAGES = {"F": "desk:finding", "P": "desk:person", "R": "desk:review"}
BARS = {"pending": 0, "no_information": 0, "weak": 1, "fair": 2, "confirmed": 4}
SWAP = '<svg viewBox="0 0 16 16" aria-hidden="true" focusable="false"><path d="M2 5.5h11l-3-3M14 10.5H3l3 3"/></svg>'


@register.simple_tag
def status(kind: str, label: str = "") -> SafeString:
    """A shape, a word, a colour. Empty: not known. A kind without a shape of its own is told by its word."""
    if not kind:
        return format_html('<span class="st st-none">{}</span>', label or _("Not known"))
    word = label or capfirst(str(ActKind(kind).label))
    shape = f"st-{kind}" if kind in SHAPED else "st-none"
    return format_html('<span class="st {}">{}</span>', shape, word)


@register.simple_tag
def sure(level: str) -> SafeString:
    """How sure the team is: up to four bars and the word; two arrows where sources conflict."""
    if not level:
        return SafeString("")
    word, said = Confirmation(level).label, _("How sure:")
    if level == Confirmation.CONTESTED:
        sign = SafeString(SWAP)
    else:
        filled = BARS.get(level, 0)
        bars = format_html_join("", "<i{}></i>", ((SafeString(' class="f"') if n < filled else "",) for n in range(4)))
        sign = format_html('<span class="bars" aria-hidden="true">{}</span>', bars)
    return format_html('<span class="sure {}">{}<span class="visually-hidden">{} </span><b>{}</b></span>',
                       level, sign, said, word)  # fmt: skip


@register.simple_tag
def when(edtf: str) -> str:
    """A partial date in the reader's words: “8 January 2022”, “January 2022”, “about 8 January 2022”."""
    return dates.words(edtf) if edtf else _("not known")


@register.filter
def careful(codes: list[str]) -> str:
    """How careful one must be in looking, in words; empty where nothing shocking is to be seen."""
    return ", ".join(str(Sensitivity(code).label) for code in codes if code != Sensitivity.PLAIN)


@register.simple_tag
def reference(ref: str) -> SafeString:
    """A reference code that is neither broken over two lines nor translated by a browser."""
    return format_html('<span class="ref" translate="no">{}</span>', ref)


@register.simple_tag
def ref_url(ref: str) -> str:
    """The page of what a reference names."""
    return reverse(PAGES[ref[0]], args=[ref])


@register.simple_tag(takes_context=True)
def with_query(context, name: str, value) -> str:
    """The present address with one parameter changed: page links, sort links. None takes it away."""
    query = context["request"].GET.copy()
    query.pop(name, None)
    if value is not None:
        query[name] = value
    return "?" + query.urlencode()


@register.filter
def page_numbers(page) -> list[int]:
    """The pages worth a link: first, last and those around the present one; 0 stands for a gap."""
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1)
    return [number if isinstance(number, int) else 0 for number in shown]


@register.filter
def field_anchor(field: BoundField) -> str:
    """The id that a link to this field must lead to: the first control where there are several."""
    return field.id_for_label or f"{field.auto_id}_0"


@register.simple_tag
def relabel(field: BoundField, label: str) -> str:
    """Gives a field of somebody else's form our own word, for its label and for the summary of errors."""
    field.label = label
    return ""


def form_errors(form) -> list[dict]:
    """Every error of one form with the field it belongs to, the form's own errors first."""
    found = [{"anchor": "", "message": message} for message in form.non_field_errors()]
    for field in form:
        anchor = "" if field.is_hidden else field_anchor(field)
        found += [{"anchor": anchor, "message": message, "label": field.label} for message in field.errors]
    return found


def all_errors(thing) -> list[dict]:
    """The errors of a form, or of a formset and its forms; nothing of a form that was not sent."""
    if not thing or not thing.is_bound:
        return []
    if hasattr(thing, "management_form"):
        own = [{"anchor": "", "message": message} for message in thing.non_form_errors()]
        return own + [error for form in thing.forms for error in form_errors(form)]
    return form_errors(thing)


@register.inclusion_tag("_components/errors.html")
def error_summary(*things) -> dict:
    """One summary of all forms and formsets of the page, each message a link to its field."""
    return {"found": [error for thing in things for error in all_errors(thing)]}
