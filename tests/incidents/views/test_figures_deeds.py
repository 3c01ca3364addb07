"""What is said of a figure: what became of it, what it is to another, that it was a mistake, on which pages it stands."""

import pytest

from incidents.domain.figures import topics, verbs
from incidents.models import FigureClaim, FigureMove, FigureRelation
from tests.factories import NOW, ReportFactory
from tests.incidents.domain.figures.samples import AT, accepted, entered

pytestmark = pytest.mark.django_db


@pytest.fixture
def claim(reviewer):
    return entered(reviewer, 164, when="2022-01-09")


def at(claim, what=""):
    return f"/desk/figures/{claim.ref}/{what}"


def test_what_became_of_it_is_written_beside_it(client_of, reviewer, claim):
    teller = accepted()
    typed = {"to_state": "retracted", "because": "A technical error.", "day": "10", "month": "1", "year": "2022",
             "told_in": teller.ref, "version": "1"}  # fmt: skip
    client = client_of(reviewer)
    assert client.post(at(claim, "state/"), typed).url == at(claim)
    move = FigureMove.objects.get()
    assert (move.to_state, move.when_edtf, move.told_in, move.because) == (
        "retracted", "2022-01-10", teller, "A technical error.",
    )  # fmt: skip
    page = client.get(at(claim)).content.decode()
    assert "A technical error." in page
    assert teller.ref in page


def test_only_states_that_can_follow_are_offered(client_of, reviewer, claim):
    client = client_of(reviewer)
    page = client.get(at(claim, "state/")).content.decode()
    assert 'value="superseded"' in page
    assert 'value="standing"' not in page
    verbs.move(claim, "retracted", because="An error.", version=1, by=reviewer, at=AT)
    page = client.get(at(claim, "state/")).content.decode()
    assert 'value="superseded"' not in page
    assert "nothing further can become of it" in page


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"because": ""}, "Write why."),
        ({"to_state": ""}, "Choose from the list."),
        ({"to_state": "standing"}, "Choose from the list."),
        ({"day": "8"}, "before the day on which the number was stated"),
        ({"year": "2090"}, "not come yet"),
        ({"told_in": "R-0000000"}, "reference"),
        ({"day": "41"}, "day"),
    ],
)
def test_what_is_wrong_with_it_is_told_and_what_was_typed_is_kept(client_of, reviewer, claim, wrong, sentence):
    typed = {"to_state": "retracted", "because": "A technical error.", "day": "10", "month": "1", "year": "2022",
             "version": "1"} | wrong  # fmt: skip
    answer = client_of(reviewer).post(at(claim, "state/"), typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not FigureMove.objects.exists()


def test_a_report_that_one_cannot_read_tells_nothing(client_of, admin, reviewer, claim):
    typed = {"to_state": "retracted", "because": "An error.", "told_in": ReportFactory().ref, "version": "1"}
    answer = client_of(admin).post(at(claim, "state/"), typed)
    assert (answer.status_code, FigureMove.objects.count()) == (422, 0)


@pytest.mark.parametrize(
    ("what", "typed"),
    [
        ("state/", {"to_state": "retracted", "because": "My reason."}),
        ("strike/", {"because": "My reason."}),
    ],
)
def test_whoever_comes_second_sees_both_versions_and_loses_nothing(client_of, reviewer, claim, what, typed):
    verbs.move(claim, "disputed", because="Theirs, before you.", version=1, by=reviewer, at=AT)
    client = client_of(reviewer)
    answer = client.post(at(claim, what), typed | {"version": "1"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs, before you." in page
    assert "My reason." in page
    assert 'name="version" value="2"' in page
    assert client.post(at(claim, what), typed | {"version": "2"}).status_code == 302


def test_a_tie_moves_the_older_figure_and_is_taken_back_with_it(client_of, reviewer, claim):
    later = entered(reviewer, 225, report=claim.report, when="2022-01-15")
    client = client_of(reviewer)
    assert claim.ref in client.get(at(later, "tie/")).content.decode()
    client.post(at(later, "tie/"), {"kind": "supersedes", "other": claim.ref, "version": "1"})
    claim.refresh_from_db()
    assert claim.state == "superseded"
    page = client.get(at(claim)).content.decode()
    assert later.ref in page
    tie = FigureRelation.objects.get()
    assert client.post(at(claim, f"untie/{tie.pk}/")).status_code == 302
    claim.refresh_from_db()
    assert claim.state == "standing"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({}, "Choose the other figure, or write its reference."),
        ({"another": "self"}, "cannot be tied to itself"),
        ({"another": "G-0000000"}, "reference"),
        ({"other": "G-0000000"}, "can no longer be chosen"),
        ({"another": "other", "kind": "not_comparable"}, "Write why."),
        ({"another": "other", "kind": ""}, "Choose from the list."),
    ],
)
def test_a_tie_that_cannot_be_is_told(client_of, reviewer, claim, wrong, sentence):
    other = entered(reviewer, 225)
    words = {"self": claim.ref, "other": other.ref}
    typed = {"kind": "subset_of", "version": "1"} | {name: words.get(value, value) for name, value in wrong.items()}
    answer = client_of(reviewer).post(at(claim, "tie/"), typed)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert not FigureRelation.objects.exists()


def test_a_mistake_of_ours_is_struck_and_stays_on_its_page(client_of, reviewer, claim):
    client = client_of(reviewer)
    client.post(at(claim, "strike/"), {"because": "It said 146.", "version": "1"})
    claim.refresh_from_db()
    assert claim.struck_because == "It said 146."
    page = client.get(at(claim)).content.decode()
    assert "<s>164</s>" in page
    assert f"?corrects={claim.ref}" in page
    assert (
        client.post(at(claim, "state/"), {"to_state": "retracted", "because": "x", "version": "2"}).status_code == 403
    )


def test_topics_are_ticked_and_only_those_that_were_seen_are_taken_off(client_of, reviewer, claim):
    first, second, third = (topics.make(title=title, by=reviewer, at=NOW) for title in ("One", "Two", "Three"))
    topics.place(first, claim, by=reviewer, at=NOW)
    topics.place(third, claim, by=reviewer, at=NOW)
    client_of(reviewer).post(at(claim, "topics/"), {"topics": [second.ref], "had": first.ref})
    assert {topic.title for topic in claim.topics.all()} == {"Two", "Three"}


def test_what_a_figure_said_never_changes(client_of, reviewer, claim):
    before = FigureClaim.objects.filter(pk=claim.pk).values().get()
    client_of(reviewer).post(at(claim, "state/"), {"to_state": "disputed", "because": "x", "best": "9", "version": "1"})
    after = FigureClaim.objects.filter(pk=claim.pk).values().get()
    assert {name for name in before if before[name] != after[name]} == {"state", "version"}
