"""The authorisation matrix of the pages that tell what a piece of evidence is, as tests/security/matrix.py explains."""

from tests.security.answers import AUTHOR, AUTHOR_TOO, IN, LOOK, NOT_FOUND, REVIEWERS

TO_BOTH, SENT_BY_BOTH, FOR_BOTH = (IN, 200, 200, 404), (IN, 302, 302, 404), (IN, 422, 422, 404)
NO_PIECE = "other_file unknown"
TOLD = {
    "desk:evidence_describe": [
        ("GET", "own_link own_wanted", TO_BOTH),
        ("GET", "own_file", AUTHOR),
        ("GET", "other_link", REVIEWERS),
        ("POST", "own_link", (IN, 409, 409, 404)),
        ("POST", "own_link", SENT_BY_BOTH, {"version": "v", "note": "A street"}),
        ("GET", NO_PIECE, NOT_FOUND),
        ("POST", NO_PIECE, NOT_FOUND, {"version": "v", "note": "A street"}),
    ],
    "desk:evidence_maker": [
        ("GET", "own_link", TO_BOTH),
        ("POST", "own_link", FOR_BOTH),
        ("POST", "own_link", SENT_BY_BOTH, {"made_by": "A neighbour"}),
        ("GET", NO_PIECE, NOT_FOUND),
        ("POST", NO_PIECE, NOT_FOUND, {"made_by": "A neighbour"}),
    ],
    "desk:evidence_maker_look": [
        ("GET", "own_link other_link", REVIEWERS),
        ("POST", "own_link", (IN, 404, 422, 404)),
        ("POST", "own_link", REVIEWERS, LOOK),
        ("GET", "own_file reviewers_link unknown", NOT_FOUND),
        ("POST", "own_file reviewers_link unknown", NOT_FOUND, LOOK),
    ],
    "desk:evidence_capture": [
        ("GET", "own_link", AUTHOR),
        ("POST", "own_link", (IN, 422, 404, 404)),
        ("GET", "reviewers_link", AUTHOR_TOO),
        ("GET", "other_link own_file own_wanted unknown", NOT_FOUND),
        ("POST", "other_link unknown", NOT_FOUND),
    ],
    "desk:evidence_arrived": [
        ("GET", "own_wanted", TO_BOTH),
        ("POST", "own_wanted", FOR_BOTH),
        ("GET", "other_wanted", REVIEWERS),
        ("GET", "own_link unknown", NOT_FOUND),
        ("POST", "own_link unknown", NOT_FOUND),
    ],
    "desk:evidence_bearing": [
        ("GET", "own_link", TO_BOTH),
        ("POST", "own_link", FOR_BOTH),
        ("POST", "own_link", SENT_BY_BOTH, {"bearing": "supports", "figure": "149 killed"}),
        ("GET", NO_PIECE, NOT_FOUND),
        ("POST", NO_PIECE, NOT_FOUND, {"bearing": "supports", "figure": "149 killed"}),
    ],
    "desk:evidence_bearing_remove": [
        ("POST", "own_link/own_bearing", (IN, 403, 302, 404)),
        ("POST", "own_link/other_bearing other_file/other_bearing unknown/own_bearing", NOT_FOUND),
    ],
    "desk:evidence_wanted": [("GET", "", REVIEWERS)],
}
