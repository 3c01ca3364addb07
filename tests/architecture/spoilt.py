"""For every named constraint of every model: what is written into an allowed row (tests/architecture/rows.py) to break it.

A value may be a function of the row. Constraints “…_known” and “…_ordered” are read off the models instead.
"""

import datetime as dt

NOW = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
LATER = dt.datetime(2023, 1, 1, tzinfo=dt.UTC)


def proposer(row):
    return row.proposed_by_id


# Constraint → columns to change in the row of its model.
CHANGED = {
    "auditcheck_part_of_two": {"part": "half"},
    "act_reason_has_speaker": {"stated_reason": "did not stop", "stated_reason_by": ""},
    "bearing_on_one_thing": {"figure": "149 killed"},
    "bearing_removed_together": {"removed_at": NOW},
    "bundle_has_reason": {"reason": ""},
    "bundle_ready_is_complete": {"status": "ready"},
    "bundle_deleted_when": {"status": "deleted"},
    "copy_hashed": {"sha256": "b"},
    "copy_numbered_when_redacted": {"number": 1},
    "evidence_shape": {"sha256": ""},
    "evidence_capture_is_file": {"capture_kind": "warc"},
    "evidence_described_together": {"described_at": NOW},
    "finding_two_reviewers": {"status": "agreed", "decided_by_id": proposer, "decided_at": NOW},
    "finding_decided_together": {"decided_at": NOW},
    "finding_decided_has_decider": {"status": "agreed"},
    "finding_proposed_is_open": {"decided_by_id": lambda row: row.person.mentions.get().report.submitter_id, "decided_at": NOW},
    "finding_withdrawn_together": {"status": "withdrawn"},
    "finding_has_reason": {"rationale": ""},
    "bulkdecision_has_reason": {"because": ""},
    "bulkdecision_threshold_share": {"threshold": 1.5},
    "bulkdecision_undone_together": {"undone_at": NOW},
    "export_has_purpose": {"purpose": ""},
    "export_decided_together": {"decided_at": NOW},
    "export_two_admins": {"decided_by_id": lambda row: row.by_id, "decided_at": NOW},
    "export_refused_by_whom": {"status": "refused"},
    "export_ready_is_complete": {"status": "ready"},
    "export_deleted_when": {"status": "deleted"},
    "exportprofile_named": {"name": ""},
    "incident_titled": {"title": ""},
    "incident_not_in_itself": {"parent_id": lambda row: row.pk},
    "kinship_joins_two_of_a_kind": {"to_person_id": None},
    "kinship_not_with_oneself": {"to_person_id": lambda row: row.person_id},
    "match_reversed_together": {"reversed_at": NOW},
    "match_has_reason": {"because": ""},
    "match_of_two": {"mention_id": None},
    "match_older_first": {"mention_id": None, "other_id": lambda row: row.person_id},
    "matchrun_ended_together": {"ended_at": NOW},
    "merge_not_with_itself": {"absorbed_id": lambda row: row.kept_id},
    "merge_has_reason": {"because": ""},
    "merge_undone_together": {"undone_at": NOW},
    "personlist_titled": {"title": ""},
    "listedition_not_after_itself": {"follows_id": lambda row: row.pk},
    "listedition_labelled": {"label": ""},
    "listimport_undone_together": {"undone_at": NOW},
    "listimport_hashed": {"sha256": "b"},
    "listimport_done_has_edition": {"state": "done"},
    "rowchange_sides": {"kind": "removed"},
    "likelygroup_taken_together": {"taken_at": NOW},
    "likelygroup_of_two_or_more": {"size": 1},
    "likelypair_one_left": {"left_person_id": None},
    "likelypair_one_right": {"right_person_id": None},
    "likelypair_not_with_itself": {"right_person_id": lambda row: row.left_person_id},
    "foundtext_of_one_thing": {"report_id": None},
    "mention_counted": {"n_high": 2},
    "mention_age_human": {"age_high": 131},
    "mention_resolved_together": {"resolved_by_id": None},
    "mention_person_when_grouped": {"person_id": None},
    "mention_resolved_with_reason": {"resolution_reason": ""},
    "original_hashed": {"sha256": "a"},
    "original_stored": {"stored": ""},
    "original_checked_when": {"integrity": "whole"},
    "redaction_has_reason": {"reason": ""},
    "rootstamp_receipt_together": {"receipt": b"r"},
    "person_not_merged_into_itself": {"merged_into_id": lambda row: row.pk},
    "placeparent_not_itself": {"parent_id": lambda row: row.place_id},
    "report_not_reviewed_by_author": {"taken_by_id": lambda row: row.submitter_id},
    "report_taken_together": {"taken_at": None},
    "report_review_has_reviewer": {"taken_by_id": None, "taken_at": None},
    "report_sent_is_complete": {"consent": ""},
    "report_not_from_itself": {"derived_from_id": lambda row: row.pk},
    "report_rejected_with_reason": {"reject_reason": "other"},
    "seal_first_together": {"first_at": None},
    "seal_ends_by_two": {"standing": False},
    "seal_two_differ": {
        "standing": False, "second_by_id": lambda row: row.first_by_id, "second_at": NOW,
    },
    "look_has_reason": {"words": ""},
    "renewal_second_together": {"second_at": NOW},
    "renewal_two_differ": {"second_by_id": lambda row: row.first_by_id, "second_at": NOW},
    "report_emptied_is_over": {"emptied_at": NOW},
    "source_secret_is_nameless": {"protection": "secret"},
    "source_rated_together": {"rated_at": NOW},
    "user_has_a_name": {"name": ""},
    "user_suspended_at_by_and_why_together": {"is_active": False},
    "user_not_suspended_by_self": {
        "is_active": False, "suspended_at": NOW, "suspended_by_id": lambda row: row.pk, "suspended_reason": "left",
    },
    "invitation_is_for_a_role_or_an_account": {"role": ""},
    "invitation_used_at_and_by_together": {"used_at": NOW},
    "invitation_used_or_withdrawn_not_both": {
        "used_at": NOW, "used_by_id": lambda row: row.invited_by_id, "revoked_at": NOW, "revoked_by_id": lambda row: row.invited_by_id,
    },
    "invitation_withdrawn_by_only_with_at": {"revoked_by_id": lambda row: row.invited_by_id},
    "invitation_password_is_used_by_its_account": {
        "purpose": "password", "role": "", "account_id": lambda row: row.invited_by_id,
        "used_by_id": lambda row: type(row.invited_by).objects.get(username="author").pk, "used_at": NOW,
    },
    "invitation_ends_after_it_begins": {"expires_at": lambda row: row.created_at},
}  # fmt: skip

