"""Small worlds for the tests of lists and pages: persons with reports, acts and findings, columns as standing writes them."""

import datetime as dt

from incidents.domain import dates, names, references, standing
from incidents.models import Finding, FindingAct, Person
from incidents.vocabulary import Confirmation, Consent, FindingStatus, ReportStatus, Resolution
from tests.factories import ActFactory, MentionFactory, PersonFactory, ReportFactory

AT = dt.datetime(2022, 1, 20, 12, 0, tzinfo=dt.UTC)


def held(
    reviewer, *, name="", consent=Consent.PARTNERS, kind="killed", when="2022-01-08", report=None, **facts
) -> Person:
    """A person with one accepted report, one mention and one act."""
    act_facts = {key: facts.pop(key) for key in ("place", "place_text", "manner", "incident") if key in facts}
    report = report or ReportFactory(consent=consent, status=ReportStatus.ACCEPTED, taken_by=reviewer)
    person = PersonFactory(created_by=reviewer)
    told(person, report, name=name, kind=kind, when=when, act=act_facts, **facts)
    return person


def told(person, report, *, name="", kind="killed", when="2022-01-08", act=None, **facts):
    """One more report that speaks of the person."""
    day = dates.parse(when)
    mention = MentionFactory(
        report=report, person=person, name=name, name_folded=names.folded(name), name_keys=names.search_keys(name),
        naming=names.naming_level(name), resolution=Resolution.GROUPED, **{"describing": "", **facts},
    )  # fmt: skip
    given = {"place_text": "", "kind": kind, "when_edtf": day.edtf, "when_lower": day.lower, "when_upper": day.upper}
    made = ActFactory(mention=mention, **(given | (act or {})))
    standing.rewrite(person)
    return made


def found(person, one, other, *, kind="killed", level=Confirmation.WEAK, **facts) -> Finding:
    """An agreed finding that relies on every act of the kind."""
    acts = [act for mention in person.mentions.all() for act in mention.acts.all() if act.kind == kind]
    first = acts[0]
    finding = Finding.objects.create(
        ref=references.make("F"), person=person, kind=kind, confirmation=level, highest=level, basis="0" * 64,
        **{
            "rationale": "Two say so.", "status": FindingStatus.AGREED, "proposed_by": one, "proposed_at": AT, "decided_by": other,
            "decided_at": AT, "when_edtf": first.when_edtf, "when_lower": first.when_lower, "when_upper": first.when_upper,
            "place": first.place, "place_text": first.place_text, "incident": first.incident, **facts,
        },
    )  # fmt: skip
    FindingAct.objects.bulk_create(FindingAct(finding=finding, act=act) for act in acts)
    standing.rewrite(person)
    return finding
