"""What is told of a piece of evidence, as it is typed."""

import pytest
from django.http import QueryDict

from incidents.forms.evidence_bearing import BearingForm, ElsewhereForm
from incidents.forms.evidence_telling import CaptureForm, DescribeForm, stands
from incidents.models import Evidence

KINDS = {"file": {"handed_how", "handed_edtf"}, "link": {"seen_edtf", "seen_by"}, "not_held": {"held_by"}}


def asked(data: dict) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.update({"version": "1"} | data)
    return sent


def form(data: dict, kind: str = "file", **known) -> DescribeForm:
    return DescribeForm(asked(data), piece=Evidence(kind=kind, **known))


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_asked_what_goes_with_it_and_no_more(kind):
    own = set(form({}, kind).fields) & set().union(*KINDS.values())
    assert own == KINDS[kind]


def test_a_day_becomes_a_date_as_it_is_kept():
    sent = form({"taken_edtf": "8.1.2022", "handed_edtf": "2022"})
    assert sent.is_valid()
    assert (sent.told()["taken_edtf"], sent.told()["handed_edtf"]) == ("2022-01-08", "2022")
    assert "version" not in sent.told()


@pytest.mark.parametrize(
    ("data", "field"),
    [({"taken_edtf": "30.2.2022"}, "taken_edtf"), ({"rights": "mine"}, "rights"), ({"note": "x" * 501}, "note"),
     ({"sensitivities": "x"}, "sensitivities"), ({"version": "-1"}, "version"), ({"version": "9" * 40}, "version")],
)  # fmt: skip
def test_what_cannot_be_kept_is_told_beside_its_field(data, field):
    assert list(form(data).errors) == [field]


def test_what_is_said_to_exist_needs_words():
    assert list(form({"note": " "}, "not_held").errors) == ["note"]


def test_both_versions_are_told_in_words_label_by_label():
    sent = form({"taken_edtf": "8.1.2022", "rights": "own", "sensitivities": "faces"}, taken_edtf="2022", rights="none")
    assert sent.is_valid()
    mine, theirs = dict(sent.words()), dict(stands(sent, Evidence(kind="file", taken_edtf="2022", rights="none")))
    assert list(mine) == list(theirs)
    assert (mine["When was it made?"], theirs["When was it made?"]) == ("8 January 2022", "2022")
    assert (mine["Is it hard to look at?"], theirs["Who may allow a use of it?"]) == (
        "shows faces",
        "no permission to use it",
    )


def test_what_the_file_says_is_put_into_a_box_and_the_rest_stays():
    sent = form({"note": "A street"}).with_told(taken_edtf="2022-01-08")
    assert (sent["taken_edtf"].value(), sent["note"].value()) == ("2022-01-08", "A street")


def test_a_capture_needs_a_file_and_a_kind_of_the_list():
    assert set(CaptureForm(asked({"capture_kind": ""}), {}).errors) == {"file", "capture_kind"}
    assert "capture_kind" in CaptureForm(asked({"capture_kind": "exe"}), {}).errors


def test_something_has_to_be_chosen_and_only_from_what_is_there():
    choices = [("act:1", "Killed")]
    assert BearingForm(asked({"bearing": "supports", "targets": "act:1"}), choices=choices).is_valid()
    assert BearingForm(asked({"bearing": "context", "figure": "149 killed"}), choices=choices).is_valid()
    for wrong in ({"bearing": "supports"}, {"bearing": "supports", "targets": "act:2"}, {"targets": "act:1"}):
        assert not BearingForm(asked(wrong), choices=choices).is_valid()


@pytest.mark.parametrize(("typed", "ref"), [("r-7k3qfm", ""), ("", ""), ("x" * 99, "")])
def test_what_is_no_reference_chooses_nothing_elsewhere(typed, ref):
    assert ElsewhereForm({"of": typed}).chosen() == ref
