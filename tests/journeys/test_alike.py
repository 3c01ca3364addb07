"""Reading likely pairs: three records in two scripts, side by side, decided with one key each; and without a script."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from incidents.models import LikelyGroup, LikelyPair, MatchDecision, MatchRun, Mention, Person
from tests.journeys import stage

HER = {"sex": "female", "acts": [{"key": "a", "kind": "detained"}]}
ONE_BOY = [("Бахытжан Жагипаров", "15"), ("Bakhytzhan Zhagiparov", "15"), ("Бахытжанқызы Жагипарова", "40")]


@pytest.fixture
def three(gazetteer, activist, reviewer):
    """A boy under two spellings, and a woman of a like name, in a group as a run makes it."""
    held = []
    for place, (name, age) in enumerate(ONE_BOY):
        about = {"sex": "male", "acts": [{"key": "a", "kind": "missing"}]} if place < 2 else HER
        report = stage.sent(activist, people=[{"key": "p", "name": name, "age": age, **about}])
        stage.accepted(report, reviewer)
        held.append(Mention.objects.get(report=report).person)
    run = MatchRun.objects.create(state="done", asked_at=stage.earlier(hours=1), ended_at=stage.earlier(hours=1))
    group = LikelyGroup.objects.create(run=run, size=3, score=0.9, open_pairs=2)
    for score, likelihood, other in ((0.9, "very_likely", held[1]), (0.5, "possible", held[2])):
        LikelyPair.objects.create(
            group=group, left_person=held[0], right_person=other, score=score, likelihood=likelihood
        )
    return held


def test_a_group_is_taken_read_and_decided_by_keys_alone_in_russian(walker, reviewer, three, tmp_path):
    boy, same, woman = three
    at = walker(reviewer, language="ru", keyboard=True)
    at.press(at.to("desk:alike"))
    # when the reviewer takes the next group and opens its first pair
    with at.page.expect_navigation():
        at.page.keyboard.press("t")
    assert LikelyGroup.objects.get().taken_by == reviewer
    with at.page.expect_navigation():
        at.page.keyboard.press("n")
    # then both spellings stand side by side, and no letter of one sound is marked between the scripts
    expect(at.main("table.side-by-side")).to_contain_text("Бахытжан Жагипаров")
    expect(at.main("table.side-by-side")).to_contain_text("Bakhytzhan Zhagiparov")
    expect(at.main("td mark.letter")).to_have_count(0)
    expect(at.main("[name=because]")).not_to_have_value("")
    at.page.screenshot(path=tmp_path / "pair.png", full_page=True)
    # when one key says that they are one, the next pair comes by itself, with the one who stays
    with at.page.expect_navigation():
        at.page.keyboard.press("s")
    same.refresh_from_db()
    assert same.merged_into == boy
    expect(at.main("table.side-by-side")).to_contain_text(woman.ref)
    expect(at.main("td mark.letter").first).to_be_visible()
    # and one key says that the other is somebody else
    with at.page.expect_navigation():
        at.page.keyboard.press("d")
    expect(at.page).to_have_url(at.home + reverse("desk:alike_group", args=[LikelyGroup.objects.get().pk]))
    assert MatchDecision.objects.get(verdict="different").by == reviewer
    at.go(reverse("desk:alike"))
    expect(at.main(".empty")).to_be_visible()
    assert at.noise == []


def test_without_a_script_on_a_telephone_three_are_read_field_by_field_and_two_of_them_decided(walker, reviewer, three):
    boy, same, woman = three
    at = walker(reviewer, width=360, js=False)
    # given the page of a person, who is compared with another by reference
    at.go(reverse("desk:person", args=[boy.ref]))
    at.main("#compare-of").fill(same.ref.lower())
    at.click(at.button("Compare"))
    at.reads(f"{boy.ref} stays; whoever opens {same.ref} finds it there.")
    # when a third is looked at with them
    at.go(reverse("desk:compare") + f"?of={boy.ref}&of={same.ref}&of={woman.ref}")
    row = at.main("table.side-by-side tbody tr").first
    expect(row.locator("td")).to_have_count(3)
    tops = [cell.bounding_box()["y"] for cell in row.locator("td").all()]
    assert tops == sorted(tops)
    assert len(set(tops)) == 3
    # then nothing is decided before it is said about whom
    at.click(at.button("Same person"))
    at.reads("Choose at least two.")
    at.page.get_by_label(boy.ref).check()
    at.page.get_by_label(same.ref).check()
    at.page.get_by_label("Why").fill("The same school photograph.")
    at.click(at.button("Same person"))
    at.reads("They are one person now")
    assert Person.objects.get(pk=same.pk).merged_into == boy
    assert Person.objects.get(pk=woman.pk).merged_into is None
