"""The authorisation matrix of counts, the map, estimates and dashboards, as tests/security/matrix.py explains."""

from typing import Any

from tests.security.answers import EVERYBODY, IN, NOT_FOUND, READERS

WRONG = (IN, 404, 422, 422)
PRESSED = (IN, 404, 302, 302)
ASKED = "?rows=age&columns=sex&on=2022-01-14 ?rows=height ?rows=age&columns=age ?since=yesterday"

COUNTS: dict[str, list[Any]] = {
    "desk:counts": [("GET", "", READERS), ("GET", ASKED, READERS)],
    "desk:counts_undecided": [("GET", "", READERS), ("GET", "?rows=age&at_row=12-17 ?at_row=nonsense", READERS)],
    "desk:counts_file": [
        ("GET", "counts/svg counts/csv", READERS),
        ("GET", "counts/exe other/svg", NOT_FOUND),
    ],
    "desk:estimates": [("GET", "", READERS)],
    "desk:estimate_new": [("GET", "?list=L-0000000&sex=male", READERS), ("POST", "", WRONG)],
    "desk:estimate": [
        ("GET", "estimate estimate_refused estimate_open", READERS),
        ("GET", "unknown figure", NOT_FOUND),
    ],
    "desk:estimate_file": [
        ("GET", "estimate/svg estimate/csv", READERS),
        ("GET", "estimate/exe unknown/svg estimate_refused/svg estimate_open/csv", NOT_FOUND),
    ],
    "desk:dashboard": [("GET", "", EVERYBODY)],
    "desk:dashboard_file": [
        ("GET", "sent/svg states/csv", (IN, 200, 404, 404)),
        ("GET", "ages/svg received/csv", (IN, 404, 200, 404)),
        ("GET", "kinds/svg by_place/csv", (IN, 404, 404, 200)),
        ("GET", "ages/exe overlap/svg nonsense/png", NOT_FOUND),
    ],
    "desk:counts_again": [("POST", "", PRESSED), ("POST", "?rows=age&columns=sex", PRESSED)],
    "desk:figure_map": [("GET", "", READERS), ("GET", "?on=2022-01-14&status=killed", READERS)],
    "desk:figure_map_file": [("GET", "svg csv", READERS), ("GET", "exe", NOT_FOUND)],
}
