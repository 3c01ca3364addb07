"""Mentions that a reviewer left undecided: somebody who is counted already, or one more person. They stand apart."""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.db.models import Q

from accounts.models import User
from incidents import policies
from incidents.domain import names, references, standing
from incidents.domain.counting import Span
from incidents.domain.documented.questions import OF_LINKS, Question
from incidents.domain.queries import then
from incidents.domain.queries.as_held import Held
from incidents.domain.queries.cells import Way
from incidents.domain.queries.persons import CaseList
from incidents.domain.queries.then import Told
from incidents.domain.queries.ways import Ways
from incidents.forms.person import CELLS, LAST_DAY, cell_of
from incidents.models import Mention, Person
from incidents.vocabulary import Listing, Resolution

UNDECIDED = Q(retired_at=None, resolution=Resolution.UNDECIDED) & ~Q(report__status__in=standing.NOT_COUNTED)


class Waiting:
    """Those who may fit a question, if they are new people: then they would stand where their own report puts them."""

    def __init__(self, user: User, question: Question, people: CaseList | None = None) -> None:
        """`people` is the case list of the question, where somebody has it already."""
        self.user, self.question, self.people = user, question, people
        self.ways = people.held.ways if people and people.held else Ways(user)
        self.until = then.end_of(question.on) if question.on else None

    @cached_property
    def mentions(self) -> dict[int, Mention]:
        """All that were left undecided, by that day. Some queries."""
        seen = Mention.objects.filter(UNDECIDED, policies.visible_mentions(self.user))
        if self.until:
            seen = seen.filter(report__received_at__lt=self.until, resolved_at__lt=self.until)
        rows = then.with_acts(seen).select_related("report__source", "report__edition__person_list")
        return {row.pk: row for row in rows.prefetch_related("marks__person_list")}

    @cached_property
    def fitting(self) -> dict[int, Told]:
        """Those whom the filter of the question lets in, perhaps."""
        told = {pk: then.tell(Person(pk=pk), [row], []) for pk, row in self.mentions.items()}
        if not told:
            return {}
        asked = (self.people or CaseList(self.user, self.question.params())).filter.form
        asked.is_valid()
        known = Held(self.user, self.question.on or LAST_DAY, told)
        told_of = {name: value for name, value in asked.cleaned_data.items() if name not in OF_LINKS}
        fits = {name: value for name, value in told_of.items() if value not in ("", None)}
        return {pk: one for pk, one in told.items() if self._fits(known, self.mentions[pk], one, fits)}

    @property
    def total(self) -> Span:
        """From nobody to all of them."""
        return Span(0, sum(told.person.n_high for told in self.fitting.values()))

    def rows(self, way: Way, codes: Sequence[str]) -> dict[str, Span]:
        """The same for each row of a table in which somebody of them may stand."""
        found: dict[str, Span] = {}
        for pk, told in self.fitting.items():
            for code in way.read(self._values(way, pk, told), codes).possible & set(codes):
                found[code] = found.get(code, Span()) + Span(0, told.person.n_high)
        return found

    def of_row(self, way: Way | None, code: str) -> list[Mention]:
        """Those who may stand in one row; all of them where none is named."""
        return [self.mentions[pk] for pk, told in self.fitting.items()
                if way is None or way.read(self._values(way, pk, told), [code]).holds(code, False)]  # fmt: skip

    def _values(self, way: Way, pk: int, told: Told) -> tuple[Any, ...]:
        row: Any = self.mentions[pk]
        columns = way.columns
        if columns == ("source_refs",):
            return ((row.report.source.ref,) if row.report.source else (),)
        if columns == ("list_refs", "mark_refs"):
            edition = getattr(row.report, "edition", None)
            marked = (mark.person_list.ref for mark in row.marks.all() if mark.value == Listing.LISTED)
            return ((edition.person_list.ref,) if edition else ()), tuple(marked)
        return tuple(tuple(value) if isinstance(value, list) else value for value in told.values(columns))

    def _fits(self, known: Held, row: Mention, told: Told, asked: dict[str, Any]) -> bool:
        return all(self._fits_one(known, row, told, name, value) for name, value in asked.items())

    def _fits_one(self, known: Held, row: Mention, told: Told, name: str, value: Any) -> bool:
        if name in CELLS:
            code, _sign, wanted = cell_of(name, value).partition(":")
            way = self.ways.get(code)
            return way is not None and way.read(self._values(way, row.pk, told), [wanted]).holds(wanted, False)
        if name in SAID:
            return SAID[name](row, value)
        return known.fits(told, name, value, False)


def _named(row: Mention, text: str) -> bool:
    words = names.fold(text).split()
    return all(word in row.name_folded or word in row.describing.lower() for word in words)


def _says(row: Mention, text: str) -> bool:
    source = row.report.source
    if source is None:
        return False
    try:
        return source.ref == references.read(text, "S")
    except references.Misread:
        return text.lower() in source.name.lower() or names.fold(text) in source.name_folded


def _in_incident(row: Mention, ref: str) -> bool:
    return any(act.incident is not None and act.incident.ref == ref for act in row.acts.all())


SAID = {"q": _named, "source": _says, "incident": _in_incident, "reviewer": lambda _row, _ref: False}
