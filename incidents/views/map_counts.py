"""The map of the documented people: an answer by place put onto outlines and towns, each number with its list."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from incidents.domain import dates, placing
from incidents.domain.counting import Span as Counted
from incidents.domain.documented import links
from incidents.domain.documented.questions import Question
from incidents.domain.documented.shapes import Answer, Head
from incidents.domain.placing import Where
from incidents.exports.charts import numbers, tables
from incidents.exports.charts.shapes import Cell, Part, Row, Span, Table
from incidents.exports.maps import Area, Map, Spot, outlines
from incidents.views import map_parts

SHYMKENT = "gn:1518980"
DEEPER = "\u2003"  # wide spaces: a town stands under its region


class Mapped:
    """One answer while it is put onto the map."""

    def __init__(self, answer: Answer, question: Question, chosen: Sequence[str] = ()) -> None:
        """`chosen` is the filter in words: a picture that goes elsewhere must say of whom it is."""
        self.answer, self.question, self.chosen = answer, question, chosen
        on = question.on
        self.places = {head.code: where for head in answer.rows if (where := placing.known(head.code, on))}

    def map(self, today: date) -> Map:
        """Regions shaded by how many are certainly in them, towns as circles, a table with a link on each number."""
        return Map(
            title=_("People of the case list, by place"), describing=self._describing(self.question.on or today),
            areas=tuple(self._areas()), spots=tuple(self._spots()),
            notes=tuple(self._notes(self.question.on or today)), table=self._table(), sheet=tuple(self._sheet()),
        )  # fmt: skip

    def _describing(self, on: date) -> str:
        total = numbers.words(Span(self.answer.total.low, self.answer.total.high))
        said = [_("People: %(number)s.") % {"number": total}]
        if self.answer.undecided.high:
            more = _("Up to %(number)s more are not decided: they may be somebody counted already.")
            said.append(more % {"number": numbers.told(self.answer.undecided.high)})
        said.append(_("As it stood on %(day)s.") % {"day": dates.words(on.isoformat())})
        return " ".join([*said, *(f"{words}." for words in self.chosen)])

    def span(self, code: str) -> Span:
        """The number of one row, with the lists behind its two ends."""
        found, people = self.answer.cell(code), reverse("desk:people")
        low, high = (people + links.people(self.question, code, certain=certain) for certain in (True, False))
        return Span(found.low, found.high, low, high)

    # --- What is drawn -----------------------------------------------------------------------------------------------
    def _areas(self) -> Iterator[Area]:
        """Each outline with all that is counted in it: a region split off later counts with the one it came from."""
        sums: dict[str, Counted] = {}
        for code in self.places:
            key = outlines.holding((code,))
            sums[key] = sums.get(key, Counted()) + self.answer.cell(code)
        for key in outlines.every():
            where = placing.known(key, self.question.on)
            found = sums.get(key, Counted())
            if where:
                yield Area(key, where.label, Span(found.low, min(found.high, max(found.low, self.answer.total.high))))

    def _spots(self) -> Iterator[Spot]:
        for code, where in self.places.items():
            found = self.answer.cell(code)
            if not where.is_area and found.high:
                value = Span(found.low, found.high)
                yield Spot(code, where.label, where.east, where.north, where.radius, value, self._within(where))

    def _within(self, where: Where) -> str:
        return outlines.holding(where.chain[1:])

    # --- Words -------------------------------------------------------------------------------------------------------
    def _notes(self, on: date) -> Iterator[str]:
        yield _("The number of a region holds its towns. A circle is a town: the larger, the more people.")
        if any(not self.answer.cell(code).is_sure for code in self.places):
            yield _(
                "Stripes and broken circles: a range. Of some people only the region is known, or only the country."
            )
        city = self.places.get(SHYMKENT)
        if city:
            yield _("%(city)s counts as its own and not with the region that is drawn around it.") % {
                "city": city.label
            }
        yield from map_parts.later_regions(on)

    def _table(self) -> Table:
        rows = tuple(self._row(head) for head in self.answer.rows)
        return Table((_("Place"), _("People")), rows)

    def _row(self, head: Head) -> Row:
        where = self.places.get(head.code)
        name = DEEPER * head.depth + str(head.label)
        if where and where.is_area:
            name = f"{name} {self._drawn_in(head.code)}".rstrip()
        return Row((Cell((Part(name),)), tables.number_cell(self.span(head.code))))

    def _drawn_in(self, code: str) -> str:
        former = placing.known(outlines.holding((code,)))
        return "" if former is None or former.key == code else _("(drawn in %(place)s)") % {"place": former.label}

    def _sheet(self) -> Iterator[tuple[str | int | None, ...]]:
        yield (_("Place"), _("It lies in"), _("At least"), _("At most"), _("Key of the place"))
        for head in self.answer.rows:
            found, where = self.answer.cell(head.code), self.places.get(head.code)
            outer = placing.known(where.chain[1], self.question.on) if where and len(where.chain) > 1 else None
            yield (str(head.label), outer.label if outer else "", found.low, found.high, head.code)
