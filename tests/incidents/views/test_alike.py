"""The queue of likely same persons: what waits is counted honestly, and two people never read one group."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from incidents.domain import matching, merging
from incidents.models import LikelyGroup
from incidents.vocabulary import Likelihood
from tests.incidents.alike_samples import LATER, group, held, told
from tests.incidents.views.compare_walk import at, page_of, press

pytestmark = pytest.mark.django_db
QUEUE = "/desk/alike/"


@pytest.fixture
def client(client_of, reviewer):
    return client_of(reviewer)


@pytest.fixture
def persons(activist, reviewer):
    """Three persons, the oldest first."""
    names = ("Бахытжан Жагипаров", "Bakhytzhan Zhagiparov", "Б. Жагипаров")
    return [held(activist, reviewer, name, days=days) for days, name in enumerate(names)]


def read(client, query="") -> str:
    answer = client.get(QUEUE + query)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


# --- The list ------------------------------------------------------------------------------------------------------------
def test_groups_wait_with_their_names_their_size_and_what_is_to_be_read(client, persons):
    group((persons[0], persons[1]), (persons[0], persons[2]))
    page = read(client)
    assert "1 group to read" in page
    assert "Бахытжан Жагипаров · Bakhytzhan Zhagiparov · Б. Жагипаров" in page
    assert "3 records · 2 pairs to read" in page


def test_very_likely_possible_and_what_has_something_against_it_are_apart(client, persons, activist, reviewer):
    more = [held(activist, reviewer, f"Person Number{n}") for n in range(4)]
    group((persons[0], persons[1]))
    group((more[0], more[1]), likelihood=Likelihood.POSSIBLE)
    group((more[2], more[3]), levels={"against": ["sex"]})
    page = read(client)
    assert "3 groups to read · 3 pairs · 1 very likely · 1 possible · 1 with something against it" in page
    for show, name in (("very_likely", "Жагипаров"), ("possible", "Number0"), ("against", "Number2")):
        page = read(client, f"?show={show}")
        assert name in page
        assert page.count("data-item") == 1
    assert "Nothing to read" not in read(client, "?show=mine")
    assert "No group matches" in read(client, "?show=mine")


def test_the_likeliest_stand_first_or_the_largest(client, persons, activist, reviewer):
    more = [held(activist, reviewer, f"Person Number{n}") for n in range(2)]
    group((persons[0], persons[1]), (persons[0], persons[2]), score=0.5)
    group((more[0], more[1]), score=0.9)
    assert read(client).index("Number0") < read(client).index("Жагипаров")
    assert read(client, "?sort=size").index("Number0") > read(client, "?sort=size").index("Жагипаров")


def test_nothing_to_read_is_said_with_the_next_step(client):
    assert "The search runs every night." in read(client)


@pytest.mark.parametrize("query", ["?show=none-such&sort=x&page=0", "?page=999", "?show=%00x", "?page=-1"])
def test_an_address_that_cannot_be_read_shows_everything(client, query, persons):
    group((persons[0], persons[1]))
    if "%00" not in query:
        assert "Жагипаров" in read(client, query)


def test_the_list_reads_a_fixed_number_of_times(client, persons, activist, reviewer):
    group((persons[0], persons[1]), (persons[0], persons[2]))
    with CaptureQueriesContext(connection) as one:
        read(client)
    for number in range(5):
        group(
            (held(activist, reviewer, f"Person Number{number}"), persons[2]),
            (persons[1], told(activist, reviewer, "Somebody Told")),
        )
    with CaptureQueriesContext(connection) as many:
        read(client)
    assert len(many) == len(one) <= 12


def test_the_first_page_of_a_reviewer_says_how_many_groups_wait(client, client_of, admin, persons):
    assert "groups of likely same persons to read" in client.get("/desk/").content.decode()
    group((persons[0], persons[1]))
    home = client.get("/desk/").content.decode()
    assert "group of likely same persons to read" in home
    assert f'href="{QUEUE}"' in home
    assert QUEUE not in client_of(admin).get("/desk/").content.decode()


# --- What no longer waits ------------------------------------------------------------------------------------------------
def test_what_was_decided_elsewhere_no_longer_waits(client, persons, reviewer, activist):
    group((persons[0], persons[1]))
    mention = told(activist, reviewer, "Б. Ж.")
    group((persons[2], mention))
    known = {"because": "Seen.", "by": reviewer, "at": LATER}
    merging.different(persons[0], persons[1], **known)
    matching.same(mention, persons[2], **known)
    assert "0 groups to read" in read(client)
    group((persons[0], persons[2]))
    merging.merge(persons[0], persons[2], **known)
    assert "0 groups to read" in read(client)


def test_a_pair_that_was_refused_before_the_run_waits_since_its_facts_are_others_now(client, persons, reviewer):
    merging.different(persons[0], persons[1], because="Seen.", by=reviewer, at=LATER - dt.timedelta(days=30))
    group((persons[0], persons[1]))
    assert "1 group to read" in read(client)


def test_somebody_whom_the_author_left_out_no_longer_waits(client, persons, reviewer, activist):
    mention = told(activist, reviewer, "Б. Ж.")
    group((persons[2], mention))
    mention.retired_at = LATER
    mention.save()
    assert "0 groups to read" in read(client)


# --- Taking --------------------------------------------------------------------------------------------------------------
def test_two_who_ask_for_the_next_group_get_two(client_of, reviewer, second_reviewer, persons, activist):
    more = [held(activist, reviewer, f"Person Number{n}") for n in range(2)]
    first, second = group((persons[0], persons[1])), group((more[0], more[1]), score=0.8)
    one, other = client_of(reviewer), client_of(second_reviewer)
    assert one.post(QUEUE).headers["Location"] == f"{QUEUE}{first.pk}/"
    assert one.post(QUEUE).headers["Location"] == f"{QUEUE}{first.pk}/"  # one's own comes back
    assert other.post(QUEUE).headers["Location"] == f"{QUEUE}{second.pk}/"
    assert "taken by" in read(other)
    assert "1 taken by you" in read(other)
    third = client_of(reviewer)
    third.post(f"{QUEUE}{first.pk}/", {"do": "put_back"})
    assert LikelyGroup.objects.get(pk=first.pk).taken_by is None


def test_when_all_are_taken_it_is_said(client_of, reviewer, second_reviewer, persons):
    group((persons[0], persons[1]))
    client_of(reviewer).post(QUEUE)
    answer = client_of(second_reviewer).post(QUEUE, follow=True)
    assert "No group is free now." in answer.content.decode()


def test_a_group_that_another_reads_cannot_be_taken_put_back_or_decided(client_of, reviewer, second_reviewer, persons):
    found = group((persons[0], persons[1]))
    client_of(reviewer).post(f"{QUEUE}{found.pk}/", {"do": "take"})
    other = client_of(second_reviewer)
    page = other.get(f"{QUEUE}{found.pk}/").content.decode()
    assert "reads this group now" in page
    assert other.post(f"{QUEUE}{found.pk}/", {"do": "take"}).status_code == 403
    assert other.post(f"{QUEUE}{found.pk}/", {"do": "put_back"}).status_code == 403
    beside = page_of(other, persons[0].ref, persons[1].ref, group=found.pk)
    assert "reads this group now" in beside
    assert press(other, beside, "different").status_code == 403


def test_what_was_left_lying_for_half_an_hour_is_free_again(client_of, reviewer, second_reviewer, persons):
    found = group((persons[0], persons[1]))
    found.taken_by, found.taken_at = reviewer, timezone.now() - dt.timedelta(minutes=31)
    found.save()
    assert client_of(second_reviewer).post(QUEUE).headers["Location"] == f"{QUEUE}{found.pk}/"
    found.refresh_from_db()
    assert found.taken_by == second_reviewer


def test_the_next_group_is_one_of_those_that_are_shown(client, persons, activist, reviewer):
    more = [held(activist, reviewer, f"Person Number{n}") for n in range(2)]
    group((persons[0], persons[1]))
    possible = group((more[0], more[1]), likelihood=Likelihood.POSSIBLE, score=0.3)
    assert client.post(QUEUE, {"show": "possible"}).headers["Location"] == f"{QUEUE}{possible.pk}/"


# --- One group -----------------------------------------------------------------------------------------------------------
def test_a_group_shows_who_is_in_it_and_its_pairs_with_reasons(client, persons, activist, reviewer):
    mention = told(activist, reviewer, "Б. Жагипаров")
    found = group((persons[0], persons[1]), (persons[0], mention))
    page = client.get(f"{QUEUE}{found.pk}/").content.decode()
    assert page.count("Same name") >= 1
    assert mention.report.ref in page
    assert at(persons[0].ref, persons[1].ref, group=found.pk).replace("&", "&amp;") in page


def test_in_a_group_the_next_pair_comes_by_itself_and_at_the_end_the_group(client, persons, reviewer):
    refs = [person.ref for person in persons]
    found = group((persons[0], persons[1]), (persons[0], persons[2]))
    page = page_of(client, *refs[:2], group=found.pk)
    assert "Pair 1 of 2" in page
    answer = press(client, page, "different")
    assert answer.headers["Location"] == at(refs[0], refs[2], group=found.pk)
    answer = press(client, page_of(client, refs[0], refs[2], group=found.pk), "undecided")
    assert answer.headers["Location"] == reverse("desk:alike_group", args=[found.pk])
    assert "Nothing in this group waits any more." in client.get(answer.headers["Location"]).content.decode()
    found.refresh_from_db()
    assert (found.open_pairs, found.taken_by) == (0, reviewer)


def test_who_was_joined_is_read_on_as_the_one_who_stays_and_is_as_before_when_it_is_taken_back(
    client, persons, reviewer
):
    refs = [person.ref for person in persons]
    found = group((persons[0], persons[1]), (persons[1], persons[2]))
    answer = press(client, page_of(client, *refs[:2], group=found.pk), "same")
    assert answer.headers["Location"] == at(refs[0], refs[2], group=found.pk)
    assert "1 of 2 settled" in client.get(f"{QUEUE}{found.pk}/").content.decode()
    merge = persons[1].merges.get()
    merging.unmerge(merge, because="No.", by=reviewer, at=timezone.now())
    assert "2 pairs of this group wait" in client.get(f"{QUEUE}{found.pk}/").content.decode()


def test_a_pair_that_two_pairs_became_is_read_once(client, persons):
    refs = [person.ref for person in persons]
    found = group((persons[0], persons[1]), (persons[1], persons[2]), (persons[0], persons[2]))
    press(client, page_of(client, *refs[:2], group=found.pk), "same")
    found.refresh_from_db()
    assert found.open_pairs == 1
    press(client, page_of(client, refs[0], refs[2], group=found.pk), "different")
    assert "0 groups to read" in read(client)


@pytest.mark.parametrize("strange", ["0", "99999", "x", "9" * 40, "-1", "٣"])
def test_a_group_that_is_none_is_left_out_of_the_page(client, persons, strange):
    assert "Pair 1" not in page_of(client, persons[0].ref, persons[1].ref, group=strange)
