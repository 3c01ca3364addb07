"""The forms of the review page: what is asked together, what is said when nothing is written."""

import pytest
from django.http import QueryDict

from incidents.forms.finding import ProposeForm
from incidents.forms.review import AttachForm, MatchForm, OriginForm, QueueForm, RateForm, RejectForm


def sent(**data):
    query = QueryDict(mutable=True)
    for name, value in data.items():
        query.setlist(name, value if isinstance(value, list) else [value])
    return query


@pytest.mark.parametrize(
    ("verdict", "because"),
    [
        ("new", "Nobody we hold fits."),
        ("undecided", "Too little is known to tell."),
        ("same", ""),
        ("different", "Compared, and not the same."),
    ],
)
def test_a_reason_left_empty_is_the_plain_one(verdict, because):
    form = MatchForm(sent(mention=1, verdict=verdict, person="P-0000000"), slug="match-1-new")
    form.is_valid()
    assert form.cleaned_data["because"] == because


@pytest.mark.parametrize("verdict", ["same", "different"])
def test_a_verdict_about_a_pair_needs_the_person(verdict):
    form = MatchForm(sent(mention=1, verdict=verdict), slug="match-1-other", ask_person=True)
    assert "person" in form.errors


@pytest.mark.parametrize("verdict", ["", "maybe", "SAME", "x" * 10_000])
def test_only_the_four_verdicts_are_taken(verdict):
    assert "verdict" in MatchForm(sent(mention=1, verdict=verdict), slug="x").errors


def test_many_forms_on_one_page_have_ids_of_their_own_and_names_in_common():
    one, other = (MatchForm(slug=f"match-{pk}-new") for pk in (1, 2))
    assert one["because"].id_for_label != other["because"].id_for_label
    assert one["because"].html_name == other["because"].html_name == "because"


def test_ratings_come_from_two_lists():
    assert RateForm(sent(source="S-1", rating="A"), slug="r", of_act=False).is_valid()
    assert not RateForm(sent(act=1, rating="A"), slug="r", of_act=True).is_valid()
    assert RateForm(sent(act=1, rating="6"), slug="r", of_act=True).is_valid()


def test_an_origin_is_a_reference_and_a_way():
    assert set(OriginForm(sent(), slug="origin").errors) == {"origin", "derivation"}
    assert OriginForm(sent(unlink="1"), slug="origin").is_valid()
    assert "origin" in OriginForm(sent(origin="R-7777777", derivation="quote"), slug="origin").errors


def test_a_new_incident_needs_a_title_and_people():
    known = {"slug": "attach", "incidents": [], "mentions": [(1, "a man")]}
    assert set(AttachForm(sent(incident="new"), **known).errors) == {"title", "mentions"}
    assert AttachForm(sent(incident="new", title="Shots", mentions="1"), **known).is_valid()
    assert "mentions" in AttachForm(sent(incident="new", title="Shots", mentions="2"), **known).errors


def test_a_rejection_needs_both_answers():
    assert set(RejectForm(sent(), slug="reject").errors) == {"reason", "words"}


def test_a_proposal_offers_only_what_the_sources_say_and_allow():
    known = {"acts": [(1, "a relative")], "days": ["2022-01-08"], "places": [("7", "Aktau")], "incidents": [],
             "levels": [("weak", "Weak")]}  # fmt: skip
    good = {"kind": "killed", "person": "P-1", "acts": "1", "confirmation": "weak", "rationale": "One source."}
    assert ProposeForm(sent(**good), slug="p", **known).is_valid()
    for field, bad in (("acts", "2"), ("confirmation", "fair"), ("when", "2022-01-09"), ("place", "8"), ("kind", "buried"),
                       ("rationale", " "), ("other_when", "2022-02-30")):  # fmt: skip
        assert field in ProposeForm(sent(**good | {field: bad}), slug="p", **known).errors


def test_what_cannot_be_read_of_the_queues_address_is_left_out():
    form = QueueForm(sent(state="nonsense", place="Aktau", sort="urgent", by="U-0"), reviewers=[])
    assert form.chosen() == {"place": "Aktau", "sort": "urgent"}
