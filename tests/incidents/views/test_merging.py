"""The page of a person who was joined with another: what it shows, and how a joining or a verdict is taken back."""

import pytest
from django.urls import reverse

from incidents.domain import merging
from incidents.models import Merge
from tests.factories import NOW
from tests.incidents.domain.merging.house import agreed, held, proposed

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair(activist, reviewer):
    return held(activist, reviewer, "Ержан Садықов"), held(activist, reviewer, "Erzhan Sadykov", kind="detained")


@pytest.fixture
def joining(pair, reviewer):
    row = merging.merge(*pair, because="One day, one place.", by=reviewer, at=NOW)
    for person in (row.kept, row.absorbed):
        person.refresh_from_db()
    return row


def page_of(client, person):
    return client.get(reverse("desk:person", args=[person.ref])).content.decode()


def undo(client, row, because="Two men.", **more):
    url = reverse("desk:merge_undo", args=[row.kept.ref, row.pk])
    return client.post(url, {"because": because, "version": row.kept.version} | more)


def test_the_page_shows_what_was_joined_by_whom_why_and_under_which_reference(client_of, reviewer, joining):
    page = page_of(client_of(reviewer), joining.kept)
    for words in (joining.absorbed.ref, "One day, one place.", "Dana Test", "Take this joining apart", "Erzhan Sadykov",
                  "Former references", "joined two persons"):  # fmt: skip
        assert words in page, words


def test_the_old_reference_leads_to_the_one_that_stays_and_the_list_finds_it(client_of, reviewer, joining):
    client = client_of(reviewer)
    assert client.get(reverse("desk:person", args=[joining.absorbed.ref])).url == reverse(
        "desk:person", args=[joining.kept.ref]
    )
    assert f"{joining.absorbed.ref} was joined to {joining.kept.ref}." in page_of(client, joining.kept)
    listed = client.get(reverse("desk:people"), {"q": joining.absorbed.ref}).content.decode()
    assert joining.kept.ref in listed


def test_a_joining_is_taken_apart_with_a_reason_and_stays_in_the_history(client_of, reviewer, joining):
    client = client_of(reviewer)
    assert undo(client, joining).url == reverse("desk:person", args=[joining.kept.ref])
    assert Merge.objects.get().undone_because == "Two men."
    for person in (joining.kept, joining.absorbed):
        page = page_of(client, person)
        assert "took a joining of two persons apart" in page
        assert "Two men." in page
        assert "Take this joining apart" not in page


def test_without_a_reason_the_page_asks_for_one(client_of, reviewer, joining):
    answer = undo(client_of(reviewer), joining, because=" ")
    assert answer.status_code == 422
    assert "Write why." in answer.content.decode()


def test_what_stands_in_the_way_is_linked_and_the_words_are_kept(client_of, reviewer, joining):
    finding = proposed(joining.kept, reviewer, "detained")
    answer = undo(client_of(reviewer), joining, because="Certainly two men.")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f'href="{reverse("desk:finding", args=[finding.ref])}"' in page
    assert "Certainly two men." in page


def test_whoever_saw_another_state_is_told_and_can_send_it_again(client_of, reviewer, joining):
    answer = undo(client_of(reviewer), joining, because="Certainly two men.", version=joining.kept.version + 1)
    assert answer.status_code == 409
    assert "Certainly two men." in answer.content.decode()
    assert Merge.objects.get().undone_at is None


def test_an_admin_reads_the_joining_and_takes_nothing_apart(client_of, admin, joining):
    page = page_of(client_of(admin), joining.kept)
    assert joining.absorbed.ref in page
    assert "Take this joining apart" not in page


def test_what_was_concluded_before_is_shown_with_its_link(client_of, activist, reviewer, second_reviewer):
    one, other = held(activist, reviewer), held(activist, reviewer)
    first, second = agreed(one, reviewer, second_reviewer), agreed(other, reviewer, second_reviewer)
    merging.merge(one, other, because="One man.", by=reviewer, at=NOW)
    page = page_of(client_of(reviewer), one)
    assert "Concluded before the two were joined" in page
    assert page.index(first.ref) < page.index(second.ref)
    assert reverse("desk:finding", args=[second.ref]) in page


def test_a_verdict_on_two_persons_is_on_both_pages_and_is_taken_back_there(client_of, reviewer, pair):
    row = merging.different(*pair, because="Another age.", by=reviewer, at=NOW)
    client = client_of(reviewer)
    for person, other in (pair, pair[::-1]):
        page = page_of(client, person)
        assert "Another age." in page
        assert other.ref in page
    url = reverse("desk:pair_undo", args=[pair[1].ref, row.pk])
    assert client.post(url, {"because": "A slip.", "version": pair[1].version}).status_code == 302
    row.refresh_from_db()
    assert row.reversed_by == reviewer
    page = page_of(client, pair[0])
    assert "A slip." in page
    assert "Take this decision back" not in page
