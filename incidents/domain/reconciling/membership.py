"""Who is on which list; and not being on it is told apart from that the list could not have held the person.

A list names a person when a standing row of any of its editions is grouped with the person: one who vanished from a
later edition was listed all the same. Where no row says so, a mark of a matrix of lists does (the newest, if several).
Where nothing says it, the coverage of the list is asked: when each act told of the person lies outside of what the
keeper could have recorded (kind, place, days), the list could not have held the person. What is not known of an act or
of the coverage never puts anybody outside.
"""

import json
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from typing import Any

from django.db import connection
from django.db.models import Q

from accounts.models import User
from incidents import policies
from incidents.domain import standing
from incidents.models import ListMark, Mention, Person, PersonList, PlaceParent
from incidents.vocabulary import ActKind, Listing

Pair = tuple[int, int]
DEATHS = (ActKind.KILLED, ActKind.DIED)  # two words for one death
OUTSIDE = """
    SELECT mention.person_id, cover.list
    FROM incidents_act act
    JOIN incidents_mention mention ON mention.id = act.mention_id
    JOIN incidents_report report ON report.id = mention.report_id
    CROSS JOIN jsonb_to_recordset(%(covers)s::jsonb)
        AS cover(list bigint, kinds varchar[], first date, last date, placed boolean)
    LEFT JOIN unnest(%(of)s::bigint[], %(place)s::bigint[]) AS spot(of, place)
        ON spot.of = cover.list AND spot.place = act.place_id
    WHERE act.retired_at IS NULL AND act.polarity <> 'denies' AND mention.retired_at IS NULL
        AND mention.person_id IS NOT NULL AND report.status NOT IN ('draft', 'rejected', 'withdrawn')
        AND (%(everybody)s OR mention.person_id = ANY(%(persons)s::bigint[]))
    GROUP BY mention.person_id, cover.list
    HAVING NOT bool_or(
        (cardinality(cover.kinds) = 0 OR act.kind = ANY(cover.kinds))
        AND (cover.first IS NULL OR act.when_upper IS NULL OR act.when_upper >= cover.first)
        AND (cover.last IS NULL OR act.when_lower IS NULL OR act.when_lower <= cover.last)
        AND (NOT cover.placed OR act.place_id IS NULL OR spot.place IS NOT NULL))
"""


def of(persons: Iterable[Person | int], lists: Iterable[PersonList | int]) -> dict[Pair, Listing]:
    """For each of these persons (rows or their keys) and each of these lists: what the list says. Six queries."""
    keys, wanted = _keys(persons), _keys(lists)
    said = _said(wanted, keys)
    return {(person, one): said.get((person, one), Listing.NOT_LISTED) for person in keys for one in wanted}


def patterns(lists: Iterable[PersonList | int], user: User) -> Counter[tuple[Listing, ...]]:
    """How many of the people this user may see have each pattern over these lists, in their order. Seven queries.

    Everybody whom a standing report mentions is counted, also those on none of the lists.
    """
    return Counter(matrix(lists, user).values())


def matrix(lists: Iterable[PersonList | int], user: User) -> dict[int, tuple[Listing, ...]]:
    """The pattern of each of them over these lists, by key, in the order of the people. Seven queries."""
    wanted = _keys(lists)
    told: dict[int, dict[int, Listing]] = defaultdict(dict)
    for (person, one), listing in _said(wanted, None).items():
        told[person][one] = listing
    plain: dict[int, Listing] = {}
    nothing = (Listing.NOT_LISTED,) * len(wanted)
    people = everybody(user).order_by("sort_key", "pk").values_list("pk", flat=True)
    return {
        pk: tuple(told.get(pk, plain).get(one, Listing.NOT_LISTED) for one in wanted) if pk in told else nothing
        for pk in people
    }


def everybody(user: User):
    """The people that a matrix of lists has rows for: whom one may see and a standing report mentions."""
    return Person.objects.filter(policies.visible_persons(user), merged_into=None, reports_count__gt=0)


