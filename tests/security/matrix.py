"""The authorisation matrix: every address × method × role × whose object, and the answer.

Four answers a line, for anonymous, activist, reviewer and admin; IN is the way to the sign-in page. Words of an address
are names of the stage (tests/security/stage.py): “own” is the activist's, “other” another activist's, “reviewers” the
reviewer's; a slash joins the words of one address, a blank divides objects that are answered alike.
A form is sent empty (it is then shown again, 200 or 422, or 409 for want of a version) unless a fourth entry says what
is in it (“v” is the version that its page carries). Whoever is signed out and sends a form with words in it gets the
page that keeps them (403) instead of IN. A method that is not listed is 405 for those who are signed in.
"""

from tests.security.answers import (
    ADMINS,
    AUTHOR,
    AUTHOR_TOO,
    EVERYBODY,
    GONE,
    IN,
    LOOK,
    NOT_FOUND,
    READERS,
    REVIEWERS,
    SENT,
    TO_REVIEW,
)
from tests.security.matrix_alike import ALIKE
from tests.security.matrix_counts import COUNTS
from tests.security.matrix_exports import EXPORTS
from tests.security.matrix_figures import FIGURES
from tests.security.matrix_lists import LISTS
from tests.security.matrix_look import LOOKED
from tests.security.matrix_reconcile import RECONCILE
from tests.security.matrix_told import TOLD

OWN = "own_draft own_returned own_withdrawn own_accepted"
OTHERS = "other_draft other_taken other_withdrawn other_accepted unknown"
TEAM = "user_admin suspended"
NOBODY_CAN_TOUCH = "other_draft other_sent unknown"

PUBLIC = {
    "root": [("GET", "", (302, 302, 302, 302)), ("POST", "", (302, 302, 302, 302))],
    "healthz": [("GET", "", (200, 200, 200, 200))],
    "account_login": [("GET", "", (200, 302, 302, 302)), ("POST", "", (200, 302, 302, 302))],
    "account_logout": [("GET", "", (302, 200, 200, 200)), ("POST", "", (302, 302, 302, 302))],
    "mfa_authenticate": [("GET", "", (302, 302, 302, 302)), ("POST", "", (302, 302, 302, 302))],
    "passkey_options": [("POST", "", (200, 302, 302, 302))],
    "passkey_sign_in": [("POST", "", (302, 302, 302, 302))],
    "account_reset_password": [("GET", "", (200, 200, 200, 200))],
    "account_signup": [("GET", "", (200, 200, 200, 200))],
    "accounts:language": [("POST", "", (302, 302, 302, 302))],
    "accounts:exit": [("POST", "", (200, 200, 200, 200))],
    "accounts:join": [
        ("GET", "token", (200, 200, 200, 200)),
        ("POST", "token", (200, 200, 200, 200)),
        ("GET", "unknown", GONE),
        ("POST", "unknown", GONE),
    ],
}

ACCOUNTS = {
    "account_change_password": [("GET", "", EVERYBODY), ("POST", "", EVERYBODY)],
    "accounts:profile": [("GET", "", EVERYBODY), ("POST", "", EVERYBODY)],
    "accounts:again": [("POST", "", (IN, 403, 403, 403))],
    "accounts:session": [("GET", "", EVERYBODY), ("POST", "", EVERYBODY)],
    "accounts:sessions": [("GET", "", EVERYBODY)],
    "accounts:sessions_end": [("POST", "", SENT)],
    "accounts:session_end": [("POST", "session", (IN, 302, 404, 404)), ("POST", "0", NOT_FOUND)],
    "accounts:factors": [("GET", "", EVERYBODY)],
    "accounts:totp_add": [("GET", "", EVERYBODY), ("POST", "", EVERYBODY)],
    "accounts:totp_remove": [("POST", "", SENT)],
    "accounts:passkey_add": [("GET", "", EVERYBODY), ("POST", "", EVERYBODY)],
    "accounts:passkey_rename": [
        ("GET", "passkey", (IN, 404, 200, 404)),
        ("POST", "passkey", (IN, 404, 200, 404)),
        ("GET", "0", NOT_FOUND),
        ("POST", "0", NOT_FOUND),
    ],
    "accounts:passkey_remove": [("POST", "passkey", (IN, 404, 302, 404)), ("POST", "0", NOT_FOUND)],
    "accounts:recovery": [("GET", "", EVERYBODY)],
    "accounts:recovery_text": [("GET", "", EVERYBODY)],
    "accounts:recovery_renew": [("POST", "", SENT)],
    "accounts:team": [("GET", "", ADMINS)],
    "accounts:invite": [("GET", "", ADMINS), ("POST", "", ADMINS)],
    "accounts:invitation_revoke": [("POST", "link", (IN, 404, 404, 302)), ("POST", "unknown", NOT_FOUND)],
    "accounts:person": [("GET", TEAM, ADMINS), ("GET", "unknown", NOT_FOUND)],
    "accounts:person_role": [("POST", TEAM, ADMINS), ("POST", "unknown", NOT_FOUND)],
    "accounts:person_suspend": [("POST", TEAM, ADMINS), ("POST", "unknown", NOT_FOUND)],
    "accounts:person_restore": [("POST", TEAM, ADMINS), ("POST", "unknown", NOT_FOUND)],
    "accounts:person_factor_reset": [("POST", TEAM, ADMINS), ("POST", "unknown", NOT_FOUND)],
    "accounts:person_password_link": [("POST", TEAM, ADMINS), ("POST", "unknown", NOT_FOUND)],
}

