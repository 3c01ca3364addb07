"""The filter of the case list. It narrows the queryset that it is handed; what needs other tables is handed in too."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import django_filters as filters
from django import forms
from django.core.validators import EMPTY_VALUES
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import PartialDateField, ReferenceField
from incidents.forms.intake_fields import suggested
from incidents.vocabulary import DEAD, DEATHS, Confirmation, Manner, Naming, Participation, Sex, Status

OLDEST = 130
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2100, 12, 31)
NO_STATUS = "none"
# Filters that ask for a row of a table of counts, and the question of those which name the row alone.
CELLS = {"row": "", "column": "", "manner": "manner", "on_list": "list"}
# What a day changes; the other filters ask of today, or of everything that was ever said.
OF_THE_DAY = frozenset({"status", "ever", "sure", "place", "since", "until", "age_from", "age_to", "sex", "naming",
                        "participation", "manner", "on_list", "row", "column"})  # fmt: skip
NARROWS_NOTHING = ("on", "certain", "sort")
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


def cell_of(name: str, value: str) -> str:
    """The row of a table that a filter asks for: “age:12-17”."""
    return f"{CELLS[name]}:{value}" if CELLS[name] else value


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


class DayField(forms.DateField):
    """One day, inside of what any calendar can reckon with."""

    def clean(self, value):
        """Raises ValidationError for a day long before or long after."""
        day = super().clean(value)
        if day and not FIRST_DAY <= day <= LAST_DAY:
            raise forms.ValidationError(_("Give a day between %(first)s and %(last)s.") % {
                "first": FIRST_DAY.year, "last": LAST_DAY.year})  # fmt: skip
        return day


class DayFilter(filters.Filter):
    """One day."""

    field_class = DayField


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
    ever = one_of(_("Was ever"), [*Status.choices, (DEAD, _("Killed or died"))], "by_ever")
    sure = one_of(_("How sure"), SURE_WORDS, "by_sure")
    place = filters.CharFilter(label=_("Place and all in it"), max_length=200, method="by_place", widget=suggested())
    since = PartialDateFilter(
        label=_("Not before"), help_text=_("For example 8.1.2022, 2022-01 or 2022."), method="by_since"
    )
    until = PartialDateFilter(label=_("Not after"), method="by_until")
    age_from = AgeFilter(label=_("Age from"), min_value=0, max_value=OLDEST, method="by_age_from")
    age_to = AgeFilter(label=_("Age to"), min_value=0, max_value=OLDEST, method="by_age_to")
    sex = one_of(_("Sex"), Sex.choices, "by_value")
    naming = one_of(_("Named"), Naming.choices, "by_value")
    participation = one_of(_("Part taken, as claimed"), Participation.choices, "by_participation")
    manner = one_of(_("How it was done"), Manner.choices, "by_cell")
    on_list = one_of(_("On the list"), [], "by_cell")
    incident = ReferenceFilter(
        label=_("Incident"), letter="I", help_text=_("Its reference, for example I-7K3QFM2."), method="by_road"
    )
    source = filters.CharFilter(
        label=_("Source"), max_length=200, help_text=_("Its name, or its reference."), method="by_road"
    )
    reviewer = one_of(_("Reviewer"), [], "by_road")
    on = DayFilter(
        label=_("As it stood on"), method="by_nothing", input_formats=["%Y-%m-%d", "%d.%m.%Y"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )  # fmt: skip
    certain = filters.ChoiceFilter(
        label=_("Where dates, ages or claims leave it open"), choices=[("yes", _("Only who certainly match"))],
        method="by_nothing", empty_label=_("Also who may match"),
    )  # fmt: skip
    row = filters.CharFilter(label=_("Row of a table"), max_length=120, method="by_cell", widget=forms.HiddenInput())
    column = filters.CharFilter(
        label=_("Column of a table"), max_length=120, method="by_cell", widget=forms.HiddenInput()
    )
    sort = filters.ChoiceFilter(label=_("Sort by"), choices=SORTS, empty_label=None, method="by_nothing")

    class Meta:
        form = PeopleForm

    def __init__(
        self, data, queryset, *, roads: dict[str, Callable[..., Any]], reviewers: list[tuple[str, str]],
        lists: Iterable[tuple[str, str]] = (),
    ):  # fmt: skip
        """`roads` say how to ask other tables, by the name of the filter; "cell" asks for a row of a table of counts,
        and "held" for the list as it stood on a day."""
        super().__init__(data, queryset=queryset)
        self.roads = roads
        self.filters["reviewer"].extra["choices"] = reviewers
        self.filters["on_list"].extra["choices"] = list(lists)

    @property
    def is_certain(self) -> bool:
        """Whether only who certainly matches is asked for, where a date, an age or a claim leaves it open."""
        return self.form.cleaned_data.get("certain") == "yes"

    def filter_queryset(self, queryset):
        """Every filter in turn; those that the day changes are asked of what was held on it."""
        asked = self.form.cleaned_data
        if not asked.get("on"):
            return super().filter_queryset(queryset)
        held, given = self.roads["held"](asked["on"]), [name for name in asked if asked[name] not in EMPTY_VALUES]
        people, today = held.people, queryset
        for name, value in ((name, asked[name]) for name in given):
            if name in OF_THE_DAY:
                people = held.narrow(people, name, value, self.is_certain)
            elif name not in NARROWS_NOTHING:
                today = self.filters[name].filter(today, value)
        return people if today is queryset else held.of_today(people, today)

    def by_cell(self, people, name, value):
        """One row of a table of counts: those who certainly stand in it, or who may."""
        return self.roads["cell"](people, cell_of(name, value), self.is_certain)

    def by_road(self, people, name, value):
        """A question to another table."""
        return people.filter(self.roads[name](value)) if value else people

    def by_place(self, people, name, value):
        """The place as the list of places knows it; words that it does not know make nobody certain."""
        return people.filter(self.roads[name](value, self.is_certain)) if value else people

    def by_value(self, people, name, value):
        """A column as it stands."""
        return people.filter(**{name: value})

    def by_status(self, people, name, value):
        """What became of them, as the team holds it now."""
        return people.filter(status="" if value == NO_STATUS else value)

    def by_ever(self, people, name, value):
        """Whatever they were on the way."""
        return people.filter(ever__overlap=DEATHS if value == DEAD else [value])

    def by_participation(self, people, name, value):
        """Whoever claims it; certainly where nobody claims another."""
        return people.filter(**{"participation" if self.is_certain else "participation__contains": [value]})

    def by_sure(self, people, name, value):
        """A step of the ladder and those above it, or exactly one."""
        return people.filter(confirmation__in=SURE[value])

    def by_since(self, people, name, value):
        """Those whose last possible day does not lie before it."""
        first = Q(when_upper__gte=value.lower) | Q(when_upper=None, when_lower__isnull=False)
        if self.is_certain:
            first = Q(when_lower__gte=value.lower)
        return people.filter(first) if value.lower else people

    def by_until(self, people, name, value):
        """Those whose first possible day does not lie after it."""
        last = Q(when_lower__lte=value.upper) | Q(when_lower=None, when_upper__isnull=False)
        if self.is_certain:
            last = Q(when_upper__lte=value.upper)
        return people.filter(last) if value.upper else people

    def by_nothing(self, people, name, value):
        """The order narrows nothing; it is set when the page is cut."""
        return people

    def by_age_from(self, people, name, value):
        """Those who may be so old, or certainly are."""
        if self.is_certain:
            return people.filter(age_low__gte=value)
        return people.filter(Q(age_high__gte=value) | Q(age_high=None, age_low__isnull=False))

    def by_age_to(self, people, name, value):
        """Those who may be so young, or certainly are."""
        if self.is_certain:
            return people.filter(age_high__lte=value)
        return people.filter(Q(age_low__lte=value) | Q(age_low=None, age_high__isnull=False))
