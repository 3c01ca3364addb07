"""What makes a name findable: the keys of a row that bears names, and the lexicon of all their words."""

from collections.abc import Iterable

from django.db import connection

from incidents.domain import names
from incidents.models import Mention, NameWord, Person

MOST_KEYS = 160
LONGEST_KEY = 100
LONGEST_WORD = 60
MOST_NEAR = 120
# Whole words among the keys are the words of a name; pairs and initials have a sign in them (names.keys).
COUNT = """
    UPDATE incidents_nameword SET count = held.people FROM (
        SELECT key, count(*) AS people FROM (
            SELECT unnest(name_keys) AS key FROM incidents_person
            WHERE merged_into_id IS NULL AND reports_count > 0
            UNION ALL SELECT unnest(name_keys) FROM incidents_mention WHERE person_id IS NULL AND retired_at IS NULL
        ) bears WHERE key !~ '[+.]' GROUP BY key
    ) held WHERE held.key = word AND count <> held.people
"""


def key(row: Person | Mention, spellings: Iterable[str]) -> set[str]:
    """Write the keys of these names into a Person or a Mention that is about to be saved. Returns their words."""
    held = [spelling for spelling in dict.fromkeys(spellings) if spelling]
    keys = dict.fromkeys(found[:LONGEST_KEY] for spelling in held for found in names.keys(spelling))
    row.name_keys, row.keys_version = list(keys)[:MOST_KEYS], names.VERSION
    return {word for spelling in held for word in names.words(spelling) if len(word) <= LONGEST_WORD}


def hold(words: Iterable[str]) -> int:
    """Enter the words that the lexicon lacks; how many. Two writers at once wait for each other in one order."""
    wanted = set(words)
    known = set(NameWord.objects.filter(word__in=wanted).values_list("word", flat=True)) if wanted else set()
    new = [word_row(word) for word in sorted(wanted - known)]
    NameWord.objects.bulk_create(new, ignore_conflicts=True, batch_size=1000)
    return len(new)


def count() -> int:
    """Count anew how many people bear each word, those of mentions that are nobody yet too; how many counts changed.

    Only a run over all keys does this: at every entry two writers would wait for each other at Ахметов.
    """
    with connection.cursor() as cursor:
        cursor.execute(COUNT)
        return cursor.rowcount


def word_row(word: str, count: int = 1) -> NameWord:
    """A line of the lexicon."""
    return NameWord(word=word, near=neighbours(word), count=count)


def neighbours(word: str) -> list[str]:
    """The word with letters left out, under which a slip of the pen finds it."""
    return [near[:LONGEST_WORD] for near in names.near(word)[:MOST_NEAR]]
