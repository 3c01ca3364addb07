"""The rows of an edition, as slim as comparing needs them; their cells are fetched some thousand at a time."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from django.db import connection

from incidents.models import ListEdition, Mention

AT_ONCE = 2_000
RUNNING = "number"  # the field of a column that only counts the rows of this file
NAMING = ("name", "other_name", "family", "given", "father", "initials")
ROWS = """
    SELECT id, coalesce(row ->> 'id', ''), national_id_hash, name, name_folded, birth_edtf, age_low, age_high, sex,
        describing, md5(ARRAY(
            SELECT cell FROM jsonb_array_elements_text(row -> 'cells') WITH ORDINALITY AS told(cell, place)
            WHERE place - 1 <> ALL (%s) ORDER BY place
        )::text)
    FROM incidents_mention WHERE report_id = %s AND retired_at IS NULL ORDER BY position
"""


class Row(NamedTuple):
    """One row: its mention, the keeper's own number, what tells people apart, and a hash of its cells."""

    pk: int
    id: str
    national: str
    name: str
    folded: str
    birth: str
    age_low: int | None
    age_high: int | None
    sex: str
    describing: str
    digest: str


def of(edition: ListEdition) -> list[Row]:
    """All rows that stand, in the order of the file. The running number is not in the hash."""
    with connection.cursor() as cursor:
        cursor.execute(ROWS, [sorted(columns(edition, (RUNNING,))), edition.report_id])
        return [Row(*row) for row in cursor.fetchall()]


def columns(edition: ListEdition, fields: Iterable[str]) -> set[int]:
    """The columns that its import read as one of these fields."""
    imported = getattr(edition, "imported", None)
    told = imported.columns if imported is not None else {}
    return {int(column) for column, field in told.items() if field in fields and column.isdecimal()}


def cells(pks: Iterable[int]) -> dict[int, list[str]]:
    """The cells of these rows, as they came."""
    found = Mention.objects.filter(pk__in=list(pks)).values_list("pk", "row")
    return {pk: list((row or {}).get("cells", [])) for pk, row in found}


def keys(pks: Iterable[int]) -> Iterator[tuple[int, list[str]]]:
    """The keys of the names of these rows."""
    asked = list(pks)
    for start in range(0, len(asked), AT_ONCE):
        yield from Mention.objects.filter(pk__in=asked[start : start + AT_ONCE]).values_list("pk", "name_keys")
