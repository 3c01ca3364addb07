"""The demo's figures are entered by the real verbs: the nine of the first text, and the official series as it changed."""

import datetime as dt
from collections import defaultdict

import pytest
from django.utils import translation

from incidents.demo import article, claimed, claims, figures, walk
from incidents.demo.claims import Claimed
from incidents.domain import gazetteer_load
from incidents.domain.figures import checks, reading
from incidents.models import AuditEvent, FigureClaim, FigureMove, FigureRelation, FigureTopic, Report, TopicClaim

pytestmark = pytest.mark.django_db
COUNTRY = "Deaths in the whole country"


def test_the_figures_of_the_demo_hold_together(settings):
    """One telling, many questions: it takes seconds, so it is done once."""
    settings.DEMO = True
    gazetteer_load.load()
    team = walk.make_team()
    for said in (article.ORIGIN, article.ARTICLE):
        walk.tell(said, team)
    assert figures.seed()
    the_first_text_claims_exactly_nine_figures()
    the_series_changes_as_it_did()
    one_number_was_taken_back_the_next_day()
    what_does_not_add_up_is_said_on_the_page_of_each_topic()
    every_figure_has_its_text_and_every_text_its_address()
    nobody_is_named_as_a_speaker()
    the_second_telling_changes_nothing()


def the_first_text_claims_exactly_nine_figures():
    rows = FigureClaim.objects.filter(report=figures.report_of("article")).order_by("pk")
    told = [
        (row.claimant.name_en, row.best, row.words, row.status, row.population, row.place and row.place.name_en)
        for row in rows
    ]
    office = "Prosecutor General's Office"
    assert told == [
        ("Almaty police", 149, "", "killed", "civilians", "Almaty"),
        ("Almaty police", 11, "", "killed", "law_enforcement", "Almaty"),
        ("Almaty police", None, "most of the 149", "killed", "attackers", "Almaty"),
        ("Human rights defenders", 17, "", "dead", "uninvolved", "Kazakhstan"),
        ("Human rights defenders", 11, "", "missing", "not_stated", "Kazakhstan"),
        (office, 225, "", "killed", "not_stated", "Kazakhstan"),
        ("Ministry of Health", 175, "", "died", "not_stated", "Kazakhstan"),
        (office, 4578, "", "wounded", "not_stated", "Kazakhstan"),
        ("Radio Svoboda", None, "", "dead", "uninvolved", "Almaty"),
    ]
    assert rows.get(status="wounded").caveats
    assert rows.get(claimant__name_en="Radio Svoboda").value == "unknown"
    assert rows.get(words="most of the 149").population_words == "“terrorists”"


def the_series_changes_as_it_did():
    topic = FigureTopic.objects.get(title=COUNTRY)
    rows = reading.rows(FigureClaim.objects.filter(topics=topic, report__title__gt="", best__isnull=False))
    said = {
        (2022, 1, 8): [],
        (2022, 1, 9): ["164 standing"],
        (2022, 1, 12): ["164 retracted"],
        (2022, 1, 15): ["164 retracted", "225 standing"],
        (2022, 3, 14): ["164 retracted", "225 superseded", "227 superseded", "230 standing", "238 standing"],
        (2022, 5, 5): ["225 superseded", "227 superseded", "230 superseded", "232 standing", "238 standing"],
        (2022, 8, 16): ["230 superseded", "232 superseded", "238 standing", "238 standing", "241 superseded"],
    }
    for day, expected in said.items():
        states = sorted(f"{one.exact} {one.state}" for one in reading.claims(rows, dt.date(*day)))
        assert [one for one in expected if one not in states] == []
        assert len(states) >= len(expected)


def one_number_was_taken_back_the_next_day():
    move = FigureMove.objects.get(claim__best=164)
    assert (move.when_edtf, move.to_state) == ("2022-01-10", "retracted")
    assert move.told_in == figures.report_of("figures-taken-back")
    assert move.because


