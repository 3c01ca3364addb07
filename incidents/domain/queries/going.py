"""Reads of the people who go out: one statement for everybody, read through one cursor, a batch at a time.

Consent is asked of every report that stands, also of those that this user may not read: a "no" that one cannot see is
still a no. What is shown comes from the reports that the user may read.
"""

from collections.abc import Collection, Iterator
from itertools import islice
from types import SimpleNamespace
from typing import Any

from django.contrib.postgres.aggregates import StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Expression, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Cast, Concat

from accounts.models import User
from incidents import policies
from incidents.domain import disclosure, standing
from incidents.domain.queries.going_words import Words
from incidents.models import Finding, Mention, Person
from incidents.vocabulary import FindingStatus

BATCH = 2000
OF_PERSON = ("pk", "ref", "display_name", "naming", "sex", "age_low", "age_high", "n_low", "n_high", "status", "ever",
             "confirmation", "when_edtf", "when_lower", "when_upper", "place_id", "roots_count", "variants",
             "describing", "birth_edtf", "participation", "place_text", "reports_count")  # fmt: skip
LISTS = ("ever", "variants", "participation")
# What a fact beside the row is put together from.
NEEDS = {"where": ("place_id", "when_lower"), "incidents": ("findings",), "reviewers": ("findings",),
         "sources": ("told",), "reports": ("told",)}  # fmt: skip
ALL = frozenset(OF_PERSON) | disclosure.BESIDE_THE_ROW
Facts = dict[str, Any]


class Going:
    """These people with these facts, as this user may see them. Nothing is read before batches() are asked for."""

    def __init__(self, people: QuerySet[Person], user: User, facts: Collection[str] = ALL) -> None:
        self.people, self.facts = people, frozenset(facts) | {"ref", "consents"}
        raw = {need for fact in self.facts for need in NEEDS.get(fact, (fact,))}
        self.names = [name for name in OF_PERSON if name in raw]
        self.beside = {name: made for name, made in _beside(user).items() if name in raw}
        self.words = Words()

    def statement(self) -> QuerySet[Any]:
        """The one statement."""
        told = {f"_{name}": made for name, made in self.beside.items()}
        return self.people.annotate(**told).values_list(*self.names, *told)

    def batches(self) -> Iterator[Facts]:
        """By name what is known of each, in the order of the people: a sequence for each fact."""
        rows = self.statement().iterator(chunk_size=BATCH)
        names = [*self.names, *self.beside]
        while batch := list(islice(rows, BATCH)):
            yield self._facts(dict(zip(names, zip(*batch, strict=True), strict=True)))

    def _facts(self, raw: Facts) -> Facts:
        found = {name: raw[name] for name in self.names}
        found |= {name: [tuple(told) for told in raw[name]] for name in LISTS if name in found}
        beside = disclosure.BESIDE_THE_ROW & self.facts
        return found | {name: getattr(self.words, name)(raw) for name in beside}


def entries(people: QuerySet[Person], user: User) -> Iterator[disclosure.Entry]:
    """The same people one by one, with every fact."""
    for facts in Going(people, user).batches():
        told = [[facts[name] for name in names] for names in (OF_PERSON, sorted(disclosure.BESIDE_THE_ROW))]
        for of_person, beside in zip(*(zip(*columns, strict=True) for columns in told), strict=True):
            person = SimpleNamespace(**dict(zip(OF_PERSON, of_person, strict=True)))
            yield disclosure.Entry(person, **dict(zip(sorted(disclosure.BESIDE_THE_ROW), beside, strict=True)))


# --- What stands beside the row, as text that repeats ----------------------------------------------------------------
def _beside(user: User) -> dict[str, Subquery]:
    mentions = Mention.objects.filter(standing.STANDING, person=OuterRef("pk"))
    findings = Finding.objects.filter(
        policies.visible_findings(user), person=OuterRef("pk"), status=FindingStatus.AGREED
    )
    former = Person.objects.filter(merged_into=OuterRef("pk"))
    report = Concat("report__ref", Value(":"), Cast("report__source", CharField()))
    by_whom = _joined_ids("incident", "proposed_by", "decided_by")
    return {
        "consents": _gathered(mentions, "person", StringAgg("report__consent", " ", distinct=True)),
        "told": _gathered(mentions.filter(_readable(user)), "person", StringAgg(report, " ", order_by="pk")),
        "findings": _gathered(findings, "person", StringAgg(by_whom, " ", order_by="pk")),
        "rationales": ArraySubquery(findings.order_by("pk").values("rationale")),
        "former": _gathered(former, "merged_into", StringAgg("ref", " ", order_by="ref")),
    }


def _readable(user: User) -> Q:
    return policies.visible_mentions(user)


def _gathered(rows: QuerySet[Any], of: str, all_of_them: Expression) -> Subquery:
    return Subquery(rows.order_by().values(of).annotate(all_of_them=all_of_them).values("all_of_them"))


def _joined_ids(*names: str) -> Expression:
    first, *others = [Cast(name, CharField()) for name in names]
    parts: list[Any] = [first]
    for other in others:
        parts += [Value(":"), other]
    return Concat(*parts)
