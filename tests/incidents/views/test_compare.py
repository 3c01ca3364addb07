"""Records side by side: what the page says of them, and the one decision that a reviewer makes there."""

import re
import threading

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from incidents.domain import merging, standing
from incidents.models import Kinship, MatchDecision, Merge, Person
from incidents.vocabulary import KinKind, ReportStatus, Resolution
from tests.factories import MentionFactory
from tests.incidents.alike_samples import LATER, held, told
from tests.incidents.views.compare_walk import at, key_of, page_of, press

pytestmark = pytest.mark.django_db


@pytest.fixture
def client(client_of, reviewer):
    return client_of(reviewer)


@pytest.fixture
def pair(activist, reviewer):
    """One boy under two spellings, the second one later."""
    first = held(activist, reviewer, "Бахытжан Жагипаров", age_low=15, age_high=15, sex="male")
    return first, held(activist, reviewer, "Bakhytzhan Zhagiparov", days=1, age_low=15, age_high=15, sex="male")


@pytest.fixture
def refs(pair):
    return [person.ref for person in pair]


# --- What it says ------------------------------------------------------------------------------------------------------
def test_two_spellings_stand_side_by_side_in_both_scripts_with_reasons_and_who_stays(client, refs):
    page = page_of(client, *refs)
    assert "Very likely." in page
    assert page.count("Бахытжан Жагипаров") >= 2
    assert page.count("Bakhytzhan Zhagiparov") >= 2
    assert "8 January 2022" in page
    assert f"{refs[0]} stays; whoever opens {refs[1]} finds it there." in page
    assert page.count('<mark class="letter">') == 1  # the legend alone


def test_letters_that_are_others_are_marked_within_the_word_and_what_speaks_against_it_is_said(
    client, activist, reviewer
):
    one = held(activist, reviewer, "Марат Сериков", age_low=15, age_high=15)
    other = held(activist, reviewer, "Мурат Сериков", days=1, age_low=40, age_high=40)
    page = page_of(client, one.ref, other.ref)
    assert 'М<mark class="letter">а</mark>рат Сериков' in page
    assert 'М<mark class="letter">у</mark>рат Сериков' in page
    assert "But:" in page
    assert page.count(">differs</span>") == 2  # name and age


def test_somebody_of_a_report_is_found_by_number_and_by_key_and_has_the_family_of_the_report(
    client, activist, reviewer
):
    person = held(activist, reviewer, "Айдар Сейітов")
    mention = told(activist, reviewer, "Aidar Seitov")
    mother = MentionFactory(report=mention.report, name="Дана Сейітова")
    Kinship.objects.create(mention=mother, to_mention=mention, kind=KinKind.PARENT)
    page = page_of(client, person.ref, key_of(mention))
    assert "father or mother: Дана Сейітова" in " ".join(re.sub(r"<[^>]+>", "", page).split())
    assert "one person in a report" in page
    assert f"becomes part of {person.ref}." in page
    by_number = client.get(at(person.ref, f"{mention.report.ref.lower()}~1"))
    assert by_number.headers["Location"] == at(person.ref, key_of(mention))


def test_rows_of_lists_and_other_spellings_are_shown(client, refs, pair, activist, reviewer):
    mention = told(activist, reviewer, "Жағыпаров Б.", row={"no": "17", "name": "Жағыпаров Б.", "empty": ""})
    mention.person, mention.resolution, mention.resolution_reason = pair[0], Resolution.GROUPED, "Seen."
    mention.resolved_by, mention.resolved_at = reviewer, pair[0].created_at
    mention.save()
    standing.rewrite(pair[0])
    page = page_of(client, *refs)
    assert f"{mention.report.ref}: 17 · Жағыпаров Б." in page
    assert "2 reports, 2 independent sources" in page


def test_a_person_who_was_joined_leads_to_the_one_who_stays(client, refs, activist, reviewer):
    press(client, page_of(client, *refs), "same")
    third = held(activist, reviewer, "Somebody Else")
    assert client.get(at(refs[1], third.ref)).headers["Location"] == at(refs[0], third.ref)
    assert client.get(at(*refs)).status_code == 200  # one record is left: the question for another
    assert "Reference of the other person" in client.get(at(*refs)).content.decode()


