"""A claimed figure: the one short form in which it is entered, and the filter of all figures."""

import re
import uuid
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.domain import dates
from incidents.forms.fields import PartialDateField, ReferenceField
from incidents.forms.intake_fields import Choice, Number, WhenFields, Words, place_words
from incidents.vocabulary import (
    ActorKind,
    FigureMethod,
    FigurePopulation,
    FigureState,
    FigureStatus,
    FigureUnit,
    FigureValue,
    Included,
)

LONG = 4000
BIGGEST, MOST_SIGNS = 9_999_999_999, 40
_SEPARATORS = re.compile(r"[\s.,]")
_IN_GROUPS = re.compile(r"[0-9]{1,12}|[0-9]{1,3}(?:[\s.,][0-9]{3}){1,4}")
DAY_HINT = _("For example 8.1.2022, 2022-01 or 2022.")
EXACTLY, LEAST, MOST, ABOUT = "exactly", "least", "most", "about"
SAID_AS = [
    (EXACTLY, _("exactly")),
    (LEAST, _("at least")),
    (MOST, _("at most")),
    (ABOUT, _("about")),
]
ANY = [("", _("Any"))]
# The fields of a refusal by the names of the form; and what is folded away.
BESIDE = {"low": "number", "best": "number", "high": "upto", "value": "number", "when": "day", "window": "window_from",
          "place": "place_text"}  # fmt: skip
FOLDED = (
    "about", "to_day", "to_month", "to_year", "claimant_kind", "speaker", "population_words",
    "includes_security_forces", "includes_bystanders", "as_of", "window_from", "window_to", "method", "method_words",
    "wording", "caveats", "topics",
)  # fmt: skip


class Amount(Number):
    """A number of people as somebody types it: figures, with a blank, a point or a comma between thousands."""

    def to_python(self, value: Any) -> int | None:
        """Figures only, at most ten of them; 1.5 is no number of people."""
        text = "" if value is None else str(value).strip()[:MOST_SIGNS]
        if not text:
            return None
        if not _IN_GROUPS.fullmatch(text) or int(digits := _SEPARATORS.sub("", text)) > BIGGEST:
            raise forms.ValidationError(self.message, code="range")
        return int(digits)


def amount(label: Any, **options: Any) -> Amount:
    """One box for a number."""
    field = Amount(0, BIGGEST, _("Write a whole number in figures, of at most ten digits."), label=label, **options)
    field.widget.attrs |= {"maxlength": 20, "class": "w-4"}
    return field


