"""What is decided side by side: which records, in which state they were seen, what they are, and why."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from incidents.domain.letters import strip_unsafe
from incidents.forms.intake_fields import Words
from incidents.forms.review import LONGEST_REASON, OnPage, plain_reasons
from incidents.vocabulary import Likelihood, Verdict

MOST, LONGEST_KEY = 4, 80
LONGEST_OFFERED = LONGEST_REASON - 100


class Several(forms.Field):
    """Some short texts under one name."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value) -> list[str]:
        """As they were sent, the first few, each once."""
        return list(dict.fromkeys(str(text)[:LONGEST_KEY] for text in value or []))[:MOST]


class CompareForm(forms.Form):
    """Which records to read side by side: references of persons, or of one person in a report."""

    of = forms.CharField(
        label=_("Reference of the other person"), max_length=LONGEST_KEY,
        help_text=_("For example P-7K3QFM2; or R-7K3QFM2~2 for the second person in a report."),
    )  # fmt: skip


class DecideForm(OnPage):
    """One person, different ones, or undecided. `offered` is the reason that the page had filled in."""

    of = Several(required=False)
    version = Several(required=False)
    verdict = forms.ChoiceField(
        choices=Verdict.choices, widget=forms.HiddenInput,
        error_messages=dict.fromkeys(("required", "invalid_choice"), _("Choose: the same, different, or undecided.")),
    )  # fmt: skip
    because = Words(LONGEST_REASON, lines=3, label=_("Why"))
    group = forms.IntegerField(min_value=1, max_value=2**62, required=False, widget=forms.HiddenInput)

    def __init__(self, data=None, *, offered: str = "", **options):
        super().__init__(data, slug="decide", **options)
        self.offered = strip_unsafe(offered[:LONGEST_OFFERED], keep_lines=True)
        self.fields["because"].initial = self.offered
        self.fields["because"].help_text = _("What the comparison found. Change it as you like.") if offered else ""

    def clean(self):
        """A reason left as it was offered says what was decided by it; one left empty is the plain one."""
        data = super().clean()
        verdict, because = data.get("verdict", ""), data.get("because", "")
        if because in ("", self.offered):
            plain = plain_reasons().get(verdict, "")
            data["because"] = " ".join(filter(None, [plain, self.offered])) or _now("Compared side by side.")
        return data

    def seen(self) -> dict[str, str]:
        """The state in which the page showed each record."""
        return dict(text.rpartition(":")[::2] for text in self.cleaned_data.get("version", []))


class GroupsForm(forms.Form):
    """Which groups of likely same persons, in which order. Its state is the address; what is unreadable is left out."""

    SHOWS = [
        ("", _("All that wait")),
        *Likelihood.choices,
        ("against", _("with something against it")),
        ("mine", _("taken by me")),
    ]
    SORTS = [("", _("Likeliest first")), ("size", _("Largest first"))]
    show = forms.ChoiceField(label=_("Show"), choices=SHOWS, required=False)
    sort = forms.ChoiceField(label=_("Order"), choices=SORTS, required=False)

    def chosen(self) -> dict:
        """What could be read of the address."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}
