"""Pure domain: THE allow-list. What class each stored field has, which columns a list may have, and who may get a name.

Nothing leaves the house that is not a column here; a field that is in no list fails a test. Classes, widening:
never (no page and no file), internal (our team), partner (trusted organisations), public (anybody).
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from incidents.domain import dates
from incidents.vocabulary import Confirmation, Consent, Disclosure, Naming, Participation, Sex, Status

NEVER = "never"
CLASSES = (NEVER, *Disclosure.values)
_WIDTH = {name: width for width, name in enumerate(CLASSES)}
# The name of a person leaves only when every report that speaks of the person allows it: one relative who says no
# is enough. "Could not be asked" is no permission.
NAME_NEEDS = {
    Disclosure.INTERNAL: frozenset([*Consent.values, ""]),
    Disclosure.PARTNER: frozenset({Consent.PARTNERS, Consent.PUBLIC}),
    Disclosure.PUBLIC: frozenset({Consent.PUBLIC}),
}
# "Only our team may use it" and "keep it for our team": a person of whom nothing else is known stays in the house.
STAYS_INSIDE = frozenset({Consent.INTERNAL, Consent.REFUSED})

_FIELDS: dict[str, dict[str, str]] = {
    "Person": {
        "public": "ref display_name naming sex age_low age_high n_low n_high when_edtf when_lower when_upper place "
        "roots_count status confirmation ever contested",
        "partner": "describing variants birth_edtf participation place_text reports_count",
        "internal": "id sort_key name_folded name_keys keys_version search_text merged_into created_by created_at "
        "version",
    },
    "Incident": {
        "partner": "ref title when_edtf when_lower when_upper place place_text parent",
        "internal": "id key what_happened when_words actors created_by created_at version",
    },
    "Finding": {
        "public": "kind confirmation contested when_edtf when_lower when_upper",
        "partner": "manner place place_text incident",
        "internal": "id ref person highest rationale acts basis status proposed_by proposed_at decided_by decided_at "
        "decision_words supersedes withdrawn_by withdrawn_at withdrawn_words version",
    },
    "FindingAct": {"internal": "id finding act"},
    "Mention": {
        "internal": "id report key position name name_folded name_keys keys_version describing naming unit n_low "
        "n_high sex age_low age_high birth_edtf birth_lower birth_upper occupation participation participation_by row "
        "person resolution resolution_reason resolved_by resolved_at retired_at",
        "never": "national_id_hash",
    },
    "Act": {
        "internal": "id mention key kind polarity when_edtf when_lower when_upper when_words place place_text manner "
        "cause custody_place whereabouts stated_reason stated_reason_by excerpt credibility incident actors retired_at"
    },
    "ActActor": {"internal": "id act actor involvement"},
    "Kinship": {"internal": "id kind certainty mention to_mention person to_person"},
    "MatchDecision": {
        "internal": "id mention other person verdict score reasons levels facts because by at reversed_by reversed_at"
    },
    "NameWord": {"internal": "id word near count"},
    "Merge": {"internal": "id kept absorbed score reasons because moved by at undone_because undone_by undone_at"},
    "MatchRun": {
        "internal": "id kind state stage by asked_at began_at touched_at ended_at stop_asked names_version weights "
        "last_id total done records pairs groups failed_code"
    },
    "LikelyGroup": {"internal": "id run size score open_pairs taken_by taken_at"},
    "LikelyPair": {
        "internal": "id group left_person left_mention right_person right_mention score likelihood levels settled_at"
    },
    "MatchWeights": {"internal": "id weights origin measured by at in_use"},
    "FoundText": {"internal": "id report incident words"},
    "Report": {
        "internal": "id ref key status version channel source title narrative language translation_method "
        "translation_caveats derivation derived_from derived_words when_edtf when_lower when_upper when_words place "
        "place_text persons_unknown consent urgency submitter created_at received_at taken_by taken_at reject_reason "
        "emptied_at",
        "never": "draft draft_saved_at",
    },
    "ReportRevision": {"internal": "id report number content sha256 reason by at"},
    "ReportMove": {"internal": "id report from_status to_status by at words"},
    "Source": {
        "internal": "id ref kind name name_folded knowing reliability protection rated_by rated_at created_by "
        "created_at"
    },
    "IdentityRenewal": {"internal": "id source first_by first_at second_by second_at"},
    "SourceIdentity": {
        "never": "source wrapped_key key_id name_sealed contact_sealed note_sealed contact_hash updated_at"
    },
    "WitnessNote": {"internal": "report version by updated_at", "never": "text_sealed"},
    "ActivistContact": {"never": "user text_sealed updated_at"},
    "SecretLook": {"internal": "id kind ref by at because words"},
    "Seal": {"internal": "id standing at by first_by first_at second_by second_at"},
    "Evidence": {
        "public": "ref kind media_type size sha256 sensitivities taken_edtf language",
        "partner": "note capture_kind taken_place taken_place_text",
        "internal": "id report original original_name url seen_edtf seen_by capture_of held_by handed_how handed_edtf "
        "rights consent described_by described_at version added_by added_at removed_at",
    },
    "EvidenceMaker": {"internal": "evidence updated_at", "never": "made_by_sealed handed_by_sealed"},
    "EvidenceBearing": {
        "internal": "id evidence bearing report mention act incident figure note by at removed_by removed_at"
    },
    "Original": {
        "internal": "id sha256 size media_type form received_at deriving deriving_words derived_at dhash width height "
        "pages seconds integrity checked_at",
        "never": "stored key_sealed told_sealed",
    },
    "DerivedCopy": {
        "public": "kind page number media_type size sha256 width height",
        "internal": "id original recipe made_at",
        "never": "stored key_sealed",
    },
    "Redaction": {"public": "page boxes", "internal": "id evidence copy key reason by at"},
    "Incoming": {
        "internal": "id report by name size told began_at touched_at evidence",
        "never": "stored key_sealed",
    },
    "CheckRun": {
        "internal": "id by began_at touched_at ended_at up_to_id last_id total total_bytes done done_bytes missing "
        "changed seconds"
    },
    "RootStamp": {
        "partner": "at count leaves root request receipt authority trusted stamped_at",
        "internal": "id by received_by received_at",
    },
    "CaseBundle": {
        "internal": "id ref key persons incident disclosure reason language by at status done total failed_words size "
        "sha256 ready_at expires_at deleted_at",
        "never": "stored key_sealed",
    },
    "Actor": {"public": "key kind name_en name_ru name_kk parent", "internal": "id"},
    "Place": {
        "public": "key kind facility_kind name_en name_ru name_kk variants latitude longitude precision_km population",
        "internal": "id folded",
    },
    "PlaceParent": {"public": "place parent valid_from valid_to", "internal": "id"},
    "AuditEvent": {"internal": "id at by role verb kind ref detail records written_at"},
    "AuditSet": {"internal": "sha256 refs"},
    "AuditBatch": {"internal": "number first_id last_id count leaves lines previous signed_at key signature sha256"},
    "AuditCheck": {"internal": "part at number problem"},
    "User": {
        "internal": "id ref username name role language is_active suspended_at suspended_by suspended_reason "
        "invited_by created_at last_login version",
        "never": "password email session_stamp",
    },
    "Invitation": {
        "internal": "id ref purpose role name account invited_by created_at expires_at used_at used_by revoked_at "
        "revoked_by",
        "never": "token_hash form_hash email",
    },
    "Tries": {"never": "key count ends_at"},
}
FIELD_CLASSES: dict[str, str] = {
    f"{model}.{field}": name
    for model, classes in _FIELDS.items()
    for name, fields in classes.items()
    for field in fields.split()
}


@dataclass(frozen=True)
class Entry:
    """One person as an export sees them: the row, and what the reports about them allow and say."""

    person: Any
    consents: frozenset[str]
    where: str = ""
    incidents: tuple[tuple[str, str], ...] = ()
    reports: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    reviewers: tuple[str, ...] = ()
    rationales: tuple[str, ...] = ()
    former: tuple[str, ...] = ()


Value = str | int | None
Getter = Callable[[Entry, str], Value]


@dataclass(frozen=True)
class Column:
    """One column: its code, its heading, the widest circle that may have it, and the stored fields that it shows."""

    code: str
    label: Promise
    disclosure: str
    fields: str
    value: Getter


def reaches(name: str, disclosure: str) -> bool:
    """Whether something of class `name` may go to a reader of class `disclosure`."""
    return name != NEVER and _WIDTH[name] >= _WIDTH[disclosure]


def columns_for(disclosure: str) -> list[Column]:
    """The columns that this circle may have, in order."""
    return [column for column in COLUMNS if reaches(column.disclosure, disclosure)]


def may_leave(entry: Entry, disclosure: str) -> bool:
    """Whether the person's row may go out at all: not to others when every report says that it stays with the team."""
    return disclosure == Disclosure.INTERNAL or bool(entry.consents - STAYS_INSIDE)


