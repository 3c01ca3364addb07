"""Places, institutions, and who may receive what."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


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
    OMBUDSPERSON = "ombudsperson", _("ombudsperson")
    NEWSROOM = "newsroom", _("newsroom")
    ARMED_GROUP = "armed_group", _("armed group")
    OTHER = "other", _("other")


class Disclosure(TextChoices):
    """Who may receive a column."""

    INTERNAL = "internal", _("Internal: our team only")
    PARTNER = "partner", _("Partner: trusted organisations")
    PUBLIC = "public", _("Public: anybody")


class ExportFormat(TextChoices):
    """The file that a list goes out as."""

    CSV = "csv", _("CSV: plain text that every program reads")
    XLSX = "xlsx", _("XLSX: spreadsheet")
    JSONL = "jsonl", _("JSON Lines: for programs")
    HXL = "hxl", _("CSV with HXL tags: for humanitarian data")
    PDF = "pdf", _("PDF: to print")
