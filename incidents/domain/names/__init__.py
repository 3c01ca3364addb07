"""Pure domain: personal names in any spelling. Reading, folding, keys to find them by, and how alike two of them are.

Proposes and never decides: every answer is a reason that a reviewer reads.
"""

from incidents.domain.letters import romanised, sort_key, strip_unsafe
from incidents.domain.names import parsing, sameness
from incidents.domain.names.frequency import Frequency
from incidents.domain.names.keys import keys, near, words
from incidents.domain.names.layouts import other_layouts
from incidents.domain.names.likeness import NameLikeness, Part, likeness, prepared
from incidents.domain.names.parsing import Name, Word, parse
from incidents.domain.names.sameness import (
    CLOSE,
    fold,
    folded,
    naming_level,
    same_name,
    search_keys,
    similarity,
    tokens,
)
from incidents.domain.names.sexes import sex

__all__ = [
    "CLOSE",
    "VERSION",
    "Frequency",
    "Name",
    "NameLikeness",
    "Part",
    "Word",
    "fold",
    "folded",
    "forget",
    "keys",
    "likeness",
    "naming_level",
    "near",
    "other_layouts",
    "parse",
    "prepared",
    "romanised",
    "same_name",
    "search_keys",
    "sex",
    "similarity",
    "sort_key",
    "strip_unsafe",
    "tokens",
    "words",
]


def forget() -> None:
    """What was read of whole names is forgotten; call it after each part of a long list, which says them once."""
    parsing.forget()
    sameness.forget()


# Raised when folding, words or keys change: stored keys of an older version are made anew by a job.
VERSION = 2
