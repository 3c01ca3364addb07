"""Every address of the house, read off the resolver, and an example of each."""

from urllib.parse import urlencode

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from tests.security.matrix import MATRIX
from tests.security.stage import Stage


def found(entries=None, space: str = "") -> dict[str, URLPattern]:
    """Name → pattern, of the whole resolver."""
    names = {}
    for entry in get_resolver().url_patterns if entries is None else entries:
        if isinstance(entry, URLResolver):
            names |= found(entry.url_patterns, f"{entry.namespace}:" if entry.namespace else space)
        else:
            names[f"{space}{entry.name}"] = entry
    return names


def objects(entry: tuple) -> list[str]:
    """The objects of one line of the matrix."""
    return entry[1].split() or [""]


def address(stage: Stage, name: str, words: str) -> str:
    """The address of this page for these words of the stage; what follows a question mark is asked of it."""
    words, _mark, asked = words.partition("?")
    url = reverse(name, args=[stage.word(word) for word in words.split("/") if word])
    pairs = [(field, stage.word(word)) for field, word in (part.split("=") for part in asked.split("&") if part)]
    return f"{url}?{urlencode(pairs)}" if pairs else url


def examples(stage: Stage, method: str) -> list[tuple[str, str]]:
    """For each page that has this method: its name and an address at which the right person gets an answer."""
    return [
        (name, address(stage, name, objects(entry)[0]))
        for name, entries in MATRIX.items()
        for entry in entries[:1] + [other for other in entries[1:] if other[0] != entries[0][0]][:1]
        if entry[0] == method
    ]
