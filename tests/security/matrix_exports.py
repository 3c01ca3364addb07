"""The authorisation matrix of lists that go out, as tests/security/matrix.py explains."""

from typing import Any

from tests.security.answers import ADMINS, IN, NOT_FOUND

PRESSED = (IN, 404, 404, 302)
WRONG = (IN, 404, 404, 422)
REFUSED = (IN, 404, 404, 403)


def pressed(words: str, answer: tuple = PRESSED) -> list[tuple]:
    """A button of one file, and of one that is none."""
    return [("POST", words, answer), ("POST", "unknown", NOT_FOUND)]


EXPORTS: dict[str, list[Any]] = {
    "desk:exports": [("GET", "", ADMINS)],
    "desk:export_new": [("GET", "", ADMINS), ("POST", "", WRONG)],
    "desk:export": [("GET", "export_ready export_asked export_others", ADMINS), ("GET", "unknown", NOT_FOUND)],
    "desk:export_download": [
        ("GET", "export_ready", ADMINS),
        ("GET", "export_asked export_others", REFUSED),
        ("GET", "unknown", NOT_FOUND),
    ],
    "desk:export_package": [
        ("GET", "export_ready", ADMINS),
        ("GET", "export_asked export_others", REFUSED),
        ("GET", "unknown", NOT_FOUND),
    ],
    "desk:export_agree": [
        *pressed("export_others"),
        ("POST", "export_asked export_ready", REFUSED),
    ],
    "desk:export_refuse": pressed("export_others export_asked", WRONG),
    "desk:export_stop": [*pressed("export_asked export_others"), ("POST", "export_ready", REFUSED)],
    "desk:export_again": pressed("export_asked export_ready", REFUSED),
    "desk:export_delete": pressed("export_ready"),
    "desk:export_profiles": [("GET", "", ADMINS)],
    "desk:export_profile_save": pressed("export_ready", WRONG),
    "desk:export_profile": [("POST", "profile", WRONG), ("POST", "0", NOT_FOUND)],
    "desk:export_profile_delete": [("POST", "profile", PRESSED), ("POST", "0", NOT_FOUND)],
}
