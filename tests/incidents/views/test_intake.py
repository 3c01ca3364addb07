"""An activist logs a report: step by step, without JavaScript, and nothing typed is lost."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from incidents.domain import intake, review
from incidents.models import Report, ReportRevision
from incidents.vocabulary import ReportStatus
from tests.factories import MentionFactory
from tests.incidents.domain.intake_samples import family as content
from tests.incidents.domain.intake_samples import new_key
from tests.incidents.views.intake_walk import FAMILY_FIELDS, Fields, begin, family, fields, fill, step_url

pytestmark = pytest.mark.django_db
AT = dt.datetime(2022, 1, 12, 18, 0, tzinfo=dt.UTC)
STEPS = ["what", "people", "source", "evidence", "consent", "check"]


@pytest.fixture
def client(client_of, activist):
    return client_of(activist)


@pytest.fixture
def ref(client):
    return begin(client)


@pytest.fixture
def sent(activist):
    return intake.send(content=content(), by=activist, at=AT, key=new_key())


@pytest.fixture
def returned(sent, reviewer):
    taken = review.take(sent, by=reviewer, at=AT)
    return review.ask_back(taken, question="Which bridge was it?", by=reviewer, at=AT)


def page(client, url) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


def draft_of(ref: str) -> dict:
    return Report.objects.get(ref=ref).draft


# --- The whole way ---------------------------------------------------------------------------------------------------
def test_a_family_of_three_is_logged_from_the_first_page_to_the_last(client, activist):
    ref = family(client)
    answer = fill(client, step_url(ref, "check"))
    assert answer.url == reverse("desk:report_page", args=[ref])
    report = Report.objects.get(ref=ref)
    assert (report.status, report.submitter) == (ReportStatus.SUBMITTED, activist)
    assert [(m.sex, m.age_low, m.acts.get().kind) for m in report.mentions.all()] == [
        ("male", 40, "killed"),
        ("female", 38, "killed"),
        ("female", 15, "killed"),
    ]
    daughter = report.mentions.last()
    assert {(tie.kind, tie.to_mention.describing) for tie in daughter.kin.all()} == {
        ("child", "the husband"),
        ("child", "the wife"),
    }


def test_a_start_that_is_sent_twice_makes_one_report(client):
    start = fields(client.get(reverse("desk:report_new")), "key")
    for _time in range(2):
        answer = client.post(reverse("desk:report_new"), start)
    assert Report.objects.count() == 1
    assert "/what/" in answer.url


@pytest.mark.parametrize("key", ["", "x", "\u202e", "1" * 5000])
def test_a_start_with_a_spoilt_key_makes_a_report_all_the_same(client, key):
    assert client.post(reverse("desk:report_new"), {"key": key}).status_code == 302
    assert Report.objects.count() == 1


def test_looking_at_the_start_makes_nothing(client):
    page(client, reverse("desk:report_new"))
    assert not Report.objects.exists()


@pytest.mark.parametrize("step", STEPS)
def test_every_step_of_an_empty_draft_opens(client, ref, step):
    assert "aria-current" in page(client, step_url(ref, step))


def test_a_report_that_is_sent_twice_is_sent_once(client):
    ref = family(client)
    check = fields(client.get(step_url(ref, "check")))
    for _time in range(2):
        answer = client.post(step_url(ref, "check"), check)
    assert answer.url == reverse("desk:report_page", args=[ref])
    assert ReportRevision.objects.count() == 1


# --- Nothing typed is lost -------------------------------------------------------------------------------------------
def test_what_is_wrong_is_told_and_everything_typed_is_still_there(client, ref):
    answer = fill(client, step_url(ref, "what"), **FAMILY_FIELDS["what"] | {"day": "31", "month": "2"})
    assert answer.status_code == 200
    text = answer.content.decode()
    assert "There is no such day in the calendar." in text
    shown = fields(answer)
    assert (shown["day"], shown["month"], shown["place"]) == ("31", "2", "Taldykorgan")
    assert "A car was shot at near the bridge." in text
    assert draft_of(ref)["what"]["day"] == "31"


def test_an_incomplete_step_is_shown_again_as_it_was_left(client, ref):
    fill(client, step_url(ref, "what"), day="31", month="2", year="2022")
    assert fields(client.get(step_url(ref, "what")))["day"] == "31"


def test_later_means_my_reports(client, ref):
    answer = fill(client, step_url(ref, "consent"), consent="internal", go="later")
    assert answer.url == reverse("desk:my_reports")
    assert draft_of(ref)["consent"]["consent"] == "internal"


def test_of_two_tabs_the_second_gets_both_versions_and_saves_over(client, ref):
    first, second = (fields(client.get(step_url(ref, "what"))) for _tab in range(2))
    client.post(step_url(ref, "what"), first | {"narrative": "typed in the first tab", "day": "7"})
    answer = client.post(step_url(ref, "what"), second | {"narrative": "typed in the second tab", "urgency": "urgent"})
    assert answer.status_code == 409
    text = answer.content.decode()
    assert "typed in the first tab" in text
    assert "typed in the second tab" in text
    again = next(form for form in Fields(text).forms if "narrative" in form)
    assert client.post(step_url(ref, "what"), again).status_code == 302
    assert draft_of(ref)["what"]["narrative"] == "typed in the second tab"
    assert draft_of(ref)["what"]["urgency"] == "urgent"


def test_of_two_tabs_on_one_person_the_second_gets_both_versions(client, ref):
    url = fill(client, step_url(ref, "what"), **FAMILY_FIELDS["what"]).url
    fill(client, url, name="Айдар", kinds=["killed"])
    person = draft_of(ref)["people"][0]["key"]
    url = reverse("desk:report_person", args=[ref, person])
    first, second = (fields(client.get(url)) for _tab in range(2))
    client.post(url, first | {"name": "first tab"})
    answer = client.post(url, second | {"name": "second tab", "kinds": ["killed", "tortured"]})
    text = answer.content.decode()
    assert answer.status_code == 409
    assert "first tab" in text
    assert "second tab" in text
    kinds = re.findall(r'name="kinds" value="(\w+)"', text)
    assert kinds == ["killed", "tortured"]


def test_a_tab_left_open_after_sending_shows_the_words_and_saves_nothing(client):
    ref = family(client)
    old = fields(client.get(step_url(ref, "what")))
    fill(client, step_url(ref, "check"))
    answer = client.post(step_url(ref, "what"), old | {"narrative": "typed too late"})
    assert answer.status_code == 409
    assert "typed too late" in answer.content.decode()
    assert Report.objects.get(ref=ref).narrative == "A car was shot at near the bridge."


def test_one_tab_may_save_again_after_going_back(client, ref):
    form = fields(client.get(step_url(ref, "what")))
    client.post(step_url(ref, "what"), form | {"title": "one"})
    assert client.post(step_url(ref, "what"), form | {"title": "two"}).status_code == 302
    assert draft_of(ref)["what"]["title"] == "two"


def test_a_person_sent_twice_is_one_person(client, ref):
    url = reverse("desk:report_person", args=[ref, "new"])
    form = fields(client.get(url)) | {"name": "Айдар", "kinds": ["killed"]}
    for _time in range(2):
        client.post(url, form)
    assert len(draft_of(ref)["people"]) == 1


# --- People ----------------------------------------------------------------------------------------------------------
def test_the_next_person_is_offered_the_kinds_of_the_one_before(client, ref):
    url = reverse("desk:report_person", args=[ref, "new"])
    answer = fill(client, url, name="Айдар", kinds=["killed", "tortured"], more_kinds=["buried"], go="another")
    shown = fields(client.get(answer.url))
    assert (shown["kinds"], shown["more_kinds"]) == (["killed", "tortured"], ["buried"])


def test_when_and_where_of_step_one_are_said_on_the_persons_page(client, ref):
    url = fill(client, step_url(ref, "what"), **FAMILY_FIELDS["what"]).url
    assert "8 January 2022, Taldykorgan" in page(client, url)


def test_a_saved_person_shows_ties_as_they_were_chosen(client):
    ref = family(client)
    daughter = draft_of(ref)["people"][2]["key"]
    shown = fields(client.get(reverse("desk:report_person", args=[ref, daughter])))
    assert re.fullmatch(r"child:[0-9a-f-]+\+[0-9a-f-]+", shown["kin_1"])
    assert shown["kin_2"] == ""


def test_more_is_said_of_an_act_on_its_own_page(client, ref):
    url = fill(client, step_url(ref, "what"), **FAMILY_FIELDS["what"]).url
    act = fill(client, url, name="Айдар", kinds=["killed"], go="more").url
    shown = fields(client.get(act))
    assert (shown["day"], shown["place"], shown["kind"]) == ("8", "Taldykorgan", "killed")
    assert fill(client, act, day="9", manner="gunshot").status_code == 302
    held = draft_of(ref)["people"][0]["acts"][0]
    assert (held["own_when"], held["day"], held["manner"]) == (True, "9", "gunshot")


def test_a_second_act_of_one_kind_is_added_by_its_own_page(client, ref):
    url = reverse("desk:report_person", args=[ref, "new"])
    act = fill(client, url, name="Айдар", kinds=["detained"], go="more").url
    new = fill(client, act, go="again").url
    fill(client, new, kind="detained", day="9", month="1", year="2022")
    assert [one["kind"] for one in draft_of(ref)["people"][0]["acts"]] == ["detained", "detained"]


def test_a_wrong_act_is_told_and_kept(client, ref):
    act = fill(client, reverse("desk:report_person", args=[ref, "new"]), name="А", kinds=["killed"], go="more").url
    answer = fill(client, act, stated_reason="did not stop")
    assert "Say who gave this reason" in answer.content.decode()
    assert draft_of(ref)["people"][0]["acts"][0]["stated_reason"] == "did not stop"


def test_taking_a_person_out_asks_first(client):
    ref = family(client)
    key = draft_of(ref)["people"][0]["key"]
    url = reverse("desk:report_person_remove", args=[ref, key])
    assert "the husband" in page(client, url)
    assert len(draft_of(ref)["people"]) == 3
    fill(client, url)
    assert len(draft_of(ref)["people"]) == 2
    assert client.get(url).status_code == 404


def test_nobody_can_be_described_is_an_answer(client, ref):
    answer = fill(client, step_url(ref, "people"), persons_unknown="on")
    assert "/source/" in answer.url
    assert draft_of(ref)["what"]["persons_unknown"] is True
    fill(client, step_url(ref, "what"), narrative="x")
    assert draft_of(ref)["what"]["persons_unknown"] is True


@pytest.mark.parametrize("key", ["nobody", "00000000-0000-0000-0000-000000000000", "..", "%00"])
def test_a_person_who_is_not_there_is_not_found(client, ref, key):
    for name in ("desk:report_person", "desk:report_person_remove"):
        assert client.get(reverse(name, args=[ref, key])).status_code in (400, 404)
    assert client.get(reverse("desk:report_act", args=[ref, key, "new"])).status_code in (400, 404)


# --- The source ------------------------------------------------------------------------------------------------------
def test_a_secret_is_never_shown_again(client, ref):
    answer = fill(client, step_url(ref, "source"), name="Wqzxname", contact="Wqzxcontact", note="Wqzxnote")
    assert answer.status_code == 302
    shown = page(client, step_url(ref, "source"))
    assert "Wqzx" not in shown
    assert shown.count("Kept, encrypted") == 3


def test_a_secret_is_not_shown_beside_an_error_either(client, ref):
    answer = fill(client, step_url(ref, "source"), name="Wqzxname", contact="Wqzxcontact", derived_words="a newspaper")
    text = answer.content.decode()
    assert "Say how the text comes from the other one." in text
    assert "Wqzx" not in text
    assert "Kept, encrypted" in text


def test_a_secret_is_not_shown_on_the_page_of_a_conflict(client, ref):
    first, second = (fields(client.get(step_url(ref, "source"))) for _tab in range(2))
    client.post(step_url(ref, "source"), first | {"knowing": "hearsay"})
    answer = client.post(step_url(ref, "source"), second | {"name": "Wqzxname", "contact": "Wqzxcontact"})
    assert answer.status_code == 409
    assert "Wqzx" not in answer.content.decode()
    assert "type them again" in answer.content.decode()


def test_an_open_name_is_shown(client, ref):
    fill(client, step_url(ref, "source"), kind="outlet", protection="open", name="Invented Newsroom")
    assert fields(client.get(step_url(ref, "source")))["name"] == "Invented Newsroom"


# --- Checking and sending --------------------------------------------------------------------------------------------
def test_the_check_page_lists_what_is_missing_with_the_way_there(client, ref):
    text = page(client, step_url(ref, "check"))
    assert "Add a person, or say that you do not know who was harmed." in text
    assert "Choose one. If nobody could be asked, say so: that is an answer." in text
    assert f"{step_url(ref, 'consent')}?mend=1&amp;back=check#div_id_consent" in text


def test_an_incomplete_report_is_not_sent(client, ref):
    answer = fill(client, step_url(ref, "check"))
    assert answer.status_code == 200
    assert Report.objects.get(ref=ref).status == ReportStatus.DRAFT


def test_mending_leads_back_to_the_check(client, ref):
    answer = fill(client, step_url(ref, "consent") + "?mend=1&back=check", consent="internal")
    assert answer.url == step_url(ref, "check")


def test_the_page_to_mend_shows_what_is_wrong(client, ref):
    fill(client, step_url(ref, "what"), day="31", month="2", year="2022")
    assert "There is no such day in the calendar." in page(client, step_url(ref, "what") + "?mend=1")


def test_a_problem_of_a_person_leads_to_that_person(client, ref):
    fill(client, reverse("desk:report_person", args=[ref, "new"]), name="А", age="200", kinds=["killed"])
    key = draft_of(ref)["people"][0]["key"]
    text = page(client, step_url(ref, "check"))
    assert reverse("desk:report_person", args=[ref, key]) + "?mend=1" in text
    assert "from 0 to 130" in page(client, reverse("desk:report_person", args=[ref, key]) + "?mend=1")


# --- What was sent ---------------------------------------------------------------------------------------------------
def test_a_sent_report_is_shown_as_it_was_frozen(client, sent):
    text = page(client, reverse("desk:report_page", args=[sent.ref]))
    assert "A car was shot at near the bridge. Three people died." in text
    assert sent.revisions.get().sha256 in text
    assert "child of a woman, the wife" in text


def test_a_sent_report_has_no_steps_any_more(client, sent):
    for step in ("what", "people", "source", "consent", "check"):
        assert client.get(step_url(sent.ref, step)).url == reverse("desk:report_page", args=[sent.ref])


def test_a_question_is_shown_and_answered(client, returned):
    for url in (
        reverse("desk:my_reports"),
        reverse("desk:report_page", args=[returned.ref]),
        step_url(returned.ref, "what"),
    ):
        assert "Which bridge was it?" in page(client, url)
    fill(client, step_url(returned.ref, "what"), place="Taldykorgan, the bridge over the Karatal")
    answer = fill(client, step_url(returned.ref, "check"))
    assert "Answer the reviewer" in answer.content.decode()
    answer = fill(client, step_url(returned.ref, "check"), reason="The one over the Karatal.")
    assert answer.status_code == 302
    assert returned.revisions.count() == 2
    text = page(client, reverse("desk:report_page", args=[returned.ref]))
    assert "The one over the Karatal." in text
    assert "Version 1" in text
    old = page(client, reverse("desk:report_page", args=[returned.ref]) + "?revision=1")
    assert "bridge over the Karatal</dd>" not in old


def test_withdrawing_asks_why(client, sent):
    url = reverse("desk:report_withdraw", args=[sent.ref])
    answer = fill(client, url)
    assert "Write a few words." in answer.content.decode()
    assert fill(client, url, reason="The family asked.").url == reverse("desk:my_reports")
    assert Report.objects.get(pk=sent.pk).status == ReportStatus.WITHDRAWN


# --- My reports ------------------------------------------------------------------------------------------------------
def test_somebody_without_reports_is_told_how_to_begin(client):
    text = page(client, reverse("desk:my_reports"))
    assert "You have not logged anything yet" in text
    assert reverse("desk:report_new") in text


def test_a_draft_says_how_far_it_is(client, ref):
    assert "Draft, 1 of 6" in page(client, reverse("desk:my_reports"))
    fill(client, step_url(ref, "what"), narrative="x")
    fill(client, step_url(ref, "people"), persons_unknown="on")
    assert "Draft, 3 of 6" in page(client, reverse("desk:my_reports"))


def test_nobody_sees_the_reports_of_somebody_else(client, other_activist, client_of):
    ref = family(client)
    stranger = client_of(other_activist)
    assert ref not in page(stranger, reverse("desk:my_reports"))
    urls = [step_url(ref, step) for step in STEPS] + [reverse("desk:report_page", args=[ref])]
    for url in urls:
        assert stranger.get(url).status_code == 404
        assert stranger.post(url, {"version": 1}).status_code in (404, 405)


@pytest.mark.parametrize("many", [3, 30])
def test_the_list_asks_the_same_few_questions_however_long_it_is(client, activist, many, django_assert_num_queries):
    for _number in range(many):
        MentionFactory(report__submitter=activist)
    with django_assert_num_queries(5):
        page(client, reverse("desk:my_reports"))


def test_a_long_list_has_pages(client, activist):
    for _number in range(31):
        intake.start(by=activist, at=AT, key=new_key())
    assert page(client, reverse("desk:my_reports")).count("<li data-item>") == 30
    assert page(client, reverse("desk:my_reports") + "?page=2").count("<li data-item>") == 1
    assert client.get(reverse("desk:my_reports") + "?page=" + "9" * 5000).status_code == 200
