"""The audit log in words: every verb that anybody records, and what it is about. A test keeps it whole."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.recorder import VERBS as ACCOUNT_VERBS

AUDIT_VERBS: dict[str, str | Promise] = {
    "denied": _("was refused"),
    "refused": _("asked for what is not there for them"),
    "log_broken": _("found this log changed"),
    "exported": _("exported the case list"),
    "report_drafted": _("began a report"),
    "report_submitted": _("sent a report"),
    "report_taken": _("took a report"),
    "report_put_back": _("put a report back"),
    "report_returned": _("asked the author"),
    "report_resubmitted": _("answered and sent again"),
    "report_accepted": _("accepted a report"),
    "report_rejected": _("rejected a report"),
    "report_withdrawn": _("withdrew a report"),
    "finding_proposed": _("proposed a finding"),
    "finding_agreed": _("agreed to a finding"),
    "finding_disputed": _("disputed a finding"),
    "finding_withdrawn": _("withdrew a finding"),
    "finding_superseded": _("replaced a finding by a newer one"),
    "person_made": _("made a person"),
    "match_same": _("decided: the same person"),
    "match_different": _("decided: different people"),
    "match_undecided": _("left undecided who it is"),
    "match_reopened": _("took a decision about a person back"),
    "source_rated": _("rated a source"),
    "act_rated": _("rated a statement"),
    "origin_linked": _("said where a text comes from"),
    "incident_made": _("made an incident"),
    "incident_edited": _("changed an incident"),
    "incident_attached": _("put people into an incident"),
    "incident_detached": _("took people out of an incident"),
    "evidence_added": _("added evidence"),
    "file_unreadable": _("could not read a file of evidence"),
    "evidence_moved": _("moved a file of evidence within the store"),
    "evidence_hashed": _("computed the fingerprint of a file"),
    "evidence_changed": _("found a file of evidence changed"),
    "evidence_removed": _("took evidence off a draft"),
    "evidence_downloaded": _("fetched a file"),
    "evidence_missing": _("found a file of evidence missing"),
    "evidence_restored": _("found a file of evidence as it was, again"),
    "evidence_checked": _("checked files of evidence: unchanged"),
    "stamp_requested": _("asked for a time stamp"),
    "stamp_received": _("received a time stamp"),
    "evidence_described": _("described evidence"),
    "evidence_tied": _("said what evidence bears on"),
    "evidence_untied": _("took back what evidence bears on"),
    "evidence_arrived": _("noted that evidence arrived"),
    "maker_kept": _("kept who made evidence, or handed it over"),
    "maker_opened": _("read who made evidence, or handed it over"),
    "maker_unreadable": _("could not read who made evidence"),
    "identity_kept": _("kept a source’s identity"),
    "identity_opened": _("read a source’s identity"),
    "identity_unreadable": _("could not read a source’s identity"),
    "note_kept": _("kept a protected note"),
    "note_opened": _("read a protected note"),
    "note_removed": _("deleted a protected note"),
    "note_unreadable": _("could not read a protected note"),
    "contact_kept": _("kept an own contact"),
    "contact_opened": _("read the contact of an activist"),
    "contact_removed": _("deleted an own contact"),
    "contact_unreadable": _("could not read the contact of an activist"),
    "keys_made": _("made the keys of the secret texts"),
    "keys_rotated": _("renewed the keys of the secret texts"),
    "keys_retired": _("took old keys out of use"),
    "sealed": _("sealed Kua"),
    "unseal_agreed": _("agreed to unseal Kua"),
    "unsealed": _("unsealed Kua"),
    "draft_deleted": _("deleted a draft that nobody touched"),
    "contents_deleted": _("deleted the contents of a report"),
    "identity_deleted": _("deleted the identity of a source"),
    "renewal_asked": _("asked to keep the identity of a source"),
    "identity_renewed": _("agreed to keep the identity of a source"),
    "retention_ran": _("did the daily clean-up"),
    **ACCOUNT_VERBS,
}
AUDIT_KINDS: dict[str, str | Promise] = {
    "report": _("report"),
    "finding": _("finding"),
    "person": _("person"),
    "incident": _("incident"),
    "source": _("source"),
    "evidence": _("evidence"),
    "stamp": _("time stamp"),
    "list": _("list"),
    "page": _("page"),
    "log": _("audit log"),
    "user": _("account"),
    "invitation": _("one-time link"),
    "keys": _("keys"),
    "seal": _("seal"),
}


def said(verb: str) -> str:
    """The verb in the reader's language; a verb of a later time as it stands."""
    return str(AUDIT_VERBS.get(verb, verb))


def kind(code: str) -> str:
    """The kind of thing in the reader's language."""
    return str(AUDIT_KINDS.get(code, code))
