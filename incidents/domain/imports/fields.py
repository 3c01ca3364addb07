"""What a column of somebody else's list can be read as."""

from typing import NamedTuple

from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from incidents.vocabulary import STATUS_KINDS

IGNORE, SECRET, NATIONAL_ID = "ignore", "secret", "national_id"
WHEN_KIND = "when:"  # followed by a kind of act: the day on which that was done, and so an act of that kind
Words = str | Promise


class Field(NamedTuple):
    """One meaning of a column. `many`: several columns may have it. `asked`: its words are mapped to our codes."""

    code: str
    label: Words
    help: Words = ""
    many: bool = False
    asked: bool = False


FIELDS: tuple[Field, ...] = (
    Field(IGNORE, _("Not read"), _("Kept as it is in the row, and not read."), many=True),
    Field(SECRET, _("Not read and not kept"), _("Left empty in the row. Only the file as it came has it."), many=True),
    Field("number", _("Running number"), _("1, 2, 3… in this file. It tells nobody apart in the next edition.")),
    Field("id", _("The keeper's own number"), _("Stays with the person in every edition, such as a case number.")),
    Field("name", _("Full name")),
    Field("other_name", _("Name in another script or spelling"), _("Helps to find the person."), many=True),
    Field("family", _("Surname")),
    Field("given", _("Given name")),
    Field("father", _("Father's name")),
    Field("initials", _("Initials")),
    Field("describing", _("Describing words"), _("Such as “a boy in a red jacket”."), many=True),
    Field("sex", _("Sex"), asked=True),
    Field("age", _("Age"), _("A number, a range, or words such as “about 30”.")),
    Field("birth", _("Date or year of birth"), _("A number below 131 is read as an age.")),
    Field("status", _("What was done"), _("Killed, detained, missing…"), asked=True),
    Field("when", _("Date"), _("When it was done, as people write dates.")),
    *(Field(f"{WHEN_KIND}{kind}", format_lazy("{}: {}", _("Date"), kind.label)) for kind in STATUS_KINDS),
    Field("place", _("Place")),
    Field("region", _("Region"), _("What the place lies in.")),
    Field("manner", _("How it was done"), asked=True),
    Field("participation", _("The part they took, as claimed"), asked=True),
    Field("occupation", _("Occupation")),
    Field(
        NATIONAL_ID, _("National identity number"), _("The number is not kept, only what is needed to know it again.")
    ),
    Field("note", _("Note"), _("Kept as the words of the report."), many=True),
    Field("count", _("How many people"), _("Where one row stands for several people.")),
    Field("custody_place", _("Place of custody")),
    Field("list", _("On another list"), _("1 or 0: whether the person is on that list. N/A: it could not name them."),
          many=True, asked=True),
)  # fmt: skip
BY_CODE = {field.code: field for field in FIELDS}
# Cells of these columns are left empty in the row that is kept.
NOT_KEPT = (SECRET, NATIONAL_ID)
NAMING = ("name", "family", "given", "father", "initials")
