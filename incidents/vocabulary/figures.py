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
    KILLED = "killed", _("killed")
    DIED = "died", _("died")
    WOUNDED = "wounded", _("wounded")
    TORTURED = "tortured", _("tortured or ill-treated")
    DETAINED = "detained", _("detained")
    MISSING = "missing", _("missing")
    RELEASED = "released", _("released")
    FOUND_ALIVE = "found_alive", _("found alive")
    CHARGED = "charged", _("charged")
    CONVICTED = "convicted", _("convicted")
    OTHER = "other", pgettext_lazy("what was done", "something else")


class FigurePopulation(TextChoices):
    """Of whom the number is."""

    EVERYBODY = "everybody", _("everybody")
    NOT_STATED = "not_stated", _("not stated of whom")
    CIVILIANS = "civilians", _("civilians")
    UNINVOLVED = "uninvolved", _("people who took no part")
    PROTESTERS = "protesters", _("protesters")
    LAW_ENFORCEMENT = "law_enforcement", _("law enforcement")
    MILITARY = "military", _("military")
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
