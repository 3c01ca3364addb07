"""Numbers that somebody claimed: what is counted, of whom, how, and what became of the claim."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class FigureValue(TextChoices):
    """How the number was said."""

    NUMBER = "number", _("a number or a range")
    WORDS = "words", _("words only, such as “dozens”")
    UNKNOWN = "unknown", _("said to be not known")


class FigureUnit(TextChoices):
    """What one of the number is."""

    PEOPLE = "people", _("people")
    BODIES = "bodies", _("bodies")
    NAMES = "names", _("names on a list")
    FAMILIES = "families", _("families")
    CASES = "cases", _("criminal cases")
    OTHER = "other", pgettext_lazy("what a figure counts", "something else")


class FigureStatus(TextChoices):
    """What is said to have been done to those who are counted."""

    DEAD = "dead", _("dead, however they died")
    KILLED = "killed", pgettext_lazy("of those who are counted", "killed")
    DIED = "died", pgettext_lazy("of those who are counted", "died")
    WOUNDED = "wounded", pgettext_lazy("of those who are counted", "wounded")
    TORTURED = "tortured", pgettext_lazy("of those who are counted", "tortured or ill-treated")
    DETAINED = "detained", pgettext_lazy("of those who are counted", "detained")
    MISSING = "missing", pgettext_lazy("of those who are counted", "missing")
    RELEASED = "released", pgettext_lazy("of those who are counted", "released")
    FOUND_ALIVE = "found_alive", pgettext_lazy("of those who are counted", "found alive")
    CHARGED = "charged", pgettext_lazy("of those who are counted", "charged")
    CONVICTED = "convicted", pgettext_lazy("of those who are counted", "convicted")
    OTHER = "other", pgettext_lazy("what was done", "something else")


class FigurePopulation(TextChoices):
    """Of whom the number is."""

    EVERYBODY = "everybody", _("everybody")
    NOT_STATED = "not_stated", _("not stated of whom")
    CIVILIANS = "civilians", _("civilians")
    UNINVOLVED = "uninvolved", _("people who took no part")
    PROTESTERS = "protesters", _("protesters")
    LAW_ENFORCEMENT = "law_enforcement", pgettext_lazy("of whom", "law enforcement")
    MILITARY = "military", pgettext_lazy("of whom", "military")
    SECURITY_FORCES = "security_forces", _("law enforcement and military together")
    ATTACKERS = "attackers", _("people whom the claimant calls attackers or terrorists")
    CHILDREN = "children", _("children")
    WOMEN = "women", _("women")
    IN_CUSTODY = "in_custody", _("people in custody")
    OTHER = "other", pgettext_lazy("of whom", "others")


class Included(TextChoices):
    """Whether a number holds some group of people."""

    NOT_STATED = "not_stated", _("not stated")
    YES = "yes", pgettext_lazy("whether a figure includes them", "yes")
    NO = "no", pgettext_lazy("whether a figure includes them", "no")


class FigureMethod(TextChoices):
    """How those who claim it counted."""

    NOT_STATED = "", _("not stated")
    MORTUARIES = "mortuaries", _("bodies brought to mortuaries")
    HOSPITALS = "hospitals", _("in hospitals")
    CASE_FILES = "case_files", _("files of investigations")
    NAMES = "names", _("a list of names")
    MONITORING = "monitoring", _("own monitoring of reports")
    ESTIMATE = "estimate", _("an estimate")
    OTHER = "other", pgettext_lazy("how it was counted", "in another way")


class FigureState(TextChoices):
    """What became of a claim. It is never overwritten."""

    STANDING = "standing", pgettext_lazy("state of a figure", "standing")
    SUPERSEDED = "superseded", pgettext_lazy("state of a figure", "superseded")
    RETRACTED = "retracted", pgettext_lazy("state of a figure", "retracted")
    DISPUTED = "disputed", pgettext_lazy("state of a figure", "disputed")


class FigureTie(TextChoices):
    """What one claim is to another."""

    SUBSET_OF = "subset_of", _("counts some of those in")
    PART_OF = "part_of", _("is one part, beside others, of")
    SUPERSEDES = "supersedes", _("replaces")
    RETRACTS = "retracts", _("takes back")
    OTHER_REPORT = "other_report_of_same_statement", _("is another report of the same statement as")
    CONTRADICTS = "contradicts", _("contradicts")
    NOT_COMPARABLE = "not_comparable", _("cannot be compared with")