def what_does_not_add_up_is_said_on_the_page_of_each_topic():
    assert remarks("What the first text claims")["unstated_sum"] == [(160,)]
    march = remarks("The breakdown of 14 March 2022")
    assert march["partition_readings"] == [(-11, 8, 0, 19)]
    assert sentences("The breakdown of 14 March 2022", "partition_readings") == [
        "Parts of 230 (Kazakhstan): 139 (Almaty), 63 (“assailants”, the other seven regions), 20 (“civilians who "
        "accidentally came under gunfire”, Kazakhstan) and 19 (security forces, Kazakhstan). Nothing is left only if 139 "
        "(Almaty) leaves the 19 of the security forces out and holds the 11 bystanders in: 139 + 63 + (20 − 11) + 19 = "
        "230."
    ]
    assert remarks("The 238, a year after")["partition"] == [(25,)]
    city = remarks("Deaths in Almaty")
    assert (160, 149) in city["two_reports"]
    assert (149,) in city["two_reports"]
    rows = FigureClaim.objects.filter(best=149, state="disputed").order_by("report__title")
    assert {row.includes_security_forces for row in rows} == {"yes", "no"}
    assert city["same_number"] == [(149,)]
    assert remarks("Wounded")["sum_of_two"] == [(4578,)]


def found(title):
    claims = reading.claims(reading.rows(FigureClaim.objects.filter(topics__title=title)))
    return checks.check(claims, reading.ties(claims))


def remarks(title):
    """The numbers of each kind of remark on the page of a topic."""
    told = defaultdict(list)
    for one in found(title):
        told[one.code].append(one.numbers)
    return told


def sentences(title, code):
    """How remarks of this kind begin, up to what would be left under the other readings."""
    with translation.override("en"):
        return [one.sentence.split(" If it leaves")[0] for one in found(title) if one.code == code]


def every_figure_has_its_text_and_every_text_its_address():
    assert FigureClaim.objects.count() == len(claimed.CLAIMS)
    assert FigureRelation.objects.count() == len(claimed.TIES)
    assert TopicClaim.objects.count() == sum(len(topic.claims) for topic in claimed.TOPICS)
    for text in claims.TEXTS:
        report = figures.report_of(text.slug)
        assert report.evidence.get().url == text.link
        assert (report.status, report.mentions.count()) == ("accepted", 0)
    assert FigureClaim.objects.filter(wording="").count() == 0
    assert FigureClaim.objects.filter(place=None).get().place_text == "the other seven regions"


def nobody_is_named_as_a_speaker():
    """A speaker is an office or a channel; claimants are institutions."""
    speakers = set(FigureClaim.objects.exclude(speaker="").values_list("speaker", flat=True))
    assert speakers == {
        "a channel of the operational headquarters, naming the ministry", "the Prosecutor General, in parliament",
    }  # fmt: skip
    assert set(FigureClaim.objects.values_list("claimant__name_en", flat=True)) == set(claims.CLAIMANTS)


def the_second_telling_changes_nothing():
    def rows():
        tables = (Report, FigureClaim, FigureMove, FigureRelation, FigureTopic, TopicClaim, AuditEvent)
        return [table.objects.count() for table in tables]

    before = rows()
    assert not figures.seed()
    assert rows() == before


def test_every_tie_and_topic_is_about_figures_that_are_told():
    slugs = [claim.slug for claim in claimed.CLAIMS]
    assert len(set(slugs)) == len(slugs)
    told = {slug for tie in claimed.TIES for slug in (tie.claim, tie.other)}
    told |= {slug for topic in claimed.TOPICS for slug in topic.claims} | set(claimed.TAKEN_BACK.claims)
    assert told <= set(slugs)


def test_the_nine_are_those_of_the_worked_example():
    assert len(claimed.NINE) == 9
    assert all(isinstance(claim, Claimed) and claim.text == "article" for claim in claimed.NINE)
    assert [claim.number for claim in claimed.NINE] == [149, 11, "most of the 149", 17, 11, 225, 175, 4578, None]
