"""The authorisation matrix of search, comparing, joining and likely pairs, as tests/security/matrix.py explains."""

from typing import Any

ALIKE: dict[str, list[Any]] = {}
