"""What can be wrong with a cell or a row of somebody else's list, in words."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from incidents.domain.imports.fields import Words

ERROR, WARNING = "error", "warning"
WHOLE_ROW = -1  # the column of what is wrong with no cell alone
LONGEST_SHOWN = 60


class Problem(NamedTuple):
    """One thing wrong. `text` is what stands in the cell, shortened; the sentence is the code's."""

    column: int
    code: str
    severity: str
    text: str

    @property
    def sentence(self) -> str:
        """What is wrong and what becomes of it."""
        return sentence(self.code)


# The code → how bad it is, and the words. An error keeps a row out unless the person says otherwise.
CODES: dict[str, tuple[str, Words]] = {
    "too_long": (ERROR, _("The cell holds more text than a cell can hold. The row cannot be read.")),
    "name_long": (ERROR, _("This is too long for a name.")),
    "date_unread": (ERROR, _("This is no date that we can read.")),
    "date_no_day": (ERROR, _("There is no such day in the calendar.")),
    "date_year": (ERROR, _("The year must lie between 1850 and 2100.")),
    "date_short_year": (ERROR, _("The year has two digits. We cannot know the century.")),
    "date_no_year": (ERROR, _("The date has no year.")),
    "date_backwards": (ERROR, _("The end lies before the beginning.")),
    "age_unread": (ERROR, _("This is no age that we can read.")),
    "age_far": (ERROR, _("An age lies between 0 and 130.")),
    "count_unread": (ERROR, _("This is no number of people.")),
    "born_later": (ERROR, _("Born after it was done.")),
    "status_unknown": (ERROR, _("We do not know what this word says was done.")),
    "mark_unknown": (ERROR, _("We cannot read this as on the list or not.")),
    "date_month_first": (WARNING, _("Read with the month first, since there is no such month.")),
    "date_ahead": (WARNING, _("This day is still to come.")),
    "birth_as_age": (WARNING, _("Read as an age, not as a year of birth.")),
    "age_as_birth": (WARNING, _("Read as a birth, not as an age.")),
    "age_differs": (WARNING, _("Age and birth do not agree.")),
    "sex_unknown": (WARNING, _("We do not know this word for a sex.")),
    "word_unknown": (WARNING, _("We do not know this word. It is left out.")),
    "place_unknown": (WARNING, _("This place is not in our list of places. It is kept as it is written.")),
    "no_status": (WARNING, _("The row does not say what was done to the person.")),
    "no_name": (WARNING, _("This is no name. It is kept as describing words.")),
    "cut": (WARNING, _("The text is too long and was shortened. The row keeps all of it.")),
    "hidden": (WARNING, _("Hidden characters were taken out.")),
}


def problem(column: int, code: str, text: str) -> Problem:
    """A problem with the cell as it is shown."""
    shown = text if len(text) <= LONGEST_SHOWN else text[: LONGEST_SHOWN - 1] + "…"
    return Problem(column, code, CODES[code][0], shown)


def sentence(code: str) -> str:
    """The words of a code, in the reader's language."""
    return str(CODES[code][1])
