"""The authorisation matrix of search, comparing, joining and likely pairs, as tests/security/matrix.py explains."""

from typing import Any

from tests.security.answers import AUTHOR, EVERYBODY, NOT_FOUND

ALIKE: dict[str, list[Any]] = {
    "desk:search": [("GET", "", EVERYBODY)],
    "desk:search_suggest": [("GET", "", EVERYBODY)],
    "desk:person_alike": [
        ("POST", "own_draft/own_person own_draft/new", AUTHOR, {"version": "v", "name": "A name"}),
        ("POST", "other_draft/other_person unknown/own_person own_draft/unknown", NOT_FOUND, {"name": "A name"}),
    ],
}
