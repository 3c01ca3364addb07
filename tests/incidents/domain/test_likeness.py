"""What two records say for and against being one person, in words, in bands, and in a fixed number of queries."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from incidents.domain import gazetteer_load, likeness, likeness_facts, names
from incidents.domain.likeness_facts import Facts
from incidents.models import Kinship, Mention, Place
from incidents.vocabulary import KinKind
from tests.factories import ActFactory, MentionFactory, ReportFactory

pytestmark = pytest.mark.django_db


def told(name="", *, report=None, place="Taldykorgan", **about) -> Mention:
    """A person of a report, killed there."""
    known = {"naming": names.naming_level(name), "name_keys": names.keys(name)} | about
    mention = MentionFactory(report=report or ReportFactory(), name=name, **known)
    ActFactory(mention=mention, place_text=place)
    return mention


def facts(*mentions: Mention) -> list[Facts]:
    found = likeness_facts.of_mentions(mentions)
    return [found[mention.pk] for mention in mentions]


def compared(one: Mention, other: Mention) -> likeness.Likely:
    return likeness.compare(*facts(one, other))


def born(day: str) -> dict:
    return {"birth_edtf": day, "birth_lower": dt.date.fromisoformat(day), "birth_upper": dt.date.fromisoformat(day)}


# --- In words --------------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("one", "other", "reason"),
    [
        ("Қайрат Жандосов", "ЖАНДОСОВ Қайрат", "same name"),
        ("Қайрат Жандосов", "Кайрат Жандосов", "same name in Russian spelling"),
        ("Қайрат Жандосов", "Qairat Jandosov", "same name in another script"),
        ("Қайрат Жандосов", "Қ. Жандосов", "the initials fit"),
        ("Кайрат Жандосов", "Каират Жандосов", "same name in another spelling"),
        ("Нұрлан Қасымов", "Нұрик Қасымов", "a short form of the name: Нұрлан and Нұрик"),
    ],
)
def test_how_the_names_agree_is_said(one, other, reason):
    assert compared(told(one), told(other)).reasons[0] == reason


@pytest.mark.parametrize(
    ("one", "other", "caution"),
    [
        ("Марат Бекенов", "Айдар Бекенов", "names differ: Марат and Айдар"),
        ("Ержан Асқарұлы Сейітов", "Ержан Болатұлы Сейітов", "fathers’ names differ: Асқарұлы and Болатұлы"),
        ("М. Бекенов", "Айдар Бекенов", "the initials do not fit"),
    ],
)
def test_what_the_names_say_against_it_is_a_caution_and_never_very_likely(one, other, caution):
    found = compared(told(one), told(other))
    assert caution in found.cautions
    assert found.level != "very_likely"


def test_dates_of_birth_are_told_and_two_that_differ_speak_against_it():
    one, same = told("Ержан Сейітов", **born("2001-03-05")), told("Ержан Сейітов", **born("2001-03-05"))
    other = told("Ержан Сейітов", **born("1970-11-30"), age_low=51, age_high=51)
    assert "born 5 March 2001 in both" in compared(one, same).reasons
    found = compared(one, other)
    assert found.cautions == ["birth dates differ: 5 March 2001 and 30 November 1970"]
    assert found.level != "very_likely"
    assert [row.same for row in found.rows if row.label == "Born"] == [False]


def test_an_age_and_a_date_of_birth_are_laid_beside_each_other():
    one, other = told("Ержан Сейітов", **born("2001-03-05")), told("Ержан Сейітов", age_low=20, age_high=20)
    child = told("Ержан Сейітов", age_low=5, age_high=5)
    for pair in ((one, other), (other, one)):
        assert "age 20 fits the birth date 5 March 2001" in compared(*pair).reasons
    assert "age 5 does not fit the birth date 5 March 2001" in compared(child, one).cautions


def test_family_named_alike_speaks_for_it():
    pair = []
    for spelling in ("Бекзат Ерланұлы Жалмұханов", "Bekzat Yerlanuly Zhalmukhanov"):
        report = ReportFactory()
        son, father = told("Ержан Сейітов", report=report), told(spelling, report=report)
        Kinship.objects.create(kind=KinKind.CHILD, mention=son, to_mention=father)
        pair.append(son)
    assert (
        "relatives’ names agree: Бекзат Ерланұлы Жалмұханов and Bekzat Yerlanuly Zhalmukhanov"
        in compared(*pair).reasons
    )


def test_a_row_of_a_list_and_a_number_of_the_state_are_told():
    report, other = ReportFactory(), ReportFactory()
    one = told("Ержан Сейітов", report=report, row={"id": "7", "cells": ["7"]}, national_id_hash="a" * 64)
    again = told("Ержан Сейітов", report=other, row={"id": "7", "cells": ["seven"]}, national_id_hash="b" * 64)
    other.source = report.source
    other.save()
    found = compared(one, again)
    assert "the same row of a list" in found.reasons
    assert "the identity numbers differ" in found.cautions


def test_people_of_one_report_are_told_to_be_different_people():
    report = ReportFactory()
    found = compared(told("Ержан Сейітов", report=report), told("Ержан Сейітов", report=report))
    assert "one report tells of both: its people are different people" in found.cautions


def test_places_of_the_gazetteer_are_one_place_in_any_spelling_and_lie_in_their_region():
    gazetteer_load.load()
    city = Place.objects.get(name_en="Taldykorgan")
    region = city.parents.exclude(parent__kind="country").first().parent
    one, other, wider = told("Ержан Сейітов", place="Талдықорған"), told("Ержан Сейітов"), told("Ержан Сейітов")
    one.acts.update(place=city)
    wider.acts.update(place=region, place_text=region.name_en)
    assert "place:same" in compared(one, other).codes
    assert "place:within" in compared(one, wider).codes


def test_one_person_is_never_proposed_for_a_group():
    many = told("", unit="family", n_low=3, n_high=3, age_low=15, age_high=15)
    assert compared(told(age_low=15, age_high=15), many).level == ""


def test_somebody_named_elsewhere_is_proposed_for_an_unnamed_one_of_that_age_day_and_place_only_as_possible():
    unnamed, named = told(age_low=12, age_high=12), told("Ержан Сейітов", age_low=12, age_high=12)
    found = compared(unnamed, named)
    assert (found.level, found.named) == ("possible", False)
    assert compared(unnamed, told("Ержан Сейітов", age_low=12, age_high=12, place="Aktau")).level == ""
    assert compared(unnamed, told("Ержан Сейітов")).level == ""
    assert compared(unnamed, told("Ержан Сейітов", age_low=40, age_high=40)).level == ""


# --- What is compared ------------------------------------------------------------------------------------------------
def test_an_age_beside_a_birth_date_is_not_counted_as_a_second_statement():
    (found,) = facts(told("Ержан Сейітов", **born("2001-03-05"), age_low=20, age_high=20))
    assert (found.age_low, found.ages_at) == (20, [])


def test_the_fingerprint_stays_while_reports_repeat_each_other_and_changes_with_what_is_new():
    one, same, older = told("Ержан Сейітов"), told("Ержан Сейітов"), told("Ержан Сейітов", age_low=30, age_high=30)
    first, second, third = (found.fingerprint for found in facts(one, same, older))
    assert first == second != third
    mine, theirs = facts(one, older)
    assert likeness_facts.fingerprint(mine, theirs) == likeness_facts.fingerprint(theirs, mine)


def test_facts_are_read_in_the_same_queries_for_three_and_for_thirty():
    counted = []
    for number in (3, 30):
        mentions = [told("Ержан Сейітов") for _n in range(number)]
        with CaptureQueriesContext(connection) as caught:
            likeness_facts.of_mentions(mentions)
        counted.append(len(caught))
    assert counted[0] == counted[1] <= 6
