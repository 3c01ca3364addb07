"""The list of findings, and one finding with the forms of the second reviewer."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.domain import findings, matching, review
from incidents.vocabulary import FindingStatus
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory
from tests.incidents.views.test_review_hostile import HOSTILE

pytestmark = pytest.mark.django_db
ACTIONS = ["agree", "dispute", "withdraw"]


@pytest.fixture
def proposed(activist, reviewer):
    return make(activist, reviewer)


@pytest.fixture
def desk(client_of, second_reviewer):
    return client_of(second_reviewer)


def make(author, by):
    """A finding proposed on an accepted report."""
    report = ReportFactory(submitter=author, taken_by=by, narrative="secret narrative")
    act = ActFactory(mention=MentionFactory(report=report), excerpt="They shot at the car.")
    person = matching.new_person(act.mention, because="new", by=by, at=NOW)
    review.accept(report, by=by, at=NOW)
    known = {"kind": "killed", "confirmation": "weak", "rationale": "One source, consistent."}
    return findings.propose(person, acts=[act], by=by, at=NOW, **known)


def to(action, finding):
    return reverse(f"desk:finding_{action}", args=[finding.ref])


def seen(finding):
    return reverse("desk:finding", args=[finding.ref])


def test_the_list_shows_what_waits_for_whom(client_of, activist, reviewer, second_reviewer, proposed):
    on_own = make(second_reviewer, reviewer)
    agreed = findings.agree(make(activist, reviewer), by=second_reviewer, at=NOW)
    disputed = findings.dispute(make(activist, reviewer), words="no", by=second_reviewer, at=NOW)
    shown = {
        (second_reviewer, "waiting"): {proposed.ref}, (second_reviewer, "mine"): set(), (reviewer, "waiting"): set(),
        (reviewer, "mine"): {proposed.ref, on_own.ref}, (reviewer, "disputed"): {disputed.ref},
        (reviewer, "agreed"): {agreed.ref}, (second_reviewer, "nonsense"): {proposed.ref},
    }  # fmt: skip
    for (who, show), expected in shown.items():
        answer = client_of(who).get(reverse("desk:findings"), {"show": show})
        assert {finding.ref for finding in answer.context["page"]} == expected, (who, show)


def test_the_page_shows_what_it_relies_on_and_what_the_sources_allow(desk, proposed):
    text = desk.get(seen(proposed)).content.decode()
    assert "They shot at the car." in text
    assert "One source, consistent." in text
    assert "1 independent source says that it happened." in text
    assert to("agree", proposed) in text


def test_the_proposer_sees_why_there_is_nothing_to_press(client_of, reviewer, proposed):
    client = client_of(reviewer)
    text = client.get(seen(proposed)).content.decode()
    assert "A second reviewer must decide." in text
    assert to("agree", proposed) not in text
    assert client.post(to("agree", proposed), {"version": proposed.version}).status_code == 403


def test_the_author_of_a_report_sees_why_too(client_of, reviewer, second_reviewer):
    on_own = make(second_reviewer, reviewer)
    client = client_of(second_reviewer)
    assert "Somebody else must decide" in client.get(seen(on_own)).content.decode()
    assert client.post(to("agree", on_own), {"version": on_own.version}).status_code == 403


def test_a_second_reviewer_agrees(desk, proposed):
    answer = desk.post(to("agree", proposed), {"version": proposed.version, "words": "I read it."}, follow=True)
    proposed.refresh_from_db()
    assert proposed.status == FindingStatus.AGREED
    assert "I read it." in answer.content.decode()


def test_a_second_reviewer_disagrees_with_a_reason(desk, proposed):
    refused = desk.post(to("dispute", proposed), {"version": proposed.version, "words": " "})
    assert (refused.status_code, "Write why." in refused.content.decode()) == (422, True)
    desk.post(to("dispute", proposed), {"version": proposed.version, "words": "The name is common."})
    proposed.refresh_from_db()
    assert proposed.status == FindingStatus.DISPUTED


def test_a_finding_is_taken_back(client_of, reviewer, proposed):
    client_of(reviewer).post(to("withdraw", proposed), {"version": proposed.version, "words": "Too early."})
    proposed.refresh_from_db()
    assert (proposed.status, proposed.withdrawn_words) == (FindingStatus.WITHDRAWN, "Too early.")


def test_what_changed_since_is_said_before_and_after_pressing(desk, proposed, reviewer):
    review.rate_act(proposed.acts.get(), credibility="5", by=reviewer, at=NOW)
    assert "changed since it was proposed" in desk.get(seen(proposed)).content.decode()
    answer = desk.post(to("agree", proposed), {"version": proposed.version, "words": "My words."})
    assert answer.status_code == 422
    assert "My words." in answer.content.decode()


def test_who_comes_second_sees_both_and_loses_nothing(desk, proposed):
    answer = desk.post(to("dispute", proposed), {"version": proposed.version + 1, "words": "My words."})
    assert answer.status_code == 409
    assert "My words." in answer.content.decode()
    desk.post(to("dispute", proposed), dict(answer.context["hidden"]))
    proposed.refresh_from_db()
    assert proposed.decision_words == "My words."


@pytest.mark.parametrize("who", ["activist", "other_activist", "admin"])
def test_for_others_than_reviewers_findings_do_not_exist(who, request, client_of, proposed):
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("desk:findings")).status_code == 404
    assert client.get(seen(proposed)).status_code == 404
    assert all(client.post(to(action, proposed)).status_code == 404 for action in ACTIONS)


def test_an_unknown_finding_is_not_there_and_an_action_opened_as_a_page_leads_to_it(desk, proposed):
    assert desk.get(reverse("desk:finding", args=["F-0000000"])).status_code == 404
    assert all(desk.get(to(action, proposed)).url == seen(proposed) for action in ACTIONS)


@pytest.mark.parametrize("action", ACTIONS)
def test_no_form_of_a_finding_breaks_by_bad_input(action, desk, proposed):
    for place, value in enumerate(HOSTILE):
        field = ("words", "version", "slug")[(place + place // 3) % 3]
        answer = desk.post(to(action, proposed), {"version": proposed.version, "words": "x", field: value})
        assert answer.status_code < 500, (field, value[:20])
        assert "<script>alert(1)" not in answer.content.decode()


@pytest.mark.parametrize("value", HOSTILE)
def test_no_address_of_the_list_breaks_it(value, desk):
    for name in ("show", "page"):
        assert desk.get(reverse("desk:findings"), {name: value[:2000]}).status_code in (200, 400)


def test_the_list_asks_the_same_number_of_questions_for_two_and_for_eight(desk, activist, reviewer):
    counted = []
    for number in (2, 6):
        for _n in range(number):
            make(activist, reviewer)
        desk.get(reverse("desk:findings"))
        with CaptureQueriesContext(connection) as caught:
            desk.get(reverse("desk:findings"))
        counted.append(len(caught))
    assert counted[0] == counted[1] <= 15
