"""Law 5: close every open set. What is in no list fails here."""

import ast
import re

import pytest
from django.apps import apps
from django.urls import URLPattern, URLResolver, get_resolver

from accounts.access import KNOWN
from incidents.domain.audit_words import AUDIT_KINDS, AUDIT_VERBS
from incidents.domain.disclosure import CLASSES, COLUMNS, FIELD_CLASSES, reaches
from incidents.domain.workflow import FINDING_TRANSITIONS, REPORT_TRANSITIONS
from incidents.vocabulary import ActKind, Disclosure, Status
from tests.architecture.house import ROOT, called, modules

MARKS = {*KNOWN, "signed_in", "anyone"}
SECRETS = (
    "Source",
    "SourceIdentity",
    "Report",
    "ReportRevision",
    "ReportMove",
    "Evidence",
    "User",
    "Invitation",
    "Mention",
)


def patterns(found=None):
    """Every address of the resolver."""
    for entry in get_resolver().url_patterns if found is None else found:
        if isinstance(entry, URLResolver):
            yield from patterns(entry.url_patterns)
        elif isinstance(entry, URLPattern):
            yield entry


def stored_fields() -> set[str]:
    return {
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        if model._meta.app_label in ("accounts", "incidents")
        for field in (*model._meta.local_fields, *model._meta.local_many_to_many)
        if not model._meta.auto_created
    }


def test_every_stored_field_has_a_disclosure_class():
    assert set(FIELD_CLASSES) == stored_fields()
    assert set(FIELD_CLASSES.values()) <= set(CLASSES)


def test_a_column_shows_no_field_to_a_wider_circle_than_the_field_has():
    """A public column is made of public fields alone."""
    wider = [
        f"{column.code}: {field}"
        for column in COLUMNS
        for field in column.fields.split()
        if not reaches(FIELD_CLASSES[field], column.disclosure)
    ]
    assert wider == []


def test_the_public_list_never_holds_a_source_a_submitter_or_a_narrative():
    for column in COLUMNS:
        if column.disclosure in (Disclosure.PUBLIC, Disclosure.PARTNER):
            assert [field for field in column.fields.split() if field.split(".")[0] in SECRETS] == [], column.code


@pytest.mark.parametrize("pattern", [*patterns()], ids=lambda pattern: str(pattern.pattern) or "root")
def test_every_page_has_a_permission(pattern):
    assert getattr(pattern.callback, "permission", None) in MARKS


def test_every_verb_of_the_workflow_has_words():
    assert {row.verb for row in (*REPORT_TRANSITIONS, *FINDING_TRANSITIONS)} <= set(AUDIT_VERBS)


def recorded(keyword: str) -> dict[str, str]:
    """Each constant that record(verb=…, kind=…) is called with, and where."""
    return {
        argument.value.value: module.at(node)
        for module in modules("incidents", "accounts")
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and called(node) == "record"
        for argument in node.keywords
        if argument.arg == keyword and isinstance(argument.value, ast.Constant) and argument.value.value
    }


def test_everything_that_is_written_down_has_words():
    assert {verb: where for verb, where in recorded("verb").items() if verb not in AUDIT_VERBS} == {}
    assert {kind: where for kind, where in recorded("kind").items() if kind not in AUDIT_KINDS} == {}


def test_every_status_is_an_act_kind_with_a_word():
    assert set(Status.values) <= set(ActKind.values)
    assert all(str(status.label) for status in Status)


@pytest.mark.parametrize("status", Status.values)
def test_every_status_has_a_shape_and_a_colour_of_its_own(status):
    """Colour never alone: the rule that draws, and the rule that paints."""
    sheet = (ROOT / "static/kua/theme.css").read_text(encoding="utf-8")
    assert re.search(rf"\.st-{status}::before[^{{]*{{", sheet), "no shape"
    assert re.search(rf"\.st-{status}\b(?!::)[^{{}}]*{{[^}}]*color:", sheet), "no colour"


def test_every_permission_of_a_role_is_asked_for_somewhere():
    texts = "\n".join(module.text for module in modules("incidents", "accounts") if module.name != "accounts.roles")
    assert [permission for permission in KNOWN if f'"{permission}"' not in texts] == []
