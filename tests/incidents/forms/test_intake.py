"""What the activist's forms take, what they refuse, and with which sentence."""

import pytest

from incidents.forms.intake import ConsentForm, PeopleForm, ReasonForm, SourceForm, StartForm, WhatForm
from incidents.forms.intake_evidence import LinkForm, NotHeldForm
from incidents.forms.intake_person import ActForm, PersonForm, PersonPageForm

PLAIN = [
    WhatForm,
    PeopleForm,
    SourceForm,
    ConsentForm,
    PersonForm,
    ActForm,
    ReasonForm,
    LinkForm,
    NotHeldForm,
    StartForm,
]
HOSTILE = [
    "x" * 1_000_000, "\0", "a\u202eb", "\u200b\u200d", "e" + "\u0301" * 500, "<script>alert(1)</script>", "'\"--;", "{{7*7}}",
    "2022-02-30", "31.12.9999", "-5", "1e9", "９", "²", "\ud800", "٣", "0" * 5000, " ", "null", "../../etc",
]  # fmt: skip


def every_field():
    return [(form, name) for form in PLAIN for name in form.base_fields]


@pytest.mark.parametrize(("form", "name"), every_field(), ids=lambda value: getattr(value, "__name__", value))
def test_no_value_breaks_a_field(form, name):
    for value in HOSTILE:
        sent = form({name: value})
        sent.is_valid()
        cleaned = sent.cleaned_data.get(name)
        assert not isinstance(cleaned, str) or not set(cleaned) & set("\0\u202e\u200b\u200d\ud800")
        assert name not in sent.errors or all(str(sentence) for sentence in sent.errors[name])


@pytest.mark.parametrize(("form", "name"), every_field(), ids=lambda value: getattr(value, "__name__", value))
def test_a_field_that_comes_twice_or_as_a_list_breaks_nothing(form, name):
    form({name: ["a", "b"]}).is_valid()


@pytest.mark.parametrize(
    ("form", "name", "limit"),
    [(WhatForm, "title", 300), (WhatForm, "place", 300), (WhatForm, "when_words", 100), (PersonForm, "name", 300),
     (PersonForm, "describing", 300), (PersonForm, "occupation", 200), (ActForm, "stated_reason_by", 200),
     (SourceForm, "name", 300), (SourceForm, "derived_words", 300)],
)  # fmt: skip
def test_a_text_that_is_too_long_is_told_its_limit(form, name, limit):
    assert form({name: "ә" * limit}).fields[name].clean("ә" * limit)
    wrong = form({name: "ә" * (limit + 1)})
    assert str(limit) in wrong.errors[name][0]


@pytest.mark.parametrize("age", ["0", "15", "130", " 7 "])
def test_an_age_is_a_whole_number_of_years(age):
    assert PersonForm({"age": age}).is_valid()


@pytest.mark.parametrize("age", ["-1", "131", "15.5", "fifteen", "1e2", "١٥", "9" * 400])
def test_what_is_no_age_is_told(age):
    assert "age" in PersonForm({"age": age}).errors


def test_the_oldest_age_is_not_below_the_age():
    assert "age_high" in PersonForm({"age": "30", "age_high": "20"}).errors


def test_one_person_is_not_counted_as_several():
    assert "unit" in PersonForm({"n_low": "3"}).errors
    assert PersonForm({"n_low": "3", "n_high": "5", "unit": "group"}).is_valid()
    assert "n_high" in PersonForm({"n_low": "3", "n_high": "2", "unit": "group"}).errors


@pytest.mark.parametrize(
    ("told", "edtf"),
    [
        ({}, ""),
        ({"year": "2022"}, "2022"),
        ({"month": "1", "year": "2022"}, "2022-01"),
        ({"day": "8", "month": "1", "year": "2022"}, "2022-01-08"),
        ({"day": "8", "month": "1", "year": "2022", "about": "on"}, "2022-01-08~"),
        ({"day": "5", "month": "1", "year": "2022", "to_day": "7"}, "2022-01-05/2022-01-07"),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(told, edtf):
    form = WhatForm(told)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["when"].edtf == edtf


@pytest.mark.parametrize(
    "told",
    [{"day": "30", "month": "2", "year": "2022"}, {"day": "8"}, {"day": "8", "year": "2022"}, {"year": "9999"},
     {"month": "13", "year": "2022"}, {"day": "x", "month": "1", "year": "2022"},
     {"day": "8", "month": "1", "year": "2022", "to_day": "7"}],
)  # fmt: skip
def test_what_is_no_date_is_told_beside_the_day(told):
    assert "day" in WhatForm(told).errors


def test_left_out_choices_are_the_answers_that_harm_nobody():
    form = SourceForm({})
    assert form.is_valid()
    assert (form.cleaned_data["protection"], form.cleaned_data["knowing"]) == ("secret", "unknown")


def test_consent_has_no_default():
    assert "consent" in ConsentForm({}).errors
    assert ConsentForm().initial.get("consent") is None


def test_a_reason_has_somebody_who_gave_it():
    assert "stated_reason_by" in ActForm({"kind": "killed", "stated_reason": "x"}).errors
    assert ActForm({"kind": "killed", "stated_reason": "x", "stated_reason_by": "a relative"}).is_valid()


def test_an_act_is_of_a_known_kind_and_its_actor_of_those_handed_in():
    assert {"kind"} == set(ActForm({"kind": "abducted by aliens"}).errors)
    assert "actor" in ActForm({"kind": "killed", "actor": "army"}).errors
    assert ActForm({"kind": "killed", "actor": "army"}, actors=[("army", "the army")]).is_valid()


def test_lines_of_a_text_stay_as_they_were_typed():
    form = WhatForm({"narrative": "one\r\ntwo\r\n\r\nthree"})
    assert form.is_valid()
    assert form.cleaned_data["narrative"] == "one\ntwo\n\nthree"


def test_a_person_alone_is_asked_for_no_ties():
    assert PersonPageForm(ties=[]).tie_fields() == []
    assert len(PersonPageForm(ties=[("child:x", "child of x")]).tie_fields()) == 4


def test_a_tie_that_was_not_offered_is_told():
    assert "kin_1" in PersonPageForm({"kin_1": "boss:x"}, ties=[("child:x", "child of x")]).errors


def test_secrets_are_not_shown_again():
    form = SourceForm({"kind": "ghost", "name": "Wqzx", "contact": "Wqzx", "note": "Wqzx"}, kept=["name"])
    assert "kind" in form.errors
    form.hide_secrets()
    assert "Wqzx" not in form.as_p()
    assert "Kept, encrypted" in form.as_p()
    assert "kind" in form.errors
