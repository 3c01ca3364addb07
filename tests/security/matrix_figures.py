"""The authorisation matrix of claimed figures and their topics, as tests/security/matrix.py explains.

A figure is for reviewers and admins, as far as they may read the report that tells it: an admin the accepted ones.
"""

from typing import Any

from tests.security.answers import IN, NOT_FOUND, READERS, REVIEWERS

WRONG = (IN, 404, 422, 422)
REVIEWERS_WRONG = (IN, 404, 422, 404)
LATE = (IN, 404, 409, 409)
SENT = (IN, 404, 302, 302)
REFUSED = (IN, 404, 403, 403)
REVIEWERS_REFUSED = (IN, 404, 403, 404)


def deed(form: dict[str, str], answer: tuple) -> list[tuple]:
    """Something that is said of a figure; `form` is one whose writer saw another state, or that names no other one."""
    return [
        ("GET", "figure", READERS),
        ("POST", "figure", WRONG),
        ("POST", "figure", answer, form),
        ("GET", "figure_unseen", REVIEWERS),
        ("POST", "figure_unseen", REVIEWERS_WRONG),
        ("GET", "unknown", NOT_FOUND),
        ("POST", "unknown", NOT_FOUND),
    ]


FIGURES: dict[str, list[Any]] = {
    "desk:figures": [("GET", "", READERS), ("GET", "?on=2022-01-14 ?of=topic ?state=disputed", READERS)],
    "desk:figure_topic_new": [("GET", "", READERS), ("POST", "", WRONG)],
    "desk:figure_topic": [("GET", "topic topic?on=day", READERS), ("GET", "unknown figure", NOT_FOUND)],
    "desk:figure_topic_edit": [
        ("GET", "topic", READERS),
        ("POST", "topic", WRONG),
        ("POST", "topic", LATE, {"title": "Deaths", "version": "9"}),
        ("GET", "unknown", NOT_FOUND),
        ("POST", "unknown", NOT_FOUND),
    ],
    "desk:figure_topic_file": [
        ("GET", "topic/svg topic/csv", READERS),
        ("GET", "topic/exe unknown/svg", NOT_FOUND),
    ],
    "desk:figure_enter": [
        ("GET", "own_accepted other_accepted", READERS),
        ("POST", "own_accepted", WRONG),
        ("GET", "other_sent reviewers_sent", REVIEWERS),
        ("POST", "other_sent", REVIEWERS_WRONG),
        ("GET", "own_withdrawn", REVIEWERS_REFUSED),
        ("GET", "own_draft unknown", NOT_FOUND),
        ("POST", "own_draft unknown", NOT_FOUND),
    ],
    "desk:figure": [
        ("GET", "figure figure_later figure_struck", READERS),
        ("GET", "figure_unseen", REVIEWERS),
        ("GET", "unknown topic", NOT_FOUND),
    ],
    "desk:figure_state": deed({"to_state": "retracted", "because": "An error.", "version": "9"}, LATE),
    "desk:figure_tie": deed({"kind": "contradicts", "another": "G-0000000", "version": "1"}, WRONG),
    "desk:figure_untie": [
        ("POST", "figure/figure_tie figure_later/figure_tie", SENT),
        ("POST", "figure_struck/figure_tie unknown/figure_tie figure/0", NOT_FOUND),
        ("POST", "figure_unseen/figure_tie", NOT_FOUND),
    ],
    "desk:figure_strike": deed({"because": "Typed wrongly.", "version": "9"}, LATE),
    "desk:figure_place": [
        ("GET", "figure", READERS),
        ("POST", "figure", SENT),
        ("GET", "figure_unseen", REVIEWERS),
        ("GET", "unknown", NOT_FOUND),
        ("POST", "unknown", NOT_FOUND),
    ],
}
