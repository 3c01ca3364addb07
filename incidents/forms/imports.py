"""How the file of a list is read: which sheet, what each column is, which of their words is which code."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from incidents.forms.fields import PartialDateField
from incidents.forms.intake_fields import Choice, Number, place_words
from incidents.forms.lists import BIG, DAY_HINT
from incidents.vocabulary import ActKind, Consent, TextLanguage

ON_LIST, NEW_LIST = "list", "new"
MOST_WORDS, LONGEST_WORD = 600, 300
DAY_ORDER = [("dmy", _("8 January")), ("mdy", _("1 August"))]
ON_ERROR = [
    ("stop", _("Import nothing until the file is right")),
    ("leave_rows", _("Import the other rows, leave these out")),
    ("empty_cells", _("Import these rows too, without the cells that cannot be read")),
]
LIST_CHOICES = [("", _("Choose")), (NEW_LIST, _("A new list, called as the column"))]
FROM_LIST = dict.fromkeys(("required", "invalid_choice"), _("Choose from the list."))


class StepForm(forms.Form):
    """A step of an import: it says which state its writer saw."""

    version = forms.IntegerField(required=False, min_value=1, max_value=BIG, widget=forms.HiddenInput)

    @property
    def seen(self) -> int:
        """The version of the page; what is none is answered as a lost race."""
        return self.cleaned_data["version"] or 0

    def sent(self) -> list[tuple[str, str]]:
        """Every value as it was sent, so that it can be sent again; the version is left out."""
        names = [name for name in self.data if name not in ("version", "csrfmiddlewaretoken")]
        return [(name, value) for name in names for value in self.data.getlist(name)]

    def typed(self) -> list[tuple[str, str]]:
        """What was typed, label by label."""
        boxes = [(name, field) for name, field in self.fields.items() if isinstance(field.widget, forms.TextInput)]
        return [(str(field.label), self.data.get(name, "")) for name, field in boxes if not field.widget.is_hidden]


class GoForm(StepForm):
    """The end of the check: import it, or check it once more."""

    do = forms.ChoiceField(choices=[(word, word) for word in ("import", "check")], required=False)

    def __init__(self, data: Any = None, *, version: int):
        super().__init__(data, initial={"version": version})


class SheetForm(StepForm):
    """The sheet, and the lines in which its headings stand. Left as they were, they are those of the sheet chosen."""

    sheet = forms.ChoiceField(label=_("Which sheet?"), widget=forms.RadioSelect, error_messages=FROM_LIST)
    line = Number(1, 1000, _("A line between 1 and 1000."), label=_("The headings begin in line"))
    lines = Number(0, 5, _("Between 0 and 5 lines."), label=_("Lines of headings"),
                   help_text=_("0 when the first row is a person already."))  # fmt: skip
    field_order = ["sheet", "line", "lines", "version"]

    def __init__(self, data: Any = None, *, sheets: Sequence[Any], now: int, header: Sequence[int], version: int):
        self.proposed = {str(one.number): tuple(one.header) for one in sheets}
        self.now, self.header = str(now), tuple(header) or (0, 1)
        shown = {"sheet": self.now, "line": self.header[0] + 1, "lines": self.header[1], "version": version}
        super().__init__(data, initial=shown)
        self.fields["sheet"].choices = [(str(one.number), one.label) for one in sheets]
        if len(sheets) == 1:
            self.fields["sheet"].required, self.fields["sheet"].widget = False, forms.HiddenInput()

    def told(self) -> dict[str, Any]:
        """The number of the sheet, and its headings: first line from 0, how many."""
        sheet, line, lines = (self.cleaned_data[name] for name in ("sheet", "line", "lines"))
        sheet = sheet or self.now
        typed = (self.header[0] if line is None else line - 1, self.header[1] if lines is None else lines)
        is_left = sheet != self.now and typed == self.header
        return {"sheet": int(sheet), "header": self.proposed[sheet] if is_left else typed}


class ColumnsForm(StepForm):
    """What each column is: one field a column, and for a column of another list, which list."""

    def __init__(self, data: Any = None, *, columns: Mapping[int, str], fields: list, lists: Sequence[tuple[str, str]],
                 chosen: Mapping[str, str], version: int):  # fmt: skip
        shown = {f"c{number}": code for number, code in columns.items()} | {"version": version}
        shown |= {f"l{number}": NEW_LIST for number, code in columns.items() if code == ON_LIST}
        super().__init__(data, initial=shown | {f"l{number}": ref for number, ref in chosen.items()})
        self.numbers = list(columns)
        for number in columns:
            self.fields[f"c{number}"] = forms.ChoiceField(
                label=_("What it is"), choices=fields, required=False, error_messages=FROM_LIST
            )
            if self[f"c{number}"].value() == ON_LIST:
                self.fields[f"l{number}"] = forms.ChoiceField(
                    label=_("Which list it is about"), choices=[*LIST_CHOICES, *lists], required=False,
                    error_messages=FROM_LIST,
                )  # fmt: skip

    def columns(self) -> dict[int, str]:
        """Number of the column to field; those not read are left out."""
        return {number: self.cleaned_data[f"c{number}"] or "ignore" for number in self.numbers}

    def lists(self) -> dict[str, str]:
        """Number of the column, as text, to the reference of the list, or “new”."""
        told = {str(number): self.cleaned_data.get(f"l{number}", "") for number in self.numbers}
        return {number: ref for number, ref in told.items() if ref}


class EveryRowForm(forms.Form):
    """What holds for every row that does not say it."""

    kind = Choice([("", _("The rows say it")), *ActKind.choices], label=_("What was done to everybody"))
    when = PartialDateField(label=_("When"), required=False, help_text=DAY_HINT)
    place = place_words(label=_("Where"))
    dates = Choice(DAY_ORDER, "dmy", label=_("8/1/2022 is"), widget=forms.RadioSelect)
    consent = Choice(Consent.choices, Consent.NOT_ASKED, label=_("What do the people on it allow?"))
    language = Choice(TextLanguage.choices, label=_("Language of the list"))

    def options(self) -> dict[str, Any]:
        """As the import keeps them."""
        told = dict(self.cleaned_data)
        return told | {"when": told["when"].edtf if told["when"] else ""}


@dataclass(frozen=True)
class Word:
    """One of their words in the cells of a field: how often it stands there, and the code it is read as."""

    number: int
    field: str
    text: str
    often: int
    code: str
    choices: list[tuple[str, Any]]


class WordsForm(StepForm):
    """Their words and our codes. Each word is sent along, so that nothing depends on its place in the file."""

    on_error = Choice(ON_ERROR, "stop", label=_("If a row has a mistake"), widget=forms.RadioSelect)
    match = forms.BooleanField(
        label=_("Look for people we know already"), required=False,
        help_text=_("Takes longer with a long list. Rows are compared in any case when you decide about them."),
    )  # fmt: skip

    def __init__(self, data: Any = None, *, words: Sequence[Word], options: Mapping[str, Any], version: int):
        shown = {"on_error": options.get("errors") or "stop", "match": options.get("match", True), "version": version}
        super().__init__(data, initial=shown)
        self.words = words
        for word in words:
            label = f"{word.text} ({word.often})" if word.often else word.text
            self.fields[f"v{word.number}"] = Choice(word.choices, word.code, label=label, error_messages=FROM_LIST)

    def values(self) -> dict[str, dict[str, str]]:
        """Field to their word to our code; words that nobody mapped are left out."""
        found: dict[str, dict[str, str]] = {}
        for word in self.words:
            if code := self.cleaned_data[f"v{word.number}"]:
                found.setdefault(word.field, {})[word.text] = code
        return found

    def options(self) -> dict[str, Any]:
        """What becomes of mistakes, and whether persons are looked for."""
        return {"errors": self.cleaned_data["on_error"], "match": self.cleaned_data["match"]}


def words_sent(data: Any, choices: Mapping[str, list[tuple[str, Any]]]) -> list[Word]:
    """The words that the page sent along: “field:word”. What names no field that is asked for is no word."""
    told = [(number, *data.get(f"w{number}", "").partition(":")) for number in range(MOST_WORDS)]
    return [
        Word(number, field, text[:LONGEST_WORD], 0, "", with_code(choices[field], data.get(f"v{number}", "")))
        for number, field, _colon, text in told if field in choices and text
    ]  # fmt: skip


def with_code(choices: list[tuple[str, Any]], code: str) -> list[tuple[str, Any]]:
    """The choices; and with a word of its own a code of several deeds, such as “detained tortured”."""
    labels, parts = dict(choices), code.split(" ")
    if code in labels or len(parts) > 3 or not all(part.isalpha() and part in labels for part in parts):
        return choices
    return [*choices, (code, ", ".join(str(labels[part]) for part in parts))]