def may_name(entry: Entry, disclosure: str) -> bool:
    """Whether the person's name and the words that describe them may go to this circle.

    The words go with the name, because they are free text of a source and may point to the person as well as a name.
    Where neither may go, the row tells the person by reference, sex and age: an unnamed person is still counted.
    """
    return bool(entry.consents) and entry.consents <= NAME_NEEDS[Disclosure(disclosure)]


def row(entry: Entry, columns: Iterable[Column], disclosure: str) -> list[Value]:
    """The cells of one person, for columns that columns_for() gave."""
    return [column.value(entry, disclosure) for column in columns]


def _plain(field: str) -> Getter:
    return lambda entry, disclosure: getattr(entry.person, field)


def _named(read: Callable[[Any], str]) -> Getter:
    """A value that needs the same leave as the name; says that it is withheld, so that nobody takes it for unknown."""

    def value(entry: Entry, disclosure: str) -> str:
        text = read(entry.person)
        return text if not text or may_name(entry, disclosure) else _("withheld")

    return value


def _words(labels: dict[str, Any], codes: Iterable[str]) -> str:
    return ", ".join(str(labels.get(code, code)) for code in codes)


def _label(choices: Any, field: str) -> Getter:
    labels = dict(choices.choices)
    return lambda entry, disclosure: str(labels.get(getattr(entry.person, field), ""))


