"""Fields that several filters share: a partial date in one box, and a reference however it was typed."""

import re

from django import forms

from incidents.domain import dates, references

_POINTS = re.compile(r"(?:(?:([0-9]{1,2})\.)?([0-9]{1,2})\.)?([0-9]{4})")


class PartialDateField(forms.CharField):
    """2022-01-08, 2022-01 or 2022, or with points: 8.1.2022. Gives a dates.Partial, or None when empty."""

    def __init__(self, **options):
        super().__init__(max_length=40, **options)

    def clean(self, value):
        """Raises ValidationError with the sentence of the date reader."""
        text = super().clean(value)
        if not text:
            return None
        with_points = _POINTS.fullmatch(text)
        try:
            return dates.from_parts(*with_points.groups()) if with_points else dates.parse(text)
        except dates.Unreadable as error:
            raise forms.ValidationError(str(error)) from error


class ReferenceField(forms.CharField):
    """A reference of one kind; gives it as it is stored."""

    def __init__(self, *, letter: str, **options):
        self.letter = letter
        super().__init__(max_length=40, **options)

    def clean(self, value):
        """Raises ValidationError with the sentence of the reference reader."""
        text = super().clean(value)
        try:
            return references.read(text, self.letter) if text else ""
        except references.Misread as error:
            raise forms.ValidationError(str(error)) from error
