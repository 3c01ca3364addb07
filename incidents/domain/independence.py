"""How many of the reports really speak for themselves. Base floor: matching, findings and standing ask here."""

from collections.abc import Iterable

from incidents.models import Report, Source

LONGEST_CHAIN = 20


def roots(report_ids: Iterable[int]) -> dict[int, str]:
    """The root of each report: follow `derived_from` to its end; who speaks there is the root (domain.md).

    The same institution twice is one root, and so are two protected persons with the same contact. Three articles that
    go back to one newsroom therefore count once. At most LONGEST_CHAIN queries, normally two; circles end safely.
    """
    asked = list(dict.fromkeys(report_ids))
    parent, source = _chains(asked)
    ends = {report: _end(report, parent) for report in asked}
    speaking = [source.get(end) for end in ends.values()]
    speakers = _speakers({pk for pk in speaking if pk is not None})
    return {report: speakers.get(source.get(end) or 0, f"report:{end}") for report, end in ends.items()}


def root_reports(report_ids: Iterable[int]) -> dict[int, int]:
    """The report at the end of each report's chain: the one that comes from no other."""
    asked = list(dict.fromkeys(report_ids))
    parent, _source = _chains(asked)
    return {report: _end(report, parent) for report in asked}


def count(report_ids: Iterable[int]) -> int:
    """How many independent roots these reports have."""
    return len(set(roots(report_ids).values()))


def _chains(report_ids: list[int]) -> tuple[dict[int, int | None], dict[int, int | None]]:
    parent: dict[int, int | None] = {}
    source: dict[int, int | None] = {}
    wanted = set(report_ids)
    for _step in range(LONGEST_CHAIN):
        rows = Report.objects.filter(pk__in=wanted).values_list("pk", "derived_from_id", "source_id")
        for pk, derived_from, source_id in rows:
            parent[pk], source[pk] = derived_from, source_id
        wanted = {above for above in parent.values() if above and above not in parent}
        if not wanted:
            break
    return parent, source


def _end(report: int, parent: dict[int, int | None]) -> int:
    seen: list[int] = []
    above: int | None = report
    while above is not None and above not in seen:
        seen.append(above)
        above = parent.get(above)
    # In a circle nobody is first: the lowest number stands for all of them.
    return seen[-1] if above is None else min(seen[seen.index(above) :])


def _speakers(source_ids: set[int]) -> dict[int, str]:
    rows = Source.objects.filter(pk__in=source_ids).values_list("pk", "identity__contact_hash")
    return {pk: f"contact:{contact}" if contact else f"source:{pk}" for pk, contact in rows}
