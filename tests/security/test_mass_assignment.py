"""Every field of every model smuggled into every form, as every role: nothing changes that the form alone does not.

Each form is filled as a person would and sent twice, bare and with some six hundred more fields; what the two change in
all tables is the same. And what the bare one changes stands in the table below.
"""

import pytest
from django.db import transaction
from django.urls import resolve

from tests.security.addresses import address, examples
from tests.security.conftest import client_of
from tests.security.crawl import ENDS_THE_SESSION, Crawler
from tests.security.filling import Filler, smuggled
from tests.security.snapshot import Snapshot
from tests.security.stage import ANONYMOUS

pytestmark = pytest.mark.django_db
ROLES = ("activist", "second", "admin", ANONYMOUS)
INTAKE = "act kinship mention report reportmove reportrevision source sourceidentity evidence activistcontact"
# Address → the tables that its forms may change, beside the log's. An address that is not here may change none.
MAY_CHANGE = {
    "accounts:invitation_revoke": "invitation",
    "accounts:invite": "invitation",
    "accounts:join": "invitation user",
    "accounts:language": "user",
    "accounts:person_password_link": "invitation",
    "accounts:person_restore": "user",
    "accounts:person_role": "user",
    "accounts:person_suspend": "user",
    "accounts:profile": "user",
    "desk:alike": "likelygroup",
    "desk:alike_group": "likelygroup",
    "desk:bundle_delete": "casebundle",
    "desk:compare_decide": "mention matchdecision person merge likelygroup likelypair",
    "desk:estimate_new": "estimate",
    "desk:evidence_arrived": "evidence",
    "desk:evidence_bearing": "evidencebearing",
    "desk:evidence_bearing_remove": "evidencebearing",
    "desk:evidence_describe": "evidence",
    "desk:evidence_maker": "evidencemaker",
    "desk:evidence_redact": "derivedcopy redaction",
    "desk:evidence_remove": "evidence",
    "desk:export_agree": "listexport",
    "desk:export_delete": "listexport",
    "desk:export_new": "listexport",
    "desk:export_profile": "exportprofile",
    "desk:export_profile_delete": "exportprofile",
    "desk:export_profile_save": "exportprofile",
    "desk:export_refuse": "listexport",
    "desk:export_stop": "listexport",
    "desk:figure_enter": "figureclaim topicclaim actor",
    "desk:figure_place": "topicclaim",
    "desk:figure_state": "figureclaim figuremove",
    "desk:figure_strike": "figureclaim figuremove figurerelation",
    "desk:figure_tie": "figureclaim figuremove figurerelation",
    "desk:figure_topic_edit": "figuretopic",
    "desk:figure_topic_new": "figuretopic",
    "desk:figure_untie": "figureclaim figuremove figurerelation",
    "desk:finding_agree": "finding person",
    "desk:finding_dispute": "finding",
    "desk:finding_withdraw": "finding person",
    "desk:incident_edit": "incident",
    "desk:incident_new": "incident",
    "desk:integrity_check": "checkrun",
    "desk:list_edit": "personlist source",
    "desk:list_new": "personlist source",
    "desk:match_run_start": "matchrun",
    "desk:match_run_stop": "matchrun",
    "desk:import_check": "listimport listmapping",
    "desk:import_columns": "listimport",
    "desk:import_discard": "listimport",
    "desk:import_sheet": "listimport",
    "desk:import_undo": "listimport",
    "desk:import_values": "listimport",
    "desk:incoming_drop": "incoming",
    "desk:keep": "identityhold",
    "desk:note": "witnessnote",
    "desk:note_remove": "witnessnote",
    "desk:merge_undo": "merge matchdecision mention person likelygroup likelypair",
    "desk:pair_undo": "matchdecision",
    "desk:own_contact": "activistcontact",
    "desk:own_contact_remove": "activistcontact",
    "desk:reconcile": "rowhold",
    "desk:reconcile_bulk": "bulkdecision bulkdecided",
    "desk:reconcile_many": "bulkdecision bulkdecided mention matchdecision person rowhold",
    "desk:reconcile_report": "report reportmove mention person",
    "desk:reconcile_row": "mention matchdecision person rowhold",
    "desk:report_act": "report",
    "desk:report_new": "report reportmove",
    "desk:report_person": "report",
    "desk:report_person_remove": "report",
    "desk:report_step": INTAKE,
    "desk:report_withdraw": "report reportmove",
    "desk:review_accept": "report reportmove person",
    "desk:review_ask": "report reportmove",
    "desk:review_incident": "act incident",
    "desk:review_match": "mention matchdecision person",
    "desk:review_origin": "report person",
    "desk:review_propose": "finding findingact",
    "desk:review_put_back": "report reportmove",
    "desk:review_rate": "source act",
    "desk:review_reject": "report reportmove mention person",
    "desk:review_reopen": "mention matchdecision person finding",
    "desk:review_take": "report reportmove",
    "desk:seal": "seal",
}
# Fields that an address takes though this form of it does not show them: they belong to another form of the same page.
ALSO_TAKEN = {"desk:report_step": {"persons_unknown", "reason"}, "desk:review_match": {"person", "kind", "because"},
              "desk:compare_decide": {"group"}, "desk:reconcile_row": {"person", "because"}}  # fmt: skip
