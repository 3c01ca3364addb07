"""The queue and the review page as a browser without JavaScript sees them."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.domain import matching
from incidents.models import Act, Finding, Incident, MatchDecision, Mention
from incidents.vocabulary import RejectReason, ReportStatus, Resolution
from tests.factories import NOW, ActFactory, IncidentFactory, MentionFactory, ReportFactory

pytestmark = pytest.mark.django_db
ACTIONS = ["take", "put_back", "ask", "accept", "reject", "match", "reopen", "rate", "origin", "incident", "propose"]


@pytest.fixture
def desk(client_of, reviewer):
    return client_of(reviewer)


def to(action, report):
    return reverse(f"desk:review_{action}", args=[report.ref])


def seen(report):
    return reverse("desk:review", args=[report.ref])


# --- The queue -------------------------------------------------------------------------------------------------------
def test_the_queue_counts_honestly_and_shows_what_waits_and_what_is_mine(desk, reviewer, second_reviewer, activist):
    waits = ReportFactory(submitter=activist, title="Waits")
    mine = ReportFactory(submitter=activist, title="Mine", taken_by=reviewer)
    ReportFactory(submitter=activist, title="Others", taken_by=second_reviewer)
    ReportFactory(submitter=activist, title="Draft", status=ReportStatus.DRAFT, received_at=None)
    answer = desk.get(reverse("desk:queue"))
    text = answer.content.decode()
    assert "1 report waits for a reviewer" in text
    assert "1 taken by you" in text
    assert "1 taken by others" in text
    assert {report.ref for report in answer.context["page"]} == {waits.ref, mine.ref}
    assert "Draft" not in text


def test_an_own_report_is_in_the_queue_but_cannot_be_taken_there(desk, reviewer):
    own = ReportFactory(submitter=reviewer)
    text = desk.get(reverse("desk:queue")).content.decode()
    assert "somebody else must review it" in text
    assert to("take", own) not in text


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("state=mine", {"mine"}),
        ("state=waiting", {"old", "new", "urgent"}),
        ("state=waiting&missing=on", {"urgent"}),
        ("state=waiting&place=Taldykorgan", {"old", "urgent"}),
        ("state=waiting&place=nowhere", set()),
        ("state=others", set()),
        ("state=nonsense&page=99", {"mine", "old", "new", "urgent"}),
    ],
)
def test_the_queue_filters_by_its_address(query, expected, desk, reviewer, activist):
    ReportFactory(submitter=activist, title="mine", taken_by=reviewer)
    ReportFactory(submitter=activist, title="old", place_text="Taldykorgan", received_at=NOW - dt.timedelta(days=3))
    ReportFactory(submitter=activist, title="new")
    urgent = ReportFactory(submitter=activist, title="urgent", urgency="urgent")
    ActFactory(mention=MentionFactory(report=urgent), kind="missing")
    shown = desk.get(reverse("desk:queue") + "?" + query).context["page"]
    assert {report.title for report in shown} == expected


def test_the_queue_sorts_by_age_and_by_urgency(desk, activist):
    for title, days, urgency in (("b", 2, "normal"), ("a", 3, "normal"), ("c", 1, "urgent")):
        ReportFactory(submitter=activist, title=title, urgency=urgency, received_at=NOW - dt.timedelta(days=days))
    orders = {"": "abc", "urgent": "cab", "newest": "cba"}
    for sort, expected in orders.items():
        shown = desk.get(reverse("desk:queue"), {"sort": sort}).context["page"]
        assert "".join(report.title for report in shown) == expected


def queries_of(client, url):
    client.get(url)
    with CaptureQueriesContext(
        connection,
    ) as caught:
        assert client.get(url).status_code == 200
    return len(caught)


def test_the_queue_asks_the_same_number_of_questions_for_three_and_for_thirty_reports(desk, activist):
    counted = []
    for number in (3, 27):
        for _n in range(number):
            ActFactory(mention=MentionFactory(report=ReportFactory(submitter=activist)))
        counted.append(queries_of(desk, reverse("desk:queue")))
    assert counted[0] == counted[1] <= 15


# --- Taking ----------------------------------------------------------------------------------------------------------
def test_a_reviewer_takes_a_report_with_one_press(desk, reviewer, activist):
    report = ReportFactory(submitter=activist)
    assert "Take it" in desk.get(seen(report)).content.decode()
    answer = desk.post(to("take", report), follow=True)
    assert "You have taken this report." in answer.content.decode()
    report.refresh_from_db()
    assert report.taken_by == reviewer


def test_who_comes_second_reads_who_was_first(client_of, report, second_reviewer):
    answer = client_of(second_reviewer).post(to("take", report))
    assert answer.status_code == 403
    assert "Dana Test took this report before you" in answer.content.decode()


def test_another_reviewer_reads_the_page_without_forms(client_of, report, mention, second_reviewer):
    text = client_of(second_reviewer).get(seen(report)).content.decode()
    assert "Dana Test works on this report" in text
    assert to("match", report) not in text


def test_an_own_report_is_read_on_its_authors_page_and_every_action_is_refused(desk, reviewer):
    own = ReportFactory(submitter=reviewer)
    answer = desk.get(seen(own))
    assert (answer.status_code, answer.url) == (302, reverse("desk:report_page", args=[own.ref]))
    for action in ACTIONS:
        answer = desk.post(to(action, own), {"rating": "A", "mention": "1"})
        assert answer.status_code == 403, action
        assert "You wrote this report" in answer.content.decode()


@pytest.mark.parametrize("who", ["activist", "other_activist", "admin"])
def test_for_others_than_reviewers_the_pages_do_not_exist(who, request, client_of, report):
    client = client_of(request.getfixturevalue(who))
    assert client.get(reverse("desk:queue")).status_code == 404
    assert client.get(seen(report)).status_code == 404
    assert all(client.post(to(action, report)).status_code == 404 for action in ACTIONS)


def test_a_draft_and_an_unknown_report_look_the_same(desk, activist):
    draft = ReportFactory(submitter=activist, status=ReportStatus.DRAFT, received_at=None)
    for ref in (draft.ref, "R-0000000", "nonsense"):
        assert desk.get(reverse("desk:review", args=[ref])).status_code == 404
        assert desk.post(reverse("desk:review_take", args=[ref])).status_code == 404


def test_an_action_opened_as_a_page_leads_to_the_report(desk, report):
    for action in ACTIONS:
        assert desk.get(to(action, report)).url == seen(report)


# --- Who is who ------------------------------------------------------------------------------------------------------
def twin(activist, second_reviewer, name="Yerzhan Seitov"):
    """A person we hold, made from another report."""
    other = ReportFactory(submitter=activist, taken_by=second_reviewer)
    held = MentionFactory(report=other, name=name, naming="named", age_low=15, age_high=15)
    ActFactory(mention=held)
    return matching.new_person(held, because="new", by=second_reviewer, at=NOW)


def test_the_likely_same_person_is_shown_side_by_side_with_reasons_in_words(
    desk, report, mention, activist, second_reviewer
):
    person = twin(activist, second_reviewer)
    Mention.objects.filter(pk=mention.pk).update(name_keys=person.name_keys, age_low=15, age_high=15)
    text = desk.get(seen(report)).content.decode()
    assert person.ref in text
    assert "same name in another script" in text.lower()
    assert "age 15 and 15" in text
    assert "8 January 2022 in both" in text
    answer = desk.post(
        to("match", report),
        {"mention": mention.pk, "person": person.ref, "verdict": "same", "because": "The same name."},
    )
    assert answer.url == f"{seen(report)}#mention-{mention.pk}"
    mention.refresh_from_db()
    assert (mention.person, mention.resolution_reason) == (person, "The same name.")


def test_a_refused_pair_is_not_proposed_again(desk, report, mention, activist, second_reviewer):
    person = twin(activist, second_reviewer)
    Mention.objects.filter(pk=mention.pk).update(name_keys=person.name_keys)
    desk.post(to("match", report), {"mention": mention.pk, "person": person.ref, "verdict": "different"})
    assert MatchDecision.objects.get(mention=mention).because == "Compared, and not the same."
    assert person.ref not in desk.get(seen(report)).content.decode()


@pytest.mark.parametrize(
    ("verdict", "resolution", "reason"),
    [
        ("new", Resolution.NEW, "Nobody we hold fits."),
        ("undecided", Resolution.UNDECIDED, "Too little is known to tell."),
    ],
)
def test_one_press_decides_with_a_plain_reason(verdict, resolution, reason, desk, report, mention):
    desk.post(to("match", report), {"mention": mention.pk, "verdict": verdict})
    mention.refresh_from_db()
    assert (mention.resolution, mention.resolution_reason) == (resolution, reason)


def test_a_decision_is_taken_back_with_a_reason(desk, report, mention):
    desk.post(to("match", report), {"mention": mention.pk, "verdict": "new"})
    refused = desk.post(to("reopen", report), {"mention": mention.pk, "because": " "})
    assert refused.status_code == 422
    desk.post(to("reopen", report), {"mention": mention.pk, "because": "A slip."})
    mention.refresh_from_db()
    assert (mention.resolution, mention.person) == (Resolution.OPEN, None)


@pytest.mark.parametrize("person", ["P-0000000", "nonsense", "", "R-0000000"])
def test_an_unknown_person_is_named_and_the_words_are_kept(person, desk, report, mention):
    sent = {"slug": f"match-{mention.pk}-other", "mention": mention.pk, "person": person, "verdict": "same",
            "because": "My long reason."}  # fmt: skip
    answer = desk.post(to("match", report), sent)
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "There is a problem" in text
    assert "My long reason." in text


def test_a_person_of_another_report_cannot_be_decided_here(desk, report):
    stranger = MentionFactory()
    assert desk.post(to("match", report), {"mention": stranger.pk, "verdict": "new"}).status_code == 404


# --- Ratings, origin, incident ---------------------------------------------------------------------------------------
def test_a_source_and_a_statement_are_rated(desk, report, mention):
    act = mention.acts.get()
    assert desk.post(to("rate", report), {"act": act.pk, "rating": "2"}).url.endswith("#people")
    assert desk.post(to("rate", report), {"source": report.source.ref, "rating": "A"}).url.endswith("#sources")
    act.refresh_from_db()
    report.source.refresh_from_db()
    assert (act.credibility, report.source.reliability) == ("2", "A")


def test_only_what_is_on_the_page_can_be_rated_there(desk, report, mention):
    stranger = ActFactory()
    assert desk.post(to("rate", report), {"act": stranger.pk, "rating": "2"}).status_code == 404
    assert (
        desk.post(to("rate", report), {"source": stranger.mention.report.source.ref, "rating": "A"}).status_code == 404
    )


def test_the_page_warns_of_an_origin_that_is_only_told_in_words(desk, report, mention):
    type(report).objects.filter(pk=report.pk).update(derived_words="a newsroom in Almaty")
    assert "a newsroom in Almaty" in desk.get(seen(report)).content.decode()
    origin = ReportFactory()
    desk.post(to("origin", report), {"origin": origin.ref, "derivation": "translation"})
    text = desk.get(seen(report)).content.decode()
    assert "a newsroom in Almaty" not in text
    assert "the origin" in text
    desk.post(to("origin", report), {"unlink": "1"})
    report.refresh_from_db()
    assert report.derived_from is None


def test_people_are_attached_to_an_incident_made_here(desk, report, mention):
    desk.post(to("incident", report), {"incident": "new", "title": "Shots at a car", "mentions": [mention.pk]})
    made = Incident.objects.get()
    assert (made.title, made.when_edtf, made.place_text) == ("Shots at a car", "2022-01-08", "Taldykorgan")
    assert mention.acts.get().incident == made
    desk.post(to("incident", report), {"incident": made.ref, "mentions": [mention.pk], "detach": "1"})
    assert mention.acts.get().incident is None


def test_people_are_attached_to_an_incident_by_its_reference(desk, report, mention):
    known = IncidentFactory()
    desk.post(to("incident", report), {"incident": "new", "other": known.ref, "mentions": [mention.pk]})
    assert mention.acts.get().incident == known
    refused = desk.post(to("incident", report), {"incident": "new", "other": "I-0000000", "mentions": [mention.pk]})
    assert refused.status_code == 422


# --- The report as a whole -------------------------------------------------------------------------------------------
def test_accepting_before_everybody_is_decided_says_what_is_missing(desk, report, mention):
    answer = desk.post(to("accept", report), {"version": report.version})
    assert answer.status_code == 422
    assert "Decide first for every person" in answer.content.decode()


def test_a_report_is_accepted_and_findings_follow(desk, report, mention, reviewer):
    desk.post(to("match", report), {"mention": mention.pk, "verdict": "new"})
    answer = desk.post(to("accept", report), {"version": report.version}, follow=True)
    text = answer.content.decode()
    assert "The report is accepted" in text
    assert "is the most that the sources allow" in text
    person = Mention.objects.get(pk=mention.pk).person
    sent = {
        "kind": "killed", "person": person.ref, "acts": [mention.acts.get().pk], "when": "2022-01-08", "place": "Taldykorgan",
        "manner": "gunshot", "contested": ["manner"], "confirmation": "weak", "rationale": "One source, consistent.",
    }  # fmt: skip
    desk.post(to("propose", report), sent)
    made = Finding.objects.get()
    assert (made.person, made.kind, made.confirmation, made.when_edtf) == (person, "killed", "weak", "2022-01-08")
    assert (made.place_text, made.manner, made.contested) == ("Taldykorgan", "gunshot", ["manner"])
    assert "waits for a second reviewer" in desk.get(seen(report)).content.decode()


def test_a_level_above_what_the_sources_allow_is_not_on_offer(desk, report, mention):
    desk.post(to("match", report), {"mention": mention.pk, "verdict": "new"})
    person = Mention.objects.get(pk=mention.pk).person
    sent = {"kind": "killed", "person": person.ref, "acts": [mention.acts.get().pk], "confirmation": "confirmed",
            "rationale": "I am sure of it."}  # fmt: skip
    answer = desk.post(to("propose", report), sent)
    assert answer.status_code == 422
    assert "I am sure of it." in answer.content.decode()
    assert not Finding.objects.exists()


def test_a_question_and_a_rejection_go_to_the_author(desk, report, activist):
    desk.post(to("ask", report), {"question": "Who saw it?", "version": report.version})
    report.refresh_from_db()
    assert report.status == ReportStatus.RETURNED
    other = ReportFactory(submitter=activist, taken_by=report.taken_by)
    desk.post(to("reject", other), {"reason": "duplicate", "words": "We hold it.", "version": other.version})
    other.refresh_from_db()
    assert (other.status, other.reject_reason) == (ReportStatus.REJECTED, "duplicate")
    assert "“We hold it.”" in desk.get(seen(other)).content.decode()


@pytest.mark.parametrize("version", ["0", "", "999", "nonsense"])
def test_a_page_opened_before_a_change_is_refused_with_both_versions(version, desk, report):
    answer = desk.post(to("ask", report), {"question": "Who saw the car?", "version": version})
    assert answer.status_code in (409, 422)
    assert "Who saw the car?" in answer.content.decode()


def test_what_was_typed_in_vain_can_be_sent_again(desk, report):
    answer = desk.post(to("ask", report), {"question": "Who saw the car?", "version": report.version - 1})
    hidden = dict(answer.context["hidden"])
    desk.post(to("ask", report), hidden)
    report.refresh_from_db()
    assert report.status == ReportStatus.RETURNED


def test_the_review_page_asks_the_same_number_of_questions_for_three_and_for_twelve_people(
    desk, report, activist, second_reviewer
):
    twin(activist, second_reviewer)
    counted = []
    for number in (3, 9):
        for _n in range(number):
            act = ActFactory(mention=MentionFactory(report=report, name="Yerzhan Seitov", naming="named"))
            Mention.objects.filter(pk=act.mention_id).update(name_keys=["ерзан", "сеитов"])
        decided = ActFactory(mention=MentionFactory(report=report))
        matching.new_person(decided.mention, because="new", by=report.taken_by, at=NOW)
        counted.append(queries_of(desk, seen(report)))
    assert Act.objects.filter(mention__report=report).count() == 14
    assert counted[0] == counted[1]


def test_a_stale_rejection_shows_its_reason_in_words(desk, report):
    answer = desk.post(
        to("reject", report), {"reason": "duplicate", "words": "We hold it.", "version": report.version + 5}
    )
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert str(RejectReason("duplicate").label) in shown
    assert ">duplicate<" not in shown
