"""Which persons may be the one described: by the keys of the names, rare ones first, and by what was done to whom when.

Each road is one query for all who are asked for, and looks at a limited number of rows however many are held.
"""

from collections.abc import Mapping
from datetime import timedelta

from django.db import connection

from incidents.domain.likeness_facts import Facts
from incidents.vocabulary import Naming, Sex

MOST_BY_KEY = 120  # of one key; a key that more persons share says little
MOST_RANKED = 120
MOST_BY_NAME = 12
MOST_BY_EVENT = 6
NEAR = timedelta(days=1)
WIDEST_AGES = 6

# A person is the likelier the rarer the keys are that it shares; who shares only one key that very many bear is none.
# Among those who bear one name place, age and sex choose.
BY_NAME = """
    WITH hit AS (
        SELECT asked.who, found.id, count(*) OVER (PARTITION BY asked.who, asked.word) AS sharing
        FROM unnest(%(who)s::bigint[], %(word)s::varchar[]) AS asked(who, word) CROSS JOIN LATERAL (
            SELECT person.id FROM incidents_person person
            WHERE person.name_keys @> ARRAY[asked.word] AND person.merged_into_id IS NULL AND person.reports_count > 0
            LIMIT %(by_key)s) found
    ), ranked AS (
        SELECT who, id, sum(1.0::float8 / (sharing + 2)) AS rarity,
            row_number() OVER (PARTITION BY who ORDER BY sum(1.0::float8 / (sharing + 2)) DESC, id) AS place
        FROM hit GROUP BY who, id HAVING sum(1.0::float8 / (sharing + 2)) > 1.0 / %(by_key)s
    ), judged AS (
        SELECT ranked.who, ranked.id, row_number() OVER (PARTITION BY ranked.who ORDER BY ranked.rarity
            * (1 + COALESCE((person.place_id = mine.place)::int, 0)
                + 2 * COALESCE((person.age_low <= mine.high + 1 AND person.age_high >= mine.low - 1)::int, 0))
            * CASE WHEN mine.sex <> '' AND person.sex <> 'unknown' AND person.sex <> mine.sex THEN 0.3 ELSE 1 END
            DESC, ranked.id) AS place
        FROM ranked JOIN incidents_person person ON person.id = ranked.id
        JOIN unnest(%(mine)s::bigint[], %(place)s::bigint[], %(low)s::int[], %(high)s::int[], %(sex)s::varchar[])
            AS mine(who, place, low, high, sex) ON mine.who = ranked.who
        WHERE ranked.place <= %(ranked)s
    )
    SELECT who, id FROM judged WHERE place <= %(most)s
"""
# The persons of that age in the same days in the same place (or one inside the other), when at least one of the two
# has no name. Who has no age is known by nothing else.
BY_EVENT = """
    SELECT DISTINCT mine.who, found.id
    FROM unnest(%(who)s::bigint[], %(named)s::boolean[], %(low)s::int[], %(high)s::int[], %(first)s::date[],
        %(last)s::date[], %(place)s::bigint[], %(where)s::varchar[])
        AS mine(who, named, low, high, first, last, place, place_text)
    CROSS JOIN LATERAL (
        SELECT near.id FROM (
            SELECT person.* FROM (
                SELECT mine.place AS id UNION SELECT tie.parent_id FROM incidents_placeparent tie
                WHERE tie.place_id = mine.place UNION SELECT tie.place_id FROM incidents_placeparent tie
                WHERE tie.parent_id = mine.place) spot
            JOIN incidents_person person ON person.place_id = spot.id
            UNION ALL
            SELECT person.* FROM incidents_person person
            WHERE person.place_id IS NULL AND lower(person.place_text) = lower(mine.place_text)
        ) near
        WHERE near.naming = ANY(CASE WHEN mine.named THEN '{unnamed}' ELSE '{unnamed,partial,named}' END::varchar[])
            AND near.age_low BETWEEN mine.low - %(widest)s AND mine.high + 1 AND near.age_high >= mine.low - 1
            AND near.when_lower <= mine.last AND near.when_upper >= mine.first
            AND near.merged_into_id IS NULL AND near.reports_count > 0
        ORDER BY (near.naming = 'unnamed') DESC, abs(near.age_low - mine.low), near.id
        LIMIT %(most)s) found
"""
BY_ID = """
    SELECT DISTINCT asked.who, mention.person_id FROM unnest(%(who)s::bigint[], %(word)s::varchar[]) AS asked(who, word)
    JOIN incidents_mention mention ON mention.national_id_hash = asked.word AND mention.retired_at IS NULL
    JOIN incidents_person person ON person.id = mention.person_id
    WHERE person.merged_into_id IS NULL AND person.reports_count > 0
"""


def persons(asked: Mapping[int, Facts]) -> dict[int, set[int]]:
    """For each of those asked for (by any number of one's own) the keys of persons to compare. Three queries."""
    found: dict[int, set[int]] = {who: set() for who in asked}
    ids = [(who, one) for who, facts in asked.items() for one in facts.national_ids]
    for sql, words in (
        (BY_NAME, _named(asked) | {"by_key": MOST_BY_KEY, "ranked": MOST_RANKED, "most": MOST_BY_NAME}),
        (BY_ID, _columns(ids, "who", "word")),
        (BY_EVENT, _events(asked) | {"widest": WIDEST_AGES, "most": MOST_BY_EVENT}),
    ):
        if words["who"]:
            with connection.cursor() as cursor:
                cursor.execute(sql, words)
                for who, person in cursor.fetchall():
                    found[who].add(person)
    return found


def _named(asked: Mapping[int, Facts]) -> dict[str, list]:
    keys = [(who, key) for who, facts in asked.items() for key in facts.keys]
    mine = [(who, _place(facts), *_ages(facts), _sex(facts)) for who, facts in asked.items()]
    return _columns(keys, "who", "word") | _columns(mine, "mine", "place", "low", "high", "sex")


def _events(asked: Mapping[int, Facts]) -> dict[str, list]:
    rows = {
        (who, facts.naming != Naming.UNNAMED, *_ages(facts), event.when.lower - NEAR, event.when.upper + NEAR,
         event.place_id, event.where)
        for who, facts in asked.items()
        for event in facts.events
        if event.when.lower and event.when.upper and event.where and facts.age_low is not None
    }  # fmt: skip
    return _columns(sorted(rows, key=repr), "who", "named", "low", "high", "first", "last", "place", "where")


def _place(facts: Facts) -> int | None:
    return next((event.place_id for event in facts.events if event.place_id), None)


def _ages(facts: Facts) -> tuple[int | None, int | None]:
    low, high = facts.age_low, facts.age_high
    return (high if low is None else low), (low if high is None else high)


def _sex(facts: Facts) -> str:
    return facts.sex[0] if len(facts.sex) == 1 and facts.sex[0] != Sex.OTHER else ""


def _columns(rows: list[tuple], *names: str) -> dict[str, list]:
    return {name: [row[number] for row in rows] for number, name in enumerate(names)}
