"""Two persons held for one verb: locked in a fixed order, checked, and compared."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db import connection
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from incidents import policies
from incidents.domain import likeness, likeness_facts
from incidents.models import Kinship, MatchDecision, Mention, Person, Report
from incidents.policies import Denied, Stale, Unfit

# One joining, taking apart or verdict at a time: each is a moment's work, and none can then wait for another in a ring.
TURN = 4_201_002


class Relied(Unfit):
    """It cannot be done while something else stands. `ref` is the finding, report or person to look at."""

    def __init__(self, sentence: str, ref: str) -> None:
        super().__init__(sentence)
        self.ref = ref


@dataclass(frozen=True)
class Seen:
    """What the comparison of two persons said: kept with the decision."""

    score: float
    codes: list[str]
    levels: dict[str, str]
    facts: str


def hold(one: Person, other: Person, *, seen: Mapping[str, int] | None = None) -> tuple[Person, Person]:
    """Both rows, the older reference first, locked for this transaction.

    The order of locks is that of every verb that groups: reports, mentions, persons by key. Raises Denied for one
    person twice, Stale when a version is no longer the one in `seen` (reference to version).
    """
    if one.pk == other.pk:
        raise Unfit(_("This is one and the same person already."))
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s::bigint)", [TURN])
    pair = (one.pk, other.pk)
    reports = set(Mention.objects.filter(person__in=pair).values_list("report_id", flat=True))
    list(Report.objects.select_for_update().filter(pk__in=reports).order_by("pk").values_list("pk"))
    list(Mention.objects.select_for_update().filter(person__in=pair).order_by("pk").values_list("pk"))
    rows = Person.objects.select_for_update().filter(pk__in={*pair, *beside(pair)}).order_by("pk")
    held = {row.pk: row for row in rows}
    first, second = sorted((held[pk] for pk in pair), key=lambda row: (row.created_at, row.pk))
    _check_fresh((first, second), seen, reports)
    return first, second


def beside(pair: Collection[int]) -> set[int]:
    """Whose rows are written to along with theirs: relatives, and those they were compared with."""
    ties = Kinship.objects.filter(Q(person__in=pair) | Q(to_person__in=pair)).values_list("person_id", "to_person_id")
    told = MatchDecision.objects.filter(Q(person__in=pair) | Q(other__in=pair), other__isnull=False)
    return {pk for found in (*ties, *told.values_list("person_id", "other_id")) for pk in found if pk}


def _check_fresh(pair: tuple[Person, Person], seen: Mapping[str, int] | None, reports: set[int]) -> None:
    for row in pair:
        if seen is not None and seen.get(row.ref, row.version) != row.version:
            raise Stale(row)
    now = Mention.objects.filter(person__in=pair).exclude(report__in=reports).select_related("person").first()
    if now is not None:  # grouped in the moment before the locks
        raise Stale(now.person)


def check_standing(pair: Iterable[Person]) -> None:
    """Raises Denied for whoever was joined with another already."""
    for row in pair:
        if row.merged_into_id:
            raise Denied(_("This person was joined with another. Open that one."))


def check_judge(by: User, pair: Iterable[Person]) -> None:
    """Raises Denied for whoever is no reviewer, or wrote a report about one of the two."""
    authors = Mention.objects.filter(person__in=list(pair)).values_list("report__submitter_id", flat=True)
    policies.check_merge(by, set(authors))


def check_apart(pair: tuple[Person, Person]) -> None:
    """Raises Unfit when one report names both."""
    reports = [set(row.mentions.filter(retired_at=None).values_list("report__ref", flat=True)) for row in pair]
    both = sorted(reports[0] & reports[1])
    if both:
        said = _("Report %(ref)s names both of them. One report’s people are different people.") % {"ref": both[0]}
        raise Relied(said, both[0])


def reason(because: str) -> str:
    """The reason as it is kept. Raises Unfit without one."""
    if not because.strip():
        raise Unfit(_("Write why."), "because")
    return because.strip()


def compared(one: Person, other: Person) -> Seen:
    """How alike two persons are, by the very comparison that the pages show."""
    facts = likeness_facts.of_persons([one, other])
    seen = likeness.compare(facts[one.pk], facts[other.pk], other)
    print_ = likeness_facts.fingerprint(facts[one.pk], facts[other.pk])
    return Seen(seen.score, list(seen.codes), dict(seen.levels), print_)