INTAKE = {
    "desk:home": [("GET", "", EVERYBODY)],
    "desk:places": [("GET", "", EVERYBODY)],
    "desk:styleguide": [("GET", "", EVERYBODY)],
    "desk:styleguide_charts": [("GET", "", EVERYBODY)],
    "desk:my_reports": [("GET", "", (IN, 200, 200, 404))],
    "desk:report_new": [("GET", "", (IN, 200, 200, 404)), ("POST", "", (IN, 302, 302, 404))],
    "desk:report_page": [
        ("GET", OWN, AUTHOR),
        ("GET", OTHERS, NOT_FOUND),
        ("GET", "reviewers_draft reviewers_sent reviewers_withdrawn", AUTHOR_TOO),
    ],
    "desk:report_withdraw": [
        ("GET", "own_draft own_sent", AUTHOR),
        ("POST", "own_draft", AUTHOR),
        ("POST", "own_withdrawn", (IN, 403, 404, 404), {"version": "v", "reason": "They are afraid."}),
        ("POST", "own_accepted", (IN, 403, 404, 404), {"version": "v", "reason": "They are afraid."}),
        ("POST", "own_taken", (IN, 302, 404, 404), {"version": "v", "reason": "They are afraid."}),
        ("GET", NOBODY_CAN_TOUCH, NOT_FOUND),
        ("POST", NOBODY_CAN_TOUCH, NOT_FOUND, {"version": "v", "reason": "They are afraid."}),
        ("GET", "reviewers_sent", AUTHOR_TOO),
    ],
    "desk:report_step": [
        ("GET", "own_draft/what own_draft/people own_draft/source own_draft/evidence own_draft/consent", AUTHOR),
        ("GET", "own_draft/check own_returned/check", AUTHOR),
        ("GET", "own_sent/what own_withdrawn/what own_accepted/check", (IN, 302, 404, 404)),
        ("POST", "own_draft/what own_draft/source own_draft/consent own_sent/what", (IN, 409, 404, 404)),
        ("POST", "own_sent/what own_accepted/what", (IN, 403, 404, 404), {"version": "v", "tab": "1"}),
        ("GET", "other_draft/what other_draft/check other_sent/what unknown/what own_draft/unknown", NOT_FOUND),
        (
            "POST",
            "other_draft/what other_draft/check other_returned/what own_draft/unknown",
            NOT_FOUND,
            {"version": "v"},
        ),
        ("GET", "reviewers_draft/what", AUTHOR_TOO),
    ],
    "desk:report_autosave": [
        ("POST", "own_draft/what", (IN, 409, 404, 404)),
        ("POST", "own_draft/what", AUTHOR, {"version": "v", "tab": "1"}),
        ("POST", "own_sent/what", (IN, 403, 404, 404), {"version": "v", "tab": "1"}),
        ("POST", "other_draft/what unknown/what own_draft/unknown", NOT_FOUND, {"version": "v"}),
    ],
    "desk:report_person": [
        ("GET", "own_draft/own_person own_draft/new", AUTHOR),
        ("POST", "own_draft/own_person", (IN, 302, 404, 404), {"version": "v", "name": "A name"}),
        ("GET", "other_draft/other_person own_draft/other_person own_draft/unknown unknown/own_person", NOT_FOUND),
        ("POST", "other_draft/other_person other_draft/new unknown/new", NOT_FOUND, {"version": "v", "name": "A name"}),
    ],
    "desk:report_person_remove": [
        ("GET", "own_draft/own_person", AUTHOR),
        ("GET", "other_draft/other_person own_draft/other_person own_draft/unknown", NOT_FOUND),
        ("POST", "own_draft/own_person", (IN, 302, 404, 404), {"version": "v"}),
        ("POST", "other_draft/other_person unknown/own_person", NOT_FOUND, {"version": "v"}),
    ],
    "desk:person_autosave": [
        ("POST", "own_draft/own_person", AUTHOR, {"version": "v", "name": "A name"}),
        ("POST", "other_draft/other_person other_draft/own_person own_draft/unknown", NOT_FOUND, {"version": "v"}),
    ],
    "desk:report_act": [
        ("GET", "own_draft/own_person/own_act", AUTHOR),
        ("POST", "own_draft/own_person/own_act", (IN, 409, 404, 404)),
        ("POST", "own_draft/own_person/own_act", AUTHOR, {"version": "v"}),
        ("GET", "other_draft/other_person/other_act own_draft/other_person/other_act", NOT_FOUND),
        ("GET", "own_draft/own_person/other_act own_draft/own_person/unknown", NOT_FOUND),
        ("POST", "other_draft/other_person/other_act own_draft/own_person/unknown", NOT_FOUND, {"version": "v"}),
    ],
    "desk:act_autosave": [
        ("POST", "own_draft/own_person/own_act", AUTHOR, {"version": "v"}),
        ("POST", "other_draft/other_person/other_act own_draft/own_person/unknown", NOT_FOUND, {"version": "v"}),
    ],
    "desk:report_evidence": [
        ("GET", "own_draft", AUTHOR),
        ("GET", "own_sent own_withdrawn own_accepted", (IN, 200, 200, 404)),
        ("GET", "reviewers_draft", AUTHOR_TOO),
        ("GET", "other_sent other_accepted", REVIEWERS),
        ("GET", "other_draft unknown", NOT_FOUND),
        ("POST", "own_draft", AUTHOR),
        ("POST", "other_draft unknown", NOT_FOUND),
    ],
    "desk:incoming_start": [("POST", "", (IN, 400, 400, 404))],
    "desk:incoming_state": [("GET", "own_upload", AUTHOR), ("GET", "other_upload no_upload", NOT_FOUND)],
    "desk:incoming_bytes": [
        ("POST", "own_upload", (IN, 400, 404, 404)),
        ("POST", "other_upload no_upload", NOT_FOUND),
    ],
    "desk:incoming_finish": [
        ("POST", "own_upload", (IN, 409, 404, 404)),
        ("POST", "other_upload no_upload", NOT_FOUND),
    ],
    "desk:incoming_drop": [
        ("POST", "own_upload", (IN, 302, 404, 404)),
        ("POST", "other_upload no_upload", NOT_FOUND),
    ],
    "desk:evidence_download": [
        ("GET", "own_file", AUTHOR),
        ("GET", "reviewers_file", AUTHOR_TOO),
        ("GET", "other_file unknown", NOT_FOUND),
    ],
    "desk:evidence_remove": [
        ("GET", "own_file", AUTHOR),
        ("POST", "own_file", (IN, 302, 404, 404)),
        ("GET", "other_file unknown", NOT_FOUND),
        ("POST", "other_file unknown", NOT_FOUND),
    ],
}