class FigureForm(WhenFields):
    """What somebody claims: how many, of what, of whom, where, said when and by whom. The rest is folded away."""

    how = Choice(SAID_AS, EXACTLY, label=_("Said as"))
    number = amount(_("Number"))
    upto = amount(_("to, if it is a range"))
    words = Words(200, label=_("Or the number in words"), help_text=_("As it was said: dozens, most of the 149."))
    unknown = forms.BooleanField(label=_("They said that it is not known"), required=False)
    status = Choice(FigureStatus.choices, FigureStatus.DEAD, label=_("What happened to them"))
    unit = Choice(FigureUnit.choices, FigureUnit.PEOPLE, label=_("What was counted"))
    population = Choice(FigurePopulation.choices, FigurePopulation.NOT_STATED, label=_("Of whom"))
    place_text = place_words(label=_("Where"), help_text=_("A town, a region, or the country. Empty: not stated."))
    claimant = Words(
        200, label=_("Who says it"), required=True, help_text=_("The institution or organisation, no private person."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "list": "claimants"}),
        error_messages={"required": _("Write who says it. If nobody is named, write “not named”.")},
    )  # fmt: skip
    claimant_kind = Choice(ActorKind.choices, ActorKind.OTHER, label=_("If that name is new here: what are they?"))
    speaker = Words(200, label=_("Who said it for them"), help_text=_("The office is enough: the deputy head."))
    population_words = Words(200, label=_("What they call those people"), help_text=_("In their own words."))
    includes_security_forces = Choice(
        Included.choices, Included.NOT_STATED, label=_("Does the number hold police, soldiers or other forces?")
    )
    includes_bystanders = Choice(
        Included.choices, Included.NOT_STATED, label=_("Does the number hold people who took no part?")
    )
    as_of = PartialDateField(label=_("True of which day"), required=False, help_text=DAY_HINT)
    window_from = PartialDateField(label=_("It counts what happened from"), required=False, help_text=DAY_HINT)
    window_to = PartialDateField(
        label=_("until"), required=False, help_text=_("For a single day or month write the same in both boxes.")
    )
    method = Choice(FigureMethod.choices, FigureMethod.NOT_STATED, label=_("How they counted"))
    method_words = Words(300, label=_("How they counted, in words"))
    wording = Words(LONG, lines=3, label=_("The sentence as the report has it"))
    caveats = Words(
        LONG, lines=2, label=_("What the translation may have got wrong"),
        help_text=_("For example: “injured” may hold the dead as well."),
    )  # fmt: skip
    topics = forms.MultipleChoiceField(
        label=_("Show it on the page of"), required=False, widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": _("This topic is no longer there.")},
    )  # fmt: skip
    corrects = ReferenceField(letter="G", required=False, widget=forms.HiddenInput)
    key = forms.UUIDField(
        widget=forms.HiddenInput, error_messages=dict.fromkeys(("required", "invalid"), _("Open the form anew."))
    )

    def __init__(self, data: Any = None, *, topics: list[tuple[str, str]], initial: dict[str, Any] | None = None):
        super().__init__(data, initial={"key": uuid.uuid4()} | (initial or {}))
        self.fields["topics"].choices = topics
        del self.fields["when_words"]
        if not topics:
            del self.fields["topics"]

    def clean(self) -> dict[str, Any]:
        """One answer to “how many”, the days put together."""
        cleaned = super().clean() or self.cleaned_data
        self._one_answer(cleaned)
        self._in_order(cleaned)
        self._days(cleaned)
        return cleaned

    def _one_answer(self, cleaned: dict[str, Any]) -> None:
        """A number, words, or that nobody knows it; a number may have words beside it."""
        given = [name for name in ("number", "upto", "words") if cleaned.get(name) not in (None, "")]
        if cleaned.get("unknown") and {"number", "upto"} & set(given):
            self.add_error("unknown", _("Either a number, or that it is not known."))
        if not cleaned.get("unknown") and not given and not {"number", "upto", "words"} & set(self.errors):
            self.add_error("number", _("Write a number, or words, or tick that they said it is not known."))

    def _in_order(self, cleaned: dict[str, Any]) -> None:
        low, high = cleaned.get("number"), cleaned.get("upto")
        if high is not None and low is None and "number" not in self.errors:
            self.add_error("number", _("Write the lower end of the range here."))
        if low is not None and high is not None and high < low:
            self.add_error("upto", _("The end of the range lies below its beginning."))

    def _days(self, cleaned: dict[str, Any]) -> None:
        sides = [cleaned[name].edtf if cleaned.get(name) else "" for name in ("window_from", "window_to")]
        try:
            cleaned["window"] = dates.parse(_between(*sides)).edtf
        except dates.Unreadable as unreadable:
            self.add_error("window_from", str(unreadable))

    def told(self) -> dict[str, Any]:
        """What the verb is told of the figure."""
        same = ("words", "unit", "status", "population", "population_words", "includes_security_forces",
                "includes_bystanders", "claimant", "claimant_kind", "speaker", "method", "method_words",
                "wording", "caveats", "window")  # fmt: skip
        cleaned = self.cleaned_data
        days = {"when": cleaned["when"].edtf, "as_of": cleaned["as_of"].edtf if cleaned["as_of"] else ""}
        place = {"place": cleaned["place_text"]}
        return {name: cleaned[name] for name in same} | days | place | value_of(cleaned)

    def blame(self, field: str | None, sentence: str) -> None:
        """A refusal of the verb, beside the field that it is about."""
        known = BESIDE.get(field or "", field)
        self.add_error(known if known in self.fields else None, sentence)

    @property
    def has_more(self) -> bool:
        """Whether something in the folded part was answered, or is wrong."""
        return any(told(self[name]) for name in FOLDED if name in self.fields)


