"""The demo data is told once, by the real verbs, and the first case comes out exactly as domain.md says."""

import random

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from incidents.demo import shapes, walk
from incidents.demo.team import members
from incidents.domain import gazetteer, independence, standing, status
from incidents.models import Act, AuditEvent, Evidence, Finding, Incident, Kinship, Mention, Person, Report
from incidents.vocabulary import EvidenceKind, FindingStatus, ReportStatus

pytestmark = pytest.mark.django_db


def report_of(slug):
    return Report.objects.get(key=shapes.key_of("report", slug))


def test_the_demo_data_holds_together(settings):
    """One telling, many questions: the walk takes seconds, so it is done once."""
    settings.DEMO = True
    assert walk.seed() == 51
    the_article_gives_what_the_domain_says()
    every_status_is_what_the_findings_give()
    findings_in_any_order_give_the_same_status()
    siblings_and_spellings_are_kept_apart_and_together()
    every_state_is_there()
    files_are_described_and_support_what_is_said()
    the_second_telling_changes_nothing()


def files_are_described_and_support_what_is_said():
    files = Evidence.objects.exclude(original=None).order_by("original_name")
    assert [(one.original_name, one.media_type, one.sensitivities) for one in files] == [
        ("hands.png", "image/png", ["graphic"]),
        ("road.mp4", "video/mp4", ["plain"]),
        ("scan.png", "image/png", ["plain"]),
        ("street.jpg", "image/jpeg", ["plain"]),
    ]
    assert all(one.described_by and one.bearings.get().act for one in files)


def the_article_gives_what_the_domain_says():
    article, origin = report_of("article"), report_of("article-origin")
    mentions = list(Mention.objects.filter(report=article).select_related("person__place"))
    persons = [mention.person for mention in mentions]
    assert len({person.pk for person in persons}) == 4
    assert {person.status for person in persons} == {"killed"}
    assert {person.confirmation for person in persons} == {"weak"}
    assert {person.naming for person in persons} == {"unnamed"}
    assert all(person.display_name == "" and person.describing for person in persons)
    assert [person.place.name_en for person in persons] == ["Taldykorgan"] * 3 + ["Almaty"]
    assert [(person.age_low, person.age_high) for person in persons[2:]] == [(15, 15), (12, 12)]
    assert [person.when_edtf for person in persons[:3]] == ["2022-01-08"] * 3
    assert {act.when_words for act in Act.objects.filter(mention__in=mentions[:3])} == {"in the evening"}
    with translation.override("en"):
        where = gazetteer.words(persons[0].place, persons[0].when_lower)
    assert where == "Taldykorgan, Almaty Region (Jetisu Region since 8 June 2022)"
    ties = Kinship.objects.filter(mention__report=article).values_list(
        "mention__position", "kind", "to_mention__position"
    )
    first = mentions[0].position
    assert sorted((a - first, kind, b - first) for a, kind, b in ties) == [
        (0, "spouse", 1),
        (2, "child", 0),
        (2, "child", 1),
    ]
    assert independence.count([article.pk, origin.pk]) == 1
    assert article.derived_from == origin
    assert article.translation_caveats
    not_held = Evidence.objects.get(report=article)
    assert (not_held.kind, not_held.held_by) == (EvidenceKind.NOT_HELD, "human rights defenders")
    family = Act.objects.filter(mention__in=mentions[:3])
    assert {act.stated_reason_by for act in family} == {"human rights defenders"}
    assert {actor.key for act in family for actor in act.actors.all()} == {"armed-forces"}


def every_status_is_what_the_findings_give():
    people = list(Person.objects.all())
    assert len(people) > 30
    for person in people:
        held = standing.derived_status(person.findings.filter(status=FindingStatus.AGREED))
        assert (person.status, person.confirmation, person.ever) == (
            held.current,
            held.confirmation or "pending",
            list(held.ever),
        )
        before = Person.objects.filter(pk=person.pk).values().get()
        standing.rewrite(Person.objects.get(pk=person.pk))
        after = Person.objects.filter(pk=person.pk).values().get()
        before.pop("version"), after.pop("version")
        assert after == before


def findings_in_any_order_give_the_same_status():
    order = random.Random(8)
    for person in Person.objects.filter(findings__status=FindingStatus.AGREED).distinct():
        findings = list(person.findings.filter(status=FindingStatus.AGREED))
        expected = standing.derived_status(findings)
        for _shuffle in range(5):
            order.shuffle(findings)
            assert standing.derived_status(findings) == expected
    assert standing.derived_status([]) == status.derive([])


def siblings_and_spellings_are_kept_apart_and_together():
    aidar = Mention.objects.get(report=report_of("aidar-wife")).person
    dauren = Mention.objects.get(report=report_of("dauren-self")).person
    assert aidar != dauren
    assert set(aidar.variants) == {"Aidar Zhandosov", "А. Жандосов"}
    assert (aidar.status, aidar.contested) == ("killed", ["when"])
    brother, sister = Mention.objects.filter(report=report_of("siblings"))
    assert brother.person != sister.person
    assert (brother.person.status, sister.person.status) == ("died", "found_alive")
    gulnaz = Mention.objects.get(report=report_of("gulnaz-kk")).person
    assert (gulnaz.reports_count, gulnaz.confirmation) == (3, "contested")
    initials = Mention.objects.get(report=report_of("sadykov-list")).person
    assert initials.naming == "partial"


def every_state_is_there():
    assert set(Report.objects.values_list("status", flat=True)) == set(ReportStatus.values)
    assert {"proposed", "agreed", "disputed", "superseded"} <= set(Finding.objects.values_list("status", flat=True))
    assert {"killed", "died", "wounded", "detained", "missing", "released", "found_alive"} <= set(
        Person.objects.values_list("status", flat=True)
    )
    assert Incident.objects.filter(parent__isnull=False).count() >= 3
    assert len({member.role for member in members()}) == 3
    assert len(members()) == 5


def the_second_telling_changes_nothing():
    def rows():
        tables = (Report, Mention, Act, Person, Finding, Incident, Evidence, AuditEvent)
        return [table.objects.count() for table in tables]

    before = rows()
    assert walk.seed() == 0
    assert rows() == before


def test_demo_people_are_refused_outside_a_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="not a demo"):
        call_command("seed_demo")
