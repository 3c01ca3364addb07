"""Rows into the database by COPY: values as text, a table's lines in the order of its columns, new words of names."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import connection, models

from incidents.domain import lexicon
from incidents.models import NameWord

SEND_AT = 64 * 1024
WORDS_AT_ONCE = 5_000
NULL = r"\N"
NEW_WORDS = """
    INSERT INTO incidents_nameword (word, near, count) SELECT word, near, count FROM kua_new_words ORDER BY word
    ON CONFLICT DO NOTHING RETURNING word
"""
_ESCAPED = str.maketrans({"\\": r"\\", "\t": r"\t", "\n": r"\n", "\r": r"\r"})
_QUOTED = str.maketrans({"\\": r"\\", '"': r"\""})


class Write(Protocol):
    """Takes a line of a COPY."""

    def __call__(self, line: str, /) -> None:
        """One more line."""


class Lines:
    """The lines of one table. `same` are the columns that all rows share; what is null in all of them is left out."""

    def __init__(self, model: type[models.Model], same: Mapping[str, Any], varying: Sequence[str]) -> None:
        fields = {field.attname: field for field in model._meta.concrete_fields}
        given = [name for name in fields if name not in same and name not in varying and name != "id"]
        shared = {**{name: _default(fields[name]) for name in given}, **same}
        shared = {name: value for name, value in shared.items() if value is not None}
        self.varying = tuple(varying)
        self.tail = "".join(f"\t{encoded(value)}" for value in shared.values()) + "\n"
        columns = ", ".join(f'"{fields[name].column}"' for name in (*varying, *shared))
        self.statement = f'COPY "{model._meta.db_table}" ({columns}) FROM STDIN'

    def line(self, values: Iterable[Any]) -> str:
        """The values of one row, in the order of the varying columns."""
        return "\t".join([ENCODERS[type(value)](value) for value in values]) + self.tail


def _default(field: Any) -> Any:
    return field.get_default()


# --- Values as COPY takes them ---------------------------------------------------------------------------------------
def _text(value: str) -> str:
    return value if value.isalnum() else value.translate(_ESCAPED)


def _array(value: Sequence[str]) -> str:
    joined = '","'.join(value)
    if "\\" in joined or joined.count('"') != 2 * (len(value) - 1) * bool(value):
        joined = '","'.join(one.translate(_QUOTED) for one in value)
    return _text(f'{{"{joined}"}}') if value else "{}"


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


class _Encoders(dict):
    """By type; of a type that is not among them by the nearest one that is."""

    def __missing__(self, kind: type) -> Callable[[Any], str]:
        found = next((self[one] for one in kind.__mro__[1:] if one in self), lambda value: _text(str(value)))
        self[kind] = found
        return found


ENCODERS: dict[type, Callable[[Any], str]] = _Encoders(
    {type(None): lambda _value: NULL, bool: lambda value: "t" if value else "f", int: str, str: _text, list: _array,
     tuple: _array, dict: _json}
)  # fmt: skip


def encoded(value: Any) -> str:
    """One value as COPY takes it."""
    return ENCODERS[type(value)](value)


# --- Into the database -----------------------------------------------------------------------------------------------
@contextmanager
def copying(lines: Lines) -> Iterator[Write]:
    """Lines that are written here go on to the database while the next ones are made."""
    with connection.cursor() as cursor, cursor.copy(lines.statement) as copy:
        held: list[str] = []
        size = 0

        def write(line: str) -> None:
            nonlocal size
            held.append(line)
            size += len(line)
            if size >= SEND_AT:
                copy.write("".join(held))
                held.clear()
                size = 0

        yield write
        copy.write("".join(held))


def copy_all(lines: Lines, written: Sequence[str]) -> None:
    """Lines that are made already."""
    if written:
        with connection.cursor() as cursor, cursor.copy(lines.statement) as copy:
            copy.write("".join(written))


def reserve(model: type[models.Model], count: int) -> list[int]:
    """The keys of so many rows to come."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence(%s, 'id')) FROM generate_series(1, %s)",
                       [model._meta.db_table, count])  # fmt: skip
        return [key for (key,) in cursor.fetchall()]


def hold_words(words: Iterable[str]) -> list[str]:
    """Enter the words of names that the lexicon lacks, as lexicon.hold does; which they were."""
    wanted = sorted(words)
    new: list[str] = []
    for start in range(0, len(wanted), WORDS_AT_ONCE):
        part = wanted[start : start + WORDS_AT_ONCE]
        known = set(NameWord.objects.filter(word__in=part).values_list("word", flat=True))
        new += _enter([word for word in part if word not in known])
    return new


def _enter(words: Sequence[str]) -> list[str]:
    """Two writers at once wait for each other in one order; a word that another entered meanwhile is the other's."""
    with connection.cursor() as cursor:
        cursor.execute("CREATE TEMPORARY TABLE kua_new_words (word text, near text[], count integer) ON COMMIT DROP")
        with cursor.copy("COPY kua_new_words (word, near, count) FROM STDIN") as copy:
            for word in words:
                row = lexicon.word_row(word)
                copy.write("\t".join(map(encoded, (row.word, row.near, row.count))) + "\n")
        cursor.execute(NEW_WORDS)
        found = [word for (word,) in cursor.fetchall()]
        cursor.execute("DROP TABLE kua_new_words")
        return found