REVIEWABLE = "own_sent other_taken other_accepted other_withdrawn"
UNSENT = "other_draft reviewers_draft unknown"
MINE = "reviewers_sent reviewers_accepted"


def review_form(answer: int, data: dict | None = None) -> list[tuple]:
    """One form of the review page: on what was sent, for its reviewer (the second of the stage), never on an own report."""
    filled = [("POST", "other_taken own_returned", (IN, 404, 403, 404), data)] if data else []
    return [
        ("GET", "other_taken", TO_REVIEW),
        ("POST", "other_taken", (IN, 404, answer, 404)),
        ("POST", "reviewers_taken", (IN, 404, 403, 404)),
        ("POST", "other_draft unknown", NOT_FOUND),
        *filled,
    ]


REVIEW = {
    "desk:queue": [("GET", "", REVIEWERS)],
    "desk:review": [("GET", REVIEWABLE, REVIEWERS), ("GET", UNSENT, NOT_FOUND), ("GET", MINE, TO_REVIEW)],
    "desk:review_take": [
        ("GET", "own_sent", TO_REVIEW),
        ("POST", "own_sent other_sent", TO_REVIEW),
        ("POST", "own_taken other_accepted other_withdrawn own_returned", (IN, 404, 403, 404)),
        ("POST", MINE, (IN, 404, 403, 404)),
        ("POST", UNSENT, NOT_FOUND),
    ],
    "desk:review_put_back": review_form(409, {"version": "v"}),
    "desk:review_ask": review_form(422, {"version": "v", "question": "Which bridge?"}),
    "desk:review_accept": review_form(409, {"version": "v"}),
    "desk:review_reject": review_form(422, {"version": "v", "reason": "no_content", "words": "Nothing in it."}),
    "desk:review_match": review_form(422),
    "desk:review_reopen": review_form(422),
    "desk:review_rate": review_form(422),
    "desk:review_origin": review_form(422),
    "desk:review_incident": review_form(422),
    "desk:review_propose": review_form(404),
    "desk:findings": [("GET", "", REVIEWERS)],
    "desk:finding": [("GET", "finding finding_agreed finding_mine", REVIEWERS), ("GET", "unknown", NOT_FOUND)],
    "desk:finding_agree": [
        ("GET", "finding", TO_REVIEW),
        ("POST", "finding", (IN, 404, 409, 404)),
        ("POST", "finding", TO_REVIEW, {"version": "v"}),
        ("POST", "finding_mine finding_agreed", (IN, 404, 403, 404), {"version": "v"}),
        ("POST", "unknown", NOT_FOUND),
    ],
    "desk:finding_dispute": [
        ("GET", "finding", TO_REVIEW),
        ("POST", "finding", (IN, 404, 422, 404)),
        ("POST", "finding", TO_REVIEW, {"version": "v", "words": "Another boy."}),
        ("POST", "finding_mine finding_agreed", (IN, 404, 403, 404), {"version": "v", "words": "Another boy."}),
        ("POST", "unknown", NOT_FOUND),
    ],
    "desk:finding_withdraw": [
        ("GET", "finding", TO_REVIEW),
        ("POST", "finding", (IN, 404, 422, 404)),
        ("POST", "finding_mine finding_agreed", TO_REVIEW, {"version": "v", "words": "It was wrong."}),
        ("POST", "finding", (IN, 404, 403, 404), {"version": "v", "words": "It was wrong."}),
        ("POST", "unknown", NOT_FOUND),
    ],
}

