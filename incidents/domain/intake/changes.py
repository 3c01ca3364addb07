"""What changed from one sending to the next, in the words of the questions."""

from collections.abc import Mapping
from typing import Any

from incidents.domain.intake.words import lines
from incidents.models import Report


def revisions_diff(report: Report) -> list[tuple[str, str, str]]:
    """What the last revision says otherwise than the one before: (question, before, now). Empty for the first."""
    last = list(report.revisions.order_by("-number").values_list("content", flat=True)[:2])
    return content_diff(last[1], last[0]) if len(last) == 2 else []


def content_diff(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[tuple[str, str, str]]:
    """The answers that differ between two contents, in the order of the later one; answers taken out come last."""
    old = {line.key: line for line in lines(before)}
    new = {line.key: line for line in lines(after)}
    found = [(line.label, old[key].value if key in old else "", line.value) for key, line in new.items()
             if key not in old or old[key].value != line.value]  # fmt: skip
    return found + [(line.label, line.value, "") for key, line in old.items() if key not in new]
