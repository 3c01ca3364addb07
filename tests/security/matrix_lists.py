"""The authorisation matrix of lists that come in, as tests/security/matrix.py explains."""

from typing import Any

from tests.security.answers import IN, NOT_FOUND, READERS

PRESSED = (IN, 404, 302, 302)
LATE = (IN, 404, 409, 409)
WRONG = (IN, 404, 422, 422)
REFUSED = (IN, 404, 403, 403)
# A file that is over, or under way, leads to its own page.
STEPS = "import_new import_checked"


def step() -> list[tuple]:
    """One step of an import."""
    return [
        ("GET", STEPS, READERS),
        ("GET", "import_done", PRESSED),
        ("GET", "unknown list", NOT_FOUND),
        ("POST", "unknown list", NOT_FOUND),
    ]


LISTS: dict[str, list[Any]] = {
    "desk:lists": [("GET", "", READERS)],
    "desk:list_new": [("GET", "", READERS), ("POST", "", WRONG)],
    "desk:list_template": [("GET", "csv xlsx", READERS), ("GET", "exe", NOT_FOUND)],
    "desk:list": [("GET", "list", READERS), ("GET", "unknown import_new", NOT_FOUND)],
    "desk:list_edit": [
        ("GET", "list", READERS),
        ("POST", "list", WRONG),
        ("POST", "list", LATE, {"title": "A", "keeper": "B", "keeper_kind": "outlet", "version": "9"}),
        ("GET", "unknown", NOT_FOUND),
        ("POST", "unknown", NOT_FOUND),
    ],
    "desk:list_import": [
        ("GET", "list", READERS),
        ("POST", "list", WRONG),
        ("GET", "unknown", NOT_FOUND),
        ("POST", "unknown", NOT_FOUND),
    ],
    "desk:edition": [("GET", "list/1 list/2", READERS), ("GET", "list/3 unknown/1", NOT_FOUND)],
    "desk:edition_changes": [
        ("GET", "list/2 list/2?kind=respelt list/1", READERS),
        ("GET", "list/3 unknown/1", NOT_FOUND),
    ],
    "desk:edition_rows": [("GET", "list/1", READERS), ("GET", "list/3 unknown/1", NOT_FOUND)],
    "desk:import": [("GET", "import_new import_checked import_done", READERS), ("GET", "unknown list", NOT_FOUND)],
    "desk:import_sheet": [*step(), ("POST", "import_new", LATE)],
    "desk:import_columns": [*step(), ("POST", "import_new", WRONG)],
    "desk:import_values": [*step(), ("POST", "import_checked", LATE)],
    "desk:import_check": [
        *step(),
        ("POST", "import_checked", LATE),
        ("POST", "import_new", REFUSED, {"do": "import", "version": "1"}),
    ],
    "desk:import_problems": [("GET", "import_checked import_done", READERS), ("GET", "unknown", NOT_FOUND)],
    "desk:import_stop": [("POST", "import_done", REFUSED), ("POST", "unknown", NOT_FOUND)],
    "desk:import_undo": [
        ("GET", "import_done", READERS),
        ("GET", "import_new", PRESSED),
        ("POST", "import_done", WRONG),
        ("GET", "unknown", NOT_FOUND),
        ("POST", "unknown", NOT_FOUND),
    ],
    "desk:import_discard": [
        ("POST", "import_new", PRESSED),
        ("POST", "import_done", REFUSED),
        ("POST", "unknown", NOT_FOUND),
    ],
}
