"""Deciding rows of a list: by keys alone, many at once and taken back on a telephone without a script, and the overlap."""

from django.urls import reverse
from playwright.sync_api import expect

from incidents.models import Mention
from incidents.vocabulary import Resolution
from tests.incidents.domain.reconciling import house


def test_rows_are_decided_one_after_the_other_by_keys(walker, reviewer, transactional_db):
    persons, edition = house.known(reviewer), house.edition_of()
    first, second, third = house.rows_of(edition)
    at = walker(reviewer, keyboard=True)
    at.go(reverse("desk:reconcile", args=[edition.person_list.ref]))
    # when the next row is taken, it stands beside the one it may be, in both scripts
    with at.page.expect_navigation():
        at.page.keyboard.press("n")
    at.reads("Aidar Satpayev")
    expect(at.main("dl.cmp").first).to_contain_text(persons[0].ref)
    with at.page.expect_navigation():
        at.page.keyboard.press("s")
    # then the next one comes by itself; one is skipped, one is somebody new
    expect(at.main("h1")).to_have_text(second.name)
    with at.page.expect_navigation():
        at.page.keyboard.press("x")
    expect(at.main("h1")).to_have_text(third.name)
    with at.page.expect_navigation():
        at.page.keyboard.press("u")
    first.refresh_from_db()
    third.refresh_from_db()
    assert first.person == persons[0]
    assert third.resolution == Resolution.UNDECIDED
    assert at.noise == []


def test_many_are_decided_and_taken_back_on_a_telephone_and_the_overlap_is_read_there(
    walker, reviewer, transactional_db
):
    house.known(reviewer)
    edition = house.edition_of()
    at = walker(reviewer, width=360, js=False)
    at.go(reverse("desk:reconcile_bulk", args=[edition.person_list.ref]))
    at.click(at.button("Look which rows fit"))
    at.reads("3 rows fit")
    assert not Mention.objects.filter(report=edition.report, person__isnull=False).exists()
    at.click(at.button("Decide these 3 rows"))
    at.go(reverse("desk:overlap"))
    at.reads("3 people whom we hold")
    assert at.main("svg.upset").bounding_box()["width"] <= 360
    assert at.page.evaluate("document.documentElement.scrollWidth") <= 360
    many = edition.bulk_decisions.get()
    at.go(reverse("desk:reconcile_many", args=[edition.person_list.ref, many.pk]))
    at.main("summary").first.click()
    at.page.get_by_label("Why take it back").fill("The wrong list.")
    at.click(at.button("Take all of it back"))
    at.reads("The wrong list.")
    assert not Mention.objects.filter(report=edition.report, person__isnull=False).exists()
