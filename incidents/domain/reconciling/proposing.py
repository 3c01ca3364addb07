"""What a decision on many rows would decide of each, and why not of the others. Reads only; a batch is some queries."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from django.db.models import F, Max, Q
from django.db.models.fields.json import KeyTextTransform

from incidents.domain import likeness, likeness_facts, match_weights, scoring
from incidents.domain.likeness import Likely
from incidents.domain.reconciling import agreeing
from incidents.models import BulkDecision, ListEdition, MatchDecision, Mention, Merge, Person, RowChange
from incidents.vocabulary import BulkKind, RowChangeKind, Verdict

FITS = "fits"
# Why a row does not fit; queries/rows_to_decide.py has the words.
NOBODY, SEVERAL, AGAINST, BELOW, FEW, SOMEBODY, TWICE, NO_ROW, NO_PERSON, TAKEN, REFUSED, DOUBLE = (
    "nobody", "several", "against", "below", "few", "somebody", "twice", "no_row", "no_person", "taken", "refused",
    "double",
)  # fmt: skip
MOST_CANDIDATES = 4
CONTENTS = ("name_folded", "birth_edtf", "age_low", "age_high", "sex")
Contents = tuple


class Proposal(NamedTuple):
    """One row: whether it fits (a code), the person that it would be, and the comparison that says so."""

    mention: Mention
    why: str
    person: Person | None = None
    likely: Likely | None = None

    @property
    def score(self) -> float:
        return self.likely.score if self.likely else 0.0


class Rows:
    """The rows of one edition by the keeper's id and by their contents, where only one row has them."""

    def __init__(self, edition: ListEdition | None) -> None:
        found = Mention.objects.filter(report__edition=edition, retired_at=None) if edition else Mention.objects.none()
        told = found.annotate(own=KeyTextTransform("id", F("row"))).order_by()
        rows = list(told.values_list("pk", "own", *CONTENTS))
        self.contents: dict[int, Contents] = {pk: tuple(rest) for pk, _own, *rest in rows}
        self.own: dict[int, str] = {pk: own for pk, own, *_rest in rows if own}
        self.by_own = _alone((own, pk) for pk, own in self.own.items())
        self.by_contents = _alone((told, pk) for pk, told in self.contents.items() if told[0])
        self.twice = {pk for pk, told in self.contents.items() if told[0] and told not in self.by_contents}


class Asked:
    """A decision on many rows with what is read once for all batches of it."""

    def __init__(self, bulk: BulkDecision) -> None:
        self.bulk, self.edition = bulk, bulk.edition
        self.mine = Rows(self.edition) if bulk.kind in (BulkKind.NEW, BulkKind.BEFORE) else Rows(None)
        self.former = Rows(self.edition.follows if bulk.kind == BulkKind.BEFORE else None)


def propose(asked: Asked, rows: Sequence[Mention]) -> list[Proposal]:
    """What the decision says of each of these rows."""
    return PROPOSE[BulkKind(asked.bulk.kind)](asked, rows)


def confirm(asked: Asked, rows: Sequence[Mention], meant: Mapping[int, int | None]) -> list[Proposal]:
    """Of rows that fitted when it was looked, each with the person `meant` (a key), those that fit still.

    While nobody decided about people of other reports, nobody else can have become likelier.
    """
    if asked.bulk.kind == BulkKind.BEFORE or _is_changed(asked):
        found = propose(asked, rows)
    elif asked.bulk.kind == BulkKind.NEW:
        found = [Proposal(row, FITS) for row in rows]
    else:
        found = _still(asked, rows, meant)
    return [one for one in found if one.why == FITS and (one.person and one.person.pk) == meant[one.mention.pk]]


def newest() -> list[int]:
    """The newest decision about somebody, and the newest joining of two: by them it is seen that something changed."""
    return [rows.objects.aggregate(last=Max("pk"))["last"] or 0 for rows in (MatchDecision, Merge)]


def _is_changed(asked: Asked) -> bool:
    """Whether somebody decided about people of other reports, or joined two, since it was looked."""
    decision, merge = asked.bulk.found.get("newest", (0, 0))
    decisions = MatchDecision.objects.filter(pk__gt=decision).exclude(mention__report=asked.edition.report_id)
    return decisions.exists() or Merge.objects.filter(Q(pk__gt=merge) | Q(undone_at__gt=asked.bulk.at)).exists()


def _still(asked: Asked, rows: Sequence[Mention], meant: Mapping[int, int | None]) -> list[Proposal]:
    persons = Person.objects.in_bulk({pk for pk in meant.values() if pk})
    mine, theirs = likeness_facts.of_mentions(rows), likeness_facts.of_persons(persons.values())
    weights = match_weights.in_use()
    pairs = [(row, persons[meant[row.pk] or 0]) for row in rows if meant[row.pk] in persons]
    return [
        _held(row, [likeness.compare(mine[row.pk], theirs[person.pk], person, weights)], asked.bulk.threshold)
        for row, person in pairs
        if asked.edition.report_id not in theirs[person.pk].reports
    ]


