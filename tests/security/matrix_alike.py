"""The authorisation matrix of search, comparing, joining and likely pairs, as tests/security/matrix.py explains."""

from typing import Any

from tests.security.answers import AUTHOR, EVERYBODY, IN, NOT_FOUND, READERS, REVIEWERS, TO_REVIEW

ALIKE: dict[str, list[Any]] = {
    "desk:search": [("GET", "", EVERYBODY)],
    "desk:search_suggest": [("GET", "", EVERYBODY)],
    "desk:compare": [
        ("GET", "?of=person&of=person_mine&group=group ?of=person", READERS),
        ("GET", "?of=person&of=told", REVIEWERS),
        ("GET", "?of=person&of=unknown ?of=person&of=told_draft", NOT_FOUND),
    ],
    "desk:compare_decide": [
        ("GET", "", TO_REVIEW),
        ("POST", "", REVIEWERS),
        ("POST", "", NOT_FOUND, {"version": "P-0000000:1", "of": "P-0000000", "verdict": "same"}),
    ],
    "desk:alike": [("GET", "", REVIEWERS), ("POST", "", TO_REVIEW)],
    "desk:alike_group": [
        ("GET", "group", REVIEWERS),
        ("GET", "0", NOT_FOUND),
        ("POST", "group", TO_REVIEW, {"do": "take"}),
        ("POST", "0", NOT_FOUND),
    ],
    "desk:match_runs": [("GET", "", REVIEWERS)],
    "desk:match_run_start": [("POST", "", TO_REVIEW)],
    "desk:match_run_stop": [("POST", "", TO_REVIEW)],
    "desk:person_alike": [
        ("POST", "own_draft/own_person own_draft/new", AUTHOR, {"version": "v", "name": "A name"}),
        ("POST", "other_draft/other_person unknown/own_person own_draft/unknown", NOT_FOUND, {"name": "A name"}),
    ],
    # The reviewer of the table wrote a report about one of the two: a second one takes it back.
    "desk:merge_undo": [
        ("GET", "joined/joining", TO_REVIEW),
        ("POST", "joined/joining", (IN, 404, 422, 404)),
        ("POST", "joined/joining", (IN, 404, 403, 404), {"because": "Two boys.", "version": "v"}),
        ("POST", "absorbed/joining unknown/joining joined/0", NOT_FOUND, {"because": "Two boys.", "version": "v"}),
    ],
    "desk:pair_undo": [
        ("GET", "joined/verdict", TO_REVIEW),
        ("POST", "joined/verdict", (IN, 404, 422, 404)),
        ("POST", "person/verdict", (IN, 404, 403, 404), {"because": "One boy.", "version": "v"}),
        ("POST", "absorbed/verdict unknown/verdict joined/0", NOT_FOUND, {"because": "One boy.", "version": "v"}),
    ],
}