READING = {
    "desk:people": [("GET", "", READERS)],
    "desk:person": [("GET", "person", READERS), ("GET", "unknown", NOT_FOUND)],
    "desk:incidents": [("GET", "", READERS)],
    "desk:incident": [("GET", "incident", READERS), ("GET", "unknown", NOT_FOUND)],
    "desk:incident_new": [("GET", "", REVIEWERS), ("POST", "", REVIEWERS)],
    "desk:incident_edit": [
        ("GET", "incident", REVIEWERS),
        ("POST", "incident", REVIEWERS),
        ("GET", "unknown", NOT_FOUND),
        ("POST", "unknown", NOT_FOUND),
    ],
    "desk:bundles": [("GET", "", ADMINS)],
    "desk:bundle_new": [("GET", "", ADMINS), ("POST", "", ADMINS)],
    "desk:bundle": [("GET", "bundle", ADMINS), ("GET", "unknown", NOT_FOUND)],
    "desk:bundle_download": [("GET", "bundle", ADMINS), ("GET", "unknown", NOT_FOUND)],
    "desk:bundle_stop": [("POST", "bundle", (IN, 404, 404, 403)), ("POST", "unknown", NOT_FOUND)],
    "desk:bundle_delete": [("POST", "bundle", (IN, 404, 404, 302)), ("POST", "unknown", NOT_FOUND)],
    "desk:retention": [("GET", "", (IN, 404, 200, 200))],
    "desk:source_renew": [("POST", "unknown", NOT_FOUND)],
    "desk:audit": [("GET", "", ADMINS)],
}

