"""Every word with a code: the glossary of the house. docs/glossary.md is generated from this page."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


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


class Whereabouts(TextChoices):
    """Whether those who hold a person say where the person is."""

    UNKNOWN = "unknown", _("not known")
    DISCLOSED = "disclosed", _("disclosed")
    ACKNOWLEDGED = "acknowledged_undisclosed", _("held, place not disclosed")
    DENIED = "denied", _("denied")
    REFUSED = "refused_information", _("information refused")


class Polarity(TextChoices):
    """Whether the report says that the act happened."""

    ASSERTS = "asserts", _("says it happened")
    DENIES = "denies", _("says it did not happen")
    UNKNOWN = "unknown", _("says it is not known")


class Reliability(TextChoices):
    """How far a source can be relied on; the reviewer rates it."""

    A = "A", _("A · completely reliable")
    B = "B", _("B · usually reliable")
    C = "C", _("C · fairly reliable")
    D = "D", _("D · not usually reliable")
    E = "E", _("E · unreliable")
    F = "F", _("F · cannot be judged")


class Credibility(TextChoices):
    """How far a statement can be believed, apart from who makes it."""

    CONFIRMED = "1", _("1 · confirmed by others")
    PROBABLE = "2", _("2 · probable")
    POSSIBLE = "3", _("3 · possible")
    DOUBTFUL = "4", _("4 · doubtful")
    IMPROBABLE = "5", _("5 · improbable")
    UNJUDGED = "6", _("6 · cannot be judged")


class Involvement(TextChoices):
    """The alleged degree of an actor's involvement."""

    UNKNOWN = "unknown", _("involvement not known")
    ORDERED = "ordered", _("ordered, as alleged")
    CARRIED_OUT = "carried_out", _("carried out, as alleged")
    TOOK_PART = "took_part", _("took part, as alleged")
    PRESENT = "present", _("was present, as alleged")
    COMMAND = "command", _("had command, as alleged")


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


class SourceKind(TextChoices):
    """What a source is."""

    PERSON = "person", _("a person")
    ORGANISATION = "organisation", _("an organisation")
    OUTLET = "outlet", _("a newsroom")
    AUTHORITY = "authority", _("an authority")


class Knowing(TextChoices):
    """How a source knows."""

    EYEWITNESS = "eyewitness", _("saw it")
    RELATIVE = "relative", _("is a relative")
    HEARSAY = "hearsay", _("heard of it from others")
    DOCUMENT = "document", _("has a document")
    MONITORING = "monitoring", _("follows and checks such cases")
    UNKNOWN = "unknown", _("not known")


class Protection(TextChoices):
    """How a source wants to be protected."""

    OPEN = "open", _("may be named")
    TEAM = "team", _("named inside the team only")
    SECRET = "secret", _("never named: identity kept apart, encrypted")


class Channel(TextChoices):
    """How a report came in."""

    FORM = "form", _("form")
    PUBLIC_FORM = "public_form", _("public form")
    LIST = "list", _("list")
    ARTICLE = "article", _("article")
    STATEMENT = "statement", _("statement")
    SEARCH_REQUEST = "search_request", _("a relative's search request")


class Derivation(TextChoices):
    """How one text comes from another."""

    NONE = "", _("not derived")
    REPRINT = "reprint", _("reprint")
    SUMMARY = "summary", _("summary")
    TRANSLATION = "translation", _("translation")
    QUOTE = "quote", _("quote")


class TextLanguage(TextChoices):
    """The language a narrative is written in."""

    UNKNOWN = "", _("not known")
    KK = "kk", _("Kazakh")
    RU = "ru", _("Russian")
    EN = "en", _("English")
    OTHER = "other", _("another language")


class TranslationMethod(TextChoices):
    """How a translation was made."""

    NONE = "", _("not translated")
    MACHINE = "machine", _("machine translation")
    RELAY = "relay", _("machine translation through another language")
    HUMAN = "human", _("translated by a person")


class Consent(TextChoices):
    """What those concerned agreed to."""

    NOT_ASKED = "not_asked", _("They could not be asked")
    INTERNAL = "internal", _("Only our team may use it")
    PARTNERS = "partners", _("Our team and trusted partners may use it")
    PUBLIC = "public", _("It may be made public")
    REFUSED = "refused", _("They do not agree: keep it for our team, do not pass it on")


