"""Pure domain: what class each stored field has. A field that is in no list fails a test.

Classes, widening: never (no page and no file), internal (our team), partner (trusted organisations), public (anybody).
"""

from incidents.vocabulary import Disclosure

NEVER = "never"
CLASSES = (NEVER, *Disclosure.values)
_WIDTH = {name: width for width, name in enumerate(CLASSES)}

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
        "internal": "id evidence bearing report mention act incident claim figure note by at removed_by removed_at"
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
    "PersonList": {
        "public": "ref title covers_kinds covers_places covers_edtf covers_lower covers_upper",
        "partner": "keeper method covers_words",
        "internal": "id created_by created_at version",
    },
    "ListEdition": {
        "public": "number label when_edtf when_lower when_upper rows",
        "internal": "id person_list report follows headers compared_at",
    },
    "ListMapping": {"internal": "id keeper name columns values options by at"},
    "ListImport": {
        "internal": "id ref key person_list edition label when_edtf when_lower when_upper name size sha256 look sheet "
        "header columns values options state found total done rows failed_code stop_asked new_words by at touched_at "
        "ended_at undone_because undone_by undone_at version",
        "never": "stored key_sealed",
    },
    "ListMark": {"partner": "value", "internal": "id mention person_list"},
    "RowChange": {"internal": "id edition kind former mention fields"},
    "RowHold": {"internal": "id mention by at"},
    "BulkDecision": {
        "internal": "id key edition kind threshold because state by at found agreed_at total done passed last_id "
        "stop_asked failed_code ended_at undone_because undone_by undone_at"
    },
    "BulkDecided": {"internal": "id bulk mention person created score at"},
    "ExportProfile": {"internal": "id name what disclosure fmt columns by at version"},
    "ListExport": {
        "internal": "id ref key what disclosure fmt language columns filters filter_codes options purpose recipient "
        "flags status by at decided_by decided_at decided_words total done rows left_out size sha256 manifest "
        "failed_words ready_at expires_at deleted_at",
        "never": "stored key_sealed",
    },
    "FigureTopic": {"public": "ref title describing", "internal": "id filters created_by created_at version"},
    "FigureClaim": {
        "public": "ref claimant when_edtf when_lower when_upper as_of_edtf as_of_lower as_of_upper window_edtf "
        "window_lower window_upper value low best high words unit status population population_words "
        "includes_security_forces includes_bystanders place place_text method method_words caveats state",
        "partner": "speaker wording",
        "internal": "id key report corrects topics struck_by struck_at struck_because entered_by entered_at version",
    },
    "TopicClaim": {"public": "topic claim", "internal": "id by at"},
    "FigureMove": {
        "public": "claim when_edtf when_lower when_upper from_state to_state because",
        "internal": "id told_in by at",
    },
    "FigureRelation": {"public": "kind claim other why", "internal": "id by at removed_by removed_at"},
    "CountedAnswer": {"internal": "id key question answer state failed_code asked_at counted_at took_ms used_at"},
    "Estimate": {"internal": "id ref key title lists filters cells refused answer state failed_code by at ended_at"},
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


def reaches(name: str, disclosure: str) -> bool:
    """Whether something of class `name` may go to a reader of class `disclosure`."""
    return name != NEVER and _WIDTH[name] >= _WIDTH[disclosure]