@pytest.mark.parametrize("wrong", ["P-0000000", "none-such", "R-0000000~1", "~", "P-%00", "%s"])
def test_what_is_unknown_and_what_one_may_not_see_is_404(client, refs, wrong):
    assert client.get(reverse("desk:compare"), {"of": [refs[0], wrong]}).status_code == 404


def test_of_a_report_that_one_may_not_read_nobody_is_shown(client_of, admin, refs, activist, reviewer):
    mention = told(activist, reviewer, "Aidar Seitov")
    assert client_of(admin).get(at(refs[0], key_of(mention))).status_code == 404
    mention.report.status = ReportStatus.ACCEPTED
    mention.report.save()
    page = page_of(client_of(admin), refs[0], key_of(mention))
    assert "compare/decide" not in page


def test_the_page_reads_a_fixed_number_of_times(client, activist, reviewer, refs, pair):
    for person in pair:
        for _more in range(3):
            MentionFactory(report=told(activist, reviewer).report, name="A. B.", person=person)
    third = held(activist, reviewer, "Somebody Else").ref
    with CaptureQueriesContext(connection) as two:
        page_of(client, *refs)
    with CaptureQueriesContext(connection) as three:
        page_of(client, *refs, third)
    assert len(three) == len(two)
    assert len(two) <= 45


# --- What is decided -----------------------------------------------------------------------------------------------------
def test_one_press_joins_two_persons_with_the_reasons_found_and_the_older_reference_stays(client, pair, refs):
    page = page_of(client, *refs)
    answer = press(client, page, "same")
    assert answer.headers["Location"] == reverse("desk:person", args=[refs[0]])
    merge = Merge.objects.get()
    assert (merge.kept, merge.absorbed) == pair
    assert merge.because.startswith("Same name")


def test_different_and_undecided_are_remembered_with_plain_words_before_the_reasons(client, refs):
    for verdict, plain in (("different", "Compared, and not the same."), ("undecided", "Too little is known to tell.")):
        answer = press(client, page_of(client, *refs), verdict)
        assert answer.headers["Location"] == at(*refs)
        row = MatchDecision.objects.get(verdict=verdict, reversed_at=None, other__isnull=False)
        assert row.because.startswith(plain)
        assert len(row.because) > len(plain)
    assert "Decided before by" in page_of(client, *refs)


def test_ones_own_words_are_kept_as_they_are(client, refs):
    press(client, page_of(client, *refs), "different", because="Two cousins: their aunt told us.")
    assert MatchDecision.objects.get(other__isnull=False).because == "Two cousins: their aunt told us."


def test_somebody_of_a_report_is_grouped_with_a_person_or_told_apart(client, pair, activist, reviewer):
    mention = told(activist, reviewer, "Б. Жагипаров")
    page = page_of(client, pair[0].ref, key_of(mention))
    assert press(client, page, "undecided").status_code == 302
    mention.refresh_from_db()
    assert mention.resolution == Resolution.UNDECIDED
    assert press(client, page_of(client, pair[0].ref, key_of(mention)), "different").status_code == 302
    assert press(client, page_of(client, pair[0].ref, key_of(mention)), "same").status_code == 302
    mention.refresh_from_db()
    assert mention.person == pair[0]


def test_two_who_are_only_in_reports_become_a_new_person_and_nothing_else(client, activist, reviewer):
    one, other = told(activist, reviewer, "Айдар Сейітов"), told(activist, reviewer, "Aidar Seitov")
    page = page_of(client, key_of(one), key_of(other))
    assert "a new person is made of them" in page
    refused = press(client, page, "different")
    assert refused.status_code == 422
    assert "not in the list of people yet" in refused.content.decode()
    assert press(client, page, "same").status_code == 302
    person = Person.objects.get()
    assert set(person.mentions.all()) == {one, other}


