"""The question to the full text: a word by its Russian or English stem, as a beginning, or as a name in any script."""

from functools import reduce
from operator import and_, or_

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db.models import F
from django.db.models.functions import Left

from incidents.domain import asked, names
from incidents.domain.asked import SHORTEST_BEGINNING, Asked
from incidents.domain.marking import CLOSE, OPEN
from incidents.domain.texts import LONGEST, folded

STEMMED = ("russian", "english")
MOST_FRAGMENTS, FEWEST_WORDS, MOST_WORDS = 2, 8, 22
MOST_READINGS = 3
Query = SearchQuery


def query(wanted: Asked, *, loose: bool = True) -> Query | None:
    """All words and all phrases must be there. Not `loose` leaves Kazakh endings on, which tells the better hits."""
    words = [_word(word, loose) for word in wanted.words]
    phrases = [SearchQuery(" ".join(phrase), config="simple", search_type="phrase") for phrase in wanted.phrases]
    return reduce(and_, [*words, *phrases]) if words or phrases else None


def snippet(field: str, query: Query) -> SearchHeadline:
    """The places of a long text where the words stand, with OPEN and CLOSE around them."""
    return SearchHeadline(
        Left(F(field), LONGEST), query, config="russian", start_sel=OPEN, stop_sel=CLOSE,
        max_fragments=MOST_FRAGMENTS, min_words=FEWEST_WORDS, max_words=MOST_WORDS, short_word="0",
        fragment_delimiter=" … ",
    )  # fmt: skip


def whole(field: str, query: Query) -> SearchHeadline:
    """A short text, whole, with OPEN and CLOSE around the words."""
    return SearchHeadline(F(field), query, config="russian", start_sel=OPEN, stop_sel=CLOSE, highlight_all=True)


def _word(word: str, loose: bool) -> Query:
    beginnings = dict.fromkeys([word, asked.stem(word)] if loose else [word])
    beginnings |= dict.fromkeys(folded(key) for key in names.search_keys(word)[:MOST_READINGS] if len(key) > 2)
    plain = [SearchQuery(_beginning(text), config="simple", search_type="raw") for text in beginnings]
    stems = [SearchQuery(word, config=config, search_type="plain") for config in STEMMED]
    return reduce(or_, [*plain, *stems])


def _beginning(word: str) -> str:
    """Only letters and digits are left in a word, so that nothing in it can be an operator."""
    return f"{word}:*" if len(word) >= SHORTEST_BEGINNING else word
