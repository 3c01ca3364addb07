"""Fills a scratch schema with names from a file: keys and lexicon as the real tables would have them."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from multiprocessing.pool import Pool

from django.db import connection
from psycopg import sql

from incidents.domain import lexicon, names
from incidents.management.matching.scratch import Scratch, indexed
from incidents.models import NameWord, Person

CHUNK = 4_000
COLUMNS = ("id", "ref", "display_name", "naming", "name_folded", "sort_key", "name_keys", "keys_version", "birth_edtf")
WORD_COLUMNS = ("id", "word", "near", "count")
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


def fill(scratch: Scratch, pool: Pool, people: Iterable[tuple[str, str]]) -> int:
    """Load people (name, birth in EDTF) and the lexicon of their words; how many. Memory does not grow with people."""
    counts: Counter[str] = Counter()
    made = 0
    with connection.cursor() as cursor, cursor.copy(_copy(scratch, Person, COLUMNS)) as copy:
        for number, block, words in pool.imap(person_lines, _chunks(people), chunksize=1):
            copy.write(block)
            counts.update(words)
            made += number
    with connection.cursor() as cursor, cursor.copy(_copy(scratch, NameWord, WORD_COLUMNS)) as copy:
        for block in pool.imap(word_lines, _chunks(sorted(counts.items()))):
            copy.write(block)
    indexed(scratch, Person)
    indexed(scratch, NameWord)
    return made


def person_lines(chunk: tuple[int, list[tuple[str, str]]]) -> tuple[int, bytes, dict[str, int]]:
    """Lines for COPY, and how often each word occurs in them. Runs in a process of its own."""
    first, people = chunk
    counts: Counter[str] = Counter()
    lines = []
    for number, (name, birth) in enumerate(people, start=first):
        row = Person(display_name=name[:300])
        counts.update(lexicon.key(row, [row.display_name]))
        said = (
            number, f"P-{number}", row.display_name, names.naming_level(name), names.folded(name)[:300],
            names.sort_key(name)[:400], row.name_keys, row.keys_version, birth[:48],
        )  # fmt: skip
        lines.append("\t".join(map(_text, said)))
    return len(people), ("\n".join(lines) + "\n").encode(), dict(counts)


def word_lines(chunk: tuple[int, list[tuple[str, int]]]) -> bytes:
    """Lines of the lexicon for COPY."""
    first, words = chunk
    lines = [
        "\t".join(map(_text, (number, word, lexicon.neighbours(word), count)))
        for number, (word, count) in enumerate(words, start=first)
    ]
    return ("\n".join(lines) + "\n").encode()


def _chunks(things: Iterable) -> Iterator[tuple[int, list]]:
    things, first = iter(things), 1
    while chunk := list(islice(things, CHUNK)):
        yield first, chunk
        first += len(chunk)


def _copy(scratch: Scratch, model, columns: tuple[str, ...]) -> sql.Composed:
    fields = sql.SQL(", ").join(map(sql.Identifier, columns))
    return sql.SQL("COPY {} ({}) FROM STDIN").format(scratch.table(model), fields)


def _text(value) -> str:
    if isinstance(value, list):
        quoted = (f'"{str(one).replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"' for one in value)
        value = "{" + ",".join(quoted) + "}"
    return str(value).translate(_ESCAPED)
