"""Reports and incidents found by what they say, and own drafts by what was typed into them."""

from abc import ABC, abstractmethod
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from django.contrib.postgres.search import SearchRank
from django.db.models import F, Prefetch, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import asked, dates, gazetteer, marking
from incidents.domain.asked import Asked
from incidents.domain.marking import Pieces
from incidents.domain.queries import incidents
from incidents.domain.queries.reports import EDITABLE
from incidents.domain.queries.search import words
from incidents.domain.queries.search.references import report_url, source
from incidents.domain.queries.search.row import Row
from incidents.models import FoundText, Mention, Report

MOST_DRAFTS = 200
MOST_PEOPLE = 3


class Texts(ABC):
    """What reports and incidents have in common. `quick` leaves out the order by weight: for every key pressed."""

    kind, code, long_text = "", "", ""

    def __init__(self, user: User, wanted: Asked, *, quick: bool = False) -> None:
        self.user, self.wanted, self.quick = user, wanted, quick
        self.query = words.query(wanted)

    @abstractmethod
    def visible(self) -> QuerySet[Any]:
        """All that this person may read."""

    @cached_property
    def found(self) -> QuerySet[Any]:
        """Those that hold every word."""
        return self.visible().filter(self.matching()) if self.query is not None else self.visible().none()

    def matching(self) -> Q:
        """What the full text says."""
        return Q(pk__in=FoundText.objects.filter(words=self.query).values(self.kind))

    def count(self) -> int:
        """All of them."""
        return self.found.count()

    def is_more(self) -> bool:
        """They were all counted."""
        return False

    def rows(self, start: int, stop: int) -> Sequence[Row]:
        """The best first. The texts are cut and marked for these alone."""
        keys = list(self._ordered().values_list("pk", flat=True)[start:stop]) if self.query is not None else []
        shown = self.told(self.visible().filter(pk__in=keys))
        if not self.quick and self.query is not None:
            marks = {"in_title": words.whole("title", self.query), "in_text": words.snippet(self.long_text, self.query)}
            shown = shown.annotate(**marks)
        by_key = {thing.pk: thing for thing in shown}
        return [self.row(by_key[key]) for key in keys if key in by_key]

    def told(self, shown: QuerySet[Any]) -> QuerySet[Any]:
        """With what a row needs beside the texts."""
        return shown.select_related("place").defer(self.long_text)

    @abstractmethod
    def row(self, thing: Any) -> Row:
        """One row of the page."""

    def title(self, thing: Any) -> Pieces:
        """The title with its marks."""
        marked = marking.of_signs(getattr(thing, "in_title", None) or "")
        if any(piece.on for piece in marked):
            return marked
        return marking.of_words(thing.title or thing.ref, self.wanted.every)

    def snippet(self, thing: Any) -> Pieces:
        """Where the words stand; nothing when they stand elsewhere than in the long text."""
        found = marking.of_signs(getattr(thing, "in_text", None) or "")
        return found if any(piece.on for piece in found) else ()

    def _ordered(self) -> QuerySet[Any]:
        strict = words.query(self.wanted, loose=False)
        if self.quick or strict is None:
            return self.found.order_by("-pk")
        rank = SearchRank(F("found_text__words"), strict)
        return self.found.order_by(rank.desc(nulls_last=True), "-pk")


class Reports(Texts):
    """Reports that one may read: what was sent, and own drafts as they stand."""

    kind, code, long_text = "report", "reports", "narrative"

    def visible(self) -> QuerySet[Report]:
        """By the one scope."""
        return Report.objects.filter(policies.visible_reports(self.user))

    @cached_property
    def found(self) -> QuerySet[Report]:
        """By the reference of their source, or by words; own drafts too."""
        ref = source(self.wanted.text)
        if ref and self.visible().filter(source__ref=ref).exists():
            return self.visible().filter(source__ref=ref)
        if self.query is None:
            return self.visible().none()
        return self.visible().filter(self.matching() | Q(pk__in=self.drafts) if self.drafts else self.matching())

    @cached_property
    def drafts(self) -> list[int]:
        """Own reports whose working copy holds every word, read one by one: nobody else's are looked at."""
        own = self.visible().filter(submitter=self.user, status__in=EDITABLE).order_by("-pk")
        kept = own.values_list("pk", "draft")[:MOST_DRAFTS]
        return [pk for pk, draft in kept if _holds(draft, self.wanted)]

    def told(self, shown: QuerySet[Report]) -> QuerySet[Report]:
        """With the people who are in it, for readers who have no page of the report."""
        said = Mention.objects.filter(retired_at=None).select_related("person").order_by("position")
        return (
            super().told(shown).defer("narrative", "translation_caveats").prefetch_related(Prefetch("mentions", said))
        )

    def row(self, thing: Report) -> Row:
        """A draft shows the words of its working copy."""
        url, snippet = report_url(self.user, thing), self.snippet(thing)
        when = dates.words(thing.when_edtf) if thing.when_edtf else ""
        about = filter(None, [str(thing.get_status_display()), when, _where(thing)])
        title, more = self.title(thing), () if url else _people(thing.mentions.all())
        why = (_("in the draft"),) if thing.pk in self.drafts else _why(title, snippet)
        return Row(title, url, thing.ref, tuple(about), snippet, why, more)

    def title(self, thing: Report) -> Pieces:
        """That of the working copy while the report was never sent."""
        typed = str(thing.draft.get("what", {}).get("title", "")) if not thing.title else ""
        return marking.of_words(typed, self.wanted.every) if typed else super().title(thing)


class Incidents(Texts):
    """Incidents that one may see."""

    kind, code, long_text = "incident", "incidents", "what_happened"

    def visible(self) -> QuerySet[Any]:
        """By the one scope."""
        return incidents.visible(self.user)

    def row(self, thing: Any) -> Row:
        """When and where it was."""
        snippet = self.snippet(thing)
        when = dates.words(thing.when_edtf) if thing.when_edtf else ""
        title, url = self.title(thing), reverse("desk:incident", args=[thing.ref])
        about = tuple(filter(None, [when, _where(thing)]))
        return Row(title, url, thing.ref, about, snippet, _why(title, snippet))


def _why(title: Pieces, snippet: Pieces) -> tuple[str, ...]:
    """Said where the title does not show it."""
    if snippet:
        return (_("in the text"),)
    return () if any(piece.on for piece in title) else (_("among its people and places"),)


def _where(thing: Any) -> str:
    return gazetteer.name(thing.place) if thing.place else thing.place_text


def _people(mentions: Iterable[Mention]) -> tuple[tuple[str, str], ...]:
    """The persons whom the team holds of those in a report."""
    held = [mention.person for mention in mentions if mention.person is not None]
    called = [(person.ref, person.display_name or person.describing or person.ref) for person in held]
    return tuple((reverse("desk:person", args=[ref]), name) for ref, name in called[:MOST_PEOPLE])


def _holds(draft: Any, wanted: Asked) -> bool:
    """Whether every word asked for begins a word of the draft; quoted ones may stand anywhere."""
    what, people = draft.get("what", {}), draft.get("people", [])
    told = [what.get(name, "") for name in ("title", "narrative", "place")]
    told += [person.get(name, "") for person in people for name in ("name", "describing", "occupation")]
    kept = asked.plain(" ".join(map(str, told))).split()
    return bool(wanted.every) and all(
        any(word.startswith((one, asked.stem(one))) for word in kept) for one in wanted.every
    )