def _same(asked: Asked, rows: Sequence[Mention]) -> list[Proposal]:
    found = likeness.likely_for(rows, MOST_CANDIDATES)
    return [_held(row, found[row.pk], asked.bulk.threshold) for row in rows]


def _held(row: Mention, found: list[Likely], threshold: float) -> Proposal:
    """The one person that it can only be."""
    if not found:
        return Proposal(row, NOBODY)
    best = found[0]
    told = row, best.person, best
    if best.seen.contradictions:
        return _why(AGAINST, *told)
    if any(not other.seen.contradictions for other in found[1:]):
        return _why(SEVERAL, *told)
    if best.level != scoring.VERY_LIKELY or best.score < threshold:
        return _why(BELOW, *told)
    return _why(FITS if agreeing.is_enough(best) else FEW, *told)


def _new(asked: Asked, rows: Sequence[Mention]) -> list[Proposal]:
    found = likeness.likely_for(rows, 1)
    return [
        _why(SOMEBODY, row, found[row.pk][0].person, found[row.pk][0])
        if found[row.pk]
        else Proposal(row, TWICE if row.pk in asked.mine.twice else FITS)
        for row in rows
    ]


def _before(asked: Asked, rows: Sequence[Mention]) -> list[Proposal]:
    """The person of the same row in the edition before: of the row that it was compared with, of the one with the same
    id, of the only one with the same contents."""
    formers = {row.pk: _formers(asked, row, changed) for row, changed in zip(rows, _changed(asked, rows), strict=True)}
    mentions = Mention.objects.select_related("person").in_bulk({pk for pks in formers.values() for pk in pks})
    facts = likeness_facts.of_mentions([*rows, *mentions.values()])
    weights, on_list = match_weights.in_use(), _on_list(asked.edition, mentions.values())
    refused = _refused(rows)
    found = []
    for row in rows:
        best = Proposal(row, NO_ROW)
        for former in (mentions[pk] for pk in formers[row.pk]):
            likely = likeness.compare(facts[row.pk], facts[former.pk], former.person, weights)
            best = _follows(row, former, likely, on_list, refused)
            if best.why == FITS:
                break
        found.append(best)
    return found


def _follows(
    row: Mention, former: Mention, likely: Likely, on_list: set[int], refused: set[tuple[int, int]]
) -> Proposal:
    person = former.person
    if person is None:
        return Proposal(row, NO_PERSON)
    if person.pk in on_list:
        return _why(TAKEN, row, person, likely)
    if (row.pk, person.pk) in refused:
        return _why(REFUSED, row, person, likely)
    if likely.seen.contradictions:
        return _why(AGAINST, row, person, likely)
    agrees = agreeing.is_enough(likely) or agreeing.is_same_row(likely)
    return _why(FITS if agrees else FEW, row, person, likely)


def _changed(asked: Asked, rows: Sequence[Mention]) -> list[int | None]:
    """For each row the one that it was compared with, where the two differ."""
    kinds = (RowChangeKind.RESPELT, RowChangeKind.CHANGED)
    told = RowChange.objects.filter(edition=asked.edition, kind__in=kinds, mention__in=rows)
    former = dict(told.values_list("mention", "former"))
    return [former.get(row.pk) for row in rows]


def _formers(asked: Asked, row: Mention, changed: int | None) -> list[int]:
    mine, former = asked.mine, asked.former
    own, contents = mine.own.get(row.pk, ""), mine.contents.get(row.pk, ())
    by_own = former.by_own.get(own) if mine.by_own.get(own) == row.pk else None
    by_contents = former.by_contents.get(contents) if mine.by_contents.get(contents) == row.pk else None
    return list(dict.fromkeys(pk for pk in (changed, by_own, by_contents) if pk))


def _on_list(edition: ListEdition, formers: Iterable[Mention]) -> set[int]:
    persons = [former.person_id for former in formers if former.person_id]
    rows = Mention.objects.filter(report=edition.report_id, retired_at=None, person__in=persons)
    return {pk for pk in rows.values_list("person_id", flat=True) if pk}


def _refused(rows: Sequence[Mention]) -> set[tuple[int, int]]:
    told = MatchDecision.objects.filter(mention__in=rows, verdict=Verdict.DIFFERENT, reversed_at=None)
    return {(mention or 0, person) for mention, person in told.values_list("mention", "person")}


def _why(why: str, row: Mention, person: Person, likely: Likely) -> Proposal:
    return Proposal(row, why, person, likely)


def _alone(pairs: Iterable[tuple[object, int]]) -> dict[object, int]:
    """What only one row has, with that row."""
    told = list(pairs)
    often = Counter(what for what, _pk in told)
    return {what: pk for what, pk in told if often[what] == 1}


PROPOSE: dict[BulkKind, Callable[[Asked, Sequence[Mention]], list[Proposal]]] = {
    BulkKind.SAME: _same,
    BulkKind.NEW: _new,
    BulkKind.BEFORE: _before,
}
