"""What the activist is asked of one person, and of one thing that was done to that person."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.domain import dates
from incidents.forms.intake_fields import OLDEST, Buttons, Choice, Number, WhenFields, Words, part, place_words
from incidents.forms.intake_layout import Behind, Parts, Said, helper
from incidents.vocabulary import (
    STATUS_KINDS,
    ActKind,
    Certainty,
    Involvement,
    Manner,
    Participation,
    Polarity,
    Sex,
    Status,
    Unit,
    Whereabouts,
)

AGE = _("Write the age in full years, from 0 to 130, or leave it empty.")
COUNT = _("Write a whole number from 1 to 100,000.")
MOST = 100_000
FOLLOWING = [(kind.value, kind.label) for kind in ActKind if kind not in STATUS_KINDS]
MOST_TIES = 4


class PersonForm(forms.Form):
    """Who was harmed, as far as it is known."""

    name = Words(
        300,
        label=_("Name, as you know it"),
        help_text=_("Any spelling or script, initials, or a nickname. May stay empty."),
    )
    describing = Words(
        300,
        label=_("If the name is not known: who was it?"),
        help_text=_("For example: a girl of about 15, the daughter."),
    )
    age = Number(0, OLDEST, AGE, label=_("Age"))
    birth_day = part(_("or born: day"))
    birth_month = part(_("Month"))
    birth_year = part(_("Year"), "w-3")
    sex = Buttons(
        [(Sex.FEMALE, Sex.FEMALE.label), (Sex.MALE, Sex.MALE.label), (Sex.OTHER, Sex.OTHER.label),
         (Sex.UNKNOWN, Sex.UNKNOWN.label)],
        Sex.UNKNOWN,
        label=_("Sex"),
    )  # fmt: skip
    age_high = Number(0, OLDEST, AGE, label=_("Oldest possible age, if the age is only roughly known"))
    occupation = Words(200, label=_("Work or school"))
    participation = Choice(
        Participation.choices,
        Participation.UNKNOWN,
        label=_("What part did the person take?"),
        help_text=_("As somebody claims it. It says nothing about guilt."),
    )
    participation_by = Words(200, label=_("Who says so?"))
    unit = Choice(Unit.choices, Unit.INDIVIDUAL, label=_("Is this one person?"))
    n_low = Number(1, MOST, COUNT, label=_("If several: how many at least?"))
    n_high = Number(1, MOST, COUNT, label=_("How many at most?"))

    def clean(self) -> dict[str, Any]:
        """Ages and counts in order; a birth date that can be read; one person is one."""
        cleaned = super().clean() or self.cleaned_data
        try:
            cleaned["birth"] = dates.from_parts(
                *(cleaned.get(f"birth_{name}") or "" for name in ("day", "month", "year"))
            )
        except dates.Unreadable as unreadable:
            self.add_error("birth_day", str(unreadable))
        self._in_order("age", "age_high", _("The oldest possible age lies below the age."))
        self._in_order("n_low", "n_high", _("The most lies below the least."))
        if cleaned.get("unit") == Unit.INDIVIDUAL and max(cleaned.get("n_low") or 1, cleaned.get("n_high") or 1) > 1:
            self.add_error("unit", _("More than one: choose a family or a group."))
        return cleaned

    def _in_order(self, low: str, high: str, sentence: Any) -> None:
        first, second = self.cleaned_data.get(low), self.cleaned_data.get(high)
        if first is not None and second is not None and second < first:
            self.add_error(high, sentence)


class PersonPageForm(PersonForm):
    """The page of one person: with what was done, and the ties to the other people of the report."""

    kinds = forms.MultipleChoiceField(
        choices=Status.choices,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("What was done to this person?"),
        help_text=_("Choose all that happened. When and where is taken over from step 1."),
    )
    kinds.shapes = True  # each with the shape of its status
    more_kinds = forms.MultipleChoiceField(
        choices=FOLLOWING,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label=_("Something else, or what came after"),
    )

    def __init__(self, *args: Any, ties: list | None = None, **options: Any):
        super().__init__(*args, **options)
        for number in range(1, MOST_TIES + 1 if ties else 1):
            label = _("Family among the people in this report") if number == 1 else _("Another tie")
            self.fields[f"kin_{number}"] = Choice([("", _("No tie, or not known")), *ties], label=label)
        if ties:
            self.fields["certainty"] = Choice(Certainty.choices, Certainty.CERTAIN, label=_("How sure are the ties?"))
        self.helper = helper(*ABOVE, *self._tie_layout(), Behind(_("More about this person"), *BELOW))

    def tie_fields(self) -> list[str]:
        """The names of the selects for ties."""
        return [name for name in self.fields if name.startswith("kin_")]

    def _tie_layout(self) -> list:
        first, *others = self.tie_fields() or [""]
        return [first, Behind(_("More family among them"), *others, "certainty")] if first else []


ABOVE = (
    "name",
    "describing",
    Parts(_("Age when it happened"), "age", "birth_day", "birth_month", "birth_year",
          hint=_("Age or date of birth, whichever you know.")),
    "sex",
    "kinds",
    Behind(_("Something else, or what came after"), "more_kinds"),
    Said("desk/intake/_taken_over.html"),
)  # fmt: skip
BELOW = ("age_high", "occupation", "participation", "participation_by", "unit", "n_low", "n_high")


class ActForm(WhenFields):
    """One thing that was done, more closely."""

    kind = Choice(ActKind.choices, label=_("What was done?"), error_messages={"required": _("Choose what was done.")})
    polarity = Choice(
        Polarity.choices,
        Polarity.ASSERTS,
        label=_("What does the report say?"),
        help_text=_("That a report denies something, or says it is not known, is worth keeping."),
    )
    place = place_words(label=_("Where?"))
    own_when = forms.BooleanField(label=_("When or where is different from step 1"), required=False)
    manner = Choice(Manner.choices, Manner.UNKNOWN, label=_("How was it done?"))
    cause = Choice(Manner.choices, Manner.UNKNOWN, label=_("What caused the injury or death?"))
    custody_place = Words(300, label=_("Where was the person held?"), help_text=_("Police station, prison, hospital."))
    whereabouts = Choice(
        Whereabouts.choices, Whereabouts.UNKNOWN, label=_("Do those who hold the person say where the person is?")
    )
    actor = Choice([], label=_("Who is said to have done it?"), help_text=_("An allegation, not a finding."))
    involvement = Choice(Involvement.choices, Involvement.UNKNOWN, label=_("In what way?"))
    stated_reason = Words(
        500, label=_("Which reason was given for it?"), help_text=_("In the words of whoever gave it.")
    )
    stated_reason_by = Words(200, label=_("Who gave that reason?"))
    excerpt = Words(5000, lines=3, label=_("The words of the report about this"), help_text=_("Copied, not retold."))
    helper = helper(
        "kind",
        *WhenFields.when_layout(_("When?"), _("Taken over from step 1. Change it only if it was different.")),
        "place",
        "manner",
        "cause",
        Behind(_("Held where, and what is said about it"), "custody_place", "whereabouts"),
        Behind(_("Who is said to have done it, and why"), "actor", "involvement", "stated_reason", "stated_reason_by"),
        Behind(_("The report's own words; a denial"), "excerpt", "polarity"),
    )

    def __init__(self, *args: Any, actors: list | None = None, **options: Any):
        super().__init__(*args, **options)
        self.fields["kind"].required = True
        self.fields["actor"].choices = [("", _("not known, or nobody said")), *(actors or [])]

    def clean(self) -> dict[str, Any]:
        """A reason has somebody who gave it."""
        cleaned = super().clean()
        if cleaned.get("stated_reason") and not cleaned.get("stated_reason_by"):
            self.add_error("stated_reason_by", _("Say who gave this reason. “A relative” or “not known” is an answer."))
        return cleaned
