"""The words of a list that mean one of our codes, each once, with what we take it for and how often it stands there."""

from collections import Counter
from collections.abc import Iterable

from incidents.domain.imports import signs
from incidents.domain.imports.fields import BY_CODE
from incidents.domain.imports.plan import Plan, fold_word
from incidents.domain.imports.valuing_words import proposed

MOST_WORDS = 300  # of one field; a column with more is free text
LONGEST_WORD = 120
Asked = dict[str, dict[str, tuple[str, int]]]


def ask(rows: Iterable[tuple[int, list[str]]], plan: Plan) -> Asked:
    """Field → {their word: (our code or "", how often)}: unknown words first, then the most frequent.

    What was mapped before stands as it was mapped. Words that say nothing (a dash, n/a) are not asked about, but for
    lists, where n/a is an answer.
    """
    columns = [(column, code) for column, code in sorted(plan.columns.items()) if BY_CODE[code].asked]
    texts: dict[str, Counter[str]] = {code: Counter() for _column, code in columns}
    for _number, cells in rows:
        for column, code in columns:
            if column < len(cells) and (text := cells[column]):
                counted = texts[code]
                if text in counted or len(counted) < MOST_WORDS:
                    counted[text[:LONGEST_WORD]] += 1
    return {code: _words(code, counted, plan) for code, counted in texts.items()}


def _words(field: str, texts: Counter[str], plan: Plan) -> dict[str, tuple[str, int]]:
    """One line for each word, as it is written the first time."""
    shown: dict[str, str] = {}
    counts: Counter[str] = Counter()
    for text, count in texts.items():
        plain = signs.plain(text)
        word = fold_word(plain) or plain
        if plain and (field == "list" or not signs.says_nothing(word)):
            shown.setdefault(word, plain)
            counts[word] += count
    codes = {word: plan.code(field, text) or proposed(field, text) for word, text in shown.items()}
    order = sorted(shown, key=lambda word: (bool(codes[word]), -counts[word], word))
    return {shown[word]: (codes[word], counts[word]) for word in order}