def _labels(choices: Any, field: str) -> Getter:
    return lambda entry, disclosure: _words(dict(choices.choices), getattr(entry.person, field))


def _day(field: str) -> Getter:
    return lambda entry, disclosure: day.isoformat() if (day := getattr(entry.person, field)) else ""


def _joined(field: str) -> Getter:
    return lambda entry, disclosure: "; ".join(getattr(entry, field))


def _when(entry: Entry, disclosure: str) -> str:
    return dates.words(entry.person.when_edtf) if entry.person.when_edtf else ""


_PUBLIC, _PARTNER, _INTERNAL = Disclosure.PUBLIC, Disclosure.PARTNER, Disclosure.INTERNAL
COLUMNS: tuple[Column, ...] = (
    Column("ref", gettext_lazy("Reference"), _PUBLIC, "Person.ref", _plain("ref")),
    Column("former", gettext_lazy("Former references"), _PUBLIC, "Person.ref", _joined("former")),
    Column("name", gettext_lazy("Name"), _PUBLIC, "Person.display_name", _named(lambda person: person.display_name)),
    Column("naming", gettext_lazy("Named"), _PUBLIC, "Person.naming", _label(Naming, "naming")),
    Column("sex", gettext_lazy("Sex"), _PUBLIC, "Person.sex", _label(Sex, "sex")),
    Column("age_low", gettext_lazy("Age, lowest"), _PUBLIC, "Person.age_low", _plain("age_low")),
    Column("age_high", gettext_lazy("Age, highest"), _PUBLIC, "Person.age_high", _plain("age_high")),
    Column("count_low", gettext_lazy("Counts as, lowest"), _PUBLIC, "Person.n_low", _plain("n_low")),
    Column("count_high", gettext_lazy("Counts as, highest"), _PUBLIC, "Person.n_high", _plain("n_high")),
    Column("status", gettext_lazy("Status now"), _PUBLIC, "Person.status", _label(Status, "status")),
    Column("status_code", gettext_lazy("Status code"), _PUBLIC, "Person.status", _plain("status")),
    Column("ever", gettext_lazy("Was ever"), _PUBLIC, "Person.ever", _labels(Status, "ever")),
    Column("confirmation", gettext_lazy("How sure"), _PUBLIC, "Person.confirmation",
           _label(Confirmation, "confirmation")),
    Column("when", gettext_lazy("When"), _PUBLIC, "Person.when_edtf", _when),
    Column("when_edtf", gettext_lazy("When, coded (EDTF)"), _PUBLIC, "Person.when_edtf", _plain("when_edtf")),
    Column("when_from", gettext_lazy("First possible day"), _PUBLIC, "Person.when_lower", _day("when_lower")),
    Column("when_to", gettext_lazy("Last possible day"), _PUBLIC, "Person.when_upper", _day("when_upper")),
    Column("where", gettext_lazy("Where"), _PUBLIC, "Person.place", lambda entry, disclosure: entry.where),
    Column("roots", gettext_lazy("Independent sources"), _PUBLIC, "Person.roots_count", _plain("roots_count")),
    Column("variants", gettext_lazy("Other spellings"), _PARTNER, "Person.variants",
           _named(lambda person: "; ".join(person.variants))),
    Column("described", gettext_lazy("Described as"), _PARTNER, "Person.describing",
           _named(lambda person: person.describing)),
    Column("birth", gettext_lazy("Birth date"), _PARTNER, "Person.birth_edtf",
           _named(lambda person: person.birth_edtf)),
    Column("participation", pgettext_lazy("column", "Part taken, as claimed"), _PARTNER, "Person.participation",
           _labels(Participation, "participation")),
    Column("where_given", gettext_lazy("Where, as given"), _PARTNER, "Person.place_text",
           _named(lambda person: person.place_text)),
    Column("incidents", gettext_lazy("Incidents"), _PARTNER, "Incident.ref Incident.title",
           lambda entry, disclosure: "; ".join(f"{ref} {title}" for ref, title in entry.incidents)),
    Column("reports_count", gettext_lazy("Reports"), _PARTNER, "Person.reports_count", _plain("reports_count")),
    Column("reports", gettext_lazy("Report references"), _INTERNAL, "Report.ref", _joined("reports")),
    Column("sources", gettext_lazy("Who says it"), _INTERNAL, "Source.kind Source.name Source.reliability",
           _joined("sources")),
    Column("consent", gettext_lazy("What those concerned agreed to"), _INTERNAL, "Report.consent",
           lambda entry, disclosure: _words(dict(Consent.choices), sorted(entry.consents))),
    Column("reviewers", gettext_lazy("Reviewers"), _INTERNAL, "Finding.proposed_by Finding.decided_by User.name",
           _joined("reviewers")),
    Column("rationale", gettext_lazy("Reason of the findings"), _INTERNAL, "Finding.rationale", _joined("rationales")),
)  # fmt: skip