# The accounts' second factors and sessions are sign-in's own: allauth writes them, and only to whom they belong.
SIGN_IN = ("mfa_", "usersessions_", "account_", "accounts_known", "accounts_tr", "accounts_browser", "accounts_wrong")
LOG = "incidents_audit"


@pytest.fixture(scope="module")
def forms(stage, sessions, django_db_blocker) -> list[tuple[str, str, object]]:
    """Role, address and filled form: one of each shape for each role."""
    with django_db_blocker.unblock():
        found = {}
        for role in ROLES:
            urls = [url for _name, url in examples(stage, "GET")] + [address(stage, "desk:review", "other_taken")]
            for url in dict.fromkeys(urls):
                page = Crawler(stage, sessions, role).ask("GET", url)
                for form in Filler(page.body, url).found if page.is_page and page.status == 200 else ():
                    name = resolve(form.action.partition("?")[0]).view_name
                    if not form.action.startswith(ENDS_THE_SESSION):
                        found.setdefault((role, name, *sorted(form.fields)), (role, name, form))
    return list(found.values())


@pytest.fixture(scope="module")
def sent(forms, stage, sessions, django_db_blocker) -> list[tuple]:
    """For each form: role, address, what it changed by itself, and with everything smuggled along."""
    with django_db_blocker.unblock():
        before, answers = Snapshot(), []
        for role, name, form in forms:
            more = smuggled(form.fields, stage.people.get(role))
            more = {field: value for field, value in more.items() if field not in ALSO_TAKEN.get(name, ())}
            changes = []
            for fields in (form.fields, {**more, **form.fields}):
                with transaction.atomic():
                    response = client_of(sessions, role).post(form.action, fields)
                    changes.append((response.status_code, before.changes()))
                    transaction.set_rollback(True)
            answers.append((role, name, *changes))
    return answers


def test_there_are_forms_that_change_something(sent):
    """Else nothing could be smuggled along."""
    assert len({name for _role, name, (_status, bare), _full in sent if bare}) > 20


def test_no_form_takes_more_than_it_asks_for(sent):
    wrong = {
        (role, name): sorted(bare[1] ^ full[1])[:6] or (bare[0], full[0])
        for role, name, bare, full in sent
        if bare != full
    }
    assert wrong == {}


def test_a_form_changes_the_tables_that_are_its_own(sent):
    wrong = set()
    for role, name, (_status, changes), _full in sent:
        own = {f"{app}_{table}" for app in ("accounts", "incidents") for table in MAY_CHANGE.get(name, "").split()}
        tables = {table for table, *_rest in changes} - own
        wrong |= {(role, name, table) for table in tables if not table.startswith((LOG, *SIGN_IN))}
    assert wrong == set()


def test_nobody_but_an_admin_changes_another_account(sent, stage):
    """By no form, with no field: and nobody changes the own role."""
    for role, name, *answers in sent:
        for _status, changes in answers:
            rows = {(key, column) for table, key, column, _value in changes if table == "accounts_user"}
            own = stage.people[role].pk if role in stage.people else None
            assert role == "admin" or {key for key, _column in rows} <= {own, "new"}, (role, name)
            assert (own, "role") not in rows, (role, name)
            assert (own, "is_active") not in rows, (role, name)
