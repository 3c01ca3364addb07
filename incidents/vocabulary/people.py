"""Who was harmed: how they are counted, named, related."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Participation(TextChoices):
    """The part a person took, always as somebody claimed."""

    UNKNOWN = "unknown", _("not known")
    BYSTANDER = "bystander", _("bystander")
    PROTESTER = "protester", _("protester")
    LAW_ENFORCEMENT = "law_enforcement", _("law enforcement")
    MILITARY = "military", _("military")
    MEDICAL = "medical", _("medical worker")
    JOURNALIST = "journalist", _("journalist")
    IN_CUSTODY = "in_custody", _("in custody")
    ALLEGED_ATTACKER = "alleged_attacker", _("called an attacker by the claimant")


class KinKind(TextChoices):
    """What the first person is to the second."""

    SPOUSE = "spouse", _("husband or wife of")
    PARENT = "parent", _("parent of")
    CHILD = "child", _("child of")
    OLDER_SIBLING = "older_sibling", _("older brother or sister of")
    YOUNGER_SIBLING = "younger_sibling", _("younger brother or sister of")
    SIBLING = "sibling", _("brother or sister of")
    OTHER = "other", _("other relative of")


class Certainty(TextChoices):
    """How sure a tie or a statement is."""

    CERTAIN = "certain", _("certain")
    PROBABLE = "probable", _("probable")
    UNSURE = "unsure", _("not sure")


class Sex(TextChoices):
    """A person's sex as reported."""

    UNKNOWN = "unknown", _("Not known")
    FEMALE = "female", _("Female")
    MALE = "male", _("Male")
    OTHER = "other", _("Other")


class Naming(TextChoices):
    """How far a report names a person."""

    NAMED = "named", pgettext_lazy("naming level", "named")
    PARTIAL = "partial", _("partly named or initials")
    UNNAMED = "unnamed", _("not named")


class Unit(TextChoices):
    """What one mention counts."""

    INDIVIDUAL = "individual", _("one person")
    FAMILY = "family", _("a family")
    GROUP = "group", _("a group")