TO_REPORT = (IN, 404, 302, 404)
LOGGERS_TOO = (IN, 200, 200, 404)
SECRETS = {
    "desk:secret": [
        ("GET", "own_taken/identity other_taken/note own_sent/contact", REVIEWERS),
        ("GET", "other_accepted/contact own_accepted/contact", READERS),
        ("POST", "own_taken/identity", (IN, 404, 422, 404)),
        ("POST", "own_accepted/contact", (IN, 404, 422, 422)),
        ("POST", "own_taken/identity", REVIEWERS, LOOK),
        ("POST", "own_accepted/contact", (IN, 404, 200, 200), LOOK),
        ("GET", "own_draft/identity other_draft/contact reviewers_sent/identity reviewers_accepted/note", NOT_FOUND),
        ("GET", "own_taken/unknown unknown/identity", NOT_FOUND),
        ("POST", "own_draft/identity reviewers_taken/identity reviewers_sent/note unknown/contact", NOT_FOUND, LOOK),
        ("GET", "other_accepted/identity other_accepted/note", REVIEWERS),
    ],
    "desk:note": [
        ("GET", "own_taken other_accepted", REVIEWERS),
        ("POST", "own_taken", (IN, 404, 422, 404)),
        ("POST", "own_sent", TO_REPORT, {"note": "Call after dark.", "version": "0"}),
        ("POST", "own_taken", (IN, 404, 409, 404), {"note": "Call after dark.", "version": "7"}),
        ("GET", "own_draft reviewers_sent unknown", NOT_FOUND),
        ("POST", "own_draft reviewers_sent unknown", NOT_FOUND, {"note": "Call after dark.", "version": "0"}),
    ],
    "desk:note_remove": [
        ("GET", "own_taken", TO_REPORT),
        ("POST", "own_taken", TO_REPORT, {"version": "1"}),
        ("POST", "own_taken", (IN, 404, 409, 404), {"version": "7"}),
        ("POST", "reviewers_taken own_draft unknown", NOT_FOUND, {"version": "0"}),
    ],
    "desk:own_contact": [
        ("GET", "", LOGGERS_TOO),
        ("POST", "", (IN, 422, 422, 404)),
        ("POST", "", (IN, 302, 302, 404), {"contact": "On Signal after dark."}),
    ],
    "desk:own_contact_remove": [("POST", "", (IN, 302, 302, 404))],
    "desk:looks": [("GET", "", ADMINS)],
    # There is one admin on the stage: who sends the form is told to invite a second one first.
    "desk:seal": [("GET", "", ADMINS), ("POST", "", (IN, 404, 404, 302))],
    "desk:unseal": [("POST", "", (IN, 404, 404, 403))],
}

PRESSED = (IN, 404, 404, 302)
INTEGRITY = {
    "desk:integrity": [("GET", "", ADMINS)],
    "desk:integrity_check": [("POST", "", PRESSED)],
    "desk:stamps": [("GET", "", ADMINS)],
    "desk:stamp_new": [("POST", "", PRESSED)],
    "desk:stamp": [
        ("GET", "stamp", ADMINS),
        ("POST", "stamp", (IN, 404, 404, 422)),
        ("GET", "0", NOT_FOUND),
        ("POST", "0", NOT_FOUND),
    ],
    "desk:stamp_file": [
        ("GET", "stamp/request.tsq stamp/list.txt", ADMINS),
        ("GET", "stamp/receipt.tsr stamp/unknown 0/list.txt", NOT_FOUND),
    ],
    "desk:evidence_proof": [
        ("GET", "reviewers_file", (IN, 404, 200, 404)),
        ("GET", "own_file other_file unknown", NOT_FOUND),
    ],
}

MATRIX = (
    PUBLIC
    | ACCOUNTS
    | INTAKE
    | REVIEW
    | READING
    | SECRETS
    | INTEGRITY
    | TOLD
    | LOOKED
    | ALIKE
    | LISTS
    | FIGURES
    | COUNTS
    | EXPORTS
    | RECONCILE
)
