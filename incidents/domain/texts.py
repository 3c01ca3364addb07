"""Full text: what reports and incidents say is kept as words to find, for the same readers as the texts themselves.

Russian and English stems and the plain words stand in one vector. Nothing sealed and no source goes into it, and
nothing of a draft. Of the edition of a list only the title does: its rows are found by their names (name_keys), and
thousands of them in one vector would make every word of them lead to all.
"""

from collections.abc import Callable, Iterable
from datetime import date
from functools import reduce
from operator import add
from typing import Any

from django.contrib.postgres.search import SearchVector
from django.db import transaction
from django.db.models import Prefetch, QuerySet, Value

from incidents.domain import asked, names
from incidents.models import FoundText, Incident, Mention, Place, Report

CONFIGS = ("simple", "russian", "english")  # the plain words first: a phrase is found by their places
LONGEST = 100_000  # letters of one text that are searched: three vectors of it stay below a megabyte
BATCH = 200
MOST_YEARS = 3
FOLDED = "xq"  # before a folded word of a name, so that it meets no word of a text
Parts = dict[str, str]


def keep_report(report: Report) -> None:
    """Write what can be found of a report that was sent; for one that was not, or was emptied, nothing is kept."""
    if report.received_at is None or report.emptied_at is not None:
        forget(report)
        return
    found = _reports().filter(pk=report.pk)
    _keep("report", ((one, _of_report(one)) for one in found))


def keep_incident(incident: Incident) -> None:
    """Write what can be found of an incident."""
    _keep("incident", ((one, _of_incident(one)) for one in _incidents().filter(pk=incident.pk)))


def forget(report: Report) -> None:
    """Nothing of this report is found any more."""
    FoundText.objects.filter(report=report).delete()


def fill() -> int:
    """Write what is missing; how many it was. Stops nowhere: what is there stays as it is."""
    return _write(_reports().filter(found_text=None), _incidents().filter(found_text=None))


def rebuild(tell: Callable[[int], None] = lambda done: None) -> int:
    """Write everything anew, and tell after each batch how many are done; how many it was."""
    return _write(_reports(), _incidents(), tell)


def folded(word: str) -> str:
    """A folded word of a name, as it is kept beside the words of the text: a name is found in any script."""
    return f"{FOLDED}{word}"


def _write(
    reports: QuerySet[Report], incidents: QuerySet[Incident], tell: Callable[[int], None] = lambda done: None
) -> int:
    done = 0
    for kind, rows, parts in (("report", reports, _of_report), ("incident", incidents, _of_incident)):
        last = 0
        while batch := _write_batch(kind, rows.filter(pk__gt=last), parts):
            last, done = batch[-1], done + len(batch)
            tell(done)
    return done


@transaction.atomic
def _write_batch(kind: str, rows: QuerySet[Any], parts: Callable[[Any], Parts]) -> list[int]:
    """The next ones by their keys, locked: nobody changes or empties them between the reading and the writing."""
    batch = list(rows.select_for_update(of=("self",)).order_by("pk")[:BATCH])
    _keep(kind, ((one, parts(one)) for one in batch))
    return [one.pk for one in batch]


def _reports() -> QuerySet[Report]:
    typed = Mention.objects.filter(report__edition=None)
    return (
        Report.objects.exclude(received_at=None)
        .filter(emptied_at=None)
        .select_related("place")
        .prefetch_related(Prefetch("mentions", typed), "mentions__acts__place")
    )


def _incidents() -> QuerySet[Incident]:
    return Incident.objects.select_related("place")


def _keep(kind: str, told: Iterable[tuple[Any, Parts]]) -> None:
    rows = [FoundText(**{kind: thing}, words=_vector(parts)) for thing, parts in told]
    FoundText.objects.bulk_create(rows, update_conflicts=True, unique_fields=[kind], update_fields=["words"])


def _vector(parts: Parts) -> Any:
    """Every part in every configuration, with the weight of the part."""
    texts = [(weight, asked.plain(text[:LONGEST])) for weight, text in parts.items()]
    return reduce(
        add,
        (
            SearchVector(Value(text), config=config, weight=weight)
            for config in CONFIGS
            for weight, text in texts
            if text or weight == "A"
        ),
    )


def _of_report(report: Report) -> Parts:
    """The title; people, places and years; the narrative."""
    said = [mention for mention in report.mentions.all() if mention.retired_at is None]
    acts = [act for mention in said for act in mention.acts.all() if act.retired_at is None]
    people = [word for mention in said for word in (mention.name, mention.describing, mention.occupation)]
    people += [folded(word) for mention in said for word in names.tokens(mention.name)]
    where = [word for thing in (report, *acts) for word in _where(thing)]
    when = [year for thing in (report, *acts) for year in _years(thing)]
    return {"A": report.title, "B": " ".join(dict.fromkeys([*people, *where, *when])), "C": report.narrative}


def _of_incident(incident: Incident) -> Parts:
    where = " ".join([*_where(incident), *_years(incident)])
    return {"A": incident.title, "B": where, "C": incident.what_happened}


def _where(thing: Any) -> list[str]:
    """The place as typed, and as the three languages call it."""
    place: Place | None = thing.place
    called = [place.name_en, place.name_ru, place.name_kk] if place else []
    return [thing.place_text, *called]


def _years(thing: Any) -> list[str]:
    """The years of a date, unless it is so wide that it says nothing."""
    lower: date | None = thing.when_lower
    upper: date | None = thing.when_upper
    years = range(lower.year, upper.year + 1) if lower and upper else ()
    return [str(year) for year in years] if len(years) <= MOST_YEARS else []
