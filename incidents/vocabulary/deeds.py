"""What was done to people, how, and how sure that is."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ActKind(TextChoices):
    """What one report says was done to a person."""

    KILLED = "killed", _("killed")
    DIED = "died", _("died")
    WOUNDED = "wounded", _("wounded")
    TORTURED = "tortured", _("tortured or ill-treated")
    DETAINED = "detained", _("detained")
    MISSING = "missing", _("missing")
    RELEASED = "released", _("released")
    FOUND_ALIVE = "found_alive", _("found alive")
    BODY_WITHHELD = "body_withheld", _("body withheld")
    BODY_RETURNED = "body_returned", _("body returned")
    BURIED = "buried", _("buried")
    EXHUMATION_ORDERED = "exhumation_ordered", _("exhumation ordered")
    CHARGED = "charged", _("charged")
    CHARGED_POSTHUMOUSLY = "charged_posthumously", _("charged after death")
    CONVICTED = "convicted", _("convicted")
    ACQUITTED = "acquitted", _("acquitted")
    CASE_CLOSED = "case_closed", _("case closed")
    CASE_CLASSIFIED = "case_classified", _("case made secret")
    AMNESTIED = "amnestied", _("amnestied")
    COMPENSATED = "compensated", _("compensated")
    INFORMATION_REFUSED = "information_refused", _("information refused")
    SIGHTING = "sighting", _("seen")


# The kinds that carry a status; the others follow upon them (domain.md).
STATUS_KINDS = (
    ActKind.KILLED,
    ActKind.DIED,
    ActKind.WOUNDED,
    ActKind.TORTURED,
    ActKind.DETAINED,
    ActKind.MISSING,
    ActKind.RELEASED,
    ActKind.FOUND_ALIVE,
)


class Status(TextChoices):
    """What became of a person, derived from agreed findings: the act kinds that carry a status."""

    KILLED = "killed", _("Killed")
    DIED = "died", _("Died")
    WOUNDED = "wounded", _("Wounded")
    TORTURED = "tortured", _("Tortured or ill-treated")
    DETAINED = "detained", _("Detained")
    MISSING = "missing", _("Missing")
    RELEASED = "released", _("Released")
    FOUND_ALIVE = "found_alive", _("Found alive")


# Two words for one death, and the code that asks for either.
DEATHS, DEAD = (Status.KILLED, Status.DIED), "dead"


class Confirmation(TextChoices):
    """How sure the team is. The software computes the highest that the sources allow."""

    PENDING = "pending", _("Pending")
    NO_INFORMATION = "no_information", _("No information")
    WEAK = "weak", _("Weak")
    FAIR = "fair", _("Fair")
    CONFIRMED = "confirmed", _("Confirmed")
    CONTESTED = "contested", _("Contested")
    DISCOUNTED = "discounted", _("Discounted")


class Manner(TextChoices):
    """How it was done."""

    GUNSHOT = "gunshot", _("gunshot wound")
    BEATING = "beating", _("beating")
    TORTURE = "torture", _("torture")
    EXPLOSION = "explosion", _("explosion")
    BURNS = "burns", _("burns")
    STAB = "stab", _("stab wound")
    VEHICLE = "vehicle", _("run over by a vehicle")
    STRAY_FIRE = "stray_fire", _("stray bullet")
    OTHER = "other", _("other")
    UNKNOWN = "unknown", _("not known")


class Polarity(TextChoices):
    """Whether the report says that the act happened."""

    ASSERTS = "asserts", _("says it happened")
    DENIES = "denies", _("says it did not happen")
    UNKNOWN = "unknown", _("says it is not known")


class Credibility(TextChoices):
    """How far a statement can be believed, apart from who makes it."""

    CONFIRMED = "1", _("1 · confirmed by others")
    PROBABLE = "2", _("2 · probable")
    POSSIBLE = "3", _("3 · possible")
    DOUBTFUL = "4", _("4 · doubtful")
    IMPROBABLE = "5", _("5 · improbable")
    UNJUDGED = "6", _("6 · cannot be judged")


class Whereabouts(TextChoices):
    """Whether those who hold a person say where the person is."""

    UNKNOWN = "unknown", _("not known")
    DISCLOSED = "disclosed", _("disclosed")
    ACKNOWLEDGED = "acknowledged_undisclosed", _("held, place not disclosed")
    DENIED = "denied", _("denied")
    REFUSED = "refused_information", _("information refused")


class Involvement(TextChoices):
    """The alleged degree of an actor's involvement."""

    UNKNOWN = "unknown", _("involvement not known")
    ORDERED = "ordered", _("ordered, as alleged")
    CARRIED_OUT = "carried_out", _("carried out, as alleged")
    TOOK_PART = "took_part", _("took part, as alleged")
    PRESENT = "present", _("was present, as alleged")
    COMMAND = "command", _("had command, as alleged")
