"""The two questions to the database: what the lexicon holds near a word, and which rows bear which keys."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from incidents.domain import names
from incidents.domain.seekers.slots import Slot
from incidents.models import NameWord

MOST_A_KEY, MOST_FETCHED, MOST_ROWS = 100, 150, 120
MOST_BEGUN, MOST_NEAR = 60, 400
SHORTEST_BEGINNING = 2

# Keys are asked one by one, the most valuable first, until enough rows were fetched: no row of a common name is
# fetched for nothing, and the index serves each key (a materialized CTE hides from the planner how few are wanted).
FOUND = """
    SELECT best.id, {name}, best.worth FROM (
        SELECT row.id, sum(row.worth) AS worth FROM (
            SELECT hit.id, asked.worth FROM unnest(%s::text[], %s::float8[]) AS asked(keys, worth)
            CROSS JOIN LATERAL (WITH found AS MATERIALIZED ({rows}) SELECT id FROM found LIMIT %s) hit LIMIT %s
        ) row GROUP BY row.id ORDER BY 2 DESC, 1 LIMIT %s
    ) best JOIN {table} ON {table}.id = best.id
"""
BORN = "name_keys @> string_to_array(asked.keys, ' ')::varchar[]"
NEAR = """
    (SELECT DISTINCT hit.word, hit.count FROM unnest(%s::text[]) AS asked(near) CROSS JOIN LATERAL (
        WITH found AS MATERIALIZED (
            SELECT word, count FROM incidents_nameword WHERE near @> ARRAY[asked.near]::varchar[]
        ) SELECT word, count FROM found LIMIT %s) hit)
    UNION SELECT word, count FROM incidents_nameword WHERE word = ANY(%s::varchar[])
"""
BEGUN = " UNION (SELECT word, count FROM incidents_nameword WHERE word LIKE %s ORDER BY count DESC LIMIT %s)"


@dataclass(frozen=True)
class Row:
    """A row that bears some of the keys: its names, the shown one first, and what the keys were worth."""

    pk: int
    names: tuple[str, ...]
    worth: float


def rows(scope: QuerySet[Any], asked: dict[str, float]) -> list[Row]:
    """Rows of the scope that bear the keys asked for, those with the most valuable keys first. One query."""
    if not asked:
        return []
    table = scope.model._meta.db_table
    first = sorted(asked, key=lambda keys: -asked[keys])
    born = scope.order_by().extra(where=[f'"{table}".{BORN}'], params=())  # noqa: S610 - a fixed text
    inner, bound = born.values("id").query.sql_with_params()
    is_person = table.endswith("_person")
    name = "display_name, variants" if is_person else "name, NULL"
    with connection.cursor() as cursor:
        cursor.execute(
            FOUND.format(name=name, rows=inner, table=table),
            [first, [asked[keys] for keys in first], *bound, MOST_A_KEY, MOST_FETCHED, MOST_ROWS],
        )
        return [Row(pk, (shown, *(others or ())), worth) for pk, shown, others, worth in cursor.fetchall()]


def both(some: Sequence[Row], others: Sequence[Row]) -> list[Row]:
    """Rows of two askings, each once, with the worth of all its keys."""
    found = {row.pk: row for row in some}
    for row in others:
        known = found.get(row.pk)
        found[row.pk] = Row(row.pk, row.names, row.worth + known.worth) if known else row
    return list(found.values())


def known(slots: Sequence[Slot]) -> list[tuple[str, int]]:
    """Words of the lexicon near those typed, or that begin like the last of them, with their counts. One query."""
    words = [word for slot in slots for word in slot.words]
    near = {near for slot in slots for reading in slot.readings[:2] for near in names.near(reading)}
    sql: str = NEAR
    bound: list[Any] = [list(near), MOST_NEAR, words]
    for slot in slots:
        if slot.is_last:
            for reading in slot.readings[:2]:
                if len(reading) >= SHORTEST_BEGINNING:
                    sql, bound = sql + BEGUN, [*bound, reading + "%", MOST_BEGUN]
    with connection.cursor() as cursor:
        cursor.execute(sql, bound)
        return cursor.fetchall()


def held(words: Iterable[str]) -> set[str]:
    """Which of these words the lexicon holds. One query."""
    return set(NameWord.objects.filter(word__in=set(words)).values_list("word", flat=True))