class Risk(TextChoices):
    """Whether somebody could be harmed if a report becomes known."""

    UNKNOWN = "unknown", _("not known")
    YES = "yes", _("yes")
    NO = "no", _("no")


class Urgency(TextChoices):
    """How fast somebody should look."""

    NORMAL = "normal", _("in turn")
    URGENT = "urgent", _("urgent: somebody is missing or held now")


class ReportStatus(TextChoices):
    """Where a report stands in the review."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for review")
    UNDER_REVIEW = "under_review", _("under review")
    RETURNED = "returned", _("question for you")
    ACCEPTED = "accepted", _("accepted")
    REJECTED = "rejected", _("rejected")
    WITHDRAWN = "withdrawn", _("withdrawn")


class RejectReason(TextChoices):
    """Why a report is rejected."""

    DUPLICATE = "duplicate", _("the same report was sent already")
    OUT_OF_SCOPE = "out_of_scope", _("it is not about harm to people in these events")
    NOT_CREDIBLE = "not_credible", _("what it says cannot have happened")
    FABRICATED = "fabricated", _("it was made up")
    NO_CONTENT = "no_content", _("it says too little to work with")
    OTHER = "other", _("another reason")


class FindingStatus(TextChoices):
    """Where a finding stands."""

    PROPOSED = "proposed", _("proposed")
    AGREED = "agreed", _("agreed")
    DISPUTED = "disputed", _("disputed")
    SUPERSEDED = "superseded", _("superseded")
    WITHDRAWN = "withdrawn", _("withdrawn")


class Verdict(TextChoices):
    """What a reviewer decides for a mention and a person."""

    SAME = "same", _("same person")
    DIFFERENT = "different", _("different person")
    UNDECIDED = "undecided", _("undecided")


class Resolution(TextChoices):
    """How a mention was resolved in review."""

    OPEN = "", _("not decided yet")
    GROUPED = "grouped", _("same as a person we hold")
    NEW = "new", _("new person")
    UNDECIDED = "undecided", _("undecided")


class PlaceKind(TextChoices):
    """What a place is."""

    COUNTRY = "country", _("country")
    REGION = "region", _("region")
    CITY = "city", _("city")
    DISTRICT = "district", _("district")
    SETTLEMENT = "settlement", _("settlement")
    FACILITY = "facility", _("institution")


class FacilityKind(TextChoices):
    """What an institution is."""

    NONE = "", _("none")
    POLICE_STATION = "police_station", _("police station")
    MORTUARY = "mortuary", _("mortuary")
    HOSPITAL = "hospital", _("hospital")
    DETENTION_CENTRE = "detention_centre", _("detention centre")


class ActorKind(TextChoices):
    """What an actor is."""

    ARMED_FORCES = "armed_forces", _("armed forces")
    POLICE = "police", _("police")
    SECURITY = "security", _("security service")
    PROSECUTOR = "prosecutor", _("prosecutor")
    MINISTRY = "ministry", _("ministry")
    FOREIGN_FORCE = "foreign_force", _("foreign or allied force")
    DEFENDERS = "defenders", _("human rights organisation")
    ARMED_GROUP = "armed_group", _("armed group")
    OTHER = "other", _("other")


class EvidenceKind(TextChoices):
    """What a piece of evidence is."""

    FILE = "file", _("file")
    LINK = "link", _("link")
    NOT_HELD = "not_held", _("said to exist, not held")


class Sensitivity(TextChoices):
    """How careful one must be in looking."""

    PLAIN = "plain", _("nothing shocking")
    GRAPHIC = "graphic", _("shows wounds or a body")
    FACES = "faces", _("shows faces")
    CHILD = "child", _("shows a child")


class Disclosure(TextChoices):
    """Who may receive a column."""

    INTERNAL = "internal", _("Internal: our team only")
    PARTNER = "partner", _("Partner: trusted organisations")
    PUBLIC = "public", _("Public: anybody")


class ExportFormat(TextChoices):
    """The file that a list goes out as."""

    CSV = "csv", _("CSV: plain text that every program reads")
    XLSX = "xlsx", _("XLSX: spreadsheet")