# Unique constraint → columns in which a second, otherwise equal row differs.
REPEATED = {
    "act_key_once": {},
    "actactor_once": {},
    "auditbatch_ends_once": {"number": 2},
    "bearing_once": {},
    "checkrun_one_at_a_time": {},
    "copy_once": {"stored": "copies/bb/b"},
    "evidence_same_bytes_once": {"ref": "E-2"},
    "finding_agreed_once": {"ref": "F-2"},
    "finding_proposed_once": {"ref": "F-2"},
    "findingact_once": {},
    "kinship_once_between_mentions": {},
    "kinship_once_between_persons": {},
    "likelypair_once": {},
    "listmark_once": {},
    "listedition_number_once": {"report_id": lambda row: row.elsewhere.pk},
    "listmapping_name_once": {},
    "bulkdecided_once": {},
    "match_stands_once": {},
    "match_persons_once": {},
    "matchrun_one_at_a_time": {},
    "matchweights_one_in_use": {},
    "merge_stands_once": {},
    "mention_key_once": {},
    "placeparent_once": {},
    "renewal_open_once": {},
    "revision_number_once": {},
    "seal_stands_once": {},
    "source_institution_once": {"ref": "S-2"},
    "user_username_whatever_case": {"ref": "U-2", "username": "AUTHOR"},
    "user_email_whatever_case": {"ref": "U-2", "username": "another", "email": "SOMEBODY@example.org"},
    "invitation_makes_one_account": {"ref": "L-2", "token_hash": "2", "form_hash": "2"},
}
# What the first row must be before it is repeated.
FIRST = {
    "finding_agreed_once": {
        "status": "agreed", "decided_by_id": lambda row: row.person.absorber.pk, "decided_at": NOW,
    },
    "kinship_once_between_mentions": {
        "person_id": None, "to_person_id": None, "mention_id": lambda row: row.person.mentions.get().pk,
        "to_mention_id": lambda row: row.second.pk,
    },
    "match_persons_once": {
        "mention_id": None, "person_id": lambda row: row.person_id,
        "other_id": lambda row: row.newer.pk,
    },
    "matchweights_one_in_use": {"in_use": True},
    "user_email_whatever_case": {"email": "somebody@example.org"},
    "invitation_makes_one_account": {"used_at": NOW, "used_by_id": lambda row: row.invited_by_id},
}  # fmt: skip
# Where a stronger constraint speaks first: PostgreSQL asks them in alphabetical order.
STRONGER = {
    "mention_resolution_known": "mention_person_when_grouped",
    "evidence_kind_known": "evidence_kind_known",
    "evidence_capture_kind_known": "evidence_capture_is_file",
    "original_integrity_known": "original_checked_when",
    "matchrun_state_known": "matchrun_ended_together",
}
# Rows that nobody changes or deletes.
FROZEN = (
    "AuditEvent", "AuditSet", "AuditBatch", "ReportRevision", "ReportMove", "FindingAct", "SecretLook", "Redaction",
)  # fmt: skip
