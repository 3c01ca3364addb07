"""The authorisation matrix of looking at evidence, as tests/security/matrix.py explains."""

from tests.security.answers import AUTHOR, NOT_FOUND, REVIEWERS
from tests.security.matrix_told import FOR_BOTH, NO_PIECE, TO_BOTH

SEEN = "own_photo/view/0 own_photo/veil/0 own_photo/thumb/0"
NO_COPY = "own_photo/view/1 own_photo/page/1 own_photo/redacted/0 own_photo/x/0 own_link/view/0"
LOOKED = {
    "desk:evidence_page": [
        ("GET", "own_photo own_link own_wanted", TO_BOTH),
        ("POST", "own_photo own_link", TO_BOTH),
        ("GET", "own_file", AUTHOR),
        ("GET", "other_photo reviewers_photo", REVIEWERS),
        ("GET", NO_PIECE, NOT_FOUND),
        ("POST", NO_PIECE, NOT_FOUND),
    ],
    "desk:evidence_copy": [
        ("GET", SEEN, TO_BOTH),
        ("GET", "other_photo/view/0", REVIEWERS),
        ("GET", f"{NO_COPY} other_file/view/0 unknown/view/0", NOT_FOUND),
    ],
    "desk:evidence_redact": [
        ("GET", "own_photo/0", TO_BOTH),
        ("POST", "own_photo/0", FOR_BOTH),
        ("GET", "other_photo/0", REVIEWERS),
        ("GET", "own_photo/1 own_link/0 other_file/0 unknown/0", NOT_FOUND),
        ("POST", "other_file/0 unknown/0", NOT_FOUND),
    ],
    "desk:evidence_beside": [
        ("GET", "own_photo/own_link own_link/own_photo", TO_BOTH),
        ("POST", "own_photo/own_link", TO_BOTH),
        ("GET", "own_photo/other_photo other_photo/own_photo", REVIEWERS),
        ("GET", "own_photo/other_file own_photo/unknown unknown/own_photo", NOT_FOUND),
        ("POST", "own_photo/other_file unknown/own_photo", NOT_FOUND),
    ],
}
