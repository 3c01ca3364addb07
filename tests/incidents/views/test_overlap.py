"""Who is on which list: counts, patterns, a picture with its table, and the people behind each number."""

import pytest
from django.urls import reverse

from incidents.vocabulary import Listing
from tests.incidents.people_samples import held
from tests.incidents.row_samples import a_list, a_row, an_edition, mark

pytestmark = pytest.mark.django_db


def said(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def world(reviewer):
    """Two on both lists, one on the first alone, one nowhere; the second list holds the dead alone."""
    ours, dead = a_list("Defenders"), a_list("Official", covers_kinds=["killed"])
    one, other = an_edition(ours), an_edition(dead)
    persons = [held(reviewer, name=name) for name in ("Айдар Сатпаев", "Дана Оспанова")]
    detained = held(reviewer, name="Ержан Сейітов", kind="detained")
    nowhere = held(reviewer, name="Гүлнар Әбдірова")
    for person in persons:
        a_row(one, person.display_name, number=4, person=person)
        a_row(other, person.display_name, person=person)
    a_row(one, "Ержан Сейітов", kind="detained", person=detained)
    return ours, dead, persons, detained, nowhere


def test_patterns_pairs_and_sizes_are_counted(world, client_of, reviewer):
    page = said(client_of(reviewer).get(reverse("desk:overlap")))
    for words in (
        "4 people whom we hold",
        'on both: <b class="num">2</b>',
        "only on “Defenders”: 0, and 1 whom the other could not have listed",
        "listed: 2 · not listed: 1 · could not have been listed: 1",
        "?of=11&amp;list=",
    ):
        assert words in page


def test_the_picture_says_the_same_as_the_table_without_a_style(world, client_of, reviewer):
    page = said(client_of(reviewer).get(reverse("desk:overlap")))
    svg = page[page.index("<svg") : page.index("</svg>")]
    assert svg.count("<rect") == 3
    assert svg.count("upset-full") == 3
    assert svg.count("upset-hollow") == 2
    assert "style" not in svg
    assert int(svg.split('width="')[1].split('"')[0]) < 320


def test_behind_each_number_are_people_with_the_reasons(world, client_of, reviewer):
    ours, dead, persons, detained, nowhere = world
    at, lists = client_of(reviewer), f"list={ours.ref}&list={dead.ref}"
    page = said(at.get(reverse("desk:overlap_people") + f"?of=11&{lists}"))
    assert persons[0].ref in page
    assert persons[1].ref in page
    assert detained.ref not in page
    assert "Edition 1, 4: Айдар Сатпаев" in page
    page = said(at.get(reverse("desk:overlap_people") + f"?of=1n&{lists}"))
    assert detained.ref in page
    assert "it covers: killed" in page


def test_whom_only_we_and_whom_only_they_have(world, client_of, reviewer):
    ours, dead, persons, detained, nowhere = world
    only = held(reviewer, name="Марат Бекенов", report=dead.editions.get().report)
    mark(only.mentions.get(), ours, Listing.NOT_COVERED)
    at, lists = client_of(reviewer), f"list={ours.ref}&list={dead.ref}"
    page = said(at.get(reverse("desk:overlap_people") + f"?of=theirs-{dead.ref}&{lists}"))
    assert only.ref in page
    assert persons[0].ref not in page
    assert "as “Official” says" in page
    page = said(at.get(reverse("desk:overlap_people") + f"?of=ours-{dead.ref}&{lists}"))
    assert detained.ref in page
    assert nowhere.ref in page
    assert only.ref not in page


@pytest.mark.parametrize("of", ["", "zz", "ours-L-0000000", "111111111", "theirs-"])
def test_what_is_no_pattern_shows_nobody_or_those_on_none(of, world, client_of, reviewer):
    answer = client_of(reviewer).get(reverse("desk:overlap_people"), {"of": of})
    assert answer.status_code == 200


def test_without_a_list_the_page_says_so(client_of, admin):
    assert "There is no list yet." in said(client_of(admin).get(reverse("desk:overlap")))


def test_the_pages_ask_the_same_however_many_people(world, client_of, reviewer, django_assert_max_num_queries):
    at = client_of(reviewer)
    at.get(reverse("desk:overlap"))
    with django_assert_max_num_queries(20):
        at.get(reverse("desk:overlap"))
    with django_assert_max_num_queries(24):
        at.get(reverse("desk:overlap_people"), {"of": "11"})


def test_rows_that_nobody_decided_are_told_and_a_list_without_an_edition_is_left_out(world, client_of, reviewer):
    ours, *_others = world
    page = said(client_of(reviewer).get(reverse("desk:overlap")))
    assert "not decided yet" not in page
    a_list("Nothing came of it yet")
    a_row(ours.editions.get(), "Сәуле Ахметова", number=9)
    page = said(client_of(reviewer).get(reverse("desk:overlap")))
    assert "1 row of these lists is not decided yet." in page
    assert "Nothing came of it yet" not in page


def test_rows_of_an_edition_that_no_longer_stands_wait_for_nobody(world, client_of, reviewer):
    ours, *_others = world
    report = ours.editions.get().report
    a_row(ours.editions.get(), "Сәуле Ахметова", number=9)
    type(report).objects.filter(pk=report.pk).update(status="withdrawn")
    assert "not decided yet" not in said(client_of(reviewer).get(reverse("desk:overlap")))
