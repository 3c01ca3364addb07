"""What the activist's forms are made of: words, small numbers, choices with an honest default, dates."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from incidents.domain import dates
from incidents.domain.letters import strip_unsafe
from incidents.forms.intake_layout import Behind, Parts

OLDEST = 130
DATE_FIELDS = ("day", "month", "year", "about", "to_day", "to_month", "to_year")
TOO_LONG = ngettext_lazy(
    "This is too long: %(limit)s character at most.", "This is too long: %(limit)s characters at most.", "limit"
)


class Words(forms.CharField):
    """Text without what hides or attacks. Far too long text is refused before anything else is done with it."""

    def __init__(self, limit: int, *, lines: int = 0, **options: Any):
        self.limit, self.lines = limit, lines
        widget = forms.Textarea(attrs={"rows": lines}) if lines else forms.TextInput(attrs={"autocomplete": "off"})
        super().__init__(**{"required": False, "widget": widget, "strip": True} | options)

    def to_python(self, value: Any) -> str:
        """The text as it may be kept."""
        text = "" if value is None else str(value)
        self._measure(text, self.limit * 4)
        text = strip_unsafe(text.replace("\r\n", "\n"), keep_lines=bool(self.lines))
        self._measure(text, self.limit)
        return text

    def _measure(self, text: str, limit: int) -> None:
        if len(text) > limit:
            raise ValidationError(TOO_LONG % {"limit": self.limit}, code="max_length")


class Number(forms.IntegerField):
    """A whole number within limits; empty is not known."""

    def __init__(self, low: int, high: int, message: str, **options: Any):
        self.low, self.high, self.message = low, high, message
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "w-2", "maxlength": 12})
        super().__init__(required=False, widget=widget, **options)

    def to_python(self, value: Any) -> int | None:
        """ASCII digits only, few of them, between the limits."""
        text = "" if value is None else str(value).strip()
        if not text:
            return None
        if not (text.isascii() and text.isdecimal() and len(text) <= 9 and self.low <= int(text) <= self.high):
            raise ValidationError(self.message, code="range")
        return int(text)


class Choice(forms.ChoiceField):
    """A coded word. Left out, it is the default: an answer that is honest and harms nobody."""

    def __init__(self, choices: Iterable, default: str = "", **options: Any):
        self.default = default
        super().__init__(**{"choices": choices, "required": False, "initial": default} | options)

    def clean(self, value: Any) -> str:
        """The code, or the default."""
        return super().clean(value) or self.default


class Buttons(Choice):
    """A choice shown as buttons."""

    widget = forms.RadioSelect


def suggested() -> forms.TextInput:
    """A place as typed; suggestions come where JavaScript runs and the page has the list "places"."""
    attrs = {"autocomplete": "off", "list": "places", "data-places": reverse_lazy("desk:places")}
    return forms.TextInput(attrs=attrs)


def place_words(**options: Any) -> Words:
    """A place in words."""
    return Words(300, widget=suggested(), **options)


def part(label: Any, size: str = "w-2", limit: int = 10) -> Words:
    """One small box of a date."""
    attrs = {"inputmode": "numeric", "autocomplete": "off", "class": size, "maxlength": limit}
    return Words(limit, label=label, widget=forms.TextInput(attrs=attrs))


class WhenFields(forms.Form):
    """A date as precise as the source: day, month, year, each may be empty; about; until."""

    day = part(_("Day"))
    month = part(_("Month"))
    year = part(_("Year"), "w-4")
    about = forms.BooleanField(label=_("About: the date is not certain"), required=False)
    to_day = part(_("Day"))
    to_month = part(_("Month"))
    to_year = part(_("Year"), "w-4")
    when_words = Words(100, label=_("Time of day, in words"), help_text=_("For example: evening, after the curfew."))

    @staticmethod
    def when_layout(legend: Any, hint: Any) -> list:
        """The date as it lies on a page: three boxes; about and until behind a summary."""
        return [
            Parts(legend, "day", "month", "year", hint=hint),
            Behind(
                _("About, or between two days"),
                Parts(
                    _("Until"),
                    "to_day",
                    "to_month",
                    "to_year",
                    hint=_("The last day it can have been."),
                    ticks=("about",),
                ),
            ),
            "when_words",
        ]

    def clean(self) -> dict[str, Any]:
        """Puts the date together; what is wrong with it is told beside the day."""
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["when"] = dates.from_parts(*(cleaned.get(name) or "" for name in DATE_FIELDS))
        except dates.Unreadable as unreadable:
            self.add_error("day", str(unreadable))
        return cleaned
