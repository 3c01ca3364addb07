"""Which persons may be the one described: by the keys of the names, rare ones first, and by what was done to whom when.

Each road is one query for all who are asked for, and looks at a limited number of rows however many are held.
"""

from collections.abc import Mapping

from django.db import connection

from incidents.domain.likeness_facts import Facts
from incidents.vocabulary import Naming

MOST_BY_KEY = 200  # of one key; a key that more persons share says little
MOST_BY_NAME = 120
MOST_BY_EVENT = 60
NEAR_DAYS, WIDE_DAYS = 1, 31

# A person is the likelier the rarer the keys are that it shares. Keys that many share are cut off.
BY_NAME = """
    WITH hit AS (
        SELECT asked.who, found.id, count(*) OVER (PARTITION BY asked.who, asked.word) AS sharing
        FROM unnest(%(who)s::bigint[], %(word)s::varchar[]) AS asked(who, word) CROSS JOIN LATERAL (
            SELECT person.id FROM incidents_person person
            WHERE person.name_keys @> ARRAY[asked.word] AND person.merged_into_id IS NULL AND person.reports_count > 0
            LIMIT %(by_key)s) found
    ), ranked AS (
        SELECT who, id, row_number() OVER (PARTITION BY who ORDER BY sum(1.0 / (sharing + 2)) DESC, id) AS place
        FROM hit GROUP BY who, id
    )
    SELECT who, id FROM ranked WHERE place <= %(most)s
"""
# The persons to whom the same was done within a day of it in the same place (or one inside the other), when at least
# one of the two has no full name. Dates that span more than a month find nobody.
BY_EVENT = """
    SELECT DISTINCT mine.who, found.person_id
    FROM unnest(%(who)s::bigint[], %(named)s::boolean[], %(kind)s::varchar[], %(lower)s::date[], %(upper)s::date[],
        %(place)s::bigint[], %(where)s::varchar[]) AS mine(who, named, kind, lower, upper, place, place_text)
    CROSS JOIN LATERAL (
        SELECT other.person_id FROM incidents_act act
        JOIN incidents_mention other ON other.id = act.mention_id AND other.retired_at IS NULL
        JOIN incidents_person person ON person.id = other.person_id
        WHERE act.when_lower BETWEEN mine.lower - %(wide)s AND mine.upper + %(near)s
            AND act.when_upper >= mine.lower - %(near)s AND act.retired_at IS NULL
            AND (act.kind = mine.kind OR act.kind IN ('killed', 'died') AND mine.kind IN ('killed', 'died'))
            AND person.merged_into_id IS NULL AND person.reports_count > 0
            AND (NOT mine.named OR person.naming <> 'named')
            AND (act.place_id = mine.place
                OR act.place_text <> '' AND lower(act.place_text) = lower(mine.place_text)
                OR EXISTS (SELECT 1 FROM incidents_placeparent tie
                    WHERE tie.place_id = act.place_id AND tie.parent_id = mine.place
                        OR tie.place_id = mine.place AND tie.parent_id = act.place_id))
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
    keys = [(who, key) for who, facts in asked.items() for key in facts.keys]
    ids = [(who, one) for who, facts in asked.items() for one in facts.national_ids]
    for sql, words in (
        (BY_NAME, _columns(keys, "who", "word") | {"by_key": MOST_BY_KEY, "most": MOST_BY_NAME}),
        (BY_ID, _columns(ids, "who", "word")),
        (BY_EVENT, _events(asked) | {"near": NEAR_DAYS, "wide": WIDE_DAYS, "most": MOST_BY_EVENT}),
    ):
        with connection.cursor() as cursor:
            cursor.execute(sql, words)
            for who, person in cursor.fetchall():
                found[who].add(person)
    return found


def _events(asked: Mapping[int, Facts]) -> dict[str, list]:
    rows = [
        (who, facts.naming == Naming.NAMED, event.kind, event.when.lower, event.when.upper, event.place_id, event.where)
        for who, facts in asked.items()
        for event in facts.events
        if event.when.lower and event.when.upper and event.where
    ]
    return _columns(rows, "who", "named", "kind", "lower", "upper", "place", "where")


def _columns(rows: list[tuple], *names: str) -> dict[str, list]:
    return {name: [row[number] for row in rows] for number, name in enumerate(names)}
