"""The filter of the case list. It narrows the queryset that it is handed; what needs other tables is handed in too."""

from collections.abc import Callable

import django_filters as filters
from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import PartialDateField, ReferenceField
from incidents.forms.intake_fields import suggested
from incidents.vocabulary import Confirmation, Naming, Participation, Sex, Status

OLDEST = 130
NO_STATUS = "none"
ANY = _("Any")
SORTS = [
    ("name", _("Name")),
    ("-name", _("Name, from the end")),
    ("when", _("Earliest first")),
    ("-when", _("Latest first")),
    ("status", _("Status")),
    ("-status", _("Status, from the end")),
    ("-sure", _("Surest first")),
    ("sure", _("Least sure first")),
    ("newest", _("Newest in the list first")),
]
# Contested is not a step of the ladder: something is held, and sources conflict on it.
SURE = {
    "weak_or_better": (Confirmation.WEAK, Confirmation.FAIR, Confirmation.CONFIRMED, Confirmation.CONTESTED),
    "fair_or_better": (Confirmation.FAIR, Confirmation.CONFIRMED),
    "confirmed": (Confirmation.CONFIRMED,),
    "contested": (Confirmation.CONTESTED,),
    "discounted": (Confirmation.DISCOUNTED,),
    "pending": (Confirmation.PENDING, Confirmation.NO_INFORMATION),
}
SURE_WORDS = [
    ("weak_or_better", _("Weak or better")),
    ("fair_or_better", _("Fair or better")),
    ("confirmed", _("Confirmed")),
    ("contested", _("Contested")),
    ("discounted", _("Discounted")),
    ("pending", _("Nothing agreed yet")),
]


class PeopleForm(forms.Form):
    """The two ends of a range must be in order."""

    def clean(self):
        """Puts what is wrong beside the end of the range."""
        data = super().clean()
        low, high = data.get("age_from"), data.get("age_to")
        if low is not None and high is not None and low > high:
            self.add_error("age_to", _("This is less than the age from."))
        first, last = data.get("since"), data.get("until")
        if first and last and first.lower and last.upper and first.lower > last.upper:
            self.add_error("until", _("The end lies before the beginning."))
        return data


class PartialDateFilter(filters.Filter):
    """A partial date in one box."""

    field_class = PartialDateField


class AgeFilter(filters.Filter):
    """Full years."""

    field_class = forms.IntegerField


class ReferenceFilter(filters.Filter):
    """A reference of one kind."""

    field_class = ReferenceField


def one_of(label, choices, method, **options) -> filters.ChoiceFilter:
    """A closed list with "Any" as its first line."""
    return filters.ChoiceFilter(label=label, choices=choices, method=method, empty_label=ANY, **options)


class PeopleFilter(filters.FilterSet):
    """Which people, and in what order. Every parameter of the address but `page` has its field here."""

    q = filters.CharFilter(label=_("Name or reference"), max_length=200, method="by_road")
    status = one_of(_("Status now"), [*Status.choices, (NO_STATUS, _("Nothing agreed yet"))], "by_status")
    ever = one_of(_("Was ever"), Status.choices, "by_ever")
    sure = one_of(_("How sure"), SURE_WORDS, "by_sure")
    place = filters.CharFilter(label=_("Place and all in it"), max_length=200, method="by_road", widget=suggested())
    since = PartialDateFilter(
        label=_("Not before"), help_text=_("For example 8.1.2022, 2022-01 or 2022."), method="by_since"
    )
    until = PartialDateFilter(label=_("Not after"), method="by_until")
    age_from = AgeFilter(label=_("Age from"), min_value=0, max_value=OLDEST, method="by_age_from")
    age_to = AgeFilter(label=_("Age to"), min_value=0, max_value=OLDEST, method="by_age_to")
    sex = one_of(_("Sex"), Sex.choices, "by_value")
    naming = one_of(_("Named"), Naming.choices, "by_value")
    participation = one_of(_("Part taken, as claimed"), Participation.choices, "by_participation")
    incident = ReferenceFilter(
        label=_("Incident"), letter="I", help_text=_("Its reference, for example I-7K3QFM2."), method="by_road"
    )
    source = filters.CharFilter(
        label=_("Source"), max_length=200, help_text=_("Its name, or its reference."), method="by_road"
    )
    reviewer = one_of(_("Reviewer"), [], "by_road")
    sort = filters.ChoiceFilter(label=_("Sort by"), choices=SORTS, empty_label=None, method="by_nothing")

    class Meta:
        form = PeopleForm

    def __init__(self, data, queryset, *, roads: dict[str, Callable[[str], Q]], reviewers: list[tuple[str, str]]):
        """`roads` say how to ask other tables, by the name of the filter."""
        super().__init__(data, queryset=queryset)
        self.roads = roads
        self.filters["reviewer"].extra["choices"] = reviewers

    def by_road(self, people, name, value):
        """A question to another table."""
        return people.filter(self.roads[name](value)) if value else people

    def by_value(self, people, name, value):
        """A column as it stands."""
        return people.filter(**{name: value})

    def by_status(self, people, name, value):
        """What became of them, as the team holds it now."""
        return people.filter(status="" if value == NO_STATUS else value)

    def by_ever(self, people, name, value):
        """Whatever they were on the way."""
        return people.filter(ever__contains=[value])

    def by_participation(self, people, name, value):
        """Whoever claims it."""
        return people.filter(participation__contains=[value])

    def by_sure(self, people, name, value):
        """A step of the ladder and those above it, or exactly one."""
        return people.filter(confirmation__in=SURE[value])

    def by_since(self, people, name, value):
        """Those whose last possible day does not lie before it."""
        first = Q(when_upper__gte=value.lower) | Q(when_upper=None, when_lower__isnull=False)
        return people.filter(first) if value.lower else people

    def by_until(self, people, name, value):
        """Those whose first possible day does not lie after it."""
        last = Q(when_lower__lte=value.upper) | Q(when_lower=None, when_upper__isnull=False)
        return people.filter(last) if value.upper else people

    def by_nothing(self, people, name, value):
        """The order narrows nothing; it is set when the page is cut."""
        return people

    def by_age_from(self, people, name, value):
        """Those who may be so old."""
        return people.filter(Q(age_high__gte=value) | Q(age_high=None, age_low__isnull=False))

    def by_age_to(self, people, name, value):
        """Those who may be so young."""
        return people.filter(Q(age_low__lte=value) | Q(age_low=None, age_high__isnull=False))
