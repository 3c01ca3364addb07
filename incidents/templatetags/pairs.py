"""Words for records side by side: the letters that differ, cells beside cells, which reference stays."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from incidents.domain import differences
from incidents.domain.queries import alike_groups, compare, compare_words
from incidents.models import Person

register = template.Library()

SIGNS = {
    differences.SAME: SafeString("{}"),
    differences.SPELT: SafeString('<u class="spelt">{}</u>'),
    differences.ALONE: SafeString('<u class="alone">{}</u>'),
    differences.DIFFERS: SafeString('<mark class="letter">{}</mark>'),
}


@dataclass(frozen=True)
class Place:
    """Where one is in a group: which pair of how many, how many wait, and which one follows."""

    number: int
    total: int
    open: int
    following: alike_groups.Pair | None


@register.simple_tag
def letters(pieces) -> SafeString:
    """A name with a sign under each letter of which something is said."""
    return format_html_join("", "{}", ((format_html(SIGNS[piece.state], piece.text),) for piece in pieces))


@register.filter
def short(record) -> str:
    """The reference of a record."""
    return compare.short(record)


@register.filter
def ref_of(row) -> str:
    """The reference of a person, or of the report that tells of somebody."""
    return row.ref if isinstance(row, Person) else row.report.ref


@register.filter
def beside(line: compare_words.Line, records) -> list[tuple]:
    """Each cell of a line with its record."""
    return list(zip(records, line.cells, strict=True))


@register.simple_tag
def place_in(group: alike_groups.GroupPage, keys) -> Place:
    """Where one is in the group."""
    return Place(group.place(keys) + 1, len(group.pairs), len(group.open), group.after(keys))


@register.simple_tag
def stays(told: compare.Comparison) -> str:
    """Which reference they have if they are one."""
    kept = told.survivor
    if kept is None:
        return _("If they are one, a new person is made of them.")
    gone = [record.row.ref for record in told.records if isinstance(record.row, Person) and record.row.pk != kept.pk]
    if gone:
        known = {"kept": kept.ref, "gone": ", ".join(gone)}
        return _("If they are one, %(kept)s stays; whoever opens %(gone)s finds it there.") % known
    return _("If they are one, what the report says becomes part of %(kept)s.") % {"kept": kept.ref}
