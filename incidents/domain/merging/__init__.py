"""Verbs: two persons are found to be one, or not; and what was joined is taken apart, exactly as it was."""

from incidents.domain.merging.holding import Relied
from incidents.domain.merging.joining import merge, unmerge
from incidents.domain.merging.verdicts import different, judge, stands_refused, take_back, undecided

__all__ = ["Relied", "different", "judge", "merge", "stands_refused", "take_back", "undecided", "unmerge"]
