"""Filled tables come through the migrations and back: files of before they were sealed, verdicts on who is who."""

import uuid
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from accounts.roles import Role
from incidents.domain import references
from incidents.models import Actor, Evidence, EvidenceBearing, FigureClaim, MatchDecision, Merge
from tests.factories import NOW, MentionFactory, PersonFactory, ReportFactory, UserFactory

BEFORE, AFTER = "0005_a_key_for_each_incident_form", "0008_evidence_points_to_originals"
BEFORE_FIGURES, FIGURES = "0014_rows_decided_many_at_once", "0015_figures_counts_estimates"
BEFORE_SPELLINGS, LAST = "0009_whom_a_stamp_trusts", "0010_one_person_many_spellings"
pytestmark = pytest.mark.django_db


def at(name: str):
    """The tables as they are after this migration, and the models of then."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    executor = MigrationExecutor(connection)
    return executor.migrate([("incidents", name)]).apps


def file(apps, report, number: int, sha256: str, **more):
    facts = {
        "kind": "file",
        "file": f"evidence/aa/{number}",
        "size": 3,
        "sha256": sha256 * 64,
        "media_type": "image/png",
    }
    return apps.get_model("incidents", "Evidence").objects.create(
        ref=f"E-{number}", report_id=report.pk, added_by_id=report.submitter_id, added_at=NOW, **(facts | more)
    )


def test_each_file_gets_its_original_and_goes_back_unless_it_is_sealed():
    report, other = ReportFactory(), ReportFactory()
    old = at(BEFORE)
    file(old, report, 1, "a", sensitivity="graphic")
    file(old, other, 2, "a")
    file(old, report, 3, "b", removed_at=NOW)
    file(old, report, 4, "", kind="link", file="", size=None, url="https://example.org/", sensitivity="plain")

    new = at(AFTER)
    pieces = new.get_model("incidents", "Evidence").objects.order_by("ref").select_related("original")
    assert [(one.ref, one.original and one.original.stored, one.sensitivities) for one in pieces] == [
        ("E-1", "evidence/aa/1", ["graphic"]),
        ("E-2", "evidence/aa/1", ["plain"]),
        ("E-3", "evidence/aa/3", ["plain"]),
        ("E-4", None, []),
    ]

    originals = new.get_model("incidents", "Original").objects
    originals.update(key_sealed=b"k")
    with pytest.raises(RuntimeError, match="evidence unseal"):
        import_module("incidents.migrations.0007_each_file_has_its_original").backward(new, None)
    originals.update(key_sealed=b"")
    back = at(BEFORE)
    pieces = back.get_model("incidents", "Evidence").objects.order_by("ref")
    assert [(one.ref, one.file.name, one.sensitivity) for one in pieces] == [
        ("E-1", "evidence/aa/1", "graphic"),
        ("E-2", "evidence/aa/1", "plain"),
        ("E-3", "evidence/aa/3", "plain"),
        ("E-4", "", "plain"),
    ]


def test_verdicts_on_two_persons_are_forgotten_on_the_way_back_and_those_on_a_mention_stay():
    reviewer, mention = UserFactory(role=Role.REVIEWER), MentionFactory()
    older, newer = PersonFactory(), PersonFactory()
    said = {"person": older, "verdict": "different", "because": "Other fathers.", "by": reviewer, "at": NOW}
    MatchDecision.objects.create(other=newer, **said)
    kept = MatchDecision.objects.create(mention=mention, **said)
    Merge.objects.create(kept=older, absorbed=newer, because="One name.", by=reviewer, at=NOW)

    old = at(BEFORE_SPELLINGS)
    assert list(old.get_model("incidents", "MatchDecision").objects.values_list("pk", flat=True)) == [kept.pk]
    new = at(LAST)
    assert new.get_model("incidents", "MatchDecision").objects.get().mention_id == mention.pk
    assert not new.get_model("incidents", "Merge").objects.exists()


def test_entered_figures_become_words_on_the_way_back_and_newer_kinds_of_actors_others():
    report, reviewer = ReportFactory(), UserFactory(role=Role.REVIEWER)
    names = {"name_en": "A newsroom", "name_ru": "Редакция", "name_kk": "Редакция"}
    actor = Actor.objects.create(key="a-newsroom", kind="newsroom", **names)
    claim = FigureClaim.objects.create(
        ref=references.make("G", 149), key=uuid.uuid4(), report=report, claimant=actor, best=149,
        entered_by=reviewer, entered_at=NOW,
    )  # fmt: skip
    piece = Evidence.objects.create(
        ref=references.make("E", 1), report=report, kind="not_held", added_by_id=report.submitter_id, added_at=NOW
    )
    EvidenceBearing.objects.create(evidence=piece, claim=claim, by=reviewer, at=NOW)
    EvidenceBearing.objects.create(evidence=piece, figure="17 on the list", by=reviewer, at=NOW)

    old = at(BEFORE_FIGURES)
    told = old.get_model("incidents", "EvidenceBearing").objects.order_by("pk").values_list("figure", flat=True)
    assert list(told) == [f"{claim.ref} 149", "17 on the list"]
    assert old.get_model("incidents", "Actor").objects.get(pk=actor.pk).kind == "other"
    new = at(FIGURES)
    assert not new.get_model("incidents", "FigureClaim").objects.exists()
    assert new.get_model("incidents", "EvidenceBearing").objects.filter(claim=None).count() == 2
