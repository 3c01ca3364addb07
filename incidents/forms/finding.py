"""What a reviewer writes about a finding: a proposal, and a second reviewer's answer."""

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.domain import dates
from incidents.forms.fields import PartialDateField
from incidents.forms.intake_fields import Words
from incidents.forms.review import LONG, OnPage, Versioned
from incidents.vocabulary import Confirmation, Manner, Status

UNKNOWN = ""
CONTESTED = [
    ("when", _("when")),
    ("place", _("where")),
    ("manner", _("how")),
    ("age", _("age")),
    ("actors", _("who did it")),
    ("identity", _("who it is")),
]


class ProposeForm(OnPage):
    """A conclusion about one person and one kind of act. Dates and places are chosen from what the sources say."""

    kind = forms.ChoiceField(choices=Status.choices, widget=forms.HiddenInput)
    person = forms.CharField(max_length=12, widget=forms.HiddenInput)
    acts = forms.TypedMultipleChoiceField(
        label=_("What it relies on"), coerce=int, widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Choose at least one statement.")},
    )  # fmt: skip
    when = forms.ChoiceField(label=_("When"), required=False)
    other_when = PartialDateField(
        label=_("Or another date"),
        required=False,
        help_text=_("For example 8.1.2022 or 2022-01."),
    )
    place = forms.ChoiceField(label=_("Where"), required=False)
    manner = forms.ChoiceField(label=_("How"), choices=Manner.choices, required=False)
    contested = forms.MultipleChoiceField(
        label=_("What stays contested"), choices=CONTESTED, required=False, widget=forms.CheckboxSelectMultiple
    )
    incident = forms.ChoiceField(label=_("Incident"), required=False)
    confirmation = forms.ChoiceField(
        label=_("How sure"), choices=Confirmation.choices,
        error_messages={"required": _("Choose how sure the team is.")},
    )  # fmt: skip
    rationale = Words(
        LONG, lines=3, required=True, label=_("Why"), help_text=_("A second reviewer must agree. It cannot be you."),
        error_messages={"required": _("Write why.")},
    )  # fmt: skip

    def __init__(self, data=None, *, slug: str, acts, days, places, incidents, levels, **options):
        super().__init__(data, slug=slug, **options)
        self.fields["acts"].choices = acts
        self.fields["when"].choices = [*((day, dates.words(day)) for day in days), (UNKNOWN, _("not known"))]
        self.fields["place"].choices = [*places, (UNKNOWN, _("not known"))]
        self.fields["incident"].choices = [*incidents, (UNKNOWN, _("none"))]
        self.fields["confirmation"].choices = levels


class AgreeForm(Versioned):
    """A second reviewer agrees; words are welcome and not asked for."""

    words = Words(LONG, lines=2, label=_("Anything to add"))


class DisputeForm(Versioned):
    """A second reviewer disagrees, with a reason."""

    words = Words(
        LONG, lines=3, required=True, label=_("Why you disagree"), error_messages={"required": _("Write why.")}
    )


class WithdrawForm(Versioned):
    """Taking a finding back, with a reason."""

    words = Words(
        LONG, lines=3, required=True, label=_("Why it is taken back"), error_messages={"required": _("Write why.")}
    )