def told(box: forms.BoundField) -> bool:
    """Whether a field was answered, or is wrong."""
    return bool(box.errors) or box.value() not in ("", None, [], False, getattr(box.field, "default", None))


def value_of(cleaned: dict[str, Any]) -> dict[str, Any]:
    """How the number was said: lowest, best and highest; or words; or not known."""
    number, upto, how = cleaned["number"], cleaned["upto"], cleaned["how"]
    none: dict[str, Any] = {"low": None, "best": None, "high": None}
    if cleaned["unknown"]:
        return none | {"value": FigureValue.UNKNOWN}
    if number is None:
        return none | {"value": FigureValue.WORDS}
    if upto is not None:
        return none | {"value": FigureValue.NUMBER, "low": number, "high": upto}
    end = {LEAST: "low", MOST: "high"}.get(how, "best")
    words = cleaned["words"] or (str(dict(SAID_AS)[ABOUT]) if how == ABOUT else "")
    return none | {"value": FigureValue.NUMBER, end: number, "words": words}


def _between(first: str, last: str) -> str:
    """Two sides as one span; one side alone stays open at the other end."""
    if not first and not last:
        return ""
    return first if first == last or "/" in first else f"{first or dates.OPEN}/{last or dates.OPEN}"


def initial(claim: Any) -> dict[str, Any]:
    """A claim as the form shows it, to be entered anew without its mistake."""
    same = ("words", "unit", "status", "population", "population_words", "includes_security_forces",
            "includes_bystanders", "speaker", "method", "method_words", "wording", "caveats")  # fmt: skip
    plain = {name: getattr(claim, name) for name in same} | dates.parts(claim.when_edtf)
    first, _between, last = claim.window_edtf.partition("/")
    sides = {"window_from": first, "window_to": last or first}
    return plain | _amounts(claim) | {
        "unknown": claim.value == FigureValue.UNKNOWN, "as_of": claim.as_of_edtf, "corrects": claim.ref,
        "place_text": claim.place_text or (claim.place.name_en if claim.place else ""),
        **{name: "" if side == dates.OPEN else side for name, side in sides.items()},
    }  # fmt: skip


def _amounts(claim: Any) -> dict[str, Any]:
    low, best, high = claim.low, claim.best, claim.high
    if best is not None:
        return {"number": best, "upto": None, "how": EXACTLY}
    if low is not None and high is not None:
        return {"number": low, "upto": high, "how": EXACTLY}
    return {"number": high if low is None else low, "how": LEAST if low is not None else MOST}


class FigureFilter(forms.Form):
    """Which figures."""

    q = forms.CharField(
        label=_("Who says it, words, or reference"), required=False, max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )  # fmt: skip
    status = forms.ChoiceField(label=_("What happened to them"), choices=ANY + FigureStatus.choices, required=False)
    state = forms.ChoiceField(label=_("What became of it"), choices=ANY + FigureState.choices, required=False)
    place = forms.CharField(label=_("Place and all in it"), required=False, max_length=200)
    since = PartialDateField(label=_("Not before"), required=False, help_text=DAY_HINT)
    until = PartialDateField(label=_("Not after"), required=False)
    report = ReferenceField(
        letter="R", label=_("Report"), required=False, help_text=_("Its reference, for example R-7K3QFM2.")
    )

    def chosen(self) -> dict[str, Any]:
        """What could be read of the address."""
        return self.cleaned_data if self.is_valid() else {}


class ReportForm(forms.Form):
    """From which report a figure is entered."""

    of = ReferenceField(letter="R", label=_("Reference of the report"), help_text=_("For example R-7K3QFM2."))
