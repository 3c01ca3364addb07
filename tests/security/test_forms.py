"""Every form that is sent: it says which state its writer saw, or it makes one thing however often it is sent."""

import pytest
from django.urls import resolve

from tests.incidents.views.intake_walk import Fields
from tests.security.addresses import address, objects
from tests.security.conftest import client_of
from tests.security.matrix import MATRIX

pytestmark = pytest.mark.django_db
# As the matrix has them; the reviewer who has taken the reports of the stage is its second one.
ROLES = ("anonymous", "activist", "second", "admin")
# Forms without a version and without a key, each with the reason for which none is needed.
NOTHING_TYPED = "a press of a button: done twice it is the same"
WITHOUT = {
    "accounts:language": NOTHING_TYPED,
    "accounts:exit": NOTHING_TYPED,
    "account_logout": NOTHING_TYPED,
    "account_login": "makes and changes no record",
    "accounts:session": NOTHING_TYPED,
    "accounts:totp_add": "a code counts once; the second time there is a telephone already",
    "accounts:totp_remove": NOTHING_TYPED,
    "accounts:passkey_add": "the answer of a passkey counts once",
    "accounts:passkey_remove": NOTHING_TYPED,
    "accounts:recovery_renew": "shows the newest codes, which are those that count",
    "accounts:invitation_revoke": NOTHING_TYPED,
    "accounts:join": "a link works once; the second time it is told so",
    "account_change_password": "asks for the old password, which is no longer the one the second time",
    "passkey_sign_in": "makes and changes no record",
    "desk:secret": "each look is a line of its own, also the second one",
    "desk:own_contact": "its owner alone writes it, and no form shows it again: nothing is written over unseen",
    "desk:own_contact_remove": NOTHING_TYPED,
    "desk:seal": "sealed is sealed (seal_stands_once)",
    "desk:unseal": "each of two people counts once",
    "desk:alike": "takes the next group for half an hour; pressed twice it is the same group",
    "desk:alike_group": NOTHING_TYPED,
    "desk:counts_again": "an answer is counted once at a time; pressed twice it is the same",
    "desk:match_run_start": "one run at a time (matchrun_one_at_a_time); the second press goes on with it",
    "desk:match_run_stop": NOTHING_TYPED,
    "desk:review_take": "a report is taken once; the second press is told by whom",
    "desk:review_match": "decides about a person who is undecided; a second decision is refused",
    "desk:review_reopen": "takes back a decision that stands; there is none the second time",
    "desk:review_rate": "one choice and no words; the log holds what was before",
    "desk:review_origin": "one choice and no words; the same again changes nothing",
    "desk:review_propose": "one proposal stands for one person and one kind (finding_proposed_once)",
    "desk:evidence_remove": NOTHING_TYPED,
    "desk:evidence_page": "shows, and changes nothing",
    "desk:evidence_beside": "shows, and changes nothing",
    "desk:evidence_maker": "no form shows it again; its page says that something is kept before it is written over",
    "desk:evidence_maker_look": "each look is a line of its own, also the second one",
    "desk:evidence_capture": "the same bytes are refused the second time (evidence_same_bytes_once)",
    "desk:evidence_bearing": "the same again is one (bearing_once)",
    "desk:evidence_bearing_remove": NOTHING_TYPED,
    "desk:incoming_drop": NOTHING_TYPED,
    "desk:report_evidence": "the same bytes are one receipt in one report, however often they are sent",
    "desk:bundle_stop": NOTHING_TYPED,
    "desk:bundle_delete": NOTHING_TYPED,
    "desk:source_renew": "a person is asked once; the second press is refused",
    "desk:integrity_check": "one check runs at a time (checkrun_one_at_a_time); the second press goes on with it",
    "desk:stamp_new": "the same request again, until a file comes or its receipt",
    "desk:stamp": "a request takes one receipt; the second one is refused",
    "desk:list_new": "a keeper has one list of a name; the second press is told so",
    "desk:import_stop": NOTHING_TYPED,
    "desk:import_undo": "an import is undone once; the second press is the same",
    "desk:import_discard": NOTHING_TYPED,
    "desk:reconcile": "the next row is held for half an hour; nothing is decided",
    "desk:reconcile_row": "decides about a row that is undecided; a second decision is refused",
    "desk:reconcile_many": "agreed to once, taken back once; the second press changes nothing",
    "desk:figure_untie": NOTHING_TYPED,
    "desk:figure_place": "takes off alone what its writer saw ticked; the same again changes nothing",
    "desk:figure_topic_new": "a topic has a title of its own; the second press of one form is the same topic",
    "desk:export_agree": "decided once; the second press is told so",
    "desk:export_refuse": "decided once; the second press is told so",
    "desk:export_stop": NOTHING_TYPED,
    "desk:export_again": NOTHING_TYPED,
    "desk:export_delete": NOTHING_TYPED,
    "desk:export_profile_save": "the same again is the same profile",
    "desk:export_profile_delete": NOTHING_TYPED,
}


class Forms(Fields):
    """The forms of a page that are sent by POST: where to, and their fields."""

    def __init__(self, page: str, here: str):
        self.here, self.posted = here, []
        super().__init__(page)

    def handle_starttag(self, tag, attrs):
        marks = dict(attrs)
        super().handle_starttag(tag, attrs)
        if tag == "form" and marks.get("method", "").lower() == "post":
            self.posted.append((marks.get("action") or self.here, self.forms[-1]))


def pages(stage) -> list[tuple[str, str]]:
    """Role and address of every page: with the first objects of each line of the matrix, as those to whom it is shown."""
    return [
        (role, address(stage, name, words))
        for name, entries in MATRIX.items()
        for entry in entries
        if entry[0] == "GET"
        for words in objects(entry)[:2]
        for role, status in zip(ROLES, entry[2], strict=True)
        if status == 200
    ]


@pytest.fixture(scope="module")
def forms(stage, sessions, django_db_blocker):
    """Every form of every page as every role: name of the address, fields."""
    from_where = {}
    with django_db_blocker.unblock():
        for role, url in dict.fromkeys(pages(stage)):
            answer = client_of(sessions, role).get(url)
            if answer.status_code == 200 and "html" in answer.headers["Content-Type"]:
                for action, fields in Forms(answer.content.decode(), url).posted:
                    view = resolve(action.split("?")[0]).view_name
                    from_where.setdefault((view, tuple(sorted(fields))), f"{role} {url}")
    return from_where


def test_every_form_carries_a_version_or_a_key_or_needs_neither(forms):
    bare = {
        f"{view} ({where})": fields
        for (view, fields), where in forms.items()
        if view not in WITHOUT and not {"version", "key"} & {field.rpartition("-")[2] for field in fields}
    }
    assert not bare, "\n".join(f"{view}: {fields}" for view, fields in bare.items())


def test_the_list_of_those_that_need_neither_is_no_longer_than_it_must_be(forms):
    assert len({view for view, _fields in forms}) > 30
    carrying = {view for view, fields in forms if {"version", "key"} & set(fields)}
    assert sorted(carrying & set(WITHOUT)) == []
