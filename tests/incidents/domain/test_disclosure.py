"""The allow-list: every field has a class, no column is wider than what it shows, and consent decides about names."""

from types import SimpleNamespace

import pytest
from django.apps import apps

from incidents.domain import disclosure
from incidents.domain.disclosure import classes
from incidents.vocabulary import Consent, Disclosure

HIDDEN = ("SourceIdentity", "Source", "Report", "ReportRevision", "ReportMove", "Mention", "Act", "Evidence", "User")


def fields_of(model) -> list[str]:
    own = [field.name for field in model._meta.concrete_fields]
    return own + [field.name for field in model._meta.many_to_many]


def entry(*consents, **facts) -> disclosure.Entry:
    person = {
        "ref": "P-1", "display_name": "Canary Surname", "describing": "the baker’s son", "variants": ["Canari"],
        "birth_edtf": "1990", "place_text": "his uncle’s yard",
    }  # fmt: skip
    return disclosure.Entry(person=SimpleNamespace(**(person | facts)), consents=frozenset(consents))


def cell(code, one, circle):
    [column] = [column for column in disclosure.COLUMNS if column.code == code]
    return column.value(one, circle)


@pytest.mark.parametrize("label", ["incidents", "accounts"])
def test_every_field_of_every_model_has_a_class_and_no_class_is_of_a_field_that_is_gone(label):
    fields = {
        f"{model.__name__}.{name}" for model in apps.get_app_config(label).get_models() for name in fields_of(model)
    }
    names = {model.__name__ for model in apps.get_app_config(label).get_models()}
    classed = {key for key in disclosure.FIELD_CLASSES if key.split(".")[0] in names}
    assert fields == classed


def test_no_field_is_in_two_classes():
    listed = [
        f"{model}.{name}"
        for model, classes in classes._FIELDS.items()
        for text in classes.values()
        for name in text.split()
    ]
    assert len(listed) == len(set(listed))


def test_every_class_is_a_known_one():
    assert set(disclosure.FIELD_CLASSES.values()) <= set(disclosure.CLASSES)


@pytest.mark.parametrize("column", disclosure.COLUMNS, ids=lambda column: column.code)
def test_no_column_reaches_further_than_the_fields_it_shows(column):
    for name in column.fields.split():
        assert disclosure.reaches(disclosure.FIELD_CLASSES[name], column.disclosure), name


@pytest.mark.parametrize("circle", [Disclosure.PARTNER, Disclosure.PUBLIC])
def test_no_list_for_others_shows_a_source_a_witness_a_contact_a_submitter_or_a_narrative(circle):
    shown = {name.split(".")[0] for column in disclosure.columns_for(circle) for name in column.fields.split()}
    assert not shown & set(HIDDEN)
    assert "Finding.rationale" not in {
        name for column in disclosure.columns_for(circle) for name in column.fields.split()
    }


def test_every_wider_circle_gets_fewer_columns():
    codes = [{column.code for column in disclosure.columns_for(circle)} for circle in ("internal", "partner", "public")]
    assert codes[2] < codes[1] < codes[0]


def test_no_code_and_no_label_comes_twice():
    assert len({column.code for column in disclosure.COLUMNS}) == len(disclosure.COLUMNS)
    assert len({str(column.label) for column in disclosure.COLUMNS}) == len(disclosure.COLUMNS)


@pytest.mark.parametrize(
    "secret", ["User.password", "SourceIdentity.name_sealed", "Mention.national_id_hash", "Report.draft"]
)
def test_what_is_never_shown_is_in_no_column(secret):
    assert disclosure.FIELD_CLASSES[secret] == disclosure.NEVER
    assert not any(secret in column.fields.split() for column in disclosure.COLUMNS)
    assert not disclosure.reaches(disclosure.NEVER, Disclosure.INTERNAL)


@pytest.mark.parametrize(
    ("consents", "partner", "public"),
    [
        ([Consent.PUBLIC], True, True),
        ([Consent.PARTNERS], True, False),
        ([Consent.PUBLIC, Consent.PARTNERS], True, False),
        ([Consent.NOT_ASKED], False, False),
        ([Consent.PUBLIC, Consent.NOT_ASKED], False, False),
        ([Consent.INTERNAL], False, False),
        ([Consent.PUBLIC, Consent.REFUSED], False, False),
        ([], False, False),
    ],
)
def test_a_name_leaves_only_when_every_report_allows_it(consents, partner, public):
    one = entry(*consents)
    assert disclosure.may_name(one, Disclosure.PARTNER) is partner
    assert disclosure.may_name(one, Disclosure.PUBLIC) is public
    assert (cell("name", one, Disclosure.PARTNER) == "Canary Surname") is partner
    assert (cell("name", one, Disclosure.PUBLIC) == "Canary Surname") is public


@pytest.mark.parametrize("code", ["name", "variants", "described", "birth", "where_given"])
def test_free_words_about_a_person_go_where_the_name_goes(code):
    assert cell(code, entry(Consent.REFUSED, Consent.PUBLIC), Disclosure.PARTNER) == "withheld"
    assert cell(code, entry(Consent.PARTNERS), Disclosure.PARTNER) != "withheld"


def test_a_person_without_a_name_is_not_called_withheld():
    assert cell("name", entry(Consent.REFUSED, display_name=""), Disclosure.PUBLIC) == ""


def test_the_team_sees_every_name():
    assert cell("name", entry(Consent.REFUSED), Disclosure.INTERNAL) == "Canary Surname"


@pytest.mark.parametrize("consents", [[Consent.REFUSED], [Consent.INTERNAL], [Consent.INTERNAL, Consent.REFUSED]])
def test_a_person_of_whom_every_report_stays_inside_is_left_out(consents):
    assert not disclosure.may_leave(entry(*consents), Disclosure.PUBLIC)
    assert not disclosure.may_leave(entry(*consents), Disclosure.PARTNER)
    assert disclosure.may_leave(entry(*consents), Disclosure.INTERNAL)


def test_a_person_whom_one_report_lets_out_is_counted():
    assert disclosure.may_leave(entry(Consent.REFUSED, Consent.NOT_ASKED), Disclosure.PUBLIC)