def _keys(rows: Iterable[Person | PersonList | int]) -> list[int]:
    return list(dict.fromkeys(row if isinstance(row, int) else row.pk for row in rows))


def _said(lists: Sequence[int], persons: Collection[int] | None) -> dict[Pair, Listing]:
    """Whatever is not plainly "not listed". None as persons: everybody."""
    said: dict[Pair, Listing] = dict.fromkeys(_outside(lists, persons), Listing.NOT_COVERED)
    said |= _marked(lists, persons)
    return said | dict.fromkeys(_listed(lists, persons), Listing.LISTED)


def _about(persons: Collection[int] | None, relation: str = "") -> Q:
    counted = policies.prefixed(relation, standing.STANDING) if relation else standing.STANDING
    name = f"{relation}__person" if relation else "person"
    return counted & (Q(**{f"{name}__isnull": False}) if persons is None else Q(**{f"{name}__in": list(persons)}))


def _listed(lists: Sequence[int], persons: Collection[int] | None) -> Iterable[Pair]:
    rows = Mention.objects.filter(_about(persons), report__edition__person_list__in=lists).order_by()
    return rows.values_list("person_id", "report__edition__person_list_id").distinct()


def _marked(lists: Sequence[int], persons: Collection[int] | None) -> dict[Pair, Listing]:
    """The mark of the newest row; where any row says “listed”, that."""
    rows = ListMark.objects.filter(_about(persons, "mention"), person_list__in=lists).order_by("mention_id")
    found: dict[Pair, Listing] = {}
    for person, one, value in rows.values_list("mention__person_id", "person_list_id", "value"):
        if found.get((person, one)) != Listing.LISTED:
            found[person, one] = Listing(value)
    return found


def _outside(lists: Sequence[int], persons: Collection[int] | None) -> set[Pair]:
    """Persons of whom each act lies outside of what a list covers."""
    rows = PersonList.objects.filter(pk__in=lists)
    places = _places(lists)
    covers = [
        {"list": row.pk, "kinds": _kinds(row.covers_kinds), "first": _day(row.covers_lower),
         "last": _day(row.covers_upper), "placed": row.pk in places}
        for row in rows
        if row.covers_kinds or row.covers_lower or row.covers_upper or row.pk in places
    ]  # fmt: skip
    if not covers:
        return set()
    spots = [(one, place) for one, within in places.items() for place in within]
    asked: dict[str, Any] = {
        "covers": json.dumps(covers),
        "of": [one for one, _place in spots],
        "place": [place for _one, place in spots],
        "everybody": persons is None,
        "persons": list(persons or ()),
    }
    with connection.cursor() as cursor:
        cursor.execute(OUTSIDE, asked)
        return set(cursor.fetchall())


def _kinds(kinds: Iterable[str]) -> list[str]:
    return sorted({*kinds, *(DEATHS if set(DEATHS) & set(kinds) else ())})


def _day(day: Any) -> str | None:
    return day.isoformat() if day else None


def _places(lists: Sequence[int]) -> dict[int, set[int]]:
    """For each list with places: these, all that lies or ever lay under them, and all that they lie in.

    “Somewhere in the region” may be in the town that the list covers.
    """
    covers = PersonList.covers_places.through.objects.filter(personlist__in=lists)
    chosen: dict[int, set[int]] = defaultdict(set)
    for one, place in covers.values_list("personlist_id", "place_id"):
        chosen[one].add(place)
    if not chosen:
        return {}
    down: dict[int, set[int]] = defaultdict(set)
    up: dict[int, set[int]] = defaultdict(set)
    for child, parent in PlaceParent.objects.values_list("place_id", "parent_id"):
        down[parent].add(child)
        up[child].add(parent)
    return {one: _reached(places, down) | _reached(places, up) for one, places in chosen.items()}


def _reached(begin: set[int], ties: dict[int, set[int]]) -> set[int]:
    found, open_ = set(begin), list(begin)
    while open_:
        new = ties[open_.pop()] - found
        found |= new
        open_.extend(new)
    return found
