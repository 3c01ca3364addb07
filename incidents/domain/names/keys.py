"""Pure domain: the keys under which a name is found: whole words, pairs of skeletons, a word with an initial."""

from functools import lru_cache
from itertools import combinations

from incidents.domain.names.parsing import INITIAL, TITLE, Form, Name, Word, parse
from incidents.domain.names.sounds import coarse, skeleton, sound, spelt

MOST_KEYS, LONGEST_KEY = 60, 40
_MOST_READINGS = 3
_MOST_IN_PAIRS = 2
_LONGEST_NEAR = 24
_ONE_DROPPED, _TWO_DROPPED = 4, 9  # lengths from which one, two letters may be missing


def words(name: str) -> list[str]:
    """The folded words of a name for a lexicon: each reading, and the root under an ending (омар of Омарова)."""
    found: dict[str, None] = {}
    for word in _told(parse(name)):
        for reading, one in zip(word.readings[:_MOST_READINGS], word.form.sounds[:_MOST_READINGS], strict=False):
            found[reading[:LONGEST_KEY]] = None
            if one.ending and len(one.root) > 1:
                found[spelt(one.root)[:LONGEST_KEY]] = None
    return list(found)


def keys(name: str) -> list[str]:
    """What the indexed column holds: whole words, `a+b` pairs of skeletons, `a.b` a skeleton with an initial.

    At most 60 keys of at most 40 letters. Pairs and initials join people who are not one (brother and sister): they
    propose candidates and decide nothing.
    """
    told = _told(parse(name))
    full = [word for word in told if word.role != INITIAL][:6]
    found = dict.fromkeys(words(name)[:24])
    for one, other in combinations(full, 2):
        for mine in skeletons(one.form):
            for theirs in skeletons(other.form):
                found["+".join(sorted((mine, theirs)))] = None
    for word in full:
        for other in told:
            if other is not word:
                found |= dict.fromkeys(f"{mine}.{head}" for mine in skeletons(word.form) for head in _heads(other.form))
    return [key[:LONGEST_KEY] for key in found][:MOST_KEYS]


@lru_cache(maxsize=65_536)
def near(word: str) -> list[str]:
    """The neighbourhood of a folded word: itself in classes of sounds, and with one letter dropped (two where long).

    Two words within a slip of each other share a neighbour (the symmetric deletes of Garbe's SymSpell, 2012).
    """
    whole = coarse(sound(word).whole)[:_LONGEST_NEAR]
    found = {whole}
    if len(whole) >= _ONE_DROPPED:
        found |= _without_one(whole)
    if len(whole) >= _TWO_DROPPED:
        found |= {shorter for one in _without_one(whole) for shorter in _without_one(one)}
    return sorted(found)


@lru_cache(maxsize=131_072)
def skeletons(form: Form) -> tuple[str, ...]:
    """The consonants of a word's root, for its likeliest readings."""
    return tuple(dict.fromkeys(skeleton(one.root) for one in form.sounds))[:_MOST_IN_PAIRS]


def _told(name: Name) -> list[Word]:
    return [word for word in name.words if word.role != TITLE and word.form.sounds]


def _heads(form: Form) -> set[str]:
    return {skeleton(one.whole[:1]) for one in form.sounds[:_MOST_IN_PAIRS]}


def _without_one(word: str) -> set[str]:
    return {word[:place] + word[place + 1 :] for place in range(len(word))}
