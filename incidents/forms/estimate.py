"""Asking how many were perhaps on no list: a name, and the lists. Whom it is about is the case list's own filter."""

import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.intake_fields import Words


class EstimateForm(forms.Form):
    """What it is called, and which lists are laid over each other."""

    key = forms.UUIDField(widget=forms.HiddenInput)
    title = Words(
        200, required=True, label=_("Name of the estimate"),
        help_text=_("What it is about, for example: killed in Almaty, January 2022. Write no name of a person."),
    )  # fmt: skip
    lists = forms.MultipleChoiceField(
        label=_("Lists"), widget=forms.CheckboxSelectMultiple,
        help_text=_("Three at least, six at most. Each must be a look of its own."),
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose which lists to compare.")),
    )  # fmt: skip

    def __init__(self, data: Any, *, lists: list[tuple[str, str]], chosen: list[str]):
        super().__init__(data, initial={"key": uuid.uuid4(), "lists": chosen})
        self.fields["lists"].choices = lists
