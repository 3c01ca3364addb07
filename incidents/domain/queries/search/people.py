"""People found by name in any spelling: those whom the team holds, and those whom reports tell of."""

from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from accounts.roles import may
from incidents import policies
from incidents.domain import asked, dates, gazetteer, marking
from incidents.domain.asked import Asked
from incidents.domain.queries import person_words, persons
from incidents.domain.queries.search.facts import Facts
from incidents.domain.queries.search.references import report_url
from incidents.domain.queries.search.row import Row
from incidents.domain.seekers import people as seeker
from incidents.domain.seekers.people import Hit
from incidents.models import Mention

MOST = 30
MOST_QUICK = 8
# Why a name is there, by the level at which its words agree with those typed (names.comparing); equal words need none.
REASONS = {
    "ending": _("another ending"),
    "spelled": _("another spelling"),
    "sound": _("another spelling"),
    "nickname": _("a short form of the name"),
    "slip": _("one letter differs"),
    "slips": _("a few letters differ"),
    "alike": _("a similar name"),
    "begins": _("begins like this"),
    "initial": _("the initial fits"),
    "layout": _("typed on the other keyboard layout"),
    "year": _("the year fits"),
    "place": _("the place fits"),
    "description": _("in the description"),
}
UNLIKE = ("other", "initial_other", "longer")


class People:
    """The people of the case list, best first. The search stops at MOST."""

    code = "people"

    def __init__(self, user: User, wanted: Asked, facts: Facts, *, quick: bool = False) -> None:
        self.user, self.wanted, self.facts, self.quick = user, wanted, facts, quick
        self.most = MOST_QUICK if quick else MOST

    def visible(self) -> QuerySet[Any]:
        """By the one scope."""
        return persons.listed(self.user)

    @cached_property
    def hits(self) -> list[Hit]:
        """One more than is shown tells whether there are more."""
        fitting, likely = self.fitting(), self.sought(self.facts.without_years, self.visible())
        if fitting and self.facts.place:
            likely = self.sought(self.facts.name, self.visible())
        found = {hit.pk: hit for hit in [*likely, *fitting]}
        order = dict.fromkeys(hit.pk for hit in [*fitting, *likely])
        more = [] if self.quick else [Hit(pk, 0.0, (), ("description",)) for pk in self.described() if pk not in found]
        return [*(found[pk] for pk in order), *more]

    def sought(self, text: str, rows: QuerySet[Any]) -> list[Hit]:
        """Those whose names are at all like the text."""
        likely = seeker.seek(text, rows, self.most + 1, at_keystroke=self.quick)
        return [hit for hit in likely if hit.bits > 0]

    def fitting(self) -> list[Hit]:
        """Whom the year and the place among the words fit as well."""
        if not self.facts.codes:
            return []
        hits = self.sought(self.facts.name, self.visible().filter(self.fits()))
        return [replace(hit, why=(*hit.why, *self.facts.codes)) for hit in hits]

    def fits(self) -> Q:
        """The years and the place."""
        return self.facts.of_person()

    def described(self) -> list[int]:
        """Those without a name, by the words that describe them."""
        words = [word for word in self.wanted.every if asked.is_telling(word)]
        told = Q(*[Q(search_text__contains=word) for word in words])
        rows = self.visible().filter(told, naming="unnamed").order_by("-pk")
        return list(rows.values_list("pk", flat=True)[: self.most + 1]) if words else []

    def count(self) -> int:
        """At most MOST."""
        return min(len(self.hits), self.most)

    def is_more(self) -> bool:
        """Whether the search stopped before it had them all."""
        return len(self.hits) > self.most

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """The best first."""
        hits = self.hits[start : min(stop, self.most)]
        found = self.told(self.visible().filter(pk__in=[hit.pk for hit in hits]))
        by_key = {thing.pk: thing for thing in found}
        return [self.row(by_key[hit.pk], hit) for hit in hits if hit.pk in by_key]

    def told(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """With what a row needs."""
        return rows.select_related("place").defer("search_text", "name_keys")

    def row(self, thing: Any, hit: Hit) -> Row:
        """The name, what is known, and why."""
        called = thing.display_name or thing.describing or gettext("Name not known")
        where = gazetteer.name(thing.place) if thing.place else thing.place_text
        about = (thing.get_status_display() if thing.status else "", *_born(thing), where)
        url = reverse("desk:person", args=[thing.ref])
        other = self.also(hit) if hit.name not in ("", thing.display_name) else ()
        return Row(
            self.marked(called, hit),
            url,
            thing.ref,
            tuple(filter(None, map(str, about))),
            other,
            reasons(hit, self.wanted),
        )

    def also(self, hit: Hit) -> marking.Pieces:
        """The spelling that met, where it is not the one that is shown."""
        return (marking.Piece(gettext("also written: ")), *self.marked(hit.name, hit))

    def marked(self, text: str, hit: Hit) -> marking.Pieces:
        """The words of a name that met the words asked for; in any other text those that begin alike."""
        spans = [part.right_span for part in hit.parts if part.right_span and part.level not in UNLIKE]
        return marking.of_spans(text, spans) if text == hit.name else marking.of_words(text, self.wanted.every)


class Told(People):
    """People as reports tell of them: for activists those of their own reports, for others those nobody joined yet."""

    code = "told"

    def visible(self) -> QuerySet[Mention]:
        """By the one scope."""
        rows = Mention.objects.filter(policies.visible_mentions(self.user), retired_at=None)
        return rows.filter(person=None) if may(self.user, "person.read") else rows

    def fits(self) -> Q:
        """The years and the place."""
        return self.facts.of_mention()

    def described(self) -> list[int]:
        """By the words that describe them; own reports only, for others the text of the report has them."""
        words = [word for word in self.wanted.every if asked.is_telling(word)]
        if not words or may(self.user, "person.read"):
            return []
        told = Q(*[Q(describing__icontains=word) for word in words])
        return list(self.visible().filter(told).order_by("-pk").values_list("pk", flat=True)[: self.most + 1])

    def told(self, rows: QuerySet[Mention]) -> QuerySet[Mention]:
        """With the report."""
        return rows.select_related("report__place").defer("name_keys", "report__narrative")

    def row(self, thing: Mention, hit: Hit) -> Row:
        """Leads to the report."""
        called = thing.name or thing.describing or gettext("Name not known")
        place = gazetteer.name(thing.report.place) if thing.report.place else thing.report.place_text
        about = (*_born(thing), place, gettext("in %(report)s") % {"report": thing.report.title or thing.report.ref})
        url = report_url(self.user, thing.report)
        return Row(
            self.marked(called, hit), url, thing.report.ref, tuple(filter(None, about)), (), reasons(hit, self.wanted)
        )


def reasons(hit: Hit, wanted: Asked) -> tuple[str, ...]:
    """Why it is there, in words. Words that are the same in another writing are another spelling."""
    same = [hit.name[slice(*part.right_span)] for part in hit.parts if part.level == "same" and part.right_span]
    written = [] if {asked.plain(word) for word in same} <= set(wanted.every) else ["spelled"]
    if "layout" in hit.why:
        written = []
    return tuple(dict.fromkeys(str(REASONS[code]) for code in (*written, *hit.why) if code in REASONS))


def _born(thing: Any) -> tuple[str, ...]:
    """When born, else how old."""
    if thing.birth_edtf:
        return (gettext("born %(date)s") % {"date": dates.words(thing.birth_edtf)},)
    years = person_words.ages(thing.age_low, thing.age_high)
    return (gettext("age %(years)s") % {"years": years},) if years else ()
