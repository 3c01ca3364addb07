"""What was received, from whom, and where its review stands."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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


class Reliability(TextChoices):
    """How far a source can be relied on; the reviewer rates it."""

    A = "A", _("A · completely reliable")
    B = "B", _("B · usually reliable")
    C = "C", _("C · fairly reliable")
    D = "D", _("D · not usually reliable")
    E = "E", _("E · unreliable")
    F = "F", _("F · cannot be judged")


class Protection(TextChoices):
    """How a source wants to be protected."""

    OPEN = "open", _("may be named")
    TEAM = "team", _("named inside the team only")
    SECRET = "secret", _("never named: identity kept apart, encrypted")


class Risk(TextChoices):
    """Whether somebody could be harmed if a report becomes known."""

    UNKNOWN = "unknown", _("not known")
    YES = "yes", _("yes")
    NO = "no", _("no")


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


class Urgency(TextChoices):
    """How fast somebody should look."""

    NORMAL = "normal", _("in turn")
    URGENT = "urgent", _("urgent: somebody is missing or held now")


class ReportStatus(TextChoices):
    """Where a report stands in the review."""

    DRAFT = "draft", _("draft")
    SUBMITTED = "submitted", _("waiting for review")
    UNDER_REVIEW = "under_review", _("under review")
    RETURNED = "returned", _("returned with a question")
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
