"""The authorisation matrix of deciding rows of lists, as tests/security/matrix.py explains.

The reviewer of the table imported the list, and therefore decides nothing in it.
"""

from typing import Any

from tests.security.answers import IN, NOT_FOUND, READERS, REVIEWERS

REFUSED = (IN, 404, 403, 404)
WRONG = (IN, 404, 422, 404)
LATE = (IN, 404, 409, 404)

RECONCILE: dict[str, list[Any]] = {
    "desk:reconcile": [
        ("GET", "list list?edition=1", REVIEWERS),
        ("POST", "list", REFUSED),
        ("GET", "unknown", NOT_FOUND),
        ("POST", "unknown", NOT_FOUND),
    ],
    "desk:reconcile_row": [
        ("GET", "list/row", REVIEWERS),
        ("POST", "list/row", WRONG),
        ("POST", "list/row", REFUSED, {"slug": "row-new", "verdict": "new"}),
        ("GET", "list/0 unknown/row", NOT_FOUND),
        ("POST", "list/0 unknown/row", NOT_FOUND),
    ],
    "desk:reconcile_bulk": [
        ("GET", "list", REVIEWERS),
        ("POST", "list", WRONG),
        ("POST", "list", REFUSED, {"kind": "new", "key": "0" * 32}),
        ("GET", "unknown", NOT_FOUND),
        ("POST", "unknown", NOT_FOUND),
    ],
    "desk:reconcile_many": [
        ("GET", "list/many", REVIEWERS),
        ("POST", "list/many", WRONG, {"do": "undo"}),
        ("POST", "list/many", REFUSED, {"do": "agree"}),
        ("POST", "list/many", NOT_FOUND),
        ("GET", "list/0 unknown/many", NOT_FOUND),
        ("POST", "list/0 unknown/many", NOT_FOUND),
    ],
    "desk:reconcile_report": [
        ("GET", "list/1 list/2", REVIEWERS),
        ("POST", "list/1", LATE),
        ("POST", "list/1", WRONG, {"slug": "reject", "reason": "duplicate"}),
        ("POST", "list/2", REFUSED, {"version": "1"}),
        ("GET", "list/9 unknown/1", NOT_FOUND),
        ("POST", "list/9 unknown/1", NOT_FOUND),
    ],
    "desk:overlap": [("GET", "", READERS)],
    "desk:overlap_people": [("GET", "", READERS)],
}
