"""What a reviewer says of rows of a list: of one, of many at once. Nothing here saves anything."""

import uuid

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import ReferenceField
from incidents.forms.intake_fields import Words
from incidents.forms.review import LONGEST_REASON, OnPage, plain_reasons
from incidents.vocabulary import BulkKind

CHOOSE = dict.fromkeys(("required", "invalid_choice"), _("Choose what to decide."))


class RowForm(OnPage):
    """Who a row is; or that a decision is taken back."""

    VERDICTS = ("same", "different", "new", "undecided", "reopen")
    verdict = forms.ChoiceField(choices=[(code, code) for code in VERDICTS], widget=forms.HiddenInput)
    person = ReferenceField(letter="P", required=False, label=_("Reference of the person"))
    because = Words(LONGEST_REASON, lines=2, label=_("Why"))

    def __init__(self, data=None, *, slug: str, ask_person: bool = False, **options):
        super().__init__(data, slug=slug, **options)
        if not ask_person:
            self.fields["person"].widget = forms.HiddenInput()
        if slug == "row-new":
            self.fields["because"].label = _("Why somebody new, or why it cannot be told")

    def clean(self):
        """A person is named where one is meant; a reason left empty is the plain one, where there is one."""
        data = super().clean()
        verdict = data.get("verdict", "")
        if verdict in ("same", "different") and not data.get("person") and "person" not in self.errors:
            self.add_error("person", _("Give the reference of the person, for example P-7K3QFM2."))
        if "because" in data:
            data["because"] = data["because"] or plain_reasons().get(verdict, "")
        return data


class ManyForm(forms.Form):
    """Which decision on all rows that fit; looking for them decides nothing."""

    THRESHOLDS = [
        ("0", _("very likely")),
        ("0.99", _("very likely, and at least 99 in 100")),
        ("0.999", _("very likely, and at least 999 in 1,000")),
        ("0.9999", _("very likely, and at least 9,999 in 10,000")),
    ]
    key = forms.UUIDField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(label=_("What"), widget=forms.RadioSelect, error_messages=CHOOSE)
    threshold = forms.ChoiceField(
        label=_("How likely at least"), choices=THRESHOLDS, required=False,
        help_text=_("For “the same as a person we hold”. Three independent things must agree besides."),
    )  # fmt: skip
    because = Words(
        LONGEST_REASON, lines=2, label=_("Why"),
        help_text=_("It stands beside each decision. Left empty, it says what was compared."),
    )  # fmt: skip

    def __init__(self, data=None, *, has_former: bool):
        super().__init__(data, initial={"key": uuid.uuid4(), "kind": BulkKind.BEFORE if has_former else BulkKind.SAME})
        kinds = [BulkKind.BEFORE] if has_former else []
        self.fields["kind"].choices = [(kind.value, kind.label) for kind in (*kinds, BulkKind.SAME, BulkKind.NEW)]

    def clean(self):
        """A reason left empty is what the rule says."""
        data = super().clean()
        plain = {
            BulkKind.SAME: _now("Very likely; three independent things agree, and nobody else is meant."),
            BulkKind.NEW: _now("Nobody we hold looks like it."),
            BulkKind.BEFORE: _now("The same row as in the edition before."),
        }
        data["because"] = data.get("because") or plain.get(data.get("kind", ""), "")
        data["threshold"] = float(data.get("threshold") or 0)
        return data


class TakeBackForm(OnPage):
    """Why a decision on many rows is taken back."""

    because = Words(
        LONGEST_REASON, lines=2, required=True, label=_("Why take it back"),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip
