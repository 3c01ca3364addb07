"""Persons to be joined, made by the real verbs, and everything that is stored of them, to be compared."""

from django.apps import apps
from django.db import connection

from incidents.domain import findings, matching, names, review
from incidents.models import Kinship, Person
from tests.factories import NOW, ActFactory, MentionFactory, ReportFactory

# What says that something happened, and does not say how things stand.
OF_HISTORY = {"merge", "auditevent", "auditset", "auditbatch", "auditcheck", "nameword"}


def told(activist, reviewer, name="Ержан Садықов", *, kind="killed", report=None, **about):
    """A person of an accepted report, with one act."""
    report = report or ReportFactory(submitter=activist, taken_by=reviewer)
    about = {"naming": names.naming_level(name), "name_keys": names.search_keys(name), "sex": "male"} | about
    mention = MentionFactory(report=report, name=name, **about)
    ActFactory(mention=mention, kind=kind)
    return mention


def held(activist, reviewer, name="Ержан Садықов", **about) -> Person:
    """A person we hold, from an accepted report of their own."""
    mention = told(activist, reviewer, name, **about)
    person = matching.new_person(mention, because="Nobody fits.", by=reviewer, at=NOW)
    if mention.report.status != "accepted":
        review.accept(mention.report, by=reviewer, at=NOW)
    person.refresh_from_db()
    return person


def proposed(person, reviewer, kind="killed"):
    """A finding that waits for a second reviewer."""
    acts = [act for mention in person.mentions.all() for act in mention.acts.all()]
    return findings.propose(person, kind=kind, acts=acts, confirmation="weak", rationale="Seen.", by=reviewer, at=NOW)


def agreed(person, reviewer, second, kind="killed"):
    """A finding that stands."""
    return findings.agree(proposed(person, reviewer, kind), by=second, at=NOW)


def tie(one, other, kind="sibling", **about):
    """Two persons that the team holds to be kin."""
    return Kinship.objects.create(kind=kind, person=one, to_person=other, **about)


def everything(but=()) -> dict:
    """Every row of every table by table and key, but for versions and what is history by itself. One query."""
    models = apps.get_app_config("incidents").get_models(include_auto_created=True)
    names = {model._meta.model_name: model._meta for model in models if model._meta.model_name not in OF_HISTORY}
    rows = [
        f"SELECT '{name}', {meta.pk.column}::text, to_jsonb(t) - 'version' FROM {meta.db_table} t"
        for name, meta in names.items()
    ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(rows))
        found = {(name, int(key)): row for name, key, row in cursor.fetchall() if key.isdecimal()}
    return {key: row for key, row in found.items() if key not in set(but)}