def test_of_four_those_are_joined_that_were_chosen(client, pair, refs, activist, reviewer):
    woman = held(activist, reviewer, "Bakhytzhan Zhagiparova", days=2, sex="female")
    mention = told(activist, reviewer, "Б. Жагипаров")
    page = page_of(client, *refs, woman.ref, key_of(mention))
    assert press(client, page, "same").status_code == 422
    assert Merge.objects.count() == 0
    press(client, page, "same", of=[*refs, key_of(mention)])
    mention.refresh_from_db()
    woman.refresh_from_db()
    assert Merge.objects.get().kept == mention.person == pair[0]
    assert woman.merged_into is None


def test_two_people_of_one_report_are_never_one(client, activist, reviewer):
    mention = told(activist, reviewer, "Айдар Сейітов")
    brother = MentionFactory(report=mention.report, name="Aidar Seitov")
    answer = press(client, page_of(client, key_of(mention), key_of(brother)), "same")
    assert answer.status_code == 422
    assert Person.objects.count() == 0


# --- What was seen -------------------------------------------------------------------------------------------------------
def test_whoever_decides_about_what_changed_since_is_told_and_loses_no_word(client, pair, refs):
    page = page_of(client, *refs)
    standing.rewrite(pair[1])
    answer = press(client, page, "same", because="I know them both.")
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Somebody else changed this since you opened it." in shown
    assert "I know them both." in shown
    assert Merge.objects.count() == 0
    assert press(client, shown, "same").status_code == 302  # the page as it is now carries the new state


def test_whoever_comes_second_reads_that_they_are_one_already_and_loses_no_word(
    client, client_of, second_reviewer, pair, refs
):
    other = client_of(second_reviewer)
    page = page_of(other, *refs)
    press(client, page_of(client, *refs), "same")
    answer = press(other, page, "different", because="Two cousins.")
    assert answer.status_code == 409
    assert f"They are one person already: {refs[0]}." in answer.content.decode()
    assert "Two cousins." in answer.content.decode()


def test_when_one_of_them_was_joined_with_a_third_the_page_shows_whom_it_is_now(client, pair, refs, activist, reviewer):
    third = held(activist, reviewer, "Somebody Else", days=-1)
    page = page_of(client, *refs)
    merging.merge(pair[1], third, because="Seen.", by=reviewer, at=LATER)
    answer = press(client, page, "same", because="I know them both.")
    assert answer.status_code == 409
    assert third.ref in answer.content.decode()
    assert "I know them both." in answer.content.decode()
    assert Merge.objects.count() == 1


@pytest.mark.parametrize("changes", [{"version": []}, {"of": []}, {"version": ["P-0000000:1", "x"]}])
def test_nothing_is_decided_about_what_the_page_did_not_show(client, refs, changes):
    answer = press(client, page_of(client, *refs), "same", **changes)
    assert answer.status_code in (200, 404, 422)
    assert Merge.objects.count() == 0


def test_a_reference_that_was_not_shown_cannot_be_slipped_in(client, refs, activist, reviewer):
    third = held(activist, reviewer, "Somebody Else", days=3)
    press(client, page_of(client, *refs), "same", of=[refs[0], third.ref])
    assert Merge.objects.count() == 0
    third.refresh_from_db()
    assert third.merged_into is None


def test_whoever_wrote_a_report_about_one_of_them_reads_and_does_not_decide(client_of, reviewer, second_reviewer, pair):
    own = held(reviewer, second_reviewer, "Bakhytzhan Zhagiparov", days=3)
    client = client_of(reviewer)
    page = page_of(client, pair[0].ref, own.ref)
    assert "Somebody else must do it." in page
    assert "compare/decide" not in page
    sent = {"version": [f"{person.ref}:{person.version}" for person in (pair[0], own)], "of": [pair[0].ref, own.ref]}
    answer = client.post(reverse("desk:compare_decide"), sent | {"verdict": "same", "because": "Me."})
    assert answer.status_code == 403
    assert Merge.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_get_one_joining_and_one_clear_answer(client_of, reviewer, second_reviewer, pair, refs):
    clients = [client_of(user) for user in (reviewer, second_reviewer)]
    pages = [page_of(client, *refs) for client in clients]
    answers = []

    def act(number):
        try:
            answers.append(press(clients[number], pages[number], "same").status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=act, args=(number,)) for number in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Merge.objects.count() == 1
    assert sorted(answers)[0] == 302
    assert sorted(answers)[1] in (200, 403, 409)
